"""A link to another article leads there in the reader's language: never to what is held or gone."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from linked import write_linked
from small_portal import BASE, WITHDRAWN, client_of
from tiny import NOW, TinyLibrary

from portal_api.locales import Locale
from portal_api.releases.holding import Named, hold, unhold
from portal_api.releases.record.store import Imprint
from portal_api.web.blocks import texts_in

BY = Imprint(NOW, "Ana", "portal-api test")
FORMS = ("", ".html", ".md", ".txt", ".jsonld")


@pytest.fixture
def library(tmp_path) -> TinyLibrary:
    return write_linked(tmp_path)


@pytest.fixture
def client(library: TinyLibrary) -> FlaskClient:
    return client_of(library.store)


def links_of(answer):
    """The runs with a link, by their words."""
    blocks = [section["blocks"] for section in answer.json["sections"]]
    return {run["text"]: run for text in texts_in(blocks) for run in text["runs"] if "href" in run}


def words_of(answer):
    return [text["text"] for text in texts_in([section["blocks"] for section in answer.json["sections"]])]


def test_a_link_leads_to_the_page_in_the_language_of_the_answer(client):
    for tag in ("en", "es", "ar", "pt-BR"):
        found = links_of(client.get(f"/v1/{tag}/articles/pump"))
        assert found["more"]["href"] == f"{BASE}/{tag}/fever#symptoms"
        assert found["all of it"] == {
            "text": "all of it",
            "emphasis": True,
            "href": f"{BASE}/{tag}/fever",
            "hreflang": "en",
            "article": "fever",
        }
        assert client.get(found["all of it"]["href"].removeprefix(BASE)).status_code == 200


def test_an_app_follows_a_link_without_reading_an_address(client):
    run = links_of(client.get("/v1/es/articles/pump"))["more"]
    answer = client.get(f"/v1/es/articles/{run['article']}/sections/{run['section']}")
    assert answer.json["sections"][0]["id"] == "symptoms"


def test_a_link_says_in_which_language_its_target_is(client, library):
    assert links_of(client.get("/v1/es/articles/pump"))["more"]["hreflang"] == "en"
    library.translate("es", "fever")
    library.publish()
    assert links_of(client.get("/v1/es/articles/pump"))["more"]["hreflang"] == "es"


@pytest.mark.parametrize(
    ("section", "left"), [("", set()), ("symptoms", {"all of it"}), ("figure", {"more", "all of it"})]
)
def test_what_is_held_is_linked_to_by_no_answer(client, library, section, left):
    before = words_of(client.get("/v1/es/articles/pump"))
    hold(library.store, Named("fever", section, None), "unsafe", BY)
    answer = client.get("/v1/es/articles/pump")
    assert set(links_of(answer)) == left
    assert words_of(answer) == before
    unhold(library.store, Named("fever", section, None), BY)
    assert set(links_of(client.get("/v1/es/articles/pump"))) == {"more", "all of it"}


def test_what_is_held_in_one_language_is_linked_to_in_the_others(client, library):
    hold(library.store, Named("fever", "", Locale("en")), "unsafe", BY)
    library.translate("es", "fever")
    library.publish()
    assert links_of(client.get("/v1/en/articles/pump")) == {}
    assert set(links_of(client.get("/v1/es/articles/pump"))) == {"more", "all of it"}


def test_what_is_withdrawn_is_not_linked_to(client, library):
    gone = '\n[[withdrawn]]\narticle = "fever"\nlocale = "es"\nreason = "incorrect"\non = 2026-11-22\n'
    library.write("content/withdrawn.toml", WITHDRAWN + gone)
    library.publish()
    answer = client.get("/v1/es/articles/pump")
    assert links_of(answer) == {}
    assert [one["id"] for one in answer.json["related"]] == ["other"]
    assert set(links_of(client.get("/v1/ar/articles/pump"))) == {"more", "all of it"}


def test_no_form_of_an_answer_has_a_link_that_leads_nowhere(client, library):
    urls = [
        f"/v1/es/articles/{article}{place}{form}{query}"
        for article, place in (("pump", ""), ("pump", "/sections/overview"), ("fever", ""))
        for form in FORMS
        for query in ("", "?fallback=whole")
    ]
    urls += ["/es/pump", "/es/fever", "/embed/es/pump", "/embed/es/pump/overview"]
    for url in urls:
        assert "article:" not in client.get(url).text, url
    hold(library.store, Named("fever", "", None), "unsafe", BY)
    for url in urls:
        told = client.get(url).text
        assert "article:" not in told, url
        if "pump" in url:
            assert "/fever" not in told, url


def test_pages_and_frames_name_the_language_of_a_target_in_another_one(client, library):
    link = '<a href="/health/es/fever#symptoms" hreflang="en">more</a>'
    language = '<small>(<span lang="en" dir="ltr">English</span>)</small>'
    assert f"{link} {language}" in client.get("/es/pump").text
    assert f'<a href="{BASE}/es/fever#symptoms" hreflang="en">' in client.get("/embed/es/pump").text
    assert "[more](<" + BASE + "/es/fever#symptoms>) (English)" in client.get("/v1/es/articles/pump.md").text
    assert f"more (English) ({BASE}/es/fever#symptoms)" in client.get("/v1/es/articles/pump.txt").text
    assert "(English)" not in client.get("/v1/en/articles/pump.txt").text


def test_linked_data_names_what_an_article_mentions_and_what_it_is_related_to(client):
    told = client.get("/v1/es/articles/pump.jsonld").json
    assert told["mentions"] == [{"@id": f"{BASE}/es/fever"}]
    assert told["relatedLink"] == [f"{BASE}/es/fever", f"{BASE}/es/other"]
    assert "mentions" not in client.get("/v1/es/articles/fever.jsonld").json


def test_related_articles_stand_in_their_order_and_say_how_their_titles_stand(client, library):
    related = client.get("/v1/es/articles/pump").json["related"]
    assert [one["id"] for one in related] == ["fever", "other"]
    assert related[0] == {
        "id": "fever",
        "title": "Fever",
        "source_locale": "en",
        "locale": "en",
        "dir": "ltr",
        "status": "fallback",
        "reason": "missing",
        "origin": "human",
        "reviewed": True,
        "links": {"article": f"{BASE}/v1/es/articles/fever", "page": f"{BASE}/es/fever"},
    }
    library.translate("es", "fever")
    library.publish()
    first = client.get("/v1/es/articles/pump").json["related"][0]
    assert (first["title"], first["status"], first["origin"]) == ("es: Fever", "translated", "machine")


def test_the_words_for_the_marks_of_a_related_title_are_in_the_answer(client):
    answer = client.get("/v1/es/articles/pump").json
    assert "reason.missing" in answer["wording"]["texts"]
    assert answer["labels"]["texts"]["label.related"]
    assert "label.related" not in client.get("/v1/es/articles/fever").json["labels"]["texts"]


def test_related_articles_are_shown_by_every_form(client):
    for url in ("/es/pump", "/embed/es/pump", *(f"/v1/es/articles/pump{form}" for form in FORMS)):
        told = client.get(url).text
        assert "es: Related articles" in told or url.endswith(".jsonld"), url
        assert "/es/other" in told, url


def test_an_article_without_related_ones_has_an_empty_list(client):
    assert client.get("/v1/es/articles/fever").json["related"] == []


def test_an_earlier_release_shows_its_links_but_none_to_what_is_held_now(client, library):
    then = "/v1/es/articles/pump?release=3"
    hold(library.store, Named("fever", "symptoms", None), "unsafe", BY)
    assert set(links_of(client.get(then))) == {"all of it"}
    unhold(library.store, Named("fever", "symptoms", None), BY)
    library.change("content/articles/pump.md", ", or *[all of it](article:fever)*", "")
    library.translate("es")
    library.publish()
    assert set(links_of(client.get("/v1/es/articles/pump"))) == {"more"}
    assert set(links_of(client.get(then))) == {"more", "all of it"}
    hold(library.store, Named("fever", "", None), "unsafe", BY)
    answer = client.get(then)
    assert links_of(answer) == {}
    assert [one["id"] for one in answer.json["related"]] == ["other"]
