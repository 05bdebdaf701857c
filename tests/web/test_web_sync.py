"""What an app is told of one language: what changed since it asked, and what has gone."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from small_portal import BASE, FEVER, WITHDRAWN, client_of
from tiny import NOW, TinyLibrary

from portal_api.locales import Locale
from portal_api.releases.holding import Named, hold, unhold
from portal_api.releases.record.store import Imprint
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


BY = Imprint(NOW, "Ana", "portal-api test")


def told(client: FlaskClient, tag: str, since: int) -> dict[str, int]:
    """The articles that changed in a language, each with the release that is told of it."""
    changes = client.get(f"/v1/{tag}/changes?since={since}").json["changes"]
    return {one["id"]: one["edition"]["release"] for one in changes}


@pytest.mark.parametrize("section", ["when-to-get-help", ""])
def test_a_hold_of_the_source_text_and_its_end_are_told_where_that_text_may_stand_in(
    own_library: TinyLibrary, section: str
) -> None:
    client = client_of(own_library.store)
    named, url = Named("pump", section, Locale("en")), "/v1/ar/articles/pump?fallback=whole"
    whole, own = client.get(url).data, client.get("/v1/ar/articles/pump").json["sections"][2]
    assert b'"Call your team within 2 hours' in whole
    hold(own_library.store, named, "incorrect", BY)
    assert b'"Call your team within 2 hours' not in client.get(url).data
    assert client.get("/v1/ar/articles/pump").json["sections"][2] == own
    assert told(client, "ar", 2) == {"pump": 3}
    assert client.get("/v1/ar/articles/pump").json["edition"]["release"] == 3
    unhold(own_library.store, named, BY)
    assert client.get(url).json["edition"]["release"] == 4
    assert (told(client, "ar", 3), told(client, "ar", 4)) == ({"pump": 4}, {})


def test_a_source_text_that_is_taken_back_is_told_where_it_stood_in(own_library: TinyLibrary) -> None:
    client, url = client_of(own_library.store), "/v1/ar/articles/pump?fallback=whole"
    assert client.get(url).status_code == 200
    taken = '[[withdrawn]]\narticle = "pump"\nlocale = "en"\nreason = "outdated"\non = 2026-11-22\n'
    own_library.write("content/withdrawn.toml", f"{WITHDRAWN}\n{taken}")
    own_library.publish()
    assert client.get(url).status_code == 410
    assert told(client, "ar", 2) == {"pump": 3}
    assert client.get("/v1/ar/articles/pump").json["edition"]["release"] == 3
    assert (told(client, "ar", 3), told(client, "es", 2)) == ({}, {})


def test_a_hold_of_the_source_text_is_no_change_of_a_complete_translation(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    before = client.get("/v1/es/articles/pump?fallback=whole").data
    hold(own_library.store, Named("pump", "overview", Locale("en")), "incorrect", BY)
    assert client.get("/v1/es/articles/pump?fallback=whole").data == before
    assert told(client, "es", 2) == {}


def test_what_changes_in_a_third_language_is_told_in_that_one_alone(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    own_library.translate("es", "pump", {"r1": "es: Sentirse cansado"})
    own_library.publish()
    assert (told(client, "es", 2), told(client, "ar", 2)) == ({"pump": 3}, {})


def test_the_sources_that_moved_are_found_page_by_page(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    for name in ("lamp", "ramp"):
        own_library.article(name, (own_library.root / "content/articles/pump.md").read_text())
    own_library.translate("ar", "ramp", {"title": "ar: Ramp", "h1": "ar: Call within 2 hours."})
    own_library.publish()
    hold(own_library.store, Named("pump", "when-to-get-help", Locale("en")), "incorrect", BY)
    url, found = "/v1/ar/changes?since=3&limit=1", []
    while url:
        page = client.get(url).json
        found += [one["id"] for one in page["changes"]]
        url = page["links"].get("next", "").removeprefix(BASE)
    assert found == ["lamp", "pump", "ramp"]
