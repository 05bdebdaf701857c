"""The second promise of the house: no translation is shown without saying who made it.

The walk takes the URL map of the real app, so a new route is covered the day it is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from small_portal import ARABIC, BASE, client_of, write_library
from tiny import TinyLibrary

from portal_api.web.reply import LINK_ONLY

FOR_PEOPLE = {"text/html", "text/markdown", "text/plain", "application/ld+json"}
QUERIES = {"oembed.describe": f"?url={BASE}/ar/pump", "builder.show_builder": "?locale=ar"}
VALUES = {"locale": "ar", "article": "pump", "section": "risks", "code": "held"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TinyLibrary]:
    """A library whose Arabic nobody has reviewed."""
    tiny = write_library(tmp_path_factory.mktemp("marks"))
    yield tiny
    tiny.store.close()


@pytest.fixture(scope="module")
def client(library: TinyLibrary) -> FlaskClient:
    """An Arabic reader of it."""
    return client_of(library.store)


@pytest.fixture(scope="module")
def addresses(client: FlaskClient) -> dict[str, str]:
    """Every address that answers a reader with a text, by its endpoint and pattern."""
    found = {}
    for rule in client.application.url_map.iter_rules():
        if rule.endpoint not in LINK_ONLY:
            path = re.sub(r"<(?:[^:<>]+:)?(\w+)>", lambda match: VALUES[match[1]], rule.rule)
            found[f"{rule.endpoint} {rule.rule}"] = path + QUERIES.get(rule.endpoint, "")
    return found


def test_whatever_shows_the_disclaimer_to_people_says_who_translated_it(
    client: FlaskClient, library: TinyLibrary, addresses: dict[str, str]
) -> None:
    mark = _mark(library)
    seen = 0
    for name, address in addresses.items():
        response = client.get(address, headers={"Accept-Language": "ar"})
        if response.headers["Content-Language"] == "ar" and response.mimetype in FOR_PEOPLE:
            assert mark in response.text, name
            seen += 1
    assert seen > 12


def test_code_to_copy_has_the_mark_in_the_language_of_the_text(
    client: FlaskClient, library: TinyLibrary
) -> None:
    embedded = client.get("/oembed", query_string={"url": f"{BASE}/ar/pump"}).json
    assert _mark(library) in embedded["html"]
    for way in ("component", "iframe", "include"):
        built = client.get(f"/embed?article=pump&way={way}&locale=ar", headers={"Accept-Language": "es"})
        assert built.headers["Content-Language"] == "es"
        assert _mark(library) in built.text.partition("</textarea>")[0], way


def test_every_translated_text_in_json_stands_beside_its_marks(
    client: FlaskClient, library: TinyLibrary, addresses: dict[str, str]
) -> None:
    known = _translated(library)
    seen = set()
    for name, address in addresses.items():
        response = client.get(address, headers={"Accept-Language": "ar"})
        if response.mimetype in ("application/json", "application/problem+json"):
            for text, is_marked in _texts(response.json):
                if text in known and not (name.startswith("oembed.") and text == response.json["title"]):
                    assert is_marked, (name, text)
                    seen.add(text)
    assert seen == known


def test_a_text_without_marks_would_be_noticed() -> None:
    body = {"origin": "machine", "reviewed": False, "blocks": [{"text": "a"}], "locale": "ar"}
    assert dict(_texts({"head": body, "title": {"text": "b"}}))["a"]
    assert not dict(_texts({"head": body, "title": {"text": "b"}}))["b"]


def _mark(library: TinyLibrary) -> str:
    with library.store.snapshot() as snapshot:
        (arabic,) = (locale for locale in snapshot.offered if str(locale) == "ar")
        return snapshot.words(arabic)["notice.machine"]


def _translated(library: TinyLibrary) -> set[str]:
    """What a machine wrote and readers see: the texts of an article, and of the disclaimer."""
    with library.store.snapshot() as snapshot:
        (arabic,) = (locale for locale in snapshot.offered if str(locale) == "ar")
        notice = snapshot.notice(arabic).body
    return {ARABIC["title"], ARABIC["lead"], ARABIC["h1"], notice["title"], notice["text"]}


def _texts(value: Any, is_marked: bool = False) -> Iterator[tuple[str, bool]]:
    """Every text of an answer, and whether an object around it says who made it."""
    if isinstance(value, str):
        yield value, is_marked
    elif isinstance(value, dict):
        inside = is_marked or {"origin", "reviewed"} <= value.keys()
        for item in value.values():
            yield from _texts(item, inside)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, is_marked)
