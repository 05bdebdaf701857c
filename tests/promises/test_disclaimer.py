"""The promise of the house: every URL, method and status carries the disclaimer in the reader's language.

The walk takes the URL map of the real app, so a new route is covered the day it is added.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_portal import BASE, client_of, write_library
from walking import METHODS, Portal, carries_the_disclaimer, holds_the_text, portal_of

from portal_api.releases.record.store import Store
from portal_api.web.frame import BUILT_IN


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    tiny = write_library(tmp_path_factory.mktemp("promise"))
    yield portal_of(client_of(tiny.store).application, tiny.store)
    tiny.store.close()


def test_every_url_and_method_carries_the_disclaimer(portal):
    for rule in portal.rules():
        for method in METHODS:
            response = portal.ask(portal.path(rule), method, language="es")
            carries_the_disclaimer(portal, response, method)


def test_every_url_answers_in_the_language_it_names(portal):
    for rule in portal.rules():
        if "locale" in rule.arguments:
            for tag in portal.disclaimers:
                response = portal.ask(portal.path(rule, locale=tag), language="es")
                assert response.headers["Content-Language"] == tag, rule
                carries_the_disclaimer(portal, response)


@pytest.mark.parametrize(
    "language", ["ar", "es", "pt-BR", "zh-Hant", "tlh", "*", "\xff\xfe", "x" * 5000, ";;q=,"]
)
def test_no_accept_language_loses_the_disclaimer(portal, language):
    for rule in portal.rules():
        carries_the_disclaimer(portal, portal.ask(portal.path(rule), language=language))


def test_every_success_with_an_etag_carries_it_again_as_304(portal):
    seen = 0
    for rule in portal.rules():
        first = portal.ask(portal.path(rule))
        if etag := first.headers.get("ETag"):
            again = portal.ask(portal.path(rule), **{"If-None-Match": etag})
            assert again.status_code == 304, rule
            assert again.headers["Content-Language"] == first.headers["Content-Language"], rule
            carries_the_disclaimer(portal, again)
            seen += 1
    assert seen > 5


def test_every_wrong_value_in_a_url_carries_it(portal):
    wrong = (
        "nothing-of-this-name",
        "..",
        "%00",
        "a" * 3000,
        "<script>",
        "pt_br",
        "AR",
        "xx",
        "%E2%80%AE",
        "%ff",
    )
    for rule in portal.rules():
        for name in rule.arguments:
            for value in wrong:
                response = portal.ask(portal.path(rule, **{name: value}), language="es")
                assert response.status_code < 500, response.request.path
                carries_the_disclaimer(portal, response)


@pytest.mark.parametrize(
    "query", ["?nonsense=1", "?fallback=perhaps", "?limit=-1", "?%ff", "?fallback=none&fallback=whole"]
)
def test_every_wrong_query_carries_it(portal, query):
    for rule in portal.rules():
        carries_the_disclaimer(portal, portal.ask(portal.path(rule) + query, language="es"))


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/nothing",
        "/v1",
        "/v1/",
        "/v1//articles",
        "/v1/ar",
        "/v1/ar/",
        "//evil.example/",
        "/v1/ar/nothing",
    ],
)
def test_no_url_outside_the_map_loses_it(portal, path):
    response = portal.ask(path, language="es")
    assert response.status_code in (301, 302, 308, 404)
    carries_the_disclaimer(portal, response)


def test_every_failure_of_ours_carries_it(portal, tmp_path):
    """A mistake in any view is a 500 in the reader's language."""
    tiny = write_library(tmp_path)
    app = client_of(tiny.store).application
    broken = Portal(app, portal.disclaimers, portal.values)

    def fail(**_: object) -> None:
        raise RuntimeError("a mistake of ours")

    for rule in broken.rules():
        app.view_functions[rule.endpoint] = fail
        response = broken.ask(broken.path(rule), language="es")
        assert response.status_code == 500, rule
        carries_the_disclaimer(broken, response)
        assert "mistake of ours" not in response.text
    tiny.store.close()


def test_a_library_that_cannot_be_read_any_more_carries_the_last_one(portal, tmp_path):
    """The database goes away under a running service: 503 with the disclaimer it last knew."""
    tiny = write_library(tmp_path)
    gone = Portal(client_of(tiny.store).application, portal.disclaimers, portal.values)
    gone.ask("/v1/locales")
    tiny.store.close()
    (tmp_path / "portal.db").write_bytes(b"no database any more")
    for file in Path(tmp_path).glob("portal.db-*"):
        file.unlink()
    for rule in gone.rules():
        response = gone.ask(gone.path(rule), language="es")
        assert response.status_code in (200, 503), rule
        carries_the_disclaimer(gone, response)


def test_before_the_first_release_every_answer_carries_the_built_in_one(tmp_path):
    store = Store(f"sqlite:///{tmp_path}/none.db")
    app = client_of(store).application
    for path in ("/v1/locales", "/v1/ar/articles/pump", "/v1/articles/pump", "/nothing", "/", "/ar/pump"):
        response = app.test_client().get(path)
        assert response.status_code in (404, 503)
        holds_the_text(BUILT_IN.body["text"], "en", response, path)
    store.close()


def test_the_walk_meets_every_kind_of_answer(portal):
    """200, 302, 304, 308, 400, 404, 405, 410 are all provoked above; here is proof that they happen."""
    tag = portal.ask("/v1/ar/articles/pump").headers["ETag"]
    found = {
        portal.ask("/v1/ar/articles/pump").status_code,
        portal.ask("/v1/articles/pump", language="es").status_code,
        portal.ask("/v1/ar/articles/pump", **{"If-None-Match": tag}).status_code,
        portal.ask("/v1/pt_br/articles/pump").status_code,
        portal.ask("/v1/ar/articles/pump?nonsense=1").status_code,
        portal.ask("/v1/ar/articles/nothing").status_code,
        portal.ask("/v1/ar/articles/pump", "POST").status_code,
        portal.ask("/v1/ar/articles/old").status_code,
    }
    assert found == {200, 302, 304, 308, 400, 404, 405, 410}


@pytest.mark.parametrize(
    "path",
    [
        "/v1/ar/articles/pump",
        "/v1/articles/pump",
        "/docs",
        "/ar/pump",
        "/ar",
        "/",
        "/v1/ar/articles/pump.txt",
    ],
)
def test_this_test_fires_when_the_disclaimer_is_lost(portal, path):
    """A check that guards safety must be seen to fail."""
    response = portal.ask(path, language="es")
    if response.mimetype == "text/html":
        response.data = "<!doctype html><p>Nothing more.</p>"
    elif response.mimetype == "text/plain":
        response.data = "Nothing more."
    else:
        body = json.loads(response.data)
        body["disclaimer"]["text"] = "Nothing more."
        response.data = json.dumps(body)
    with pytest.raises(AssertionError):
        carries_the_disclaimer(portal, response)


def test_this_test_fires_when_the_link_is_lost(portal):
    response = portal.ask("/v1/ar/articles/pump")
    response.headers["Link"] = f'<{BASE}/v1/en/disclaimer>; rel="terms-of-service"'
    with pytest.raises(AssertionError):
        carries_the_disclaimer(portal, response)
