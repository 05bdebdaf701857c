"""Lines -> rough blocks: headings, paragraphs, lists and callouts, and a complaint for every other construct.

The grammar is a strict subset of CommonMark, read line by line: what a line is depends on itself and on the
block it continues, never on what follows. So a mistake costs one block, and a document what its length costs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from portal_api.articles.article import Callout
from portal_api.articles.attributes import split
from portal_api.articles.complaints import suggestion
from portal_api.articles.lines import (
    HEADING,
    QUOTE,
    Cursor,
    Line,
    Piece,
    begins_with_dash,
    piece,
    simple_piece,
)
from portal_api.articles.lists import read_list

RoughType = Literal["title", "heading", "paragraph", "list", "callout"]

_CLOSED = re.compile(r"(?:^| )#+$")
_NAME = re.compile(r"\[!([^\]]*)\] *(.*)$")
_CALLOUTS: dict[str, Callout] = {"NOTE": "note", "WARNING": "warning", "EMERGENCY": "emergency"}


@dataclass(frozen=True)
class Rough:
    """A block whose texts and ids are not yet read. What is outside the subset has no pieces."""

    type: RoughType
    pieces: tuple[Piece, ...]
    ordered: bool = False
    callout: Callout | None = None


def read_blocks(cursor: Cursor) -> Iterator[Rough]:
    """The blocks of a document's body, in order; what is outside the subset is noted."""
    cursor.skip_blank()
    while (line := cursor.next) is not None:
        yield _block(cursor, line)
        cursor.skip_blank()


def _block(cursor: Cursor, line: Line) -> Rough:
    if HEADING.match(line.text):
        return _heading(cursor)
    if QUOTE.match(line.text):
        return _callout(cursor)
    item = line.item()
    if item is None:
        return _paragraph(cursor)
    pieces, ordered = read_list(cursor, item)
    return Rough("list", pieces, ordered)


def _heading(cursor: Cursor) -> Rough:
    line = cursor.take()
    marks, _, text = line.text.partition(" ")
    text = text.strip(" ")
    if len(marks) > 2:
        what = f"a heading has {len(marks)} #: its level is skipped or too deep"
        cursor.complain(line, what, "write # for the title and ## for a section")
    if _CLOSED.search(split(text)[0]):
        cursor.complain(line, "a heading is closed with #", "take the # at its end away")
    return Rough("title" if len(marks) == 1 else "heading", (Piece(line.number, line.number, text),))


def _paragraph(cursor: Cursor) -> Rough:
    lines = cursor.take_while(lambda line: not (HEADING.match(line.text) or QUOTE.match(line.text)))
    text = piece(lines, cursor)
    for line in lines[1:]:
        if line.item() is not None:
            cursor.complain(
                line, "a list begins right after a text", r"leave a line empty before it, or write \ first"
            )
            return Rough("paragraph", ())
    if cursor.next is not None and QUOTE.match(cursor.next.text):
        cursor.complain(cursor.next, "a callout begins right after a text", "leave a line empty before it")
    if text is None or begins_with_dash(lines[0], cursor):
        return Rough("paragraph", ())
    return Rough("paragraph", (text,))


def _callout(cursor: Cursor) -> Rough:
    raw = cursor.take_while(lambda line: bool(QUOTE.match(line.text)))
    following = cursor.next
    if following is not None and following.text and not HEADING.match(following.text):
        cursor.complain(
            following, "a text begins right after a callout", "leave a line empty before it, or begin with >"
        )
    lines = tuple(Line(line.number, QUOTE.sub(r"\1", line.text), line.hard_break) for line in raw)
    name = _callout_name(cursor, lines[0])
    if name is None:
        return Rough("callout", ())
    paragraphs = tuple(_paragraphs(lines[1:]))
    if not paragraphs:
        cursor.complain(lines[0], "the callout is empty", "write its text in the next line, after >")
    pieces = (_callout_text(cursor, paragraph) for paragraph in paragraphs)
    return Rough("callout", tuple(text for text in pieces if text is not None), callout=name)


def _callout_name(cursor: Cursor, first: Line) -> Callout | None:
    match = _NAME.match(first.bare)
    if match is None:
        cursor.complain(first, "there is a quote", "write a callout, > [!NOTE], or a paragraph without >")
        return None
    name = match.group(1)
    if name not in _CALLOUTS:
        cursor.complain(first, f"the callout [!{name[:40]}] is unknown", suggestion(name, _CALLOUTS))
    if match.group(2):
        cursor.complain(
            first, "a text stands beside the name of a callout", "begin it in the next line, after >"
        )
    return _CALLOUTS.get(name)


def _paragraphs(lines: tuple[Line, ...]) -> Iterator[tuple[Line, ...]]:
    held: list[Line] = []
    for line in lines:
        if line.text:
            held.append(line)
        elif held:
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)


def _callout_text(cursor: Cursor, lines: tuple[Line, ...]) -> Piece | None:
    for line in lines:
        if _NAME.match(line.bare):
            cursor.complain(line, "a callout begins inside another", "leave a line empty before it")
            return None
    return simple_piece(lines, cursor, "a callout")
