"""The reader: what an article says, and every mistake with its line and remedy."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest
from effort import assert_cheap

from portal_api.articles.article import ClinicalReview, Source
from portal_api.articles.reader import parse_article, parse_disclaimer, read_article, read_disclaimer
from portal_api.errors import SourceErrors
from portal_api.locales import Locale

PATH = Path("knee.md")
FRONT = "---\nlanguage: en\nkind: procedure\naudience: child\n---\n"
BODY_LINE = FRONT.count("\n") + 1
SOUND = "# Knee\n\nLead. {#lead-1}\n\n## What? {#overview}\n\nText. {#p1}\n"

WHOLE = """---
language: en
kind: procedure
audience: child
topic: knee
codes: {snomed: ["123"], icd10: [M17.0, M17.1]}
review: {by: "Dr A", role: "GP", on: 2026-10-01, next: 2028-10-01}
sources:
  - {title: "A: b", url: "https://a.org/x"}
figure: {file: knee.svg, alt: "A knee", credit: "Us", licence: CC-BY-4.0}
---
# A *new* knee

A lead
of two lines. {#lead-1}

## What is it? {#overview}

> [!WARNING]
> Call **at once**
> if it hurts. {#w1}
>
> And rest. {#w2}

## Risks {#dangers aspect=risks-or-complications with=overview,help}

- One {#a}
- Two
  goes on {#b}

1. First {#c}
2. Second {#d}

## Help {#help aspect=when-to-get-help}

Text. {#e}

## Nothing {#side-effects .not-applicable}
"""


def problems_of(text: str | bytes, path: Path = PATH, *, ids_required: bool = True) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(SourceErrors) as refusal:
        parse_article(data, path, ids_required=ids_required)
    return [str(problem) for problem in refusal.value.problems]


def test_an_article_reads_as_it_is_written() -> None:
    article = parse_article(WHOLE.encode(), PATH)
    assert (article.id, article.language, article.kind, article.audience) == (
        "knee",
        Locale("en"),
        "procedure",
        "child",
    )
    assert article.codes == (("snomed", ("123",)), ("icd10", ("M17.0", "M17.1")))
    assert article.review == ClinicalReview(
        "Dr A", "GP", datetime.date(2026, 10, 1), datetime.date(2028, 10, 1)
    )
    assert article.sources == (Source("A: b", "https://a.org/x"),)
    assert article.figure is not None
    assert article.figure.file == "knee.svg"
    assert [(s.id, s.aspect, s.companions, s.not_applicable) for s in article.sections] == [
        ("overview", "overview", (), False),
        ("dangers", "risks-or-complications", ("overview", "help"), False),
        ("help", "when-to-get-help", (), False),
        ("side-effects", "side-effects", (), True),
    ]
    assert [(s.id, s.text, s.kind, s.line) for s in article.segments()] == [
        ("title", "A *new* knee", "title", 12),
        ("lead-1", "A lead of two lines.", "summary", 14),
        ("overview", "What is it?", "heading", 17),
        ("w1", "Call **at once** if it hurts.", "callout", 20),
        ("w2", "And rest.", "callout", 23),
        ("dangers", "Risks", "heading", 25),
        ("a", "One", "list item", 27),
        ("b", "Two goes on", "list item", 28),
        ("c", "First", "list item", 31),
        ("d", "Second", "list item", 32),
        ("help", "Help", "heading", 34),
        ("e", "Text.", "paragraph", 36),
        ("side-effects", "Nothing", "heading", 38),
        ("figure.alt", "A knee", "alternative text", 10),
    ]
    assert [(b.type, b.ordered, b.callout) for s in article.sections for b in s.blocks] == [
        ("callout", False, "warning"),
        ("list", False, None),
        ("list", True, None),
        ("paragraph", False, None),
    ]


def test_windows_line_ends_and_a_missing_last_one_change_nothing() -> None:
    assert parse_article(WHOLE.rstrip("\n").replace("\n", "\r\n").encode(), PATH) == parse_article(
        WHOLE.encode(), PATH
    )


def test_norwegian_is_a_language_and_not_a_denial() -> None:
    article = parse_article((FRONT.replace("language: en", "language: no") + SOUND).encode(), PATH)
    assert article.language == Locale.parse("no")


FRONT_MATTER = [
    ("", 1, "the file has no front matter"),
    ("# Knee\n", 1, "the file has no front matter"),
    ("---\nlanguage: en\n# Knee\n", 1, "the front matter is not closed"),
    ("---\n---\n" + SOUND, 1, "the front matter is empty"),
    ("---\njust words\n---\n" + SOUND, 2, "is not a set of keys"),
    (FRONT.replace("language: en\n", "") + SOUND, 2, "the key `language` is missing"),
    (FRONT.replace("kind", "kin") + SOUND, 3, "the key `kin` is unknown; did you mean `kind`?"),
    (FRONT.replace("procedure", "procedur") + SOUND, 3, "did you mean `procedure`?"),
    (FRONT.replace("child", "dogs") + SOUND, 4, "`audience: dogs` is unknown"),
    (FRONT.replace("child", "") + SOUND, 4, "`audience` is empty"),
    (FRONT.replace("language: en", "language: en!") + SOUND, 2, "no language tag"),
    (FRONT.replace("language: en", "language: [en]") + SOUND, 2, "not a single text"),
    (FRONT.replace("child\n", "child\naudience: adult\n") + SOUND, 5, "`audience` stands twice"),
    (FRONT.replace("child\n", "child\ntopic: Ü b\n") + SOUND, 5, "`topic: Ü b` cannot be used"),
    (FRONT.replace("child\n", "child\ntopic: &a x\n") + SOUND, 5, "anchor or alias"),
    (FRONT.replace("child\n", "child\ntopic: *a\n") + SOUND, 5, "anchor or alias"),
    (FRONT.replace("child\n", "child\ntopic: !!python/name:os.system x\n") + SOUND, 5, "a tag (!)"),
    (FRONT.replace("child\n", "child\ntopic: 'x\n") + SOUND, 5, "cannot be read"),
    (FRONT.replace("child\n", 'child\ntopic: "\\UFFFFFFFF"\n') + SOUND, 1, "cannot be read"),
    (FRONT.replace("child\n", "child\ntopic: |\n  a\n  b\n") + SOUND, 5, "more than one line"),
    (FRONT.replace("child\n", "child\ntopic: [[[[[[x]]]]]]\n") + SOUND, 5, "nested too deep"),
    ("---\n%YAML 1.1\n" + FRONT[4:] + SOUND, 3, "cannot be read"),
    (
        FRONT.replace("child\n", "child\nreview: {by: A, on: 1.10.2026}\n") + SOUND,
        5,
        "no date; write year-month-day",
    ),
    (FRONT.replace("child\n", "child\nreview: {by: A, on: 2026-02-30}\n") + SOUND, 5, "no date"),
    (FRONT.replace("child\n", "child\nreview: {by: A, on: 20261001}\n") + SOUND, 5, "no date"),
    (FRONT.replace("child\n", "child\nreview: {by: A}\n") + SOUND, 5, "the key `on` is missing"),
    (FRONT.replace("child\n", "child\nreview: {on: 2026-10-01}\n") + SOUND, 5, "the key `by` is missing"),
    (
        FRONT.replace("child\n", "child\nreview: {by: A, on: 2026-10-01, next: 2026-09-01}\n") + SOUND,
        5,
        "`next` is not later than `on`",
    ),
    (FRONT.replace("child\n", "child\nreview: {status: done}\n") + SOUND, 5, "`status: done` is unknown"),
    (FRONT.replace("child\n", "child\nreview: {status: unreviewed, by: A}\n") + SOUND, 5, "stands beside"),
    (
        FRONT.replace("child\n", "child\nsources:\n  - {title: A, url: 'javascript:x'}\n") + SOUND,
        6,
        "https://",
    ),
    (
        FRONT.replace("child\n", "child\nsources:\n  - {url: 'https://a.org'}\n") + SOUND,
        6,
        "`title` is missing",
    ),
    (FRONT.replace("child\n", "child\nsources: A book\n") + SOUND, 5, "not a list"),
    (FRONT.replace("child\n", "child\ncodes: {Snomed CT: ['1']}\n") + SOUND, 5, "code system"),
    (FRONT.replace("child\n", "child\ncodes: {snomed: ['1 2']}\n") + SOUND, 5, "no snomed code"),
    (FRONT.replace("child\n", "child\ncodes: {snomed: '1'}\n") + SOUND, 5, "not a list"),
    (FRONT.replace("child\n", "child\nfigure: {file: ../x.svg, alt: A}\n") + SOUND, 5, "bare file name"),
    (FRONT.replace("child\n", "child\nfigure: {file: x.webp, alt: A}\n") + SOUND, 5, "an SVG, PNG or JPEG"),
    (FRONT.replace("child\n", "child\nfigure:\n  credit: Unit #3\n") + SOUND, 6, "ends before a #"),
    (FRONT.replace("child\n", "child\nfigure:\n  credit: A b # c\n") + SOUND, 6, "ends before a #"),
    (FRONT.replace("child\n", "child\nfigure:\n  credit: “A: b”\n") + SOUND, 6, "straight quotation marks"),
    (FRONT.replace("language: en", "language:en") + SOUND, 3, "in the line above: a space after each colon"),
    (FRONT.replace("language: en", "language: und") + SOUND, 2, "does not tell in which script"),
    (FRONT.replace("child\n", "child\nfigure: {file: x.svg}\n") + SOUND, 5, "the key `alt` is missing"),
    (FRONT.replace("child\n", "child\nfigure: {file: x.svg, alt: A **b**}\n") + SOUND, 5, "has markup"),
    (FRONT.replace("child\n", "child\nfigure: {file: x.svg, alt: A <b>}\n") + SOUND, 5, "HTML tag"),
    (FRONT.replace("child\n", 'child\nfigure: {credit: "a\\u202eb"}\n') + SOUND, 5, "turns the direction"),
    (FRONT.replace("child\n", f"child\nfigure: {{credit: {'a' * 2_001}}}\n") + SOUND, 5, "more than 2,000"),
    (FRONT.replace("child\n", "child\n" + "#" * 50_000 + "\n") + SOUND, 1, "more than 50,000"),
]


@pytest.mark.parametrize(("text", "line", "phrase"), FRONT_MATTER)
def test_a_mistake_in_the_front_matter_is_named_with_its_line(text: str, line: int, phrase: str) -> None:
    assert_named(problems_of(text), line, phrase)


# Line 1 here is the first line after the front matter; what stands above the mistake is sound.
BODY = [
    ("", 1, "has no title"),
    ("# Knee\n", 1, "has no text"),
    ("Text. {#a}\n\n# Knee\n", 1, "before the title"),
    ("## What? {#overview}\n\nText. {#p}\n\n# Knee\n", 5, "does not come first"),
    (SOUND + "\n# Again\n", 9, "second title"),
    ("# Knee {#knee}\n\nLead. {#a}\n", 1, "the title has braces"),
    (SOUND + "\n### Deep {#deep}\n", 9, "its level is skipped"),
    (SOUND + "\n##Causes {#causes}\n", 9, "no space after its #"),
    (SOUND + "\n ## Causes {#causes}\n", 9, "is indented"),
    (SOUND + "\n## Causes ## {#causes}\n\nText. {#q}\n", 9, "closed with #"),
    (SOUND + "\n## {#causes}\n\nText. {#q}\n", 9, "the heading is empty"),
    (SOUND + "\n##\n\nText. {#q}\n", 9, "the heading is empty"),
    (SOUND + "\nCauses\n======\n", 10, "underlined heading"),
    (SOUND + "\nCauses\n---\n", 10, "underlined heading"),
    (SOUND + "\n* * *\n", 9, "there is a rule"),
    (SOUND + "\n## Causes {#causes}\n", 9, "the section is empty"),
    (
        SOUND + "\n## Causes {#causes .not-applicable}\n\nText. {#q}\n",
        9,
        "marked .not-applicable but has a text",
    ),
    (
        SOUND + "\n## Causes\n\nText. {#q}\n",
        9,
        "this heading has no id; add one, e.g. {#symptoms}, or run: portal stamp",
    ),
    (SOUND + "\nText.\n", 9, "this paragraph has no id"),
    (SOUND + "\nText {dose}\n", 9, "this paragraph has no id"),
    (SOUND + "\nText{#q}\n", 9, "put it at the end, after an ordinary space"),
    (SOUND + "\nText {#q} more {#r}\n", 9, "an id in the middle"),
    (SOUND + "\nText {#p1}\n", 9, "the id `p1` is taken since line 12"),
    (SOUND + "\nText {#overview}\n", 9, "the id `overview` is taken since line 10"),
    (SOUND + "\nText {#P1}\n", 9, "small letters"),
    (SOUND + "\nText {#-p}\n", 9, "small letters"),
    (SOUND + "\nText {#}\n", 9, "small letters"),
    (SOUND + "\nText {#figure.alt}\n", 9, "small letters"),
    (SOUND + f"\nText {{#{'a' * 61}}}\n", 9, "60 characters at most"),
    (SOUND + "\nText {#head}\n", 9, "the portal itself uses"),
    (SOUND + "\nText {#title}\n", 9, "the portal itself uses"),
    (SOUND + "\nText {#figure}\n", 9, "the portal itself uses"),
    (SOUND + "\nText {#q aspect=causes}\n", 9, "only a heading has more than an id"),
    (SOUND + "\nText {#q #r}\n", 9, "stands twice in the braces"),
    (SOUND + "\n{#q}\n", 9, "the paragraph is empty"),
    (SOUND + "\n\u00a0 {#q}\n", 9, "the paragraph is empty"),
    (SOUND + "\n## Why? {#why}\n\nText. {#q}\n", 9, "the section has no aspect"),
    (SOUND + "\n## Why? {#why aspect=cause}\n\nText. {#q}\n", 9, "did you mean `causes`?"),
    (SOUND + "\n## Why? {#causes aspekt=causes}\n\nText. {#q}\n", 9, "did you mean `aspect=`?"),
    (SOUND + "\n## Why? {#causes .not-aplicable}\n\nText. {#q}\n", 9, "did you mean `.not-applicable`?"),
    (SOUND + "\n## Why? {#causes with=help}\n\nText. {#q}\n", 9, "`help`, which is no other section"),
    (SOUND + "\n## Why? {#causes with=causes}\n\nText. {#q}\n", 9, "no other section"),
    (SOUND + "\n## Why? {#causes with=,overview}\n\nText. {#q}\n", 9, "an empty companion"),
    (SOUND + "\n```\ncode\n```\n", 9, "code block"),
    (SOUND + "\n    code {#q}\n", 9, "code block"),
    (SOUND + "\n| a | b |\n|---|---|\n", 9, "a table"),
    (SOUND + "\na | b\n--|--\n", 10, "a table"),
    (SOUND + "\n> a quote {#q}\n", 9, "there is a quote"),
    (SOUND + "\n> [!TIP]\n> a {#q}\n", 9, "the callout [!TIP] is unknown"),
    (SOUND + "\n> [!warning]\n> a {#q}\n", 9, "did you mean `WARNING`?"),
    (SOUND + "\n> [!NOTE] a {#q}\n", 9, "beside the name of a callout"),
    (SOUND + "\n> [!NOTE]\n", 9, "the callout is empty"),
    (SOUND + "\n> [!NOTE]\n> - a {#q}\n", 10, "a callout has a list or quote in it"),
    (SOUND + "\n> [!NOTE]\n> a {#q}\n> [!NOTE]\n> b {#r}\n", 11, "a callout begins inside another"),
    (SOUND + "\n> [!NOTE]\n> a\nb {#q}\n", 11, "right after a callout"),
    (SOUND + "\nText {#q}\n> [!NOTE]\n> a {#r}\n", 10, "a callout begins right after a text"),
    (SOUND + "\nText:\n- a {#q}\n", 10, "a list begins right after a text"),
    (SOUND + "\n- a {#q}\n  - b {#r}\n", 10, "a list stands inside a list"),
    (SOUND + "\n- a {#q}\n      - b {#r}\n", 10, "has a list or quote in it"),
    (SOUND + "\n- - a {#q}\n", 9, "a list item has a list or quote in it"),
    (SOUND + "\n- # a {#q}\n", 9, "a heading stands inside a text"),
    (SOUND + "\n- a {#q}\n* b {#r}\n", 10, "different signs"),
    (SOUND + "\n- a {#q}\n\n  more {#r}\n", 11, "a second paragraph"),
    (SOUND + "\n- a\nlazy {#q}\n", 10, "without being indented"),
    (SOUND + "\n-\n", 9, "a list item is empty"),
    (SOUND + "\n- {#q}\n", 9, "the list item is empty"),
    (SOUND + "\n-      a {#q}\n", 9, "a code block in a list"),
    (SOUND + "\n1. a {#q}\n3. b {#r}\n", 10, "has 3 where 2 is its number"),
    (SOUND + "\n2026. A good year {#q}\n", 9, r"write a backslash before the dot: 2026\."),
    (SOUND + "\n[a]: https://a.org\n", 9, "there is a reference"),
    (SOUND + "\nText  \nmore {#q}\n", 9, "hard line break"),
    (SOUND + "\nText\\\nmore {#q}\n", 9, "hard line break"),
    (SOUND + "\n::: note\n", 9, "a container"),
    (SOUND + "\n• a\n• b {#q}\n", 10, "the signs of a word processor; begin each item with - and a space"),
    (SOUND + "\n- • a {#q}\n", 9, "the signs of a word processor"),
    (SOUND + "\n① a {#q}\n", 9, "the signs of a word processor"),
    (SOUND + "\n٭ a {#q}\n", 9, "the signs of a word processor"),
    (SOUND + "\n۱۔ a {#q}\n", 9, "a list is numbered in other digits than 0 to 9; write 1. and a space"),
    (SOUND + "\nText\n۲۔ a {#q}\n", 10, "a list is numbered in other digits"),
    (SOUND + "\n१। a {#q}\n", 9, "a list is numbered in other digits"),
    (SOUND + "\n가) a {#q}\n", 9, "a list has letters as its signs; begin each item with - or 1."),
    (SOUND + "\nㅇ a {#q}\n", 9, "a list has letters as its signs"),
    (SOUND + "\n-\u00a0a\n-\u00a0b {#q}\n", 10, "an unusual space at its sign"),
    (SOUND + "\n\u3000- a {#q}\n", 9, "an unusual space at its sign"),
    (SOUND + "\na\n\u00a0\nb {#q}\n", 10, "the line looks empty but is not"),
    (SOUND + "\na\n\u200b\nb {#q}\n", 10, "the line looks empty but is not"),
    (SOUND + "\n<div>a</div> {#q}\n", 9, "HTML tag"),
    (SOUND + "\nA [b](javascript:x) {#q}\n", 9, "javascript: is not allowed"),
    (SOUND + "\nA\tb {#q}\n", 9, "there is a tab"),
    (SOUND + "\nA\x00b {#q}\n", 9, "NUL"),
    (SOUND + "\nA\x07b {#q}\n", 9, "U+0007"),
    (SOUND + "\nA\ufeffb {#q}\n", 9, "byte order mark"),
    (SOUND + "\nA\rb {#q}\n", 9, "carriage return"),
    (SOUND + "\nA\u2028b {#q}\n", 9, "odd line separator"),
    (SOUND + "\nA\u0085b {#q}\n", 9, "odd line separator"),
    (SOUND + "\nA\u202eb {#q}\n", 9, "turns the direction"),
]


@pytest.mark.parametrize(("body", "line", "phrase"), BODY)
def test_a_mistake_in_the_text_is_named_with_its_line(body: str, line: int, phrase: str) -> None:
    shift = BODY_LINE - 1
    phrase = phrase.replace("since line 12", f"since line {7 + shift}").replace(
        "line 10", f"line {5 + shift}"
    )
    assert_named(problems_of(FRONT + body), line + shift, phrase)


def test_the_sound_beginning_of_that_table_has_no_mistake() -> None:
    assert len(parse_article((FRONT + SOUND).encode(), PATH).sections) == 1


def assert_named(problems: list[str], line: int, phrase: str) -> None:
    fitting = [
        problem for problem in problems if problem.startswith(f"knee.md:{line}: ") and phrase in problem
    ]
    assert fitting, problems
    assert all("; " in problem for problem in problems)


def test_all_mistakes_are_named_in_one_run() -> None:
    text = (
        FRONT.replace("child", "dogs") + "Early.\n\n# Knee\n\n### Deep\n\nA\tb [c](ftp://d) {#q}\n\n| t |\n"
    )
    lines = [problem.split(":")[1] for problem in problems_of(text)]
    assert set(lines) == {"4", "6", "8", "10", "12", "14"}


def test_a_missing_id_is_no_mistake_before_stamping() -> None:
    article = parse_article(
        (FRONT + "# Knee\n\nLead.\n\n## What is it?\n\nText.\n").encode(), PATH, ids_required=False
    )
    assert [segment.id for segment in article.segments()] == ["title", "", "", ""]
    assert article.sections[0].aspect == "overview"


def test_a_heading_that_tells_no_aspect_is_named_before_stamping() -> None:
    body = "# Knee\n\n## Zebras\n\nText.\n"
    assert_named(problems_of(FRONT + body, ids_required=False), BODY_LINE + 2, "the section has no aspect")


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("portal.md", "the portal itself uses"),
        ("disclaimer.md", "the portal itself uses"),
        ("Knee.md", "cannot be an article's id"),
        ("knee.txt", "cannot be an article's id"),
        ("a b.md", "cannot be an article's id"),
    ],
)
def test_a_file_name_that_is_no_id_is_refused(name: str, phrase: str) -> None:
    assert phrase in problems_of(FRONT + SOUND, Path(name))[0]


def test_a_file_that_is_not_utf8_is_named_with_the_line() -> None:
    assert_named(problems_of(FRONT.encode() + b"# Knee\n\nCaf\xe9 {#q}\n"), BODY_LINE + 2, "not UTF-8")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("\ufeff" + FRONT + SOUND, "begins with a byte order mark; save it as UTF-8 without BOM"),
        ((FRONT + SOUND).replace("\n", "\r"), "the lines end with CR alone, as on old Macs"),
    ],
)
def test_what_an_editor_did_to_a_whole_file_is_one_mistake(data: str, problem: str) -> None:
    (found,) = problems_of(data)
    assert problem in found


def test_a_comment_behind_a_single_word_is_no_mistake() -> None:
    front = FRONT.replace("child\n", "child  # child | adult\n")
    assert parse_article((front + SOUND).encode(), PATH).audience == "child"


def test_a_five_megabyte_file_is_refused_in_an_instant(tmp_path: Path) -> None:
    path = tmp_path / "knee.md"
    path.write_bytes(b"[*a\n" * 1_250_000)

    def refused() -> None:
        with pytest.raises(SourceErrors, match="more than 1,000,000 bytes"):
            read_article(path)

    assert_cheap(refused, seconds=0.1)


def test_the_spaces_that_a_word_processor_leaves_are_no_part_of_a_text() -> None:
    body = "# Knee\u00a0\n\nLead.\u3000 {#lead-1}\n\n## What?\u00a0 {#overview}\n\n\u00a0Text. {#p1}\n"
    found = parse_article((FRONT + body).encode(), PATH)
    assert [segment.text for segment in found.segments()] == ["Knee", "Lead.", "What?", "Text."]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("-sneezing", "a list item has no space after its sign"),
        ("1.Wash your hands.", "a list item has no space after its sign"),
        ("2)اغسل يديك", "a list item has no space after its sign"),
        ("\u2013 sneezing", "there is a list with the signs of a word processor"),
    ],
)
def test_what_was_meant_as_a_list_is_not_taken_for_a_text(line: str, said: str) -> None:
    assert said in problems_of(FRONT + SOUND + f"\n{line}\n", ids_required=False)[0]


@pytest.mark.parametrize("line", ["-5 °C", "+44 20", "1.5 ml", "2.–3. day", r"\-a", "*a* b", "a\n\u2013 b"])
def test_numbers_and_dashes_are_texts(line: str) -> None:
    assert parse_article((FRONT + SOUND + f"\n{line}\n").encode(), PATH, ids_required=False)


def test_all_lines_of_a_list_with_mixed_signs_are_named() -> None:
    found = problems_of(FRONT + SOUND + "\n\u2022 redness\n\u2022 pain\n- fever\n", ids_required=False)
    assert [problem.split(": ")[1] for problem in found] == [
        "there is a list with the signs of a word processor; begin each item with - and a space",
        "there is a list with the signs of a word processor; begin each item with - and a space",
        r"a list begins right after a text; leave a line empty before it, or write \ first",
    ]


def test_a_file_of_nothing_but_signs_is_refused() -> None:
    assert problems_of(FRONT + SOUND + "\n**a**" * 2_501) == [
        r"knee.md:1: the file has more than 10,000 of the signs * _ [ ] \; split it"
    ]


def test_a_file_of_very_many_lines_is_refused() -> None:
    assert problems_of(FRONT + SOUND + "\n" * 20_000) == [
        "knee.md:20001: the file has more than 20,000 lines; split it"
    ]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "knee.md")
    with pytest.raises(SourceErrors, match="not an ordinary file"):
        read_article(tmp_path / "knee.md")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceErrors, match=r"nowhere\.md:1: the file cannot be read"):
        read_article(tmp_path / "nowhere.md")
    with pytest.raises(SourceErrors, match="not an ordinary file"):
        read_disclaimer(tmp_path)


def test_a_file_of_nothing_but_mistakes_gives_a_bounded_list() -> None:
    assert len(problems_of(FRONT + "# Knee\n\n" + "a\tb\n\n" * 2_000)) == 501


DISCLAIMER = """---
id: general
version: "1.10"
language: en
---
# About

> [!EMERGENCY]
> Call. {#a}

Text. {#b}
"""


def test_a_disclaimer_reads_as_it_is_written() -> None:
    disclaimer = parse_disclaimer(DISCLAIMER.encode(), Path("disclaimer.md"))
    assert (disclaimer.id, disclaimer.version, disclaimer.supersedes_at_once) == ("general", "1.10", False)
    assert [(s.id, s.kind) for s in disclaimer.segments()] == [
        ("title", "title"),
        ("a", "callout"),
        ("b", "paragraph"),
    ]


def test_a_disclaimer_can_supersede_at_once() -> None:
    text = DISCLAIMER.replace("language", "supersedes: at-once\nlanguage")
    assert parse_disclaimer(text.encode(), Path("disclaimer.md")).supersedes_at_once


@pytest.mark.parametrize(
    ("old", "new", "line", "phrase"),
    [
        ("id: general\n", "", 2, "the key `id` is missing"),
        ('"1.10"', "v 1", 3, "`version: v 1` cannot be used"),
        ("language", "supersedes: later\nlanguage", 4, "`supersedes: later` is unknown"),
        ("language", "kind: test\nlanguage", 4, "the key `kind` is unknown"),
        ("Text. {#b}", "## More {#overview}\n\nText. {#b}", 11, "the disclaimer has a section"),
        ("Text. {#b}", "Text.", 11, "has no id"),
    ],
)
def test_a_mistake_in_the_disclaimer_is_named(old: str, new: str, line: int, phrase: str) -> None:
    with pytest.raises(SourceErrors) as refusal:
        parse_disclaimer(DISCLAIMER.replace(old, new).encode(), Path("disclaimer.md"))
    assert any(problem.line == line and phrase in str(problem) for problem in refusal.value.problems), (
        refusal.value
    )


@pytest.mark.parametrize(
    "line",
    [
        "＃＃ 治療",
        "＞ ［！警告］",
        "－ 咳",
        "１．座る。",
        "（２）吸入する。",
        "3、待つ。",
        "＊＊すぐに＊＊行う。",
        "・咳",
        "●咳",
    ],
)
def test_signs_of_another_keyboard_are_named_and_not_taken_for_text(line: str) -> None:
    text = f"# 喘息\n\n肺の病気です。 {{#l}}\n\n## 症状 {{#symptoms}}\n\n{line} {{#q}}\n"
    (problem,) = problems_of(FRONT + text)
    assert problem.startswith(f"{PATH}:{BODY_LINE + 6}: ")
    assert "full-width" in problem or "signs of a word processor" in problem


@pytest.mark.parametrize(
    "text", ["１．５倍になります。", "１、２日で治ります。", "３８度の熱です。", "1.5倍", "2〜3日"]
)
def test_numbers_in_full_width_digits_are_text(text: str) -> None:
    article = parse_article((FRONT + f"# 喘息\n\n{text} {{#l}}\n").encode(), PATH)
    assert article.head.blocks[0].segments[0].text == text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("喘息は肺の病気です。\n約１１人に\n１人です。", "喘息は肺の病気です。約１１人に１人です。"),
        ("喘息\nAsthma\nは病気です。", "喘息 Asthma は病気です。"),
        ("천식은\n폐 질환입니다.", "천식은 폐 질환입니다."),
        ("الربو\nمرض.", "الربو مرض."),
    ],
    ids=["ja", "mixed", "ko", "ar"],
)
def test_a_line_may_end_between_two_ideographs_and_leaves_no_space_there(lines: str, text: str) -> None:
    article = parse_article((FRONT + f"# Title\n\n{lines} {{#l}}\n").encode(), PATH)
    assert article.head.blocks[0].segments[0].text == text


@pytest.mark.parametrize("before", ["１", "1", "١", "１．", "１，", "２／"])
@pytest.mark.parametrize("after", ["２", "2", "２０錠"])
def test_two_numbers_stay_two_where_a_line_ends_between_them(before: str, after: str) -> None:
    lines = f"第{before}\n{after}錠です。"
    article = parse_article((FRONT + f"# Title\n\n{lines} {{#l}}\n").encode(), PATH)
    assert article.head.blocks[0].segments[0].text == lines.replace("\n", " ")


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("ＤＮＡ\nＲＮＡ", "ＤＮＡ ＲＮＡ"),
        ("ビタミンＤ\nを飲む", "ビタミンＤを飲む"),
        ("三\n十滴", "三十滴"),
        ("約10\n万人", "約10万人"),
        ("第10\n三", "第10 三"),
        ("服用\n500 mg", "服用 500 mg"),
    ],
)
def test_words_and_numbers_in_words_are_one_or_two_as_they_were_meant(lines: str, text: str) -> None:
    article = parse_article((FRONT + f"# Title\n\n{lines} {{#l}}\n").encode(), PATH)
    assert article.head.blocks[0].segments[0].text == text


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("One. {#a}\n\nTwo.\n", "this summary has no id; add one, e.g. {#p7k2}, or run: portal stamp"),
        (
            "One.\n\nTwo.\n",
            "this summary and 1 other text have no id; add them by: portal stamp " + PATH.stem,
        ),
        (
            "One.\n\n## What is it?\n\n- Two\n- Three\n",
            "this summary and 3 other texts have no id; add them by: portal stamp " + PATH.stem,
        ),
    ],
)
def test_ids_that_are_missing_are_one_mistake(body: str, told: str) -> None:
    with pytest.raises(SourceErrors) as caught:
        parse_article((FRONT + f"# Title\n\n{body}").encode(), PATH)
    (line,) = (str(problem) for problem in caught.value.problems if " no id" in problem.what)
    assert line.endswith(told)


def test_two_numbers_of_one_item_of_a_list_stay_two() -> None:
    article = parse_article((FRONT + "# Title\n\n- 第１\n  ２錠 {#l}\n").encode(), PATH)
    assert [one.text for one in article.head.blocks[0].segments] == ["第１ ２錠"]


def test_an_id_that_cannot_be_used_is_not_recommended() -> None:
    problems = problems_of(FRONT + "# T\n\nLead. {#l}\n\n## X {#الأعراض}\n\nText. {#q}\n")
    assert "{#self-care}" in problems[-1]
    assert "الأعراض aspect" not in problems[-1]
