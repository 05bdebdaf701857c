"""The promise of the house holds in a preview too: every URL and method carries the disclaimer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from drafts import draft_of
from small_portal import BASE, write_library
from walking import METHODS, Portal, carries_the_disclaimer, portal_of

from portal_api.preview.draft import Draft
from portal_api.preview.places import Places
from portal_api.preview.site import create_preview
from portal_api.settings import Settings
from portal_api.web.reply import LINK_ONLY


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    tiny = write_library(tmp_path_factory.mktemp("files"))
    tiny.store.close()
    draft = draft_of(tiny, tmp_path_factory.mktemp("private") / "draft")
    app = create_preview(draft, Settings(base_url=BASE, poll_seconds=0), Places(), wait_seconds=0.01)
    yield portal_of(app, draft.store)
    draft.stop()


def test_every_url_and_method_of_a_preview_carries_it(preview):
    rules = preview.rules()
    assert len([rule for rule in rules if rule.endpoint.startswith("preview.")]) >= 5
    for rule in rules:
        for method in METHODS:
            carries_the_disclaimer(preview, preview.ask(preview.path(rule), method, language="es"), method)


def test_what_carries_the_link_alone_is_known_here(preview):
    """The list in the code names no surface that neither the service nor its preview has."""
    assert set(preview.app.view_functions) >= LINK_ONLY


def test_every_language_of_a_preview_carries_its_own(preview):
    assert {"en-XA", "ar-XB"} < set(preview.disclaimers)
    for tag in preview.disclaimers:
        for path in (f"/preview/{tag}/pump", f"/{tag}/pump", f"/v1/{tag}/articles/pump"):
            response = preview.ask(path, language="es")
            assert response.headers["Content-Language"] == tag
            carries_the_disclaimer(preview, response)


def test_what_is_wrong_in_an_address_of_a_preview_carries_it(preview):
    for path in (
        "/preview/xx/pump",
        "/preview/es/none",
        "/preview/at?file=..",
        "/preview/%ff/x",
        "/preview/es/%E2%80%AE",
        "/preview/state?after=%00",
    ):
        response = preview.ask(path, language="es")
        assert response.status_code < 500, path
        carries_the_disclaimer(preview, response)


def test_a_draft_that_could_not_be_made_carries_the_built_in_one(tmp_path: Path):
    (tmp_path / "library").mkdir()
    (tmp_path / "private").mkdir()
    draft = Draft(tmp_path / "library", tmp_path / "private")
    draft.look()
    client = create_preview(draft, Settings(base_url=BASE), Places(), wait_seconds=0.01).test_client()
    for path in ("/preview", "/preview/es/pump", "/preview/state", "/"):
        response = client.get(path)
        assert response.status_code in (200, 404, 503)
        assert "emergency number" in response.text, path
    draft.stop()
