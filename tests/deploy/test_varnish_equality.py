"""Whatever a reader asks for, the shipped Varnish gives what the service gives."""

from __future__ import annotations

import html
from itertools import cycle

from answer import Answer, ask
from edge import Edge
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PATHS = (
    *("/", "/es", "/es/plain", "/en/plain/", "/ES/plain", "/es-MX/kept", "/docs", "/problems/held", "/embed"),
    *("/v1/es/articles/plain", "/v1/articles/plain", "/v1/pt_br/articles", "/v1/en/articles", "/v1/locales"),
    *("/v1/es/articles/plain.txt", "/v1/es/articles/nothing", "/v1/tlh/articles", "/embed/en/kept", "/%00"),
    *("/v1/en/articles/kept/sections/risks", "/oembed", "//", "/v1/", "/es/sitemap.xml", "/robots.txt"),
)
# Each once: of one that stands there twice the service refuses what Varnish leaves out, as pages ignore it.
NAMES = ("fallback", "limit", "after", "release", "url", "article", "kind", "")
VALUES = (
    "whole",
    "none",
    "1",
    "0",
    "kept",
    "",
    "a=b",
    "%26",
    "%C3%A9",
    "https://portal.example/es/plain",
    "?",
)
WISHES = ("es", "en", "ar", "ES-mx", "*", "tlh", "zh-Hant-HK", "e s", "", "x" * 60)
WEIGHTS = ("", ";q=1", "; q=0.9", ";q=0.85", ";q=0", ";q=1.000", ";q=.5", ";q=0.5;q=1")
CODINGS = ("", "br", "gzip", "gzip, br", "*", "br;q=0,gzip;q=0.001", "identity", "br;q=0.5,gzip;q=0.4")
# Many, so that none asks too often.
CLIENTS = (f"127.0.7.{number}" for number in cycle(range(1, 250)))
PASSED_BETWEEN = {"surrogate-key", "cdn-cache-control", "portal-release", "server"}
OF_THE_MOMENT = {"date", "connection", "accept-ranges", "content-length", "transfer-encoding"}

queries = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES)), max_size=3, unique_by=lambda x: x[0]
)
languages = st.lists(st.tuples(st.sampled_from(WISHES), st.sampled_from(WEIGHTS)), max_size=8)


def told(answer: Answer) -> tuple[object, ...]:
    """What a reader gets of an answer, whatever its coding."""
    hidden = PASSED_BETWEEN | OF_THE_MOMENT | {"etag", "content-encoding"}
    headers = {name: value for name, value in answer.headers.items() if name not in hidden}
    location, _, query = headers.pop("location", "").partition("?")
    # What pages ignore is left out on the way, and so it is where they lead and say that they lead.
    said = answer.plain.replace(html.escape(f"?{query}").encode(), b"").replace(f"?{query}".encode(), b"")
    return answer.status, headers, location, said if query else answer.plain


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PATHS), queries, languages, st.sampled_from(CODINGS), st.sampled_from(["GET", "HEAD"]))
def test_varnish_says_what_the_service_says(
    edge: Edge,
    path: str,
    query: list[tuple[str, str]],
    wanted: list[tuple[str, str]],
    coding: str,
    method: str,
) -> None:
    asked = path + ("?" + "&".join(f"{name}={value}" for name, value in query) if query else "")
    headers = {"Accept-Language": ",".join(map("".join, wanted)), "Accept-Encoding": coding}
    headers = {name: value for name, value in headers.items() if value}
    behind = ask(edge.port, asked, method, headers, client=next(CLIENTS))
    assert told(behind) == told(ask(edge.replicas[0].port, asked, method, headers))
