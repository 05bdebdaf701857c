"""Lists, redirects, refusals and caching of the pages, and what search engines are told."""

from __future__ import annotations

import html
import json
import re
import xml.etree.ElementTree as ET

import pytest
from flask.testing import FlaskClient
from small_portal import BASE, FEVER, client_of
from tiny import TinyLibrary

from portal_api.articles.aspects import ASPECTS
from portal_api.web.html import pages, sitemap
from portal_api.web.html.jsonld import LONGEST_DESCRIPTION, description, medical_web_page
from portal_api.web.links import Links
from portal_api.web.reply import BROWSERS, OUR_CACHES

SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_the_index_lists_articles_by_kind_and_audience(client: FlaskClient) -> None:
    page = client.get("/es").text
    found = re.findall(r"<(h2|h3|a)(?: href=\"([^\"]+)\")?[^>]*>([^<]+)</\1>", page.partition("<main")[2])
    assert [(name, said) for name, _, said in found][:6] == [
        ("h2", "es: Conditions"),
        ("h3", "es: For everyone"),
        ("a", "Fever"),
        ("h2", "es: Procedures and treatments"),
        ("h3", "es: For children"),
        ("a", "es: Pump"),
    ]
    assert [url for name, url, _ in found if name == "a"][:2] == ["/health/es/fever", "/health/es/pump"]


def test_the_index_says_what_is_not_translated_and_in_which_language_a_title_is(client: FlaskClient) -> None:
    page = client.get("/es").text
    assert 'lang="en" dir="ltr">Fever</a> <small class="quiet">(es: not translated yet)' in page
    assert page.count("not translated yet") == 1


def test_machine_made_titles_are_told_on_the_index(client: FlaskClient) -> None:
    mark = "This text was translated by a machine and has not been checked by a person."
    assert client.get("/es").text.partition('<section class="disclaimer"')[0].count(f"es: {mark}") == 1
    assert mark not in client.get("/en").text


def test_titles_whose_marks_differ_are_told_one_by_one(own_library: TinyLibrary) -> None:
    own_library.translate("es", "fever")
    own_library.origin("es", "fever", "human")
    own_library.publish()
    page = client_of(own_library.store).get("/es").text.partition('<section class="disclaimer"')[0]
    fever, pump = page.partition("es: Pump")[::2]
    assert "(es: This text was translated by a person and has not been checked" in fever
    assert "(es: This text was translated by a machine and has not been checked" in pump
    assert "notice machine" not in page


def test_a_long_index_goes_on_on_the_next_page(
    own_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PAGE", 1)
    client = client_of(own_library.store)
    first = client.get("/en").text
    following = re.search(r'<a href="/health(/en\?after=fever)" rel="next">More articles</a>', first)
    assert following
    second = client.get(following[1]).text
    assert ("Fever" in first, "Fever" in second) == (True, False)
    assert "Pump" in second
    assert "More articles" not in second
    assert f'rel="canonical" href="{BASE}/en?after=fever"' in second


@pytest.mark.parametrize("query", ["?utm_source=x", "?after=", "?after=../..", "?kind=x&after=%00"])
def test_the_index_ignores_parameters_it_does_not_know(client: FlaskClient, query: str) -> None:
    assert client.get(f"/en{query}").data == client.get("/en").data


@pytest.mark.parametrize(
    ("wanted", "served", "why"),
    [
        ("es-MX", "es", "The language you asked for is not available. This one is close to it."),
        ("ar, en", "ar", "This is a language you asked for."),
        ("", "en", "The request named no language"),
        ("tlh", "en", "None of the languages you asked for is available."),
    ],
)
def test_the_start_page_leads_to_the_readers_language_and_lists_all(
    client: FlaskClient, wanted: str, served: str, why: str
) -> None:
    response = client.get("/", headers={"Accept-Language": wanted})
    assert (response.status_code, response.headers["Location"]) == (302, f"{BASE}/{served}")
    assert why in html.unescape(response.text)
    assert re.findall(r'<li><a href="/health/([^"]+)"', response.text) == [
        "en",
        "es",
        "ar",
        "pt-BR",
        "zh-Hant",
    ]
    assert response.headers["Vary"] == "Accept-Encoding, Accept-Language"
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "status", "url", "why"),
    [
        ("/pt_br/pump", 308, "/pt-BR/pump", "This is the standard spelling"),
        ("/AR", 308, "/ar", "This is the standard spelling"),
        ("/es-MX/pump?utm_source=x", 302, "/es/pump?utm_source=x", "This one is close to it."),
        ("/ar/", 308, "/ar", ""),
        ("/ar/pump/", 308, "/ar/pump", ""),
    ],
)
def test_another_spelling_leads_to_the_page_and_says_why(
    client: FlaskClient, path: str, status: int, url: str, why: str
) -> None:
    response = client.get(path, headers={"Accept-Language": "en"})
    assert (response.status_code, response.headers["Location"]) == (status, BASE + url)
    assert why in response.text
    assert f'<a href="{BASE}{url}"' in response.text
    assert response.headers["Content-Language"] == url.split("/")[1].partition("?")[0]
    assert response.headers["Cache-Control"] == BROWSERS


@pytest.mark.parametrize(
    ("method", "path", "status", "title"),
    [
        ("GET", "/es/nope", 404, "There is no such article"),
        ("GET", "/es/UPPER", 404, "There is no such article"),
        ("GET", "/es/a/b/c", 404, "There is nothing at this address"),
        ("POST", "/es/pump", 405, "This address can only be read"),
        ("GET", "/es/old", 410, "This text was withdrawn"),
    ],
)
def test_people_are_told_a_problem_as_a_page(
    client: FlaskClient, method: str, path: str, status: int, title: str
) -> None:
    response = client.open(path, method=method)
    assert (response.status_code, response.mimetype) == (status, "text/html")
    assert f"<h1>es: {title}</h1>" in response.text
    assert "es: What to do" in response.text
    assert '<meta name="robots" content="noindex">' in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Language"] == "es"


@pytest.mark.parametrize("path", ["/v1/es/articles/nope", "/v1/nothing", "/figures/nope", "/v1"])
def test_programs_are_told_a_problem_as_json(client: FlaskClient, path: str) -> None:
    assert client.get(path).mimetype == "application/problem+json"


def test_a_withdrawn_page_leads_to_the_article_that_takes_its_place(client: FlaskClient) -> None:
    page = client.get("/ar/old").text
    assert "ar: A newer article has taken its place." in page
    assert re.search(rf'<a href="{BASE}/ar/pump"[^>]*>ar: Pump</a>', page)


def test_a_language_that_is_not_there_leads_to_those_that_are(client: FlaskClient) -> None:
    page = client.get("/ja/pump").text
    assert f'<a href="{BASE}/es/pump" lang="es" dir="ltr" hreflang="es">español</a>' in page


def test_before_the_first_release_people_are_told_so(nothing: FlaskClient) -> None:
    for path in ("/", "/en", "/en/pump", "/sitemap.xml"):
        response = nothing.get(path)
        assert (response.status_code, response.mimetype) == (503, "text/html")
        assert "Nothing has been published yet" in response.text
        assert "education only" in response.text


@pytest.mark.parametrize("path", ["/ar/pump", "/ar"])
def test_pages_are_cached_and_purged_like_the_api(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    headers = response.headers
    assert (headers["Cache-Control"], headers["CDN-Cache-Control"]) == (BROWSERS, OUR_CACHES)
    assert headers["Vary"] == "Accept-Encoding"
    assert {"portal", "locale-ar"} < set(headers["Surrogate-Key"].split())
    again = client.get(path, headers={"If-None-Match": headers["ETag"]})
    assert (again.status_code, again.data, again.headers["Content-Language"]) == (304, b"", "ar")


def test_a_page_changes_with_the_release(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    before = client.get("/en/pump")
    own_library.change("content/articles/pump.md", "within 2 hours", "within 3 hours")
    own_library.publish()
    after = client.get("/en/pump", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "within 3 hours" in after.text
    assert "article-pump-en" in after.headers["Surrogate-Key"]


def test_search_engines_find_the_languages_whose_head_is_translated(client: FlaskClient) -> None:
    def named(path: str) -> dict[str, str]:
        return dict(re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', client.get(path).text))

    pump = {tag: f"{BASE}/{tag}/pump" for tag in ("en", "es", "ar")}
    assert named("/ar/pump") == named("/pt-BR/pump") == pump | {"x-default": f"{BASE}/en/pump"}
    assert named("/en/fever") == {"en": f"{BASE}/en/fever", "x-default": f"{BASE}/en/fever"}
    assert named("/en")["x-default"] == f"{BASE}/"
    assert len(named("/en")) == 6


@pytest.mark.parametrize("query", ["", "?utm_source=x"])
def test_the_canonical_address_is_the_plain_one(client: FlaskClient, query: str) -> None:
    assert f'<link rel="canonical" href="{BASE}/ar/pump">' in client.get(f"/ar/pump{query}").text


def test_json_ld_describes_the_page_and_its_parts(client: FlaskClient) -> None:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get("/ar/pump").text)
    data = json.loads(found[0])
    assert (data["@type"], data["@id"], data["inLanguage"]) == ("MedicalWebPage", f"{BASE}/ar/pump", "ar")
    assert data["usageInfo"] == f"{BASE}/v1/ar/disclaimer"
    assert data["translationOfWork"] == {"@id": f"{BASE}/en/pump"}
    assert data["about"]["@type"] == "MedicalProcedure"
    assert data["about"]["code"][0]["codingSystem"] == "MeSH"
    parts = [(part["url"], part.get("inLanguage"), part["hasHealthAspect"]) for part in data["hasPart"]]
    assert parts == [
        (f"{BASE}/ar/pump#overview", "en", "https://schema.org/OverviewHealthAspect"),
        (f"{BASE}/ar/pump#risks", "en", "https://schema.org/RisksOrComplicationsHealthAspect"),
        (f"{BASE}/ar/pump#when-to-get-help", None, "https://schema.org/SeeDoctorHealthAspect"),
    ]


def test_json_ld_names_who_reviewed_and_leaves_gaps_out(client: FlaskClient) -> None:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get("/en/fever").text)
    data = json.loads(found[0])
    assert data["reviewedBy"] == {"@type": "Person", "name": "A. Nurse", "jobTitle": "Nurse"}
    assert data["lastReviewed"] == "2026-01-02"
    assert [part["name"] for part in data["hasPart"]] == ["What are the symptoms?"]


def test_json_ld_by_itself_tells_what_the_page_would_tell(client: FlaskClient) -> None:
    body = json.loads(client.get("/v1/en/articles/fever").data)
    data = medical_web_page(body, body["attribution"], body["disclaimer"], Links(BASE))
    assert data["url"] == f"{BASE}/en/fever"
    assert data["description"] == "A raised temperature."
    assert data["primaryImageOfPage"]["contentUrl"] == body["figure"]["url"]
    assert data["version"] == f"{body['edition']['release']}-{body['edition']['digest'][:16]}"


def test_every_aspect_is_a_term_of_schema_org() -> None:
    assert all(re.fullmatch(r"https://schema\.org/[A-Z][A-Za-z]+HealthAspect", one.url) for one in ASPECTS)


@pytest.mark.parametrize("text", ["short", "word " * 99, "字" * 999, "x" * 999, "x " + "y" * 500])
def test_a_description_is_short_and_a_beginning(text: str) -> None:
    said = description({"head": {"summary": [{"type": "paragraph", "text": text}]}})
    assert len(said) <= LONGEST_DESCRIPTION
    assert text.startswith(said.removesuffix("…"))
    assert len(said) > min(len(text), 80) - 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Give 2.5 mg. " + "word " * 99, "Give 2.5 mg."),
        ("给药 2.5 毫克。" + "字" * 999, "给药 2.5 毫克。"),
        ("هل هذا خطير؟ " + "كلمة " * 99, "هل هذا خطير؟"),
        ("x" * 158 + ". " + "y" * 99, "x" * 158 + "."),
        ("x" * 160 + ". " + "y" * 99, "x" * 159 + "…"),
    ],
)
def test_a_description_ends_with_a_sentence_where_it_can(text: str, said: str) -> None:
    assert description({"head": {"summary": [{"type": "paragraph", "text": text}]}}) == said


def test_the_sitemap_lists_one_of_each_language(client: FlaskClient) -> None:
    response = client.get("/sitemap.xml")
    assert response.mimetype == "application/xml"
    urls = [found.text for found in ET.fromstring(response.data).iterfind(".//s:loc", SPACES)]
    assert urls == [f"{BASE}/{tag}/sitemap.xml" for tag in ("en", "es", "ar", "pt-BR", "zh-Hant")]


def test_a_sitemap_has_what_is_in_its_language_with_its_other_languages(client: FlaskClient) -> None:
    entries = ET.fromstring(client.get("/ar/sitemap.xml").data).findall("s:url", SPACES)
    assert [entry.findtext("s:loc", None, SPACES) for entry in entries] == [f"{BASE}/ar", f"{BASE}/ar/pump"]
    others = {link.get("hreflang"): link.get("href") for link in entries[1].findall("x:link", SPACES)}
    assert others == {tag: f"{BASE}/{tag}/pump" for tag in ("en", "es", "ar")}
    assert entries[1].findtext("s:lastmod", None, SPACES) == "2026-11-22T09:00:00Z"
    assert len(ET.fromstring(client.get("/en/sitemap.xml").data).findall("s:url", SPACES)) == 3


def test_sitemaps_of_a_large_library_have_each_page_once(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = client.get("/en/sitemap.xml").text
    monkeypatch.setattr(sitemap, "PAGES", 1)
    listed = ET.fromstring(client.get("/sitemap.xml").data).iterfind(".//s:loc", SPACES)
    urls = [found.text.removeprefix(BASE) for found in listed]
    assert urls[:2] == ["/en/sitemap.xml", "/en/sitemap.xml?after=fever"]
    parts = [ET.fromstring(client.get(url).data).findall("s:url", SPACES) for url in urls[:2]]
    pages = [[entry.findtext("s:loc", None, SPACES) for entry in part] for part in parts]
    assert pages == [[f"{BASE}/en", f"{BASE}/en/fever"], [f"{BASE}/en/pump"]]
    assert all(page in whole for part in pages for page in part)


def test_a_sitemap_starts_where_it_is_asked_to_and_ignores_what_is_no_name(client: FlaskClient) -> None:
    assert client.get("/en/sitemap.xml?after=%22").data == client.get("/en/sitemap.xml").data
    assert f"{BASE}/en/" not in client.get("/en/sitemap.xml?after=zzz").text


def test_robots_may_read_the_pages_and_not_the_api(client: FlaskClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert "Disallow: /health/v1/" in lines
    assert f"Sitemap: {BASE}/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def test_an_article_taken_back_is_on_no_list(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    for path in ("/en", "/en/sitemap.xml"):
        assert "old" not in client.get(path).text


def test_a_page_needs_no_more_than_its_article(own_library: TinyLibrary) -> None:
    """No figure, no sources, no sections but one."""
    own_library.article("fever", re.sub(r"figure: .*\n", "", FEVER).partition("## How is it treated?")[0])
    own_library.publish()
    page = client_of(own_library.store).get("/en/fever").text
    assert "<figure" not in page
    assert 'class="contents"' not in page
    assert 'class="sources"' not in page
