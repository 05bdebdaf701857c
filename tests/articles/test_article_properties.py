"""Whatever the input: reader, stamp and importer give a result or SourceErrors; stamping changes ids only.

`ARTICLE_EXAMPLES=60000` in the environment runs as many cases of each promise.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from effort import assert_cheap
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal_api.articles.article import Article
from portal_api.articles.importer import import_page
from portal_api.articles.inline import plain
from portal_api.articles.reader import parse_article, parse_disclaimer
from portal_api.articles.stamp import stamp, without_ids
from portal_api.errors import SourceErrors

EXAMPLES = int(os.environ.get("ARTICLE_EXAMPLES", "150"))
MANY = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PATH = Path("knee.md")
FRONT = "---\nlanguage: en\nkind: procedure\naudience: child\n---\n"

SPECIAL = st.sampled_from(
    [
        "# ",
        "## ",
        "- ",
        "* ",
        "1. ",
        "2. ",
        "> ",
        "> [!NOTE]\n> ",
        "[!WARNING]",
        "\n",
        "\n\n",
        "  ",
        "    ",
        "\r\n",
        "\\",
        "**",
        "*",
        "_",
        "`",
        "[a](https://a.org)",
        "](",
        "{#a1}",
        " {#b}",
        "{",
        "}",
        "=",
        "---",
        "|",
        "<",
        "&amp;",
        "~~",
        " {#c}\n",
        " {aspect=causes}",
        " {#risks aspect=causes with=b}",
        "What is it?",
        "Risks",
        "word",
        "é",
        "ع",
        "重",
        "\t",
        "\x00",
        "\u202e",
        "\xa0",
        "\u2028",
        "\r",
        "\ufeff",
        "\ud7ff",
        "🙂",
        ":::",
        "```",
        "+ ",
        "1) ",
        "1.",
        "-",
    ]
)
SOUP = st.lists(SPECIAL, max_size=25).map("".join)
WORDS = st.lists(
    st.sampled_from(
        ["pump", "dose 5", r"2 \* 3", "**two**", "*a*", "{x}", "é", "重要。", "a_b", "[l](tel:112)"]
    ),
    min_size=1,
    max_size=4,
)
TEXT = WORDS.map(" ".join)
ID = st.sampled_from(["", "", " {#i%d}"])
BREAK = st.sampled_from(["\n\n", "\n\n\n", "\n \n"])


def _numbered(lines: list[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def _bulleted(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _callout(lines: list[str]) -> str:
    return "> [!NOTE]\n" + "\n>\n".join(f"> {line}" for line in lines)


MARKED = st.tuples(TEXT, ID).map("".join)
BLOCK = MARKED | st.lists(MARKED, min_size=1, max_size=3).flatmap(
    lambda lines: st.sampled_from(
        [_numbered(lines), _bulleted(lines), _callout(lines), "\n".join([*("x",), lines[-1]])]
    )
)
SECTION = st.tuples(
    st.sampled_from(["## What is it?", "## Risks", "## Why {aspect=causes}"]), BREAK, BLOCK
).map("".join)
BODY = st.lists(st.tuples(BLOCK | SECTION, BREAK).map("".join), min_size=1, max_size=6).map("And:\n\n".join)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """Sound documents in which some ids are missing, with either line end."""
    text = FRONT + "# Title" + draw(BREAK) + draw(BODY)
    count = 0
    while "%d" in text:
        count += 1
        text = text.replace("%d", str(count), 1)
    text = text.rstrip("\n") if draw(st.booleans()) else text
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))).encode()


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Documents in which a stretch of bytes was replaced."""
    data = draw(documents())
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, min(len(data), start + 12)))
    return data[:start] + draw(SPECIAL | st.text(max_size=3)).encode() + data[end:]


YAML = st.sampled_from(["language: en", "review: {by: a", "codes: [", '"', "'", "&a ", "*a", "!!x ", "? "])
ANYTHING = (
    st.binary(max_size=60) | SOUP.map(str.encode) | SOUP.map(lambda soup: (FRONT + "# T\n\n" + soup).encode())
)


def _stamps_soundly(data: bytes) -> bool:
    """Whether `data` can be stamped; that the result reads as it did, and is stamped already."""
    try:
        before = parse_article(data, PATH, ids_required=False)
        result = stamp(data, PATH)
    except SourceErrors as errors:
        refused = errors.problems
    else:
        return _reads_as_before(before, result.data)
    assert all(problem.line > 0 and problem.what and problem.remedy for problem in refused)
    return False


def _reads_as_before(before: Article, stamped: bytes) -> bool:
    after = parse_article(stamped, PATH)
    assert without_ids(after) == without_ids(before)
    kept = [old.id in ("", new.id) for old, new in zip(before.segments(), after.segments(), strict=True)]
    assert all(kept)
    assert stamp(stamped, PATH).data == stamped
    return True


@given(documents())
@MANY
def test_a_sound_document_is_stamped_and_reads_back_equal_but_for_ids(data: bytes) -> None:
    assert _stamps_soundly(data)


@given(mutated() | ANYTHING)
@MANY
def test_any_other_document_does_so_or_is_refused_with_lines_and_remedies(data: bytes) -> None:
    _stamps_soundly(data)


@given(st.lists(SPECIAL | YAML, max_size=12).map("".join))
@MANY
def test_any_front_matter_is_read_or_refused(front: str) -> None:
    for parse in (parse_article, parse_disclaimer):
        with pytest.raises(SourceErrors):
            parse(f"---\n{front}\n---\n# T\n\nText.\n".encode(), PATH)


PAGE_LINES = """Knee-Pediatric¦What is it?¦Risks¦Risks:¦  • One¦- Two¦1. One¦3) Three¦   goes on¦¦¦¦
Image Source:¦A sentence with *stars*.¦Image Source: A¦© 2020¦Disclaimer¦•¦{#a}¦\u200b¦# x¦=====¦a {#b}¦
\x00¦This content is not a substitute for professional advice. At your own risk."""
PAGE_LINE = st.sampled_from(PAGE_LINES.replace("\n", "").split("¦")) | SOUP.map(
    lambda soup: soup.replace("\n", " ")
)


@given(st.lists(PAGE_LINE, max_size=14).map("\n".join))
@MANY
def test_any_page_is_imported_without_loss_or_refused(page: str) -> None:
    try:
        result = import_page(page.encode(), Path("page.txt"))
    except SourceErrors:
        return
    path = Path("page.md")
    article = parse_article(stamp(result.markdown.encode(), path).data, path)
    credit = article.figure.credit if article.figure is not None else ""
    said = " ".join(
        [*(plain(segment.text) for segment in article.segments()), credit or "", *map(str, result.notes)]
    )
    for word in (
        "Knee",
        "What is it?",
        "One",
        "Two",
        "Three",
        "goes on",
        "sentence with *stars*",
        "2020",
        "{#a}",
    ):
        assert said.count(word) >= page.replace("\r", "\n").count(word), word


HOSTILE = {
    "nested YAML": "---\nlanguage: " + "[" * 40_000 + "\n---\n# T\n\nText.\n",
    "nested quotes": FRONT + "# T\n\n" + ">" * 400_000,
    "nested lists": FRONT + "# T\n\n" + "- " * 200_000,
    "open brackets": FRONT + "# T\n\n" + "[" * 400_000,
    "many open brackets": FRONT + "# T\n\n" + "[*a\n\n" * 9_000,
    "many headings": FRONT + "# T\n\n" + "## Risks {#risks with=risks,x}\n" * 15_000,
    "a list without end": FRONT + "# T\n\n" + "- a\n" * 19_000,
    "second paragraphs": FRONT + "# T\n\n" + "- a\n\n  b\n\n" * 4_000,
    "a table row": FRONT + "# T\n\n" + "|-" * 200_000,
    "a rule": FRONT + "# T\n\n" + "- * _ " * 70_000 + "x",
    "braces": FRONT + "# T\n\n" + "{#" * 200_000 + "}",
    "stars": FRONT + "# T\n\n" + ("*a **b " * 1_400 + "\n\n") * 10,
    "empty lines": FRONT + "# T\n" + "\n" * 19_000,
    "closed headings": FRONT + "# T\n\n## " + "# {" * 130_000,
    "strong words": FRONT + "# T\n\n" + ("**_a_** " * 14 + "\n\n") * 9_900,
    "escapes": FRONT + "# T\n\n" + "\\*" * 490_000,
    "closing brackets": FRONT + "# T\n\n" + ("](" * 240 + "\n\n") * 1_900,
    "NUL": FRONT + "# T\n\n" + "\x00" * 990_000,
    "tabs": FRONT + "# T\n\n" + "\t\ta\n" * 19_000,
    "long words": FRONT + "# T\n\n" + ("word " * 18 + "\n\n") * 9_900,
    "YAML keys": "---\n" + "".join(f"k{number}: 1\n" for number in range(5_000)) + "---\n# T\n\nText.\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_documents_cost_no_more_than_their_length(text: str) -> None:
    def read() -> None:
        with contextlib.suppress(SourceErrors):
            parse_article(text.encode(), PATH, ids_required=False)

    assert_cheap(read, seconds=3)
