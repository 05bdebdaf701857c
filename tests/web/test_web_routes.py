"""What each address of /v1 answers when all is well."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from small_portal import BASE, client_of
from tiny import TinyLibrary

from portal_api.web.reply import LINK_ONLY


def test_an_article_comes_with_edition_attribution_disclaimer_and_links(client: FlaskClient) -> None:
    body = client.get("/v1/es/articles/pump").json
    assert (body["id"], body["locale"], body["dir"]) == ("pump", "es", "ltr")
    assert body["head"]["title"] == "es: Pump"
    assert [section["id"] for section in body["sections"]] == ["overview", "risks", "when-to-get-help"]
    assert body["edition"]["updated_at"] == "2026-11-22T09:00:00Z"
    assert body["attribution"]["publisher"] == "Tiny Health"
    assert body["disclaimer"]["text"].startswith("es: This is for education only.")
    assert body["links"]["self"] == f"{BASE}/v1/es/articles/pump"


def test_each_section_says_in_which_language_it_is_and_why(client: FlaskClient) -> None:
    body = client.get("/v1/ar/articles/pump").json
    told = {s["id"]: (s["locale"], s["dir"], s["status"], s.get("reason")) for s in body["sections"]}
    assert told == {
        "overview": ("en", "ltr", "fallback", "missing"),
        "risks": ("en", "ltr", "fallback", "missing"),
        "when-to-get-help": ("ar", "rtl", "translated", None),
    }
    assert body["dir"] == "rtl"


def test_the_words_for_every_mark_come_with_the_text(client: FlaskClient) -> None:
    wording = client.get("/v1/ar/articles/pump").json["wording"]
    assert (wording["locale"], wording["dir"]) == ("ar", "rtl")
    assert set(wording["texts"]) == {
        "notice.machine",
        "reason.missing",
        "status.fallback",
        "status.translated",
    }
    assert all(text.startswith("ar: ") for text in wording["texts"].values())


def test_words_that_are_not_translated_are_english_and_say_so(client: FlaskClient) -> None:
    body = client.get("/v1/zh-Hant/articles/pump").json
    assert body["wording"]["locale"] == "en"
    assert body["wording"]["texts"]["reason.missing"] == "It has not been translated yet."
    assert body["disclaimer"]["locale"] == "zh-Hant"


def test_a_section_brings_its_companions_and_the_disclaimer(client: FlaskClient) -> None:
    body = client.get("/v1/ar/articles/pump/sections/risks").json
    assert [section["id"] for section in body["sections"]] == ["risks", "when-to-get-help"]
    assert body["disclaimer"]["locale"] == "ar"
    assert body["links"]["self"] == f"{BASE}/v1/ar/articles/pump/sections/risks"


def test_a_section_without_companions_comes_alone(client: FlaskClient) -> None:
    body = client.get("/v1/es/articles/pump/sections/overview").json
    assert [section["id"] for section in body["sections"]] == ["overview"]


def test_fallback_whole_keeps_to_the_source_language_and_marks_it(client: FlaskClient) -> None:
    body = client.get("/v1/ar/articles/pump?fallback=whole").json
    parts = [body["head"], *body["sections"]]
    assert {(part["locale"], part["status"]) for part in parts} == {("en", "fallback")}
    assert [part["reason"] for part in parts] == ["incomplete", "missing", "missing", "incomplete"]
    assert (body["locale"], body["disclaimer"]["locale"]) == ("ar", "ar")


@pytest.mark.parametrize("fallback", ["whole", "none"])
def test_a_complete_article_is_the_same_with_any_fallback(client: FlaskClient, fallback: str) -> None:
    asked = client.get(f"/v1/es/articles/pump?fallback={fallback}").json
    plain = client.get("/v1/es/articles/pump").json
    assert asked["sections"] == plain["sections"]
    assert asked["head"] == plain["head"]


def test_fallback_none_offers_the_complete_languages_instead(client: FlaskClient) -> None:
    response = client.get("/v1/ar/articles/pump?fallback=none")
    assert (response.status_code, response.json["code"]) == (404, "not-translated")
    assert [offer["locale"] for offer in response.json["offers"]] == ["en", "es"]
    assert response.json["disclaimer"]["locale"] == "ar"


def test_a_source_article_never_falls_back(client: FlaskClient) -> None:
    body = client.get("/v1/en/articles/fever?fallback=none").json
    assert [section["status"] for section in body["sections"]] == ["source", "not-applicable"]


def test_the_figure_is_where_its_address_says(client: FlaskClient) -> None:
    figure = client.get("/v1/en/articles/fever").json["figure"]
    assert (figure["alt"], figure["width"], figure["height"]) == ("A thermometer", 40, 30)
    picture = client.get(figure["url"].removeprefix(BASE))
    assert (picture.status_code, picture.mimetype) == (200, "image/svg+xml")
    assert picture.headers["Cache-Control"] == "public, max-age=60"
    assert "sandbox" in picture.headers["Content-Security-Policy"]


def test_the_list_pages_through_every_article_once(client: FlaskClient) -> None:
    seen, url = [], "/v1/ar/articles?limit=1"
    while url:
        body = client.get(url).json
        seen += [item["id"] for item in body["articles"]]
        url = body["links"].get("next", "").removeprefix(BASE)
    assert seen == ["fever", "pump"]


def test_the_next_page_stays_in_the_release_of_the_first(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    following = client.get("/v1/en/articles?limit=1").json["links"]["next"].removeprefix(BASE)
    own_library.change("content/articles/pump.md", "# Pump", "# Another pump")
    own_library.publish()
    body = client.get(following).json
    assert body["release"] == 2
    assert body["articles"][0]["title"]["text"] == "Pump"
    assert client.get("/v1/en/articles?after=fever").json["articles"][0]["title"]["text"] == "Another pump"


def test_a_title_in_a_list_says_in_which_language_it_is_and_how_it_stands(client: FlaskClient) -> None:
    titles = [item["title"] for item in client.get("/v1/ar/articles").json["articles"]]
    english = {"text": "Fever", "locale": "en", "dir": "ltr", "status": "fallback", "reason": "missing"}
    arabic = {"text": "ar: Pump", "locale": "ar", "dir": "rtl", "status": "translated"}
    assert titles == [
        english | {"origin": "human", "reviewed": True},
        arabic | {"origin": "machine", "reviewed": False},
    ]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("kind=procedure", ["pump"]),
        ("audience=everyone", ["fever"]),
        ("topic=pumps", ["pump"]),
        ("code=mesh:D001418", ["pump"]),
        ("code=mesh:D000000", []),
        ("code=orpha:ORPHA:586/1", []),
        ("complete=true", ["pump"]),
        ("complete=false", ["fever"]),
        ("kind=condition&audience=child", []),
        ("after=fever", ["pump"]),
        ("release=1", ["fever", "old", "pump"]),
    ],
)
def test_lists_are_filtered(client: FlaskClient, query: str, ids: list[str]) -> None:
    assert [item["id"] for item in client.get(f"/v1/es/articles?{query}").json["articles"]] == ids


def test_filters_survive_on_the_next_page(client: FlaskClient) -> None:
    body = client.get("/v1/en/articles?limit=1&complete=true").json
    assert "complete=true" in body["links"]["next"]


def test_the_languages_of_the_library_come_in_its_own_order(client: FlaskClient) -> None:
    body = client.get("/v1/locales").json
    assert body["default"] == "en"
    assert [found["locale"] for found in body["locales"]] == ["en", "es", "ar", "pt-BR", "zh-Hant"]
    arabic = body["locales"][2]
    assert (arabic["own_name"], arabic["dir"], arabic["articles"]) == ("العربية", "rtl", 2)
    assert body["disclaimer"]["locale"] == "en"


def test_the_languages_of_an_article_say_what_is_missing_and_why(client: FlaskClient) -> None:
    found = {item["locale"]: item for item in client.get("/v1/articles/pump/locales").json["locales"]}
    assert found["es"]["translation"] == {"complete": True, "translated": 3, "sections": 3}
    assert found["es"]["gaps"] == []
    assert found["ar"]["gaps"] == [
        {"section": "overview", "status": "fallback", "reason": "missing", "locale": "en"},
        {"section": "risks", "status": "fallback", "reason": "missing", "locale": "en"},
    ]


def test_the_disclaimer_stands_alone_with_its_structure(client: FlaskClient) -> None:
    body = client.get("/v1/ar/disclaimer").json
    assert body["disclaimer"]["url"] == f"{BASE}/v1/ar/disclaimer"
    assert [block["text"] for block in body["blocks"]] == body["disclaimer"]["text"].split("\n\n")


def test_releases_are_listed_newest_first_and_paged(client: FlaskClient) -> None:
    first = client.get("/v1/releases?limit=1").json
    assert [release["id"] for release in first["releases"]] == [2]
    second = client.get(first["links"]["next"].removeprefix(BASE)).json
    assert [release["id"] for release in second["releases"]] == [1]
    assert "next" not in second["links"]


def test_the_current_release_does_not_name_who_published_it(client: FlaskClient) -> None:
    response = client.get("/v1/releases/current")
    assert response.json["release"]["id"] == 2
    assert "tester" not in response.text


def test_edition_release_is_when_anything_of_the_answer_last_changed(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    assert client.get("/v1/es/articles/pump").json["edition"]["release"] == 1
    own_library.translate("es", "disclaimer", {"d1": "es: This is only for education."})
    own_library.publish()
    assert client.get("/v1/es/articles/pump").json["edition"]["release"] == 3
    assert client.get("/v1/ar/articles/pump").json["edition"]["release"] == 1


def test_every_link_in_an_answer_leads_somewhere(client: FlaskClient) -> None:
    """From /v1/locales on, every address of ours in every answer is followed; none is broken."""
    seen: set[str] = set()
    waiting = ["/v1/locales", "/v1/releases", "/v1/articles/fever/locales"]
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        response = client.get(url)
        assert response.status_code == 200, url
        if response.is_json:
            waiting += [link.removeprefix(BASE) for link in _own_links(response.json)]
    assert len(seen) > 25


def _own_links(value: object) -> list[str]:
    if isinstance(value, dict):
        return [link for item in value.values() for link in _own_links(item)]
    if isinstance(value, list):
        return [link for item in value for link in _own_links(item)]
    return [value] if isinstance(value, str) and value.startswith(BASE) else []


def test_only_machines_read_what_carries_the_link_alone(client: FlaskClient) -> None:
    for url in ("/livez", "/readyz", "/v1/openapi.json"):
        response = client.get(url)
        assert response.status_code == 200
        assert response.headers["Link"] == f'<{BASE}/v1/en/disclaimer>; rel="terms-of-service"'
    endpoints = set(client.application.view_functions)
    assert endpoints >= {name for name in LINK_ONLY if not name.startswith("preview.")}, (
        "the preview is another app"
    )


def test_absolute_addresses_never_come_from_the_host_header(client: FlaskClient) -> None:
    response = client.get("/v1/es/articles/pump", headers={"Host": "evil.example"})
    assert "evil.example" not in response.text
    assert "evil.example" not in str(response.headers)
