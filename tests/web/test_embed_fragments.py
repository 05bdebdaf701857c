"""What others include has the whole text, each part marked, and means the same in every form."""

from __future__ import annotations

import html
import json
import re

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from small_portal import client_of
from tiny import NOW, TinyLibrary

from portal_api.releases.holding import Named, hold
from portal_api.releases.record.store import Imprint
from portal_api.web.embedding.fragmentmarkdown import escaped, inline
from portal_api.web.embedding.fragmenttext import directed

ARTICLE = "/v1/ar/articles/pump"
BY = Imprint(NOW, "tester", "portal-api test", note="wrong dose")
FORMS = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "jsonld": "application/ld+json",
}
NOT_A_SPACE = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs"))
ODD = st.sampled_from([*"\\`*_[]<>{}|~$&!#+=:-.()'\"1 a\u4e2d\u0627", "&lt;", "![", "](", "1. ", "- ", "<b>"])
TEXTS = st.lists(ODD | NOT_A_SPACE, min_size=1, max_size=20).map("".join)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("part", ["", "/sections/risks"])
def test_every_form_has_its_type_its_tag_and_the_caches_of_the_json(
    client: FlaskClient, form: str, part: str
) -> None:
    answer, as_json = client.get(f"{ARTICLE}{part}.{form}"), client.get(ARTICLE + part)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == FORMS[form]
    for name in ("Cache-Control", "CDN-Cache-Control", "Surrogate-Key", "Content-Language", "Vary"):
        assert answer.headers[name] == as_json.headers[name]
    assert answer.headers["ETag"] != as_json.headers["ETag"]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_every_form_says_the_text_its_marks_and_where_it_is_from(client: FlaskClient, form: str) -> None:
    text = client.get(f"{ARTICLE}.{form}").text
    body = client.get(ARTICLE).json
    assert body is not None
    shown = _plain(text, form)
    for block in ("ar: Pump", "Feeling sleepy", "ar: Call within 2 hours.", "Call right away if it beeps."):
        assert block in shown
    for mark in (
        "ar: It has not been translated yet.",
        "ar: Warning",
        body["wording"]["texts"]["notice.machine"],
    ):
        assert mark in shown
    for known in (
        "https://portal.example/health/ar/pump",
        "Tiny Health, CC BY 4.0",
        "https://www.example.org/more",
    ):
        assert known in html.unescape(text)


def test_a_section_comes_with_its_companions_only(client: FlaskClient) -> None:
    text = client.get("/v1/en/articles/pump/sections/risks.md").text
    assert re.findall(r"^#+ .*$", text, re.MULTILINE) == [
        "## The risks of a pump",
        "### When should I get help?",
        "### About this information",
    ]
    assert "[Read the whole article](<https://portal.example/health/en/pump#risks>)" in text


def test_an_html_fragment_has_no_script_style_or_id(client: FlaskClient) -> None:
    text = client.get(f"{ARTICLE}.html").text
    assert text.startswith('<article class="health-article" lang="ar" dir="rtl">')
    assert text.rstrip().endswith("</article>")
    assert not re.search(r"<(script|style|link|iframe)|\s(style|id|on\w+)=", text)
    assert '<section lang="en" dir="ltr">' in text


@pytest.mark.parametrize(
    ("level", "first", "second"), [("1", "h1", "h2"), ("4", "h4", "h5"), ("6", "h6", "h6")]
)
def test_headings_fit_between_others(client: FlaskClient, level: str, first: str, second: str) -> None:
    text = client.get(f"/v1/en/articles/pump.html?heading-level={level}").text
    assert re.findall(r"<(h\d)", text) == [first, *[second] * 5]
    marked = client.get(f"/v1/en/articles/pump.md?heading-level={level}").text
    assert marked.startswith("#" * int(level) + " Pump")


@pytest.mark.parametrize(
    "query", ["heading-level=0", "heading-level=7", "heading-level=h2", "heading_level=2"]
)
def test_a_level_that_is_none_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"{ARTICLE}.html?{query}").status_code == 400


def test_fallback_means_what_it_means_in_json(client: FlaskClient) -> None:
    whole = client.get(f"{ARTICLE}.html?fallback=whole").text
    assert "ar: Call within 2 hours." not in whole
    assert "ar: This is for education only." in whole
    assert client.get(f"{ARTICLE}.html?fallback=none").status_code == 404


def test_an_article_nobody_translated_is_marked_in_every_form(client: FlaskClient) -> None:
    for form in ("html", "md", "txt"):
        assert "es: This article has not been translated into this language yet." in _plain(
            client.get(f"/v1/es/articles/fever.{form}").text, form
        )


def test_another_spelling_of_the_language_leads_to_the_same_form(client: FlaskClient) -> None:
    answer = client.get("/v1/pt_br/articles/pump.html")
    assert answer.status_code == 308
    assert answer.headers["Location"] == "https://portal.example/health/v1/pt-BR/articles/pump.html"


def test_linked_data_has_each_text_its_language_and_its_mark(client: FlaskClient) -> None:
    page = json.loads(client.get(f"{ARTICLE}.jsonld").text)
    parts = {part["url"].rpartition("#")[2]: part for part in page["hasPart"]}
    assert parts["risks"]["text"] == "Feeling sleepy\nInfection"
    assert parts["risks"]["inLanguage"] == "en"
    assert "ar: It has not been translated yet." in parts["risks"]["creativeWorkStatus"]
    assert "ar: This text was translated by a machine" in page["creativeWorkStatus"]
    assert page["usageInfo"]["@type"] == "CreativeWork"


def test_a_held_section_keeps_its_usual_heading_in_every_form_and_no_cache_serves_it_stale(
    own_library: TinyLibrary,
) -> None:
    client = client_of(own_library.store)
    hold(own_library.store, Named("pump", "risks", None), "incorrect", BY)
    for form in FORMS:
        for part in ("", "/sections/risks"):
            answer = client.get(f"/v1/es/articles/pump{part}.{form}")
            assert answer.status_code == 200
            assert "Infection" not in answer.text
            assert "stale" not in answer.headers["CDN-Cache-Control"]
            if form != "jsonld":
                assert "es: What are the risks?" in _plain(answer.text, form)
                assert "es: We found a mistake in it and are correcting it." in _plain(answer.text, form)


@given(TEXTS)
@settings(max_examples=80, deadline=None)
def test_any_text_is_itself_in_markdown(text: str) -> None:
    assert _read(escaped(text)) == _collapsed(text)


@given(st.lists(st.tuples(TEXTS, st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=4))
@settings(max_examples=80, deadline=None)
def test_any_runs_are_themselves_in_markdown(pieces: list[tuple[str, bool, bool, bool]]) -> None:
    runs = [
        {
            "text": text,
            "strong": strong,
            "emphasis": emphasis,
            "href": "https://x.example/a(b)?c&lt;d" if link else None,
        }
        for text, strong, emphasis, link in pieces
    ]
    text = "".join(piece[0] for piece in pieces)
    line = inline({"text": text, "runs": runs}, "en")
    assert _read(line) == _collapsed(text)
    found = re.findall(r'href="([^"]*)"', MarkdownIt("commonmark").render(line))
    assert {html.unescape(href) for href in found} <= {"https://x.example/a(b)?c&lt;d"}


def test_an_exclamation_before_a_link_makes_no_picture_of_it() -> None:
    """Hypothesis found it: a reader's browser would have asked another host."""
    runs = [{"text": "Now!"}, {"text": "Call", "href": "https://x.example/"}, {"text": "&"}, {"text": "lt;"}]
    line = inline({"text": "Now!Call&lt;", "runs": runs}, "en")
    assert line == r"Now\![Call](<https://x.example/>)\&lt;"
    assert "<img" not in MarkdownIt("commonmark").render(line)


def test_strong_emphasis_and_links_stay_where_markdown_can_carry_them() -> None:
    runs = [
        {"text": "Take "},
        {"text": "5 mg ", "strong": True},
        {"text": "now", "emphasis": True},
        {"text": ", see "},
        {"text": "more", "href": "tel:+441234"},
    ]
    text = {"text": "Take 5 mg now, see more", "runs": runs}
    assert inline(text, "en") == "Take **5 mg** *now*, see [more](<tel:+441234>)"
    runs = [{"text": "（"}, {"text": "“5”", "strong": True}, {"text": "毫克"}]
    assert inline({"text": "（“5”毫克", "runs": runs}, "en") == "（“5”毫克"


@pytest.mark.parametrize(
    ("line", "direction", "expected"),
    [
        ("5 \u0627 mg", "rtl", "5 \u0627 mg"),
        ("mg \u0627", "rtl", "\u200fmg \u0627"),
        ("\u0627 mg", "ltr", "\u200e\u0627 mg"),
        ("12:30", "rtl", "\u200f12:30"),
        ("plain", "ltr", "plain"),
    ],
)
def test_a_line_of_text_runs_as_its_language_does(line: str, direction: str, expected: str) -> None:
    assert directed(line, direction) == expected


def _plain(text: str, form: str) -> str:
    shown = MarkdownIt("commonmark").render(text) if form == "md" else text
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", shown) if form != "txt" else shown).split())


def _read(line: str) -> str:
    """What a reader of Markdown shows; anything but one paragraph would be markup that nobody wrote."""
    rendered = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(line)
    found = re.fullmatch(r"<p>(.*)</p>\n", rendered, re.DOTALL)
    assert found is not None or not line, rendered
    return _collapsed(html.unescape(re.sub(r"</?(?:strong|em|a)\b[^>]*>", "", found[1]))) if found else ""


def _collapsed(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" \t\r\n")
