"""The address of a picture answers as its article does: a held or withdrawn picture is shown to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from small_portal import SVG, client_of, write_library
from tiny import NOW, TinyLibrary

from portal_api.releases.holding import Named, hold
from portal_api.releases.publishing.publish import Consent
from portal_api.releases.record.store import Imprint

BY = Imprint(NOW, "A. Nurse", "portal-api test")
WITHDRAWN = '\n[[withdrawn]]\narticle = "fever"\nreason = "superseded"\nsuccessor = "pump"\non = 2026-11-22\n'


@pytest.fixture
def library(tmp_path: Path) -> Iterator[TinyLibrary]:
    tiny = write_library(tmp_path)
    yield tiny
    tiny.store.close()


def address(client: FlaskClient) -> str:
    """Where the picture of `fever` is."""
    url: str = client.get("/v1/en/articles/fever").json["figure"]["url"]
    return url.removeprefix("https://portal.example/health")


def test_a_picture_is_purged_with_its_articles_and_browsers_ask_again_soon(library: TinyLibrary) -> None:
    client = client_of(library.store)
    answer = client.get(address(client))
    assert (answer.status_code, answer.data) == (200, SVG.encode())
    assert "article-fever" in answer.headers["Surrogate-Key"].split()
    assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_a_picture_of_many_articles_is_purged_with_every_release(library: TinyLibrary) -> None:
    text = (library.root / "content/articles/fever.md").read_text()
    for number in range(20):
        library.article(f"fever-{number}", text)
    library.publish()
    client = client_of(library.store)
    keys = client.get(address(client)).headers["Surrogate-Key"]
    assert "release" in keys.split()
    assert "article-" not in keys


def test_a_picture_of_earlier_words_only_is_purged_with_any_order_to_take_back(library: TinyLibrary) -> None:
    client = client_of(library.store)
    old = address(client)
    library.write("content/figures/fever.svg", SVG.replace("40", "44"))
    library.publish()
    assert address(client) != old
    assert client.get("/v1/en/articles/fever?release=2").json["figure"]["url"].endswith(old)
    answer = client.get(old)
    assert (answer.status_code, answer.data) == (200, SVG.encode())
    assert "historical" in answer.headers["Surrogate-Key"].split()


@pytest.mark.parametrize("section", ["", "figure"])
def test_a_held_picture_is_gone_and_says_why_in_the_readers_language(
    library: TinyLibrary, section: str
) -> None:
    client = client_of(library.store)
    picture = address(client)
    assert client.get(picture).status_code == 200
    hold(library.store, Named("fever", section), "unsafe", BY)
    answer = client.get(picture, headers={"Accept-Language": "ar"})
    assert (answer.status_code, answer.json["code"], answer.json["reason"]) == (410, "held", "unsafe")
    assert "fever" in answer.json["detail"]
    assert answer.json["disclaimer"]["locale"] == answer.headers["Content-Language"] == "ar"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_withdrawn_picture_is_gone_and_names_the_article_that_follows(library: TinyLibrary) -> None:
    client = client_of(library.store)
    picture = address(client)
    with (library.root / "content/withdrawn.toml").open("a") as file:
        file.write(WITHDRAWN)
    library.publish(Consent(loss=True))
    answer = client.get(picture)
    assert (answer.status_code, answer.json["code"]) == (410, "withdrawn")
    assert answer.json["successor"].endswith("/articles/pump")
    assert client.get("/v1/en/articles/fever").status_code == 410


def test_an_earlier_release_shows_no_picture_that_is_held_today(library: TinyLibrary) -> None:
    client = client_of(library.store)
    picture = address(client)
    hold(library.store, Named("fever", "figure"), "unsafe", BY)
    assert client.get("/v1/en/articles/fever?release=2").json["figure"] is None
    assert client.get(picture).status_code == 410
