"""The coverage of one language: how each section stands, what it needs, since when it is stale."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from small_portal import client_of
from tiny import TinyLibrary


def articles(client: FlaskClient, tag: str = "ar", query: str = "") -> dict[str, Any]:
    return {one["id"]: one for one in client.get(f"/v1/{tag}/coverage{query}").json["articles"]}


def parts(article: dict[str, Any]) -> dict[str, Any]:
    return {part["section"]: part for part in article["parts"]}


def test_a_part_that_is_not_translated_says_why_and_how_much_there_is_to_do(client: FlaskClient) -> None:
    found = parts(articles(client)["pump"])
    assert found["overview"]["status"] == "fallback"
    assert found["overview"]["reason"] == "missing"
    title, text, warning = "What is it?", "It gives 5 mg a day, see more.", "Call right away if it beeps."
    assert found["overview"]["needs"] == {
        "segments": 3,
        "words": len(f"{title} {text} {warning}".split()),
    }
    assert found["head"]["needs"] == {"segments": 0, "words": 0}


def test_an_article_needs_what_its_parts_need(client: FlaskClient) -> None:
    for article in articles(client).values():
        for unit in ("segments", "words"):
            assert article["needs"][unit] == sum(part["needs"][unit] for part in article["parts"])


def test_a_complete_translation_and_the_original_need_nothing(client: FlaskClient) -> None:
    for tag in ("es", "en"):
        assert articles(client, tag)["pump"]["needs"] == {"segments": 0, "words": 0}


def test_an_intended_gap_needs_nothing_and_a_picture_is_a_part(client: FlaskClient) -> None:
    found = parts(articles(client)["fever"])
    assert found["treatments"]["status"] == "not-applicable"
    assert found["treatments"]["needs"]["segments"] == 0
    assert found["figure"]["needs"] == {"segments": 1, "words": 2}


def test_the_list_comes_a_page_at_a_time_from_one_release(client: FlaskClient) -> None:
    first = client.get("/v1/ar/coverage?limit=1").json
    assert [one["id"] for one in first["articles"]] == ["fever"]
    following = client.get(first["links"]["next"].partition("/health")[2]).json
    assert [one["id"] for one in following["articles"]] == ["pump"]
    assert "next" not in following["links"]


def test_the_filters_of_the_list_work_here_too(client: FlaskClient) -> None:
    assert list(articles(client, "es", "?complete=true")) == ["pump"]


def test_stale_since_is_the_first_release_that_showed_the_original(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    own_library.change("content/articles/pump.md", "**5 mg**", "**6 mg**")
    changed = own_library.publish().release
    own_library.change("content/articles/pump.md", "**6 mg**", "**7 mg**")
    own_library.change("content/articles/pump.md", "Infection", "Infections")
    later = own_library.publish().release
    found = parts(articles(client, "es")["pump"])
    assert found["overview"]["stale_since"]["release"] == changed
    assert found["risks"]["stale_since"]["release"] == later
    assert found["overview"]["stale_since"]["published_at"] == "2026-11-22T09:00:00Z"
    assert "stale_since" not in found["head"]


def test_a_section_that_was_sound_in_between_is_stale_since_the_later_change(
    own_library: TinyLibrary,
) -> None:
    own_library.change("content/articles/pump.md", "**5 mg**", "**6 mg**")
    own_library.publish()
    own_library.translate("es")
    own_library.publish()
    own_library.change("content/articles/pump.md", "**6 mg**", "**7 mg**")
    latest = own_library.publish().release
    found = parts(articles(client_of(own_library.store), "es")["pump"])
    assert found["overview"]["stale_since"]["release"] == latest


def test_an_older_release_is_told_as_it_was(own_library: TinyLibrary) -> None:
    own_library.change("content/articles/pump.md", "**5 mg**", "**6 mg**")
    changed = own_library.publish().release
    client = client_of(own_library.store)
    before = parts(articles(client, "es", f"?release={changed - 1}")["pump"])
    assert before["overview"]["status"] == "translated"
    assert parts(articles(client, "es")["pump"])["overview"]["reason"] == "stale"
