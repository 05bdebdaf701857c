"""A plain-text health page -> a Markdown article, a table of what was understood, and notes by line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import get_args

from portal_api.articles.article import Audience, Kind
from portal_api.articles.characters import odd_lines, without_odd_characters
from portal_api.articles.headings import ENGLISH_HEADINGS, Headings
from portal_api.articles.inline import literal
from portal_api.articles.outline import Note, Outline, Part, slug
from portal_api.articles.plainpage import read_elements
from portal_api.articles.toml import refuse
from portal_api.errors import Problem, SourceErrors
from portal_api.locales import Locale

# Well below what an article may have, because the article has more lines and signs than its page.
MAX_BYTES = 300_000
MAX_LINES = 4_000
_MAX_ODD = 1_000

_FORMATS = tuple(
    (re.compile(beginning, re.IGNORECASE), name)
    for beginning, name in (
        (rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|\?xml|div|p|h1)\b", "a web page (HTML)"),
        (rb"PK\x03\x04|\xd0\xcf\x11\xe0|\{\\rtf", "a document of a word processor"),
        (rb"%PDF-", "a PDF"),
        (rb"\xff\xfe|\xfe\xff", "text in UTF-16, which Windows also calls Unicode"),
    )
)
_FRONT_MATTER = re.compile(rb"---[ \t]*\r?\n[a-z]+:")


@dataclass(frozen=True)
class Row:
    """One thing that was understood, for a table."""

    line: int
    part: str
    text: str


@dataclass(frozen=True)
class Imported:
    """An article without segment ids (`stamp` adds them), and what became of each line of the page."""

    markdown: str
    understood: tuple[Row, ...]
    notes: tuple[Note, ...]


def import_page(
    data: bytes,
    path: Path,
    *,
    language: Locale | None = None,
    kind: Kind | None = None,
    audience: Audience | None = None,
    headings: Headings = ENGLISH_HEADINGS,
) -> Imported:
    """The article that the page `path` makes; every line with text is in the article or in the notes.

    Without `language` the page is taken to be English. Without `kind` it is taken from the headings that
    `headings` know; without `audience` from the title, where that is English.

    Raises:
        SourceErrors: the page is no text or an article already, has more than 300 kB or 4,000 lines, or
            nothing of it belongs in an article.
    """
    notes: list[Note] = []
    if _FRONT_MATTER.match(data):
        remedy = "run portal stamp, or take the lines between the --- away"
        raise SourceErrors([Problem(path, 1, "this page begins as an article does, with ---", remedy)])
    refuse(_other_format(data, path))
    text = _decoded(data, path, notes, latin=language is None or language.script == "Latn")
    page = Outline(path, notes, headings, audience)
    for element in read_elements(text, headings):
        page.take(element)
    page.close()
    if not page.has_text:
        raise SourceErrors(
            [Problem(path, 1, "the page has no text for an article", "check that it is the right file")]
        )
    facts = {
        "audience": _Fact(page.audience),
        "language": _Fact(str(language or "en"), guessed=language is None),
        "kind": _Fact(kind or page.kind(), guessed=kind is None),
    }
    return Imported(
        _written(page, facts), tuple(_rows(page, facts)), tuple(sorted(notes, key=lambda note: note.line))
    )


def _other_format(data: bytes, path: Path) -> Iterator[Problem]:
    """A file of another program, known by how it begins; some of them could be read as strange text."""
    for beginning, name in _FORMATS:
        if beginning.match(data):
            remedy = "open it in its program, and save it as plain text (.txt, encoding UTF-8)"
            yield Problem(path, 1, f"this is {name}, and no plain text", remedy)


@dataclass(frozen=True)
class _Fact:
    """What the front matter says; an author should look at a guess."""

    value: str
    guessed: bool = False

    def __str__(self) -> str:
        return f"{self.value} (please check)" if self.guessed else self.value


def _decoded(data: bytes, path: Path, notes: list[Note], *, latin: bool) -> str:
    if len(data) > MAX_BYTES:
        raise SourceErrors([Problem(path, 1, f"the page has more than {MAX_BYTES:,} bytes", "split it")])
    text = _text(data, path, notes, latin=latin).replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MAX_LINES:
        raise SourceErrors(
            [Problem(path, MAX_LINES + 1, f"the page has more than {MAX_LINES:,} lines", "split it")]
        )
    odd = odd_lines(text.replace("\t", " "))
    notes += [Note(line, f"{name} was replaced by a space") for line, name in islice(odd, _MAX_ODD)]
    return re.sub(r"[^\S\n]", " ", without_odd_characters(text))


def _text(data: bytes, path: Path, notes: list[Note], *, latin: bool) -> str:
    """The text of UTF-8, or of what old programs wrote where the letters are Latin."""
    if data.startswith(b"\xef\xbb\xbf"):
        notes.append(Note(1, "the page begins with a byte order mark, which was left out"))
        data = data[3:]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    refusal = SourceErrors([Problem(path, line, "the page is not UTF-8", "save it as UTF-8")])
    if not latin:
        raise refusal
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise refusal from error
    notes.append(
        Note(line, "the page is not UTF-8; it was read as Windows-1252, please check letters with accents")
    )
    return text


def _rows(page: Outline, facts: Mapping[str, _Fact]) -> Iterator[Row]:
    """What was understood, in the order of the page."""
    yield Row(page.title_line, "title", page.title)
    for name, fact in facts.items():
        yield Row(page.title_line, name, str(fact))
    head, *sections = page.parts
    yield Row(page.title_line, "lead", _contents(head) if head.blocks else "none")
    for part in sections:
        if part.heading is not None and part.aspect is not None:
            shown = f"{part.heading.text} -> {part.aspect.name}: {_contents(part)}"
            yield Row(part.heading.lines[0], "section", shown)
    if page.credit is not None:
        yield Row(page.credit.lines[0], "figure", f"credit: {page.credit.text}")
    for element in page.left_out:
        yield Row(element.lines[0], "left out", element.type)


def _contents(part: Part) -> str:
    found = ((part.texts, "paragraph"), (part.listed, "list item"))
    return ", ".join(f"{count} {name}{'s' * (count > 1)}" for count, name in found if count) or "nothing"


def _written(page: Outline, facts: Mapping[str, _Fact]) -> str:
    return "\n\n".join(("\n".join(_front_matter(page, facts)), *_body(page))) + "\n"


def _front_matter(page: Outline, facts: Mapping[str, _Fact]) -> Iterator[str]:
    yield "---"
    yield f"language: {facts['language'].value}"
    yield f"kind: {facts['kind'].value}  # {' | '.join(get_args(Kind))}"
    yield f"audience: {facts['audience'].value}  # {' | '.join(get_args(Audience))}"
    if slug(page.title):
        yield f"topic: {slug(page.title)}"
    yield "review: {status: unreviewed}"
    if page.credit is not None:
        yield f"figure: {{credit: {json.dumps(page.credit.text, ensure_ascii=False)}}}"
    yield "---"


def _body(page: Outline) -> Iterator[str]:
    yield f"# {_heading_text(page.title)}"
    for part in page.parts:
        if part.heading is not None and part.aspect is not None:
            aspect = "" if part.id == part.aspect.name else f" aspect={part.aspect.name}"
            yield f"## {_heading_text(part.heading.text)} {{#{part.id}{aspect}}}"
        yield from part.blocks


def _heading_text(text: str) -> str:
    return re.sub(r"(?:(?<= )|^)(#+)$", r"\\\1", literal(text))
