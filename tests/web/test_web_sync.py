"""What an app is told of one language: what changed since it asked, and what has gone."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from small_portal import BASE, FEVER, client_of
from tiny import TinyLibrary

from portal_api.web.reply import OUR_CACHES_NEVER_STALE


def test_who_knows_nothing_is_given_every_article(client: FlaskClient) -> None:
    answer = client.get("/v1/ar/changes").json
    assert [(one["id"], one["change"]) for one in answer["changes"]] == [
        ("fever", "changed"),
        ("pump", "changed"),
    ]
    assert (answer["since"], answer["release"]) == (0, 2)


def test_what_has_gone_is_told_with_its_reason_and_successor(client: FlaskClient) -> None:
    (gone,) = client.get("/v1/ar/changes?since=1").json["changes"]
    assert gone == {
        "id": "old",
        "change": "gone",
        "code": "withdrawn",
        "reason": "superseded",
        "successor": f"{BASE}/v1/ar/articles/pump",
        "links": {"article": f"{BASE}/v1/ar/articles/old"},
    }
    assert client.get("/v1/ar/articles/old").json["code"] == gone["code"]


def test_who_knows_the_current_release_has_nothing_to_do(client: FlaskClient) -> None:
    assert client.get("/v1/ar/changes?since=2").json["changes"] == []


@pytest.mark.parametrize("query", ["since=3", "since=1&release=3", "since=2&release=1"])
def test_a_release_that_is_not_there_is_unknown(client: FlaskClient, query: str) -> None:
    response = client.get(f"/v1/ar/changes?{query}")
    assert (response.status_code, response.json["code"]) == (404, "unknown-release")


def test_the_news_of_a_recall_is_never_served_stale(client: FlaskClient) -> None:
    headers = client.get("/v1/ar/changes").headers
    assert headers["CDN-Cache-Control"] == OUR_CACHES_NEVER_STALE


def test_a_changed_text_is_a_change_in_each_language_that_shows_it(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    own_library.article("fever", FEVER.replace("Shivering", "Shaking"))
    own_library.publish()
    for tag in ("en", "ar"):
        assert [one["id"] for one in client.get(f"/v1/{tag}/changes?since=2").json["changes"]] == ["fever"]


def test_a_changed_disclaimer_changes_every_article_of_its_language(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    own_library.translate("es", "disclaimer", texts={"d1": "Esto es solo para aprender."})
    own_library.publish()
    assert [one["id"] for one in client.get("/v1/es/changes?since=2").json["changes"]] == ["fever", "pump"]
    assert client.get("/v1/ar/changes?since=2").json["changes"] == []
