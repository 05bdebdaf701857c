"""The sample library says all it should, in six languages, and says honestly who wrote what."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from small_portal import client_of
from tiny import NOW

from portal_api.articles.library import read_library
from portal_api.articles.stamp import stamp
from portal_api.catalogs.checks import check
from portal_api.catalogs.gettext.po import read_po
from portal_api.locales import Locale
from portal_api.releases.publishing.publish import publish
from portal_api.releases.record.store import Imprint, Store

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "es", "fr", "de", "ar", "zh-Hans")
PUMP = "baclofen-pump-child"

# What the page this project began with says, each fact as words that must stand in our English text.
FACTS = {
    "summary": (
        "severe spasticity",
        "secondary dystonia",
        "comfortable",
        "quality of life",
        "upper and the lower body",
    ),
    "overview": (
        "cerebrospinal fluid",
        "multiple sclerosis",
        "cerebral palsy",
        "stretching or injections",
        "by mouth",
        "flexible",
        "control",
        "reversible",
        "every 2 to 6 months",
        "outpatient clinic",
        "every 7 years",
    ),
    "preparation": (
        "meet a doctor",
        "several visits",
        "minimally invasive",
        "nothing to eat or drink after midnight",
        "healthy diet",
        "exercise",
        "tummy healthy",
    ),
    "what-happens": (
        "marks the place on the belly",
        "general anaesthetic",
        "mask",
        "IV",
        "breathing tube",
        "fills the small pump with baclofen",
        "above the waistline",
        "catheter",
        "stitches",
    ),
    "risks": (
        "sleepy",
        "dizzy",
        "weakness",
        "nausea",
        "infection",
        "device",
        "headache",
        "withdrawal",
        "overdose",
    ),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("sample")
    for name in ("content", "translations"):
        shutil.copytree(ROOT / name, folder / name)
    store = Store(f"sqlite:///{folder}/portal.db")
    summary = publish(folder, store, Imprint(NOW, "tester", "test"))
    assert not summary.problems
    yield client_of(store)
    store.close()


def article(client: FlaskClient, tag: str, path: str = PUMP) -> dict:
    return json.loads(client.get(f"/v1/{tag}/articles/{path}").data)


def text_of(section: dict) -> str:
    """All text of a section."""
    return json.dumps([section.get("blocks"), section.get("summary")], ensure_ascii=False)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_pump_is_complete_in_six_languages(client, tag):
    body = article(client, tag)
    assert body["translation"] == {"complete": True, "translated": 5, "sections": 5}
    assert {part["locale"] for part in (body["head"], body["figure"], *body["sections"])} == {tag}
    assert body["disclaimer"]["locale"] == tag
    assert body["dir"] == ("rtl" if tag == "ar" else "ltr")


@pytest.mark.parametrize("tag", LANGUAGES[1:])
def test_what_a_machine_wrote_is_told(client, tag):
    body = article(client, tag)
    told = {
        (part["origin"], part["reviewed"]) for part in (body["head"], *body["sections"], body["disclaimer"])
    }
    assert told == {("machine", False)}


def test_the_pump_carries_every_fact_of_the_page_it_came_from(client):
    body = article(client, "en")
    sections = {section["id"]: text_of(section) for section in body["sections"]} | {
        "summary": text_of(body["head"])
    }
    lost = {(name, fact) for name, facts in FACTS.items() for fact in facts if fact not in sections[name]}
    assert not lost


def test_the_nine_risks_are_list_items_in_every_language(client):
    for tag in LANGUAGES:
        (risks,) = [one for one in article(client, tag)["sections"] if one["id"] == "risks"]
        (found,) = [block for block in risks["blocks"] if block["type"] == "list"]
        assert len(found["items"]) == 9, tag


def test_a_section_alone_brings_its_companions_and_the_disclaimer(client):
    body = article(client, "ar", f"{PUMP}/sections/risks")
    assert [section["id"] for section in body["sections"]] == ["risks", "when-to-get-help"]
    assert body["disclaimer"]["locale"] == "ar"


def test_a_mexican_reader_is_led_to_spanish_and_told_why(client):
    response = client.get(f"/v1/articles/{PUMP}", headers={"Accept-Language": "es-MX"})
    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"/v1/es/articles/{PUMP}")
    told = json.loads(response.data)
    assert (told["requested"], told["served"]) == (["es-MX"], "es")
    assert told["explanation"]["locale"] == "es"


def test_the_other_article_shows_every_kind_of_fallback(client):
    extents = {
        tag: article(client, tag, "fever-in-children")["translation"]["translated"] for tag in LANGUAGES
    }
    assert extents["en"] == extents["es"] == 6
    assert extents["zh-Hans"] == 0
    assert all(0 < extents[tag] < 6 for tag in ("fr", "de", "ar"))


def test_stamp_finds_nothing_to_do_in_the_sample_and_the_starter():
    for folder in (ROOT / "content", ROOT / "portal_api/starter/content"):
        assert not read_library(folder.parent).problems
        for path in folder.glob("articles/*.md"):
            assert stamp(path.read_bytes(), path).data == path.read_bytes()


@pytest.mark.parametrize("tag", LANGUAGES[1:])
def test_no_sample_translation_fails_a_check(tag):
    locale = Locale.parse(tag)
    for path in (ROOT / "translations" / locale.folder / "LC_MESSAGES").glob("*.po"):
        for entry in read_po(path, locale).live():
            if entry.translated:
                findings = check(entry.id, entry.texts[0], Locale("en"), locale)
                assert not [one for one in findings if one.severity == "error"], (path, entry.line, findings)
