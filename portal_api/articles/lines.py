"""Lines of a document's body: what each one looks like, and a cursor that reads them once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from portal_api.articles.characters import BULLETS, LETTERS, joined, visible
from portal_api.articles.complaints import Complaints

HEADING = re.compile(r"(#{1,6})(?: |$)")
QUOTE = re.compile(r" {0,3}> ?(.*)$")
_ITEM = re.compile(r"( {0,3})([-*+]|\d{1,9}[.)])(?:( +)(.*))?$")
_RULE = re.compile(r"(?:[-*_] *){3,}$|-- *$")

_WORD_PROCESSOR = "there is a list with the signs of a word processor", "begin each item with - and a space"

# How a line begins that no text may have, whatever the text stands in.
_FOREIGN: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"```|~~~"), "there is a code block", "write it as a paragraph"),
    (_RULE, "there is a rule, or an underlined heading", "take it out, or begin a heading with ##"),
    (re.compile(r"=+ *$"), "there is an underlined heading", "begin the heading with # or ## instead"),
    (re.compile(r"\|"), "there is a table", r"write a list, or \| for the character itself"),
    (
        re.compile(r"\[[^\]]*\]:"),
        "there is a reference",
        "write the link where it belongs: [text](https://...)",
    ),
    (
        re.compile(r"#{1,6}(?: |$)"),
        "a heading stands inside a text or is indented",
        r"begin its line with ##, or write \#",
    ),
    (
        re.compile(r"#{1,6}[^# ]"),
        "a heading has no space after its #",
        r"put one there, or write \# for the character",
    ),
    (re.compile(r":::"), "there is a container (:::)", "write a callout: > [!NOTE]"),
    (re.compile(rf"[^\S ]*[{BULLETS}]"), *_WORD_PROCESSOR),
    (
        re.compile(r"[＃＞]|[－＊＋](?:\s|$)|[（(]?(?:[０-９]{1,3}[．）、.)]|\d{1,3}[．）、])(?!\d)"),
        "a full-width sign begins a heading, callout or list here",
        "type the ordinary sign and an ordinary space: ##, >, - or 1.",
    ),
    (
        re.compile(r"(?:(?![0-9０-９])\d){1,3}[.)۔।-](?=\s|$)"),
        "a list is numbered in other digits than 0 to 9",
        "write 1. and a space; if no list is meant, let the line before it end later",
    ),
    (
        re.compile(rf"(?:[{LETTERS}][.)]|ㅇ)(?=\s)"),
        "a list has letters as its signs",
        "begin each item with - or 1. and a space",
    ),
    (
        re.compile(r".*＊＊"),
        "there are full-width asterisks",
        "type ordinary ones, **, around what is to be strong",
    ),
    (
        re.compile(r"(?:[-+]|\d{1,3}[.)])[^\W\d_]"),
        "a list item has no space after its sign",
        r"put one there, or write \ before the sign if no list is meant",
    ),
    (
        re.compile(r"[-*+][^\S ]|[^\S ]+[-*+>](?!\S)"),
        "a list or callout has an unusual space at its sign",
        "delete it and type a common space",
    ),
)


@dataclass(frozen=True)
class Line:
    """A line of the file without its line end and the spaces before it; numbers begin with 1."""

    number: int
    text: str
    hard_break: bool = False

    @property
    def bare(self) -> str:
        """The text without its indentation."""
        return self.text.lstrip(" ")

    @property
    def indent(self) -> int:
        """How many spaces it begins with."""
        return len(self.text) - len(self.bare)

    def item(self) -> re.Match[str] | None:
        """The indentation, marker, gap and text of a list item, if this line begins one."""
        return None if _RULE.match(self.bare) else _ITEM.match(self.text)


@dataclass(frozen=True)
class Piece:
    """The lines of one segment as one text, less the marks of their block; its id ends the line `last`."""

    line: int
    last: int
    text: str


class Cursor:
    """Reads lines one after the other, and notes what is wrong with them."""

    def __init__(self, lines: tuple[Line, ...], complaints: Complaints) -> None:
        self._lines = lines
        self._at = 0
        self._complaints = complaints

    @property
    def next(self) -> Line | None:
        """The line that `take` would give."""
        return self._lines[self._at] if self._at < len(self._lines) else None

    def take(self) -> Line:
        """The next line; the cursor moves behind it."""
        self._at += 1
        return self._lines[self._at - 1]

    def take_while(self, belongs: Callable[[Line], bool]) -> tuple[Line, ...]:
        """The next line and those after it that have text and belong to it."""
        lines = [self.take()]
        while self.next is not None and self.next.text and belongs(self.next):
            lines.append(self.take())
        return tuple(lines)

    def skip_blank(self) -> bool:
        """Move to the next line with text; whether it was the next line at all."""
        start = self._at
        while self.next is not None and not self.next.text:
            self._at += 1
        return self._at == start

    def complain(self, line: Line, what: str, remedy: str) -> None:
        """Note a problem of a line."""
        self._complaints.add(line.number, what, remedy)


def read_lines(text: str, first: int) -> Iterator[Line]:
    """The lines of a text whose first line has the number `first`."""
    for number, raw in enumerate(text.split("\n"), first):
        stripped = raw.rstrip(" ")
        slashes = len(stripped) - len(stripped.rstrip("\\"))
        yield Line(number, stripped, raw.endswith("  ") or (slashes % 2 == 1 and raw == stripped))


def piece(lines: tuple[Line, ...], cursor: Cursor) -> Piece | None:
    """The one text of these lines; None, and noted, where a line is no text or the text is code."""
    sound = lines[0].indent < 4
    if not sound:
        cursor.complain(lines[0], "there is a code block (four spaces)", "begin the line without spaces")
    for line in lines:
        fault = _foreign(line.bare)
        if fault is not None:
            cursor.complain(line, *fault)
            sound = False
    for line in lines[:-1]:
        if line.hard_break:
            remedy = "take the spaces or backslash at the end of the line away, or begin a new paragraph"
            cursor.complain(line, "there is a hard line break", remedy)
    text = joined(line.text.strip(" ") for line in lines)
    return Piece(lines[0].number, lines[-1].number, text) if sound else None


def begins_with_dash(line: Line, cursor: Cursor) -> bool:
    """Whether a text begins with what a word processor makes of the hyphen of a list; noted if so."""
    if not line.bare.startswith("\u2013 "):
        return False
    cursor.complain(line, *_WORD_PROCESSOR)
    return True


def simple_piece(lines: tuple[Line, ...], cursor: Cursor, place: str) -> Piece | None:
    """As `piece`, for a text in a callout or list item, which holds no further block."""
    for line in lines:
        if QUOTE.match(line.bare) or replace(line, text=line.bare).item():
            cursor.complain(
                line, f"{place} has a list or quote in it", r"write it outside, or put a \ before the sign"
            )
            return None
    return piece(lines, cursor)


def _foreign(text: str) -> tuple[str, str] | None:
    for pattern, what, remedy in _FOREIGN:
        if pattern.match(text):
            return what, remedy
    if not visible(text):
        return "the line looks empty but is not", "delete what is in it, so that it parts two texts"
    if not text.strip("|:- ") and "|" in text:
        return "there is a table", "write a list instead"
    return None
