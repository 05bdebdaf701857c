"""What a hostile or careless client sends never breaks an answer: no 500, no answer without a disclaimer."""

from __future__ import annotations

import io
import itertools
import json
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from effort import assert_cheap
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, run_wsgi_app

from portal_api.web.language import printable

ARTICLE = "/v1/ar/articles/pump"
HIDDEN = "\x00\n\r\x85\u200b\u2028\u2029\u202e\u2060\u2066\u2069\ufeff\U000e0041"
ODD_HEADERS = [
    {"Accept-Language": "x" * 8_000},
    {"Accept-Language": ",".join(f"a{n};q=0.{n}" for n in range(600))},
    {"Accept-Language": "\u00e9\u0000, es;q=NaN, *;q=1e999"},
    {"Accept-Language": "es;q=-1, ar;q=1e-9999"},
    {"If-None-Match": '"' * 8_000},
    {"If-None-Match": 'W/"' + "x" * 7_900},
    {"If-None-Match": 'W/W/"x", , ,, *'},
    {"Accept": "application/x-nothing", "Accept-Charset": "utf-7"},
    {"Host": "evil.example:99999999"},
    {"Host": "[::1]:8000"},
    {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "javascript"},
    {"X-HTTP-Method-Override": "DELETE"},
    {"Range": "bytes=0-1,5-"},
    {"If-Modified-Since": "yesterday"},
    {"Cookie": "session=" + "x" * 7_000},
    {"Content-Length": "-5"},
    {"Content-Length": "99999999999999999999"},
    {"Content-Type": "multipart/form-data; boundary=" + "-" * 999},
    {"Transfer-Encoding": "chunked, chunked"},
    {"Origin": "null"},
]
ODD_PATHS = [
    "/v1/ar/articles/..%2f..%2fetc%2fpasswd",
    "/v1/ar/articles/pump%00",
    "/v1/ar/articles/%ff%fe",
    "/v1/ar/articles/%",
    "/v1/ar/articles/%zz",
    "/v1/ar/articles/" + "a" * 7_000,
    "/v1/ar/articles/PUMP",
    "/v1/ar/articles/pump/",
    "/v1/ar/articles//pump",
    "//evil.example/v1/ar/articles",
    "/v1//ar/articles",
    "/v1/./ar/articles",
    "/v1/ar/../ar/articles/nope",
    "/v1/ar/articles/pump;x=1",
    "/v1/ar/articles/' or 1=1 --",
    "/v1/ar/articles/<script>alert(1)<",
    "/v1/" + "a-" * 3_000 + "b/articles",
    "/v1/\u0627\u0644/articles",
    "/problems/..%2f",
    "/figures/..%2f..%2fwsgi.py",
    "/static/x",
    "*",
]
ODD_QUERIES = [
    "limit=-1",
    "limit=0",
    "limit=201",
    "limit=9999999999999999999999",
    "limit=1e2",
    "limit=5_0",
    "limit=%D9%A5",
    "limit=+5",
    "limit=",
    "limit=5&limit=6",
    "release=0",
    "release=-1",
    "release=999999999",
    "release=99999999999999999999",
    "after=%00",
    "after=../x",
    "after=" + "a" * 5000,
    "code=x",
    "code=%00:%00",
    "complete=maybe",
    "complete=1",
    "kind=Procedure",
    "topic=%F0%28%8C%28",
    "=",
    "&&&",
    "%",
    "limit[]=5",
    "&".join(f"p{n}=1" for n in range(900)),
]


@pytest.mark.parametrize("headers", ODD_HEADERS, ids=lambda headers: str(headers)[:40])
@pytest.mark.parametrize("url", [ARTICLE, "/v1/articles/pump", "/nothing"])
def test_odd_headers_get_an_ordinary_answer(app: Flask, url: str, headers: dict[str, str]) -> None:
    status, sent, body = _raw(app, url, headers=headers)
    assert status in (200, 302, 304, 404)
    _carries_the_disclaimer(status, sent, body)
    assert b"evil.example" not in body
    assert "evil.example" not in str(sent)


@pytest.mark.parametrize("path", ODD_PATHS, ids=lambda path: path[:40])
def test_odd_paths_are_not_found(app: Flask, path: str) -> None:
    status, sent, body = _raw(app, path)
    assert status == 404
    _carries_the_disclaimer(status, sent, body)


def test_an_encoded_slash_is_a_slash(app: Flask) -> None:
    """Servers hand on the decoded path, so the answer names its one true address."""
    status, _, body = _raw(app, "/v1/ar/articles/pump%2Fsections%2Frisks")
    assert status == 200
    assert b'"self":"https://portal.example/health/v1/ar/articles/pump/sections/risks"' in body


@pytest.mark.parametrize(
    ("method", "expected"), [("GET", 308), ("HEAD", 308), ("OPTIONS", 308), ("POST", 404), ("get", 405)]
)
def test_a_request_without_a_path_has_the_disclaimer_too(app: Flask, method: str, expected: int) -> None:
    status, sent, body = _raw(app, "", method=method)
    assert status == expected
    _carries_the_disclaimer(304 if method == "HEAD" else status, sent, body)


@pytest.mark.parametrize("method", ["get", "Get", "head", "options"])
def test_a_method_in_small_letters_is_told_what_is_allowed_without_a_path_too(
    app: Flask, method: str
) -> None:
    status, sent, body = _raw(app, "", method=method)
    assert (status, sent["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert b"GET, HEAD, OPTIONS" in body


@pytest.mark.parametrize("query", ODD_QUERIES, ids=lambda query: query[:40])
def test_odd_queries_are_refused_or_empty(app: Flask, query: str) -> None:
    status, sent, body = _raw(app, "/v1/ar/articles", query=query)
    assert status in (400, 404) or query in ("=", "&&&", "%")
    _carries_the_disclaimer(status, sent, body)


@pytest.mark.parametrize(
    "method",
    [
        *("POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "G\u00cbT", "X" * 9999),
        *("get", "Get", "head", "options", "Options"),
    ],
)
@pytest.mark.parametrize("url", [ARTICLE, "/v1/locales", "/docs", "/livez"])
def test_other_methods_are_refused(app: Flask, url: str, method: str) -> None:
    status, sent, body = _raw(app, url, method=method)
    assert status == 405
    assert sent["Allow"] == "GET, HEAD, OPTIONS"
    _carries_the_disclaimer(status, sent, body)


def test_a_method_in_small_letters_is_named_as_it_was_sent(app: Flask) -> None:
    assert (
        "the method get." in json.loads(_raw(app, ARTICLE.replace("ar", "en", 1), method="get")[2])["detail"]
    )


def test_a_body_nobody_asked_for_is_not_read(app: Flask) -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("the body of a request was read")

    environ = EnvironBuilder(path=ARTICLE, method="POST").get_environ()
    environ |= {"wsgi.input": Endless(), "CONTENT_LENGTH": "10000000000"}
    _, status, _ = run_wsgi_app(app, environ)
    assert status.startswith("405")


def test_a_huge_accept_language_costs_little(app: Flask, client: FlaskClient) -> None:
    client.get("/v1/articles/pump")
    numbers = itertools.count(1_000)  # each time another header: answers are remembered

    def asked() -> None:
        client.get("/v1/articles/pump", headers={"Accept-Language": "es-MX," * next(numbers)})

    assert_cheap(asked, seconds=0.25)


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=60))
def test_any_text_in_path_query_and_header_gets_an_answer(
    app: Flask, path: str, query: str, header: str
) -> None:
    environ = EnvironBuilder(path="/").get_environ()
    environ |= {
        "PATH_INFO": "/v1/" + path.encode("utf-8", "surrogatepass").decode("latin-1"),
        "QUERY_STRING": query.encode("utf-8", "surrogatepass").decode("latin-1"),
        "HTTP_ACCEPT_LANGUAGE": header.encode("utf-8", "surrogatepass").decode("latin-1"),
    }
    body, status, headers = run_wsgi_app(app, environ, buffered=True)
    assert int(status[:3]) < 500
    _carries_the_disclaimer(int(status[:3]), headers, b"".join(body))


@pytest.mark.parametrize("host", ["", "[", "a b\u0000", "a,b", "a/b", "me@a", "a:b", "[::1", "a" * 7_000])
def test_a_request_that_does_not_name_one_host_is_refused_with_the_disclaimer(app: Flask, host: str) -> None:
    status, sent, body = _raw(app, ARTICLE, headers={"Host": host})
    assert status == 400
    _carries_the_disclaimer(status, sent, body)


@given(st.text(max_size=400))
def test_what_is_repeated_to_a_client_is_short_and_harmless(text: str) -> None:
    shown = printable(text)
    assert len(shown) <= 200
    assert not set(shown) & set(HIDDEN)
    shown.encode()


@pytest.mark.parametrize("hidden", HIDDEN)
def test_nothing_hides_in_what_is_repeated_to_a_client(hidden: str) -> None:
    assert printable(f"a{hidden}b") == "a\ufffdb"


def _raw(
    app: Flask,
    path: str,
    *,
    query: str = "",
    method: str = "GET",
    headers: dict[str, str] | None = None,
) -> tuple[int, Any, bytes]:
    """A request as a server hands it to us, without a client's niceties."""
    environ = EnvironBuilder(path="/").get_environ()
    environ["PATH_INFO"] = unquote_to_bytes(path).decode("latin-1")
    environ["QUERY_STRING"] = query
    environ["REQUEST_METHOD"] = method
    for name, value in (headers or {}).items():
        key = name.upper().replace("-", "_")
        environ[key if key.startswith("CONTENT_") else f"HTTP_{key}"] = value
    body, status, sent = run_wsgi_app(app, environ, buffered=True)
    return int(status[:3]), sent, b"".join(body)


def _carries_the_disclaimer(status: int, headers: Any, body: bytes) -> None:
    assert headers["Link"].endswith('/disclaimer>; rel="terms-of-service"')
    assert headers["Content-Language"]
    if status != 304:
        assert b"This is for education only." in body
