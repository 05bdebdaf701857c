"""What is held is held on the web: in articles, sections, lists, fallbacks and earlier releases."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from small_portal import client_of
from tiny import NOW, TinyLibrary

from portal_api.locales import Locale
from portal_api.releases.holding import Named, hold, unhold
from portal_api.releases.store import Imprint

BY = Imprint(NOW, "Ana", "portal-api test")
DOSE = "5 mg"


@pytest.fixture
def client(own_library: TinyLibrary) -> FlaskClient:
    """A client of a library of its own, releases 1 and 2; the dose is changed to 7 mg in release 3."""
    own_library.change("content/articles/pump.md", "**5 mg**", "**7 mg**")
    own_library.publish()
    return client_of(own_library.store)


def held(tiny: TinyLibrary, section: str = "overview", tag: str | None = None) -> None:
    """Hold it as incorrect."""
    hold(tiny.store, Named("pump", section, Locale(tag) if tag else None), "incorrect", BY)


def test_a_held_section_is_marked_and_empty(client, own_library):
    held(own_library)
    for url in (
        "/v1/en/articles/pump",
        "/v1/ar/articles/pump",
        "/v1/ar/articles/pump?fallback=whole",
        "/v1/en/articles/pump/sections/overview",
        "/v1/en/articles/pump/sections/overview?fallback=none",
    ):
        answer = client.get(url)
        assert answer.status_code == 200, url
        section = answer.json["sections"][0]
        assert (section["status"], section["reason"], section["blocks"]) == ("withheld", "incorrect", [])
        assert answer.json["wording"]["texts"]["withheld.incorrect"]
        assert "7 mg" not in answer.text
        assert "stale" not in answer.headers["CDN-Cache-Control"]


def test_the_original_in_place_of_a_held_translation_is_marked_as_any_fallback(client, own_library):
    held(own_library, section="when-to-get-help", tag="ar")
    answer = client.get("/v1/ar/articles/pump?fallback=whole")
    assert answer.status_code == 200
    section = answer.json["sections"][-1]
    assert (section["locale"], section["status"], section["reason"]) == ("en", "fallback", "incomplete")
    assert answer.json["wording"]["texts"]["reason.incomplete"]
    assert "ar: Call within 2 hours." not in answer.text


def test_a_held_article_is_gone_with_its_reason_in_the_readers_language(client, own_library):
    held(own_library, section="")
    for url in ("/v1/es/articles/pump", "/v1/es/articles/pump/sections/risks", "/v1/articles/pump"):
        answer = client.get(url, headers={"Accept-Language": "es"})
        assert (answer.status_code, answer.json["code"]) == (410, "held")
        assert answer.json["reason"] == "incorrect"
        assert answer.json["explanation"]["text"] == "es: We found a mistake in it and are correcting it."
        assert answer.json["disclaimer"]["locale"] == "es"
        assert answer.headers["Cache-Control"] == "no-store"
    listed = client.get("/v1/es/articles").json["articles"]
    assert "pump" not in [item["id"] for item in listed]


def test_an_earlier_release_answers_with_the_words_of_then(client):
    answer = client.get("/v1/en/articles/pump?release=1")
    assert DOSE in answer.text
    assert answer.json["historical"] == {
        "release": 1,
        "valid_from": "2026-11-22T09:00:00Z",
        "valid_to": "2026-11-22T09:00:00Z",
        "current": False,
        "held": False,
    }
    assert answer.json["links"]["self"].endswith("/v1/en/articles/pump?release=1")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert answer.headers["CDN-Cache-Control"] == "public, max-age=60"


def test_an_answer_of_today_is_not_marked_as_historical(client):
    answer = client.get("/v1/en/articles/pump")
    assert "historical" not in answer.json
    assert "X-Robots-Tag" not in answer.headers


def test_words_that_are_still_current_say_so(client):
    told = client.get("/v1/en/articles/fever?release=1").json["historical"]
    assert (told["current"], told["valid_to"]) == (True, None)
    assert client.get("/v1/en/articles/pump?release=3").json["historical"]["current"] is True


def test_a_section_of_an_earlier_release_keeps_its_companions_and_fallbacks(client):
    answer = client.get("/v1/ar/articles/pump/sections/risks?release=1&fallback=whole")
    assert [section["locale"] for section in answer.json["sections"]] == ["en", "en"]
    assert answer.json["links"]["self"].endswith("/sections/risks?fallback=whole&release=1")


def test_what_is_held_today_is_not_in_an_earlier_release_either(client, own_library):
    own_library.change("content/articles/pump.md", "**7 mg**", "**8 mg**")
    own_library.publish()
    unchanged = client.get("/v1/en/articles/pump?release=3").json
    own_library.change("content/articles/pump.md", "**8 mg**", "**7 mg**")
    own_library.publish()
    held(own_library)
    for url in ("/v1/en/articles/pump?release=3", "/v1/ar/articles/pump?release=3&fallback=whole"):
        answer = client.get(url)
        assert answer.json["historical"]["held"] is True
        assert answer.json["sections"][0]["status"] == "withheld"
        assert "7 mg" not in answer.text
    other = client.get("/v1/en/articles/pump?release=4").json
    assert other["historical"]["held"] is False
    assert "8 mg" in str(other)
    unhold(own_library.store, Named("pump", "overview"), BY)
    assert client.get("/v1/en/articles/pump?release=3").json["sections"] == unchanged["sections"]


def test_an_article_held_today_is_gone_in_earlier_releases_too(client, own_library):
    held(own_library, section="", tag="es")
    assert client.get("/v1/es/articles/pump?release=1").json["code"] == "held"
    assert client.get("/v1/en/articles/pump?release=1").status_code == 200


def test_lists_of_earlier_releases_do_not_name_what_is_held_today(client, own_library):
    urls = ("/v1/es/articles?release=1", "/v1/es/coverage?release=1")
    assert all("pump" in listed(client, url) for url in urls)
    held(own_library, section="", tag="es")
    for url in urls:
        assert "pump" not in listed(client, url)
    assert "pump" in listed(client, "/v1/en/articles?release=1")


def listed(client: FlaskClient, url: str) -> list[str]:
    """The articles of a list."""
    return [item["id"] for item in client.get(url).json["articles"]]


@pytest.mark.parametrize(("reason", "status"), [("superseded", 200), ("incorrect", 410), ("legal", 410)])
def test_a_text_withdrawn_as_wrong_is_not_shown_as_it_was(client, own_library, reason, status):
    entry = f'\n[[withdrawn]]\narticle = "pump"\nreason = "{reason}"\non = 2026-11-22\n'
    path = own_library.root / "content/withdrawn.toml"
    path.write_text(path.read_text() + entry)
    own_library.publish()
    assert client.get("/v1/en/articles/pump?release=1").status_code == status
    assert client.get("/v1/en/articles/pump").status_code == 410


@pytest.mark.parametrize(("release", "code"), [("99", "unknown-release"), ("0", "invalid-parameter")])
def test_a_release_that_does_not_exist_is_told(client, release, code):
    assert client.get(f"/v1/en/articles/pump?release={release}").json["code"] == code
