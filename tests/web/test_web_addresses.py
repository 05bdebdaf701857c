"""One address has one answer, whatever a client puts around it, and the short way to it changes nothing."""

from __future__ import annotations

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from shelving import Portal, ask
from small_portal import BASE, client_of
from tiny import NOW, TinyLibrary

from portal_api.releases.holding import Named, hold
from portal_api.releases.record.store import Imprint
from portal_api.web.wsgi.shortcut import PLAIN

ARTICLES = [
    "/v1/es/articles/pump",
    "/v1/ar/articles/fever",
    "/v1/en/articles/pump/sections/risks",
    "/v1/zh-Hant/articles/pump/sections/overview",
]
ELSEWHERE = [
    "/v1/AR/articles/pump",
    "/v1/es-MX/articles/pump",
    "/v1/zz/articles/pump",
    "/v1/en/articles/nope",
    "/v1/en/articles/old",
    "/v1/en/articles/pump/sections/nope",
    "/v1/en/articles/pump.html",
    "/v1/en/articles/pump/",
    "/v1/en/articles/pump?fallback=whole",
]


@pytest.mark.parametrize("path", ["//v1/locales", "//", "//en", "///v1/en/articles/pump", "//\xff"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_an_address_with_an_empty_name_is_none_of_ours(client: FlaskClient, method: str, path: str) -> None:
    answer = client.open("/", method=method, environ_overrides={"PATH_INFO": path})
    assert answer.status_code == 404
    assert 'rel="terms-of-service"' in answer.headers["Link"]
    if method == "GET":
        assert "about this information" in answer.text.lower()


def test_the_whole_service_says_what_it_allows(client: FlaskClient) -> None:
    answer = client.open("*", method="OPTIONS", environ_overrides={"PATH_INFO": "*"})
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Link"] == f'<{BASE}/v1/en/disclaimer>; rel="terms-of-service"'
    assert client.get("*", environ_overrides={"PATH_INFO": "*"}).status_code == 404


@pytest.fixture
def long_way(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that go the way of all requests."""
    gone: list[str] = []
    usual = Flask.full_dispatch_request

    def noting(app: Flask):
        gone.append(request.path)
        return usual(app)

    monkeypatch.setattr(Flask, "full_dispatch_request", noting)
    return gone


@pytest.mark.parametrize("path", [*ARTICLES, *ELSEWHERE])
def test_the_short_way_answers_as_the_long_one(
    published: TinyLibrary, long_way: list[str], path: str
) -> None:
    app = client_of(published.store).application
    for method in ("GET", "HEAD"):
        short, long = ask(marked(app), path, method), ask(app, path, method)
        assert short.comparable(method) == long.comparable(method)
        assert list(short.headers) == list(long.headers)
    assert len(long_way) == (2 if path in ARTICLES else 4)


def test_what_is_held_is_told_by_the_long_way(own_library: TinyLibrary, long_way: list[str]) -> None:
    hold(own_library.store, Named("pump", "", None), "unsafe", Imprint(NOW, "Ana", "test"))
    portal = Portal(own_library.store)
    assert portal.ask(ARTICLES[0]).status == 410
    assert long_way == [ARTICLES[0]]


def test_a_mistake_of_ours_on_the_short_way_is_told_with_the_disclaimer(
    own_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = Portal(own_library.store)
    portal.app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr("portal_api.web.answers.spliced", None)
    answer = portal.ask(ARTICLES[0])
    assert answer.status == 500
    assert b'"disclaimer":{' in answer.body


def test_clients_cannot_take_the_short_way(client: FlaskClient, long_way: list[str]) -> None:
    client.get(ARTICLES[0], headers={PLAIN: "yes", f"X-{PLAIN}": "yes"})
    assert long_way == [ARTICLES[0]]


def marked(app: Flask):
    """The app as the shelf asks it."""

    def asked(environ, start_response):
        return app(environ | {PLAIN: True}, start_response)

    return asked
