"""What a reader's page shows and says, in which language, under which address."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from small_portal import BASE, FEVER, client_of
from tiny import NOW, TinyLibrary

from portal_api.cli import portal
from portal_api.releases.holding import Named, hold
from portal_api.releases.record.store import Imprint

ROOT = "/health"
BY = Imprint(NOW, "Dr Ana Ruiz", "portal-api test")


def text(page: str) -> str:
    """What a page says, its markup taken away."""
    without = re.sub(r"<(script|title)\b.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", without)).split())


def api(client: FlaskClient, path: str) -> Any:
    """What the API answers."""
    return client.get(path).json


def section(page: str, name: str) -> str:
    """The HTML of one section."""
    found = re.search(rf'<section id="{name}".*?</section>', page, re.DOTALL)
    assert found, name
    return found.group()


def test_a_page_is_in_the_language_and_direction_of_its_address(client: FlaskClient) -> None:
    response = client.get("/ar/pump")
    assert response.mimetype == "text/html"
    assert response.headers["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl">' in response.text
    assert "<h1>ar: Pump</h1>" in response.text


def test_a_section_in_another_language_says_which_and_why_in_the_readers(client: FlaskClient) -> None:
    found = section(client.get("/ar/pump").text, "risks")
    assert found.startswith('<section id="risks" lang="en" dir="ltr">')
    assert '<p class="notice fallback" lang="ar" dir="rtl">' in found
    assert "ar: This section is not available in your language yet." in found
    assert "\u2068English\u2069" in found
    assert "ar: It has not been translated yet." in found


def test_a_section_in_the_readers_language_has_no_such_notice(client: FlaskClient) -> None:
    found = section(client.get("/ar/pump").text, "when-to-get-help")
    assert found.startswith('<section id="when-to-get-help" lang="ar" dir="rtl">')
    assert "notice" not in found


def test_a_machine_made_unreviewed_text_is_told_below_the_title(client: FlaskClient) -> None:
    said = text(client.get("/es/pump").text)
    mark = "es: This text was translated by a machine and has not been checked by a person."
    assert said.index("es: Pump") < said.index(mark) < said.index("es: A small pump.")


def test_marks_that_differ_stand_at_each_part(own_library: TinyLibrary) -> None:
    """One section is approved: then no mark may speak for all of them."""
    approval = "review approve es pump/overview --by Ana --role translator --yes --library"
    assert CliRunner().invoke(portal, [*approval.split(), str(own_library.root)]).exit_code == 0
    own_library.publish()
    page = client_of(own_library.store).get("/es/pump").text
    assert "checked by a person" in section(page, "overview")
    assert "has not been checked by a person" in section(page, "risks")
    assert "has not been checked by a person" in page.partition('class="intro"')[0]


def test_a_partly_translated_article_says_how_much(client: FlaskClient) -> None:
    said = text(client.get("/ar/pump").text)
    assert "\u20681\u2069 of \u20683\u2069 sections of this article" in said
    assert "sections of this article" not in text(client.get("/es/pump").text)


def test_an_untranslated_article_says_so_and_is_whole(client: FlaskClient) -> None:
    page = client.get("/es/fever").text
    assert "es: This article has not been translated into this language yet." in text(page)
    assert '<h1 lang="en" dir="ltr">Fever</h1>' in page
    assert page.partition('class="text"')[0].count("notice fallback") == 1
    assert section(page, "symptoms").count("notice fallback") == 1
    assert '<title lang="en">' in page


@pytest.mark.parametrize(
    ("path", "said"), [("/en/pump", "not yet been reviewed"), ("/en/fever", "A. Nurse, Nurse")]
)
def test_the_clinical_review_is_told(client: FlaskClient, path: str, said: str) -> None:
    assert said in text(client.get(path).text)


def test_dates_are_written_in_the_language_of_the_page(client: FlaskClient) -> None:
    assert "January 2, 2026" in text(client.get("/en/fever").text)
    assert "2 de enero de 2026" in text(client.get("/es/fever").text)
    assert "\u206822 نوفمبر 2026\u2069" in text(client.get("/ar/pump").text)


def test_callouts_have_a_word_and_a_picture_not_just_a_colour(client: FlaskClient) -> None:
    callout = re.search(r'<div class="callout warning">.*?</div>', client.get("/es/pump").text, re.DOTALL)
    assert callout
    assert "es: Warning" in callout.group()
    assert "<svg" in callout.group()


def test_markup_lists_and_links_are_laid_out(client: FlaskClient) -> None:
    page = client.get("/en/pump").text
    assert "<strong>5 mg</strong>" in page
    assert '<a href="https://www.example.org/more">more</a>' in page
    assert "<ul>\n<li>Feeling sleepy</li>" in page
    assert "<ol>\n<li>Above 38 °C</li>" in client.get("/en/fever").text


def test_the_figure_has_its_size_text_and_credit(client: FlaskClient) -> None:
    page = client.get("/en/fever").text
    found = re.search(r'<img src="([^"]+)" width="40" height="30" alt="A thermometer">', page)
    assert found
    assert client.get(found[1].removeprefix(ROOT)).mimetype == "image/svg+xml"
    assert "Picture: Tiny, CC-BY-4.0" in page


def test_the_alternative_text_names_its_language_where_it_is_another(client: FlaskClient) -> None:
    assert 'alt="A thermometer" lang="en" dir="ltr">' in client.get("/ar/fever").text


def test_contents_lead_to_every_section_and_the_disclaimer(client: FlaskClient) -> None:
    page = client.get("/ar/pump").text
    nav = re.search(r'<nav class="contents".*?</nav>', page, re.DOTALL)
    assert nav
    targets = re.findall(r'href="#([^"]+)"', nav.group())
    assert targets == ["overview", "risks", "when-to-get-help", "Disclaimer"]
    for target in targets:
        assert page.count(f'id="{target}"') == 1


def test_an_intended_gap_is_told_and_not_in_the_contents(client: FlaskClient) -> None:
    page = client.get("/en/fever").text
    assert "This part does not apply here." in section(page, "treatments")
    assert 'href="#treatments"' not in page


def test_the_language_menu_has_every_offered_language_in_its_own_name(client: FlaskClient) -> None:
    page = client.get("/ar/pump").text
    menu = re.findall(
        r'<li><a href="(/[^"]+)" lang="([^"]+)" dir="(\w+)"[^>]*>([^<]+)</a>(?: <small>\((.*?)\))?', page
    )
    assert menu == [
        (f"{ROOT}/en/pump", "en", "ltr", "English", ""),
        (f"{ROOT}/es/pump", "es", "ltr", "español", ""),
        (f"{ROOT}/ar/pump", "ar", "rtl", "العربية", "ar: partly translated"),
        (f"{ROOT}/pt-BR/pump", "pt-BR", "ltr", "português (Brasil)", "ar: not translated yet"),
        (f"{ROOT}/zh-Hant/pump", "zh-Hant", "ltr", "繁體中文", "ar: not translated yet"),
    ]
    assert len(re.findall(r'lang="ar" dir="rtl" aria-current="page"', page)) == 1


def test_many_languages_fold_away(own_library: TinyLibrary) -> None:
    tags = ["en", *["es", "ar", "pt-BR", "zh-Hant", "de", "fr", "it", "nl", "pl", "sv", "da", "fi"]]
    own_library.settings(*tags)
    for tag in tags[5:]:
        own_library.translate(tag, "disclaimer")
    own_library.publish()
    page = client_of(own_library.store).get("/en/pump").text
    assert '<details><summary id="Languages">Languages</summary>' in page


def test_our_words_that_are_not_translated_are_marked_as_english(client: FlaskClient) -> None:
    page = client.get("/zh-Hant/pump").text
    assert '<span lang="en" dir="ltr">Sources</span>' in page
    assert "<h2>Sources</h2>" in client.get("/en/pump").text


def test_the_disclaimer_is_in_the_page_with_the_mark_of_its_translation(client: FlaskClient) -> None:
    found = re.search(r'<section class="disclaimer".*?</section>', client.get("/ar/pump").text, re.DOTALL)
    assert found
    assert 'lang="ar" dir="rtl"' in found.group()
    assert "ar: Call for help right away in an emergency." in found.group()
    assert "ar: This text was translated by a machine" in found.group()
    assert "translated by" not in client.get("/en/pump").text


def test_a_printout_can_be_traced(client: FlaskClient) -> None:
    said = text(client.get("/en/pump").text)
    edition = api(client, "/v1/en/articles/pump")["edition"]
    assert f"Edition: release {edition['release']}, {edition['digest'][:16]}" in said
    assert f"This page on the web: {BASE}/en/pump" in said


def test_unknown_parameters_change_nothing(client: FlaskClient) -> None:
    plain = client.get("/ar/pump")
    tracked = client.get("/ar/pump?utm_source=x&fallback=none&lang=es&x=%ff")
    assert (tracked.status_code, tracked.data, tracked.headers["ETag"]) == (
        200,
        plain.data,
        plain.headers["ETag"],
    )


def test_nothing_on_a_page_runs_or_loads_from_elsewhere(client: FlaskClient) -> None:
    response = client.get("/ar/pump")
    assert response.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    scripts = re.findall(r"<script[^>]*>", response.text)
    assert scripts == ['<script type="application/ld+json">']
    assert not re.search(r"<(?:form|iframe|object|embed)\b|\son\w+=|style=", response.text)
    loaded = re.findall(r'(?:src|rel="(?:stylesheet|icon)" href)="([^"]+)"', response.text)
    assert len(loaded) == 2
    assert all(url.startswith(f"{ROOT}/assets/") for url in loaded)


def test_the_style_sheet_and_the_icon_never_change_behind_their_names(client: FlaskClient) -> None:
    for url in re.findall(rf'{ROOT}(/assets/[^"]+)', client.get("/en").text):
        response = client.get(url)
        assert response.status_code == 200
        assert response.mimetype in ("text/css", "image/svg+xml")
        assert "immutable" in response.headers["Cache-Control"]
    assert client.get("/assets/page.css").status_code == 404


def test_the_api_names_the_page_and_the_page_exists(client: FlaskClient) -> None:
    links = api(client, "/v1/es/articles/pump")["links"]
    assert links["page"] == f"{BASE}/es/pump"
    assert client.get(links["page"].removeprefix(BASE)).status_code == 200
    part = api(client, "/v1/es/articles/pump/sections/risks")["links"]["page"]
    assert part == f"{BASE}/es/pump#risks"
    assert section(client.get("/es/pump").text, "risks")


def test_hostile_texts_stay_texts(own_library: TinyLibrary) -> None:
    nasty = "</script><script>alert(1)</script>\\<img src=x onerror=alert(1)\\> \" ' &amp; {{7+7}} ]]"
    escaped = re.sub(r"([<&\[\]])", r"\\\1", nasty.replace("\\", ""))
    own_library.article("fever", FEVER.replace("# Fever", f"# {escaped}").replace("Shivering", escaped))
    own_library.publish()
    client = client_of(own_library.store)
    for path in ("/en/fever", "/en", "/es/fever"):
        page = client.get(path).text
        assert "<img src=x" not in page
        assert "<script>alert" not in page
        assert "{{7+7}}" in html.unescape(page)
    data = json.loads(re.findall(r'ld\+json">(.*?)</script>', client.get("/en/fever").text)[0])
    assert data["name"].startswith("</script><script>alert(1)")


def test_a_text_in_a_parent_language_is_not_called_untranslated(own_library: TinyLibrary) -> None:
    """Mexican readers see Spanish: a translation, though not into their own variety."""
    own_library.settings("en", "es", "ar", "pt-BR", "zh-Hant", "es-MX")
    own_library.translate("es-MX", "disclaimer")
    own_library.translate("es-MX", "portal")
    own_library.publish()
    said = text(client_of(own_library.store).get("/es-MX/pump").text)
    assert "es-MX: This article has not been translated" not in said
    assert "es-MX: 0 of 3 sections of this article" in said
    assert "es-MX: This section is not available in your language yet. It is shown in: español" in said
    assert "es-MX: This text was translated by a machine" in said


def test_a_held_section_is_told_and_its_text_is_gone(own_library: TinyLibrary) -> None:
    hold(own_library.store, Named("pump", "when-to-get-help", None), "unsafe", BY)
    response = client_of(own_library.store).get("/ar/pump")
    found = section(response.text, "when-to-get-help")
    assert "<h2>ar: When should I get help?</h2>" in found
    assert "ar: It may be unsafe to follow, so we took it down." in found
    assert "2 hours" not in response.text
    assert 'href="#when-to-get-help"' not in response.text
    assert "#when-to-get-help" not in response.text.partition("</script>")[0]
    assert "stale" not in response.headers["CDN-Cache-Control"]


def test_a_held_article_is_told_as_a_page(own_library: TinyLibrary) -> None:
    hold(own_library.store, Named("pump", "", None), "incorrect", BY)
    client = client_of(own_library.store)
    response = client.get("/ar/pump")
    assert (response.status_code, response.mimetype) == (410, "text/html")
    assert "ar: We found a mistake in it and are correcting it." in response.text
    for path in ("/ar", "/ar/sitemap.xml"):
        assert "/ar/pump" not in client.get(path).text
