"""What is held is held on the web: in articles, sections, lists, fallbacks and earlier releases."""

from __future__ import annotations

import itertools

import pytest
from flask.testing import FlaskClient
from small_portal import client_of
from tiny import NOW, TinyLibrary

from portal_api.locales import Locale
from portal_api.releases.holding import Named, hold, unhold
from portal_api.releases.record.store import Imprint

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


FORMS = ("", ".html", ".md", ".txt", ".jsonld")


def test_what_is_held_in_one_language_is_not_told_in_another(client, own_library):
    held(own_library, section="when-to-get-help", tag="ar")
    places = ("", "/sections/risks", "/sections/when-to-get-help")
    for place, form, query in itertools.product(places, FORMS, ("", "&release=1", "&release=3")):
        if form and query:
            continue
        told = client.get(f"/v1/ar/articles/pump{place}{form}?fallback=whole{query}")
        assert told.status_code == 200
        assert "within 2 hours" not in told.text, (place, form, query)
        assert "stale" not in told.headers["CDN-Cache-Control"]
    for page in ("/ar/pump", "/embed/ar/pump", "/embed/ar/pump/risks", "/v1/ar/articles/pump"):
        assert "within 2 hours" not in client.get(page).text
    sections = client.get("/v1/ar/articles/pump?fallback=whole").json["sections"]
    assert [one["status"] for one in sections] == ["fallback", "fallback", "withheld"]
    assert "7 mg" in str(sections[0])
    assert (sections[-1]["locale"], sections[-1]["reason"]) == ("ar", "incorrect")


def test_a_picture_held_in_one_language_is_not_shown_in_another(client, own_library):
    own_library.translate("ar", "fever", {"title": "ar: Fever", "figure.alt": "ar: A thermometer"})
    own_library.publish()
    assert client.get("/v1/ar/articles/fever?fallback=whole").json["figure"]
    hold(own_library.store, Named("fever", "figure", Locale("ar")), "incorrect", BY)
    for form in FORMS:
        told = client.get(f"/v1/ar/articles/fever{form}?fallback=whole")
        assert told.status_code == 200
        assert "thermometer" not in told.text
        assert ".svg" not in told.text


def test_what_is_held_in_a_language_is_held_where_a_relative_of_it_shows_it(client, own_library):
    own_library.settings("en", "es", "es-MX", "ar", "pt-BR", "zh-Hant")
    for name in ("disclaimer", "portal"):
        own_library.translate("es-MX", name)
    own_library.publish()
    assert "es: Call your team" in client.get("/v1/es-MX/articles/pump").text
    held(own_library, section="when-to-get-help", tag="es")
    own_library.change("content/articles/pump.md", "Feeling sleepy", "Feeling very sleepy")
    own_library.publish()
    for url in ("/v1/es-MX/articles/pump", "/v1/es-MX/articles/pump?fallback=whole"):
        told = client.get(url)
        assert told.json["sections"][-1]["status"] == "withheld"
        assert "2 hours" not in told.text


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


def test_who_names_no_release_there_is_is_not_sent_to_a_list(client):
    remedy = client.get("/v1/en/articles/pump?release=99").json["remedy"]
    assert remedy.startswith("Leave out the release number to get the current texts.")
