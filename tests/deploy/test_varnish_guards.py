"""What one client sends changes no other one's answer behind the shipped Varnish, and fills no cache."""

from __future__ import annotations

import subprocess

import pytest
from answer import Answer, ask
from edge import Edge

ARTICLE = "/v1/es/articles/plain"
PAGE = "/es/plain"
INTERNAL = {
    "age",
    "cdn-cache-control",
    "portal-release",
    "server",
    "surrogate-key",
    "via",
    "x-varnish",
    "xkey",
}


def told(answer: Answer) -> tuple[object, ...]:
    """What a reader gets, less what differs from moment to moment."""
    headers = {name: value for name, value in answer.headers.items() if name not in ("date", "connection")}
    return answer.status, headers, answer.body


@pytest.mark.parametrize(
    "sent",
    [
        {"Host": "evil.example"},
        {"X_Forwarded_Host": "evil.example", "X_Forwarded_Proto": "gopher", "Forwarded": "host=evil.example"},
        {"X_Original_URL": "/v1/es/articles/kept", "X_Rewrite_URL": "/v1/es/articles/kept"},
        {"X_HTTP_Method_Override": "DELETE", "X_HTTP_Method": "PUT", "X_Method_Override": "POST"},
        {"Cookie": "locale=ar", "Authorization": "Basic eDp5"},
        {"Accept": "text/html", "Range": "bytes=0-9"},
        {"If_None_Match": '"nothing"', "If_Modified_Since": "Sun, 22 Nov 2026 13:51:15 GMT"},
        {"If_Match": '"nothing"', "If_Unmodified_Since": "Sun, 22 Nov 2020 13:51:15 GMT"},
        {"Accept_Language": "ar"},
        {"Portal_Outage": "yes", "Portal_Tag": "ar", "Portal_Release": "999999", "Surrogate_Key": "portal"},
        {"CDN_Cache_Control": "max-age=0", "Cache_Control": "no-cache", "Pragma": "no-cache"},
    ],
)
@pytest.mark.parametrize("path", [ARTICLE, PAGE])
def test_no_header_of_one_client_is_in_the_answer_of_another(
    edge: Edge, path: str, sent: dict[str, str]
) -> None:
    clean = told(edge.get(path))
    edge.purge("article-plain")
    edge.get(path, **sent)
    assert told(edge.get(path)) == clean
    assert b"evil" not in edge.get(path).body


def test_the_name_of_the_host_makes_no_second_copy(edge: Edge) -> None:
    edge.get(ARTICLE)
    before = edge.fetches()
    assert {edge.get(ARTICLE, Host=f"host-{number}.example").status for number in range(5)} == {200}
    assert edge.fetches() == before


def test_a_request_without_a_host_is_refused_with_the_disclaimer(edge: Edge) -> None:
    answer = edge.get("/v1/es/articles/plain", Host="")
    assert answer.status == 400
    assert answer.json["code"] == "malformed-request"
    assert answer.json["disclaimer"]["locale"] == "es"


def test_unknown_parameters_of_a_page_make_no_second_copy(edge: Edge) -> None:
    clean = edge.get(PAGE)
    before = edge.fetches()
    for query in ("utm_source=a", "fbclid=1&x=2", "&&", "", "a" * 500, "afterwards=1", "x=after=1"):
        assert edge.get(f"{PAGE}?{query}").body == clean.body
    assert edge.fetches() == before


def test_the_order_of_parameters_makes_no_second_copy(edge: Edge) -> None:
    first = edge.get("/v1/es/articles?limit=2&kind=procedure")
    before = edge.fetches()
    assert edge.get("/v1/es/articles?kind=procedure&limit=2").body == first.body
    assert edge.fetches() == before


def test_an_unknown_parameter_of_the_api_is_refused_and_the_refusal_not_kept(edge: Edge) -> None:
    before = edge.fetches()
    assert [edge.get(f"{ARTICLE}?nonsense=1").status for _ in range(2)] == [400, 400]
    assert edge.fetches() == before + 2


def test_what_is_not_there_is_asked_for_once_in_a_moment(edge: Edge) -> None:
    edge.get("/v1/es/articles/nothing")
    before = edge.fetches()
    assert {edge.get("/v1/es/articles/nothing").status for _ in range(5)} == {404}
    assert edge.fetches() <= before + 1


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0 , gzip;q=0", None),
        ("broken, agzip", None),
        ("identity", None),
        ("x" * 3000, None),
    ],
)
def test_each_client_gets_a_coding_it_understands(edge: Edge, accepted: str, coding: str | None) -> None:
    answer = edge.get(ARTICLE, Accept_Encoding=accepted)
    assert answer.headers.get("content-encoding") == coding
    assert answer.text == edge.get(ARTICLE).text


def test_readers_of_the_same_languages_share_a_redirect(edge: Edge) -> None:
    path = "/v1/articles/plain"
    spellings = ("es-MX,es;q=0.9,en;q=0.8", "ES-mx, es; q=0.8, en;q=0.5", "es-MX;q=1.0,es,en")
    first = edge.get(path, Accept_Language=spellings[0])
    before = edge.fetches()
    for spelling in spellings:
        assert edge.get(path, Accept_Language=spelling).headers["location"] == first.headers["location"]
    assert edge.fetches() == before


@pytest.mark.parametrize(
    ("header", "served"),
    [
        ("es", "es"),
        ("en", "en"),
        ("en;q=0.5, es;q=0.9", "es"),
        ("es;q=0, en", "en"),
        ("en," * 99 + "es", "en"),
    ],
)
def test_no_reader_gets_the_redirect_of_another(edge: Edge, header: str, served: str) -> None:
    for _ in range(2):
        answer = edge.get("/v1/articles/plain", Accept_Language=header)
        assert answer.headers["location"].endswith(f"/v1/{served}/articles/plain")
        assert answer.headers["cache-control"] == "no-store"


def test_a_current_copy_is_confirmed_with_language_and_disclaimer(edge: Edge) -> None:
    whole = edge.get(ARTICLE, Accept_Encoding="br")
    answer = edge.get(ARTICLE, Accept_Encoding="br", If_None_Match=whole.headers["etag"])
    assert (answer.status, answer.body) == (304, b"")
    for name in ("etag", "link", "content-language", "cache-control", "vary"):
        assert answer.headers[name] == whole.headers[name]


@pytest.mark.parametrize("path", [ARTICLE, PAGE, "/v1/articles/plain", "/v1/es/nothing", "/embed/v1.js"])
def test_what_caches_tell_each_other_is_not_told_to_readers(edge: Edge, path: str) -> None:
    for method in ("GET", "HEAD"):
        answer = edge.get(path, method)
        assert not INTERNAL & set(answer.headers)
        assert 'rel="terms-of-service"' in answer.headers["link"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PURGE", "BAN", "TRACE"])
def test_readers_cannot_purge_or_write(edge: Edge, method: str) -> None:
    edge.get(ARTICLE)
    before = edge.fetches()
    answer = edge.get(ARTICLE, method, Surrogate_Key="portal", Portal_Release="999999", Portal_Anew="yes")
    assert answer.status == 405
    assert answer.json["disclaimer"]["locale"] == "es"
    edge.get(ARTICLE)
    assert edge.fetches() == before + 1


def test_only_named_machines_purge_and_only_that(edge: Edge) -> None:
    keys = {"Surrogate-Key": "portal"}
    assert ask(edge.purge_port, "/", "PURGE", keys, client="127.0.0.2").status == 403
    assert ask(edge.purge_port, ARTICLE).status == 403
    assert ask(edge.purge_port, "/", "PURGE").status == 403
    assert ask(edge.purge_port, "/", "PURGE", {"Surrogate-Key": "nothing"}).body == b"0\n"


def test_the_log_tells_nothing_of_who_asked_for_what(edge: Edge) -> None:
    sent = {"X-Real-IP": "192.0.2.77", "User-Agent": "Reader/1", "Accept-Language": "tlh", "Cookie": "a=b"}
    for path in ("/v1/es/articles/kept?fallback=whole", "/v1/es/nothing"):
        ask(edge.port, path, headers=sent, client="127.0.0.9")
    told = subprocess.run(
        ["varnishlog", "-n", edge.folder / "varnish", "-d", "-g", "raw"], capture_output=True, text=True
    ).stdout
    assert "Backend_health" in told
    for trace in ("127.0.0.9", *sent.values()):
        assert trace not in told, trace


def test_who_asks_too_often_for_what_has_to_be_made_is_told_so_and_still_gets_what_is_there(
    edge: Edge,
) -> None:
    edge.get(ARTICLE)
    greedy = "127.0.0.3"
    refused = None
    for number in range(100):
        refused = ask(edge.port, f"/v1/es/articles?after=a{number}", client=greedy)
        if refused.status != 200:
            break
    assert refused is not None
    assert (refused.status, refused.json["code"]) == (429, "too-many-requests")
    assert refused.headers["content-language"] == refused.json["disclaimer"]["locale"] == "es"
    assert refused.headers["retry-after"]
    assert ask(edge.port, ARTICLE, client=greedy).status == 200
    assert edge.get("/v1/es/articles?after=another").status == 200
