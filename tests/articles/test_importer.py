"""The importer: a plain page becomes an article, and no line is lost in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_api.articles.article import Article
from portal_api.articles.headings import Headings
from portal_api.articles.importer import Imported, import_page
from portal_api.articles.inline import plain
from portal_api.articles.reader import parse_article
from portal_api.articles.stamp import stamp
from portal_api.errors import SourceErrors
from portal_api.locales import Locale

PAGE = Path("page.txt")

LEGAL = (
    "This content is for educational purposes only and is not intended to be a substitute for professional"
    " medical advice. Do not disregard medical advice because of this site."
)


def imported(text: str | bytes) -> Imported:
    return import_page(text if isinstance(text, bytes) else text.encode(), PAGE)


def article_of(page: Imported) -> Article:
    path = Path("page.md")
    return parse_article(stamp(page.markdown.encode(), path).data, path)


def texts(article: Article) -> list[str]:
    return [plain(segment.text) for segment in article.segments()]


def notes(page: Imported) -> str:
    return "\n".join(map(str, page.notes))


def test_the_real_page_becomes_a_whole_article(shared: Path) -> None:
    path = shared / "articles" / "intrathecal-baclofen-therapy-pediatric.txt"
    page = import_page(path.read_bytes(), path)
    article = article_of(page)
    assert texts(article)[0] == "Intrathecal Baclofen Therapy"
    assert (article.audience, article.kind, article.topic) == (
        "child",
        "procedure",
        "intrathecal-baclofen-therapy",
    )
    assert len(article.head.blocks) == 1
    assert [section.aspect for section in article.sections] == [
        "overview",
        "preparation",
        "what-happens",
        "risks-or-complications",
    ]
    risks = article.sections[-1].blocks[-1]
    assert risks.type == "list"
    assert [segment.text for segment in risks.segments][::8] == ["Drowsiness", "Baclofen overdose"]
    assert len(risks.segments) == 9
    assert "33: the site's own disclaimer is left out" in notes(page)
    assert "35: the page names no source of its image" in notes(page)
    rows = [(row.line, row.part) for row in page.understood]
    assert (33, "left out") in rows
    assert [line for line, part in rows if part == "section"] == [6, 10, 14, 18]


@pytest.mark.parametrize(
    ("first", "title", "audience"),
    [
        ("Knee-Pediatric", "Knee", "child"),
        ("Knee – Paediatric", "Knee", "child"),
        ("Knee - Adult", "Knee", "adult"),
        ("Knee, Adults", "Knee", "adult"),
        ("Knee (for Children)", "Knee", "child"),
        ("Knee: Teens", "Knee", "child"),
        ("Knee surgery for children", "Knee surgery for children", "child"),
        ("Asthma in adults", "Asthma in adults", "adult"),
        ("Knee-Everyone", "Knee", "everyone"),
        ("Knee", "Knee", "everyone"),
        ("Child", "Child", "everyone"),
    ],
)
def test_the_end_of_the_title_becomes_the_audience(first: str, title: str, audience: str) -> None:
    page = imported(f"{first}\n\nA lead that is a sentence.\n")
    assert (texts(article_of(page))[0], article_of(page).audience) == (title, audience)
    assert (first in notes(page)) == (first != title)


@pytest.mark.parametrize("bullet", ["•", "-", "*", "·", "–", "◦", "▪", "①", "٭", "가)", "ㅇ"])
def test_lists_are_known_by_any_bullet(bullet: str) -> None:
    article = article_of(imported(f"Knee\n\nRisks?\n\n  {bullet} One\n  {bullet} Two\n    goes on\n"))
    assert [segment.text for segment in article.sections[0].blocks[0].segments] == ["One", "Two goes on"]


def test_numbered_lists_stay_numbered() -> None:
    block = article_of(imported("Knee\n\nRisks?\n1. One\n2) Two\n۳۔ Three\n")).sections[0].blocks[0]
    assert (block.ordered, [segment.text for segment in block.segments]) == (True, ["One", "Two", "Three"])


def test_a_number_that_changes_is_reported() -> None:
    assert "4: the item numbered 3 is now number 1: Three" in notes(imported("Knee\n\nRisks?\n3. Three\n"))


def test_two_kinds_of_list_stay_two_lists() -> None:
    blocks = article_of(imported("Knee\n\nRisks?\n- One\n1. Two\n")).sections[0].blocks
    assert [block.ordered for block in blocks] == [False, True]


def test_a_line_that_is_left_out_does_not_divide_a_list() -> None:
    blocks = article_of(imported("Knee\n\nRisks?\n1. One\n© 2020\n2. Two\n")).sections[0].blocks
    assert [[segment.text for segment in block.segments] for block in blocks] == [["One", "Two"]]


def test_odd_spaces_and_windows_line_ends_are_ordinary() -> None:
    page = "Knee\xa0-\xa0Adult\r\n\r\nA lead \xa0of one\u2003line.\r\n\r\nWhat is it?\xa0\r\n\r\n"
    page += "\xa0•\xa0One “x”\r\n"
    article = article_of(imported(page))
    assert texts(article) == ["Knee", "A lead of one line.", "What is it?", "One “x”"]


def test_a_heading_right_above_its_text_is_a_heading() -> None:
    article = article_of(imported("Knee\n\nWhat is it?\nA joint that\nbends.\n"))
    assert texts(article) == ["Knee", "What is it?", "A joint that bends."]


def test_an_unknown_heading_stays_a_section_and_is_reported() -> None:
    page = imported("Knee\n\nZebras\n\nText here.\n\nMore zebras\n\nText there.\n")
    assert [(s.id, s.aspect) for s in article_of(page).sections] == [
        ("zebras", "overview"),
        ("more-zebras", "overview"),
    ]
    assert "3: the heading tells no aspect" in notes(page)


def test_two_headings_of_one_aspect_are_two_sections() -> None:
    page = imported("Knee\n\nWhat is it?\n\nText here.\n\nWhat is a knee?\n\nText there.\n")
    assert [(s.id, s.aspect) for s in article_of(page).sections] == [
        ("overview", "overview"),
        ("overview-2", "overview"),
    ]


def test_a_heading_without_a_text_is_left_out_and_reported() -> None:
    page = imported("Knee\n\nLead is here.\n\nWhat is it?\n\nImage Source: A. Painter\n")
    assert article_of(page).sections == ()
    assert "5: the heading has no text below it and is left out: What is it?" in notes(page)


def test_the_image_credit_goes_to_the_front_matter() -> None:
    figure = article_of(imported('Knee\n\nLead is here.\n\nPhoto credit: "A" & B: c # d\n')).figure
    assert figure is not None
    assert (figure.credit, figure.file) == ('"A" & B: c # d', None)


def test_a_line_with_nothing_to_read_is_reported() -> None:
    page = imported("Knee\n\nLead is here.\n\n•\n\nImage Source: \u200b\n")
    assert "5: there is nothing to read in this line" in notes(page)
    assert "7: the page names no source of its image" in notes(page)


def test_a_second_image_credit_is_reported() -> None:
    assert "4: a further" in notes(imported("Knee\n\nImage Source: A\nImage source: B\nLead is here.\n"))


def test_the_legal_text_is_left_out_with_a_message() -> None:
    page = imported(
        f"Knee\n\nLead is here.\n\nDisclaimer\n\n{LEGAL}\n\nYou use it at your own risk.\n\n© 2020 Us\n"
    )
    assert texts(article_of(page)) == ["Knee", "Lead is here."]
    assert [note.line for note in page.notes] == [1, 5, 7, 9, 11]


def test_medical_advice_is_no_legal_text() -> None:
    advice = "Do not delay getting medical advice. There is no substitute for rest. Ask for information."
    assert advice in texts(article_of(imported(f"Knee\n\n{advice}\n")))


def test_a_page_without_a_title_takes_the_name_of_its_file() -> None:
    page = import_page(b"A whole sentence.\n", Path("new-knee.txt"))
    assert texts(article_of(page)) == ["New knee", "A whole sentence."]
    assert "1: no title was found" in notes(page)


def test_signs_of_markdown_stay_what_they_are() -> None:
    lines = [
        "2*3 **bold** _x_ `code` <b> &amp; [a](javascript:b) ![c](d) \\ ~~e~~ {#id}",
        "# not a heading.",
        "> 5 is more than 4.",
        "| a | b |.",
        "2026. A good year for {aspect=x}",
        "===.",
        "+ 5 degrees.",
        "```.",
        "[x]: https://a.org.",
    ]
    article = article_of(imported("Knee #\n\n" + "\n\n".join(lines) + "\n\n- - a\n- # b\n- > c\n"))
    for line in (*lines, "- a", "# b", "> c"):
        assert line in texts(article), line


@pytest.mark.parametrize("title", ["A # {b}", "A #", "# A", "A {#b}", "A {aspect=b}"])
def test_a_title_may_end_like_markdown(title: str) -> None:
    assert texts(article_of(imported(f"{title}\n\nLead is here.\n")))[0] == title


def test_other_encodings_are_reported() -> None:
    page = imported("Knee\n\nA café, “quoted”.\n".encode("cp1252"))
    assert "A café, “quoted”." in texts(article_of(page))
    assert "3: the page is not UTF-8; it was read as Windows-1252" in notes(page)
    assert "byte order mark" in notes(imported(b"\xef\xbb\xbfKnee\n\nLead is here.\n"))


def test_odd_characters_are_taken_out_and_reported() -> None:
    page = imported("Knee\n\nA\u202elead\x00 is\there.\n")
    assert "A lead is here." in texts(article_of(page))
    assert [note.line for note in page.notes] == [1, 3, 3]


def test_a_very_long_paragraph_is_split_and_reported() -> None:
    words = " ".join(f"word{number}" for number in range(3_000)) + "."
    page = imported(f"Knee\n\n{words}\n")
    assert " ".join(texts(article_of(page))[1:]) == words
    assert "3: a very long paragraph was split" in notes(page)


@pytest.mark.parametrize(
    "data", [b"", b"\n \n", b"Title only", LEGAL.encode(), b"\x81\x8d", b"a" * 300_001, b"a\n" * 9_000]
)
def test_a_page_without_a_text_for_an_article_is_refused(data: bytes) -> None:
    with pytest.raises(SourceErrors, match=r"page\.txt:\d+: .+; .+"):
        imported(data)


def test_the_kind_follows_the_headings_unless_it_is_given() -> None:
    text = b"Knee\n\nSide effects\n\nText here.\n\nHow to take it\n\nText there.\n"
    path = Path("page.md")
    given = import_page(text, PAGE, kind="test", audience="adult")
    assert article_of(imported(text)).kind == "medicine"
    assert (
        parse_article(stamp(given.markdown.encode(), path).data, path).kind,
        article_of(given).audience,
    ) == ("test", "adult")


def test_a_second_bullet_is_no_text_and_a_minus_is_no_bullet() -> None:
    page = imported("Cold\n\nWhat is it?\n\n• • It lasts\n► ✓ It ends\n• -5 °C is cold\n• - 5 °C too\n")
    assert texts(article_of(page))[2:] == ["It lasts", "It ends", "-5 °C is cold", "- 5 °C too"]


@pytest.mark.parametrize(
    "text", ["1.Wash hands.", "-wash", "2)wash", "\u2022 1.Wash hands.", "\u2022 \u2013 wash"]
)
def test_signs_without_a_space_stay_as_they_are(text: str) -> None:
    page = imported(f"Knee\n\nLead is here.\n\n{text}\n\nMore.\n")
    words = text.removeprefix("\u2022 ").removeprefix("\u2013 ")
    assert any(words in one for one in texts(article_of(page)))


def test_an_article_is_not_taken_for_a_page() -> None:
    with pytest.raises(SourceErrors, match=r"page\.txt:1: this page begins as an article does"):
        imported("---\nlanguage: en\n---\n# Knee\n\nLead.\n")
    assert "Lead is here." in texts(article_of(imported("---\n\nKnee\n\nLead is here.\n")))


def test_a_page_in_another_language_says_so() -> None:
    page = import_page("حمى\n\nالحمى شائعة.\n".encode(), PAGE, language=Locale("ar"))
    assert article_of(page).language == Locale("ar")
    assert ("language", "ar") in [(row.part, row.text) for row in page.understood]


def test_only_latin_letters_are_guessed_from_an_old_encoding() -> None:
    with pytest.raises(SourceErrors, match="not UTF-8"):
        import_page("Жар\n\nЖар бывает часто.\n".encode("cp1251"), PAGE, language=Locale("ru"))


def test_an_audience_that_was_given_is_not_asked_about() -> None:
    page = import_page(b"Knee\n\nLead is here.\n", PAGE, audience="adult")
    assert article_of(page).audience == "adult"
    assert "audience" not in notes(page)


def test_the_language_that_a_page_is_taken_for_is_told() -> None:
    rows = [(row.part, row.text) for row in imported("Fiebre\n\n¿Qué es?\n\nTexto.\n").understood]
    assert ("language", "en (please check)") in rows


def test_a_german_page_is_understood_by_the_usual_german_headings() -> None:
    usual = {
        "Welche Beschwerden gibt es?": "symptoms",
        "Welche Risiken gibt es?": "risks-or-complications",
        "Was geschieht danach?": "recovery",
    }
    text = "Fieber\n\nBeschwerden:\n- Husten\n\nWas geschieht danach?\n\nSie ruhen sich aus.\n"
    page = import_page(text.encode(), PAGE, language=Locale("de"), headings=Headings(usual.items()))
    assert [(one.id, one.aspect) for one in article_of(page).sections] == [
        ("symptoms", "symptoms"),
        ("recovery", "recovery"),
    ]
    assert "tells no aspect" not in notes(page)


@pytest.mark.parametrize(
    ("tag", "text", "found"),
    [
        (
            "ja",
            "発熱\n\n発熱はよくあります。\n\n症状は？\n・咳\n・頭痛\n\n手順：\n１．手を洗う。\n２．待つ。\n",
            ["発熱", "発熱はよくあります。", "症状は？", "咳", "頭痛"],
        ),
        (
            "ar",
            "الحمى\n\nالحمى شائعة؛\n\nما الأعراض؟\n• سعال\n",
            ["الحمى", "الحمى شائعة؛", "ما الأعراض؟", "سعال"],
        ),
        ("hi", "बुखार\n\nबुखार आम है।\n\nलक्षण क्या हैं?\n- खांसी\n", ["बुखार", "बुखार आम है।", "लक्षण क्या हैं?", "खांसी"]),
    ],
    ids=["ja", "ar", "hi"],
)
def test_sentences_questions_and_lists_are_told_apart_in_other_scripts(
    tag: str, text: str, found: list[str]
) -> None:
    page = import_page(text.encode(), PAGE, language=Locale(tag))
    assert texts(article_of(page))[: len(found)] == found


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<html><body><h1>Fever</h1><p>Fever is common.</p></body></html>", "a web page"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<p>Fever is common.", "a web page"),
        (b"PK\x03\x04 word/document.xml", "a document of a word processor"),
        (b"{\\rtf1 Fever is common.}", "a document of a word processor"),
        (b"%PDF-1.7 Fever", "a PDF"),
        ("Fever\n\nFever is common.\n".encode("utf-16"), "text in UTF-16"),
    ],
    ids=["html", "doctype", "docx", "rtf", "pdf", "utf-16"],
)
def test_a_file_of_another_program_is_named_with_a_remedy(data: bytes, name: str) -> None:
    with pytest.raises(SourceErrors, match=rf"page\.txt:1: this is {name}.*; open it in its program"):
        imported(data)
