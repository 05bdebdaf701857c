"""Lines -> the items of one list: one level deep, one paragraph an item, one sign throughout."""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal_api.articles.lines import HEADING, Cursor, Line, Piece, simple_piece

_ONE_LEVEL = "write all items at one level, or make two lists"


@dataclass
class _Items:
    """What the items of a list have in common, and how far it is read."""

    sign: str
    ordered: bool
    indent: int
    offset: int = 0
    count: int = 0
    counted: bool = True
    all_one: bool = True


def read_list(cursor: Cursor, first: re.Match[str]) -> tuple[tuple[Piece, ...], bool]:
    """The items of the list that begins at the cursor, and whether they are numbered."""
    marker = first.group(2)
    items = _Items(marker[-1], marker[:-1].isdigit(), len(first.group(1)))
    pieces: list[Piece] = []
    while (match := _next_item(cursor, items)) is not None:
        piece = _item(cursor, match, items)
        if piece is not None:
            pieces.append(piece)
    return tuple(pieces), items.ordered


def _next_item(cursor: Cursor, items: _Items) -> re.Match[str] | None:
    """The next item of the list, if it goes on; the cursor moves there over blank lines."""
    adjacent = cursor.skip_blank()
    line = cursor.next
    if line is None:
        return None
    match = line.item()
    if match is None and not adjacent and items.offset <= line.indent:
        remedy = "write it in the same paragraph, or after the list without spaces"
        cursor.complain(line, "a list item has a second paragraph", remedy)
        cursor.take_while(lambda following: following.item() is None and following.indent >= items.offset)
        return _next_item(cursor, items)
    other = match is not None and match.group(2)[:-1].isdigit() != items.ordered
    return None if other and not adjacent else match


def _item(cursor: Cursor, match: re.Match[str], items: _Items) -> Piece | None:
    first = cursor.take()
    _check(cursor, first, match, items)
    items.offset = match.start(4) if match.group(4) else match.end(2) + 1
    lines = [Line(first.number, match.group(4) or "", first.hard_break)]
    while cursor.next is not None and _continues(cursor.next):
        line = cursor.take()
        if line.indent < items.offset:
            cursor.complain(
                line, "a list item goes on without being indented", "indent the line, or leave a line empty"
            )
        lines.append(Line(line.number, line.bare, line.hard_break))
    if not match.group(4):
        cursor.complain(first, "a list item is empty", "write its text, or take the line out")
        return None
    return simple_piece(tuple(lines), cursor, "a list item")


def _continues(line: Line) -> bool:
    return bool(line.text) and not (HEADING.match(line.text) or line.text.startswith(">") or line.item())


def _check(cursor: Cursor, line: Line, match: re.Match[str], items: _Items) -> None:
    """An item has the level, sign and number that its list lets it have."""
    indent, marker, gap = len(match.group(1)), match.group(2), match.group(3) or " "
    if items.count and (indent >= items.offset or indent != items.indent):
        cursor.complain(line, "a list stands inside a list, or an item is not at its level", _ONE_LEVEL)
    if marker[-1] != items.sign or marker[:-1].isdigit() != items.ordered:
        cursor.complain(
            line, "the items of a list have different signs", "use one, or write a text between two lists"
        )
    if len(gap) > 4:
        cursor.complain(
            line, "there is a code block in a list", "put one space between the sign and the text"
        )
    items.count += 1
    if items.ordered and marker[:-1].isdigit():
        _check_number(cursor, line, int(marker[:-1]), items)


def _check_number(cursor: Cursor, line: Line, number: int, items: _Items) -> None:
    """Numbers run 1, 2, 3 or are all 1: readers see them counted, so another number would be lost."""
    items.counted = items.counted and number == items.count
    items.all_one = items.all_one and number == 1
    if not (items.counted or items.all_one):
        remedy = rf"count 1, 2, 3; if no list is meant, write a backslash before the dot: {number}\."
        cursor.complain(line, f"a numbered list has {number} where {items.count} is its number", remedy)
