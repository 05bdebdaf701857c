"""Rows -> a table that fits 80 columns wherever it is printed; what does not fit is cut in the middle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from rich.cells import cell_len

from portal_api.cli.screen import harmless_to_a_terminal, say

WIDTH = 80
_GAP = "  "
_NARROWEST = 8


def narrow_table(
    headings: Sequence[str], rows: Iterable[Sequence[object]], *, gives_way: Collection[int] = ()
) -> None:
    """Prints a table of at most 80 columns; the widest columns give way, of those in `gives_way` if given."""
    cells = [[harmless_to_a_terminal(str(cell)) for cell in row] for row in rows]
    widths = _fitted([max(map(cell_len, column)) for column in zip(headings, *cells, strict=True)], gives_way)
    for row in [list(headings), *cells]:
        fitted = (_padded(shortened(cell, width), width) for cell, width in zip(row, widths, strict=True))
        say(_GAP.join(fitted).rstrip())


def columns_that_fit(first: int, others: Sequence[str]) -> int:
    """How many columns with these headings fit beside a first one of that width; at least one."""
    left, count = WIDTH - first, 0
    for heading in others:
        left -= max(cell_len(heading), 5) + len(_GAP)
        if left < 0:
            break
        count += 1
    return max(count, 1)


def shortened(text: str, width: int) -> str:
    """The text in at most so many columns, the middle left out: the ends of ids tell them apart."""
    if cell_len(text) <= width:
        return text
    head = tail = ""
    for a, b in zip(text, reversed(text), strict=True):
        if cell_len(head + a + tail) + 1 > width:
            break
        head += a
        if cell_len(head + b + tail) + 1 > width:
            break
        tail = b + tail
    return f"{head}…{tail}"


def _fitted(widths: list[int], gives_way: Collection[int]) -> list[int]:
    """The widths, the largest shortened until all fit."""
    room = WIDTH - len(_GAP) * (len(widths) - 1)
    soft = gives_way or range(len(widths))
    while sum(widths) > room:
        largest = max(soft, key=lambda column: widths[column])
        if widths[largest] <= _NARROWEST:
            break
        widths[largest] -= 1
    return widths


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))
