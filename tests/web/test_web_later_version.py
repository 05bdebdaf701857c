"""What a later version of the program published is shown by this one, with every mark it has words for."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from html import unescape

import pytest
from flask.testing import FlaskClient
from small_portal import client_of, write_library

CHANGES = {
    '"kind":"procedure"': '"kind":"robotics"',
    '"audience":"child"': '"audience":"robots"',
    '"kind":"warning"': '"kind":"whisper"',
    '"status":"translated"': '"status":"guessed","reason":"hunch"',
    '"reason":"missing"': '"reason":"eaten"',
    '"origin":"machine"': '"origin":"oracle"',
    '"aspect":"overview"': '"aspect":"omens"',
    '{"type":"list","ordered":false,"items":': '{"type":"grid","depth":2,"rows":',
}
ADDRESSES = [
    *("/ar", "/ar/pump", "/en/pump", "/es/pump", "/es/fever", "/embed/ar/pump", "/embed/es/pump/risks"),
    *("/v1/ar/articles", "/v1/ar/articles/pump", "/v1/ar/articles/pump.html", "/v1/ar/articles/pump.md"),
    *("/v1/ar/articles/pump.txt", "/v1/ar/articles/pump.jsonld", "/v1/ar/articles/pump?fallback=whole"),
    *("/v1/articles/pump/locales", "/v1/ar/coverage", "/v1/ar/changes", "/embed?article=pump"),
]


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of a library with kinds, callouts, statuses, origins and reasons that nobody here knows."""
    root = tmp_path_factory.mktemp("later")
    tiny = write_library(root)
    with closing(sqlite3.connect(root / "portal.db")) as connection, connection:
        for digest, packed in connection.execute("SELECT digest, bytes FROM body").fetchall():
            text = zlib.decompress(packed).decode()
            for known, unknown in CHANGES.items():
                text = text.replace(known, unknown)
            stored = (zlib.compress(text.encode()), digest)
            connection.execute("UPDATE body SET bytes = ? WHERE digest = ?", stored)
        connection.execute(
            "UPDATE edition SET kind = 'robotics', audience = 'robots' WHERE kind = 'procedure'"
        )
    yield client_of(tiny.store)
    tiny.store.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_a_later_version_published_is_answered(later: FlaskClient, address: str) -> None:
    assert later.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/en/pump", "/embed/en/pump", *(f"/v1/en/articles/pump.{form}" for form in ("html", "md", "txt"))],
)
def test_no_sentence_of_an_unknown_block_gets_lost(later: FlaskClient, address: str) -> None:
    text = later.get(address).text
    assert text.index("Feeling sleepy") < text.index("Infection")
    assert "if it beeps" in text


def test_an_article_of_an_unknown_kind_stays_on_the_list(later: FlaskClient) -> None:
    assert "pump" in later.get("/ar").text


@pytest.mark.parametrize("address", ["/es/pump", "/embed/es/pump", "/v1/es/articles/pump.md"])
def test_an_unknown_status_is_marked_as_a_fallback(later: FlaskClient, address: str) -> None:
    assert "It is shown in" in later.get(address).text


def test_an_unknown_status_has_the_words_of_a_fallback(later: FlaskClient) -> None:
    body = later.get("/v1/es/articles/pump").json
    assert {section["status"] for section in body["sections"]} == {"guessed"}
    assert "status.fallback" in body["wording"]["texts"]
    assert later.get("/v1/es/articles/pump?fallback=none").json["code"] == "not-translated"


@pytest.mark.parametrize("address", ["/es/pump", "/embed/es/pump", "/v1/es/articles/pump.md"])
def test_an_unknown_origin_is_marked_as_a_machine_translation(later: FlaskClient, address: str) -> None:
    body = later.get("/v1/es/articles/pump").json
    page = unescape(later.get(address).text)
    assert {section["origin"] for section in body["sections"]} == {"oracle"}
    assert "notice.human-unreviewed" not in body["wording"]["texts"]
    assert page.count(body["wording"]["texts"]["notice.machine"]) > len(body["sections"])


def test_an_unknown_reason_is_left_out_and_the_mark_stays(later: FlaskClient) -> None:
    page = later.get("/ar/fever").text
    assert page.count("notice fallback") > 1
    assert "eaten" not in page
    assert json.loads(later.get("/v1/ar/articles/fever").text)["head"]["reason"] == "eaten"
