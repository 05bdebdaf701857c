"""What the command prints: plain lines, tables, and a sign of life while something takes long."""

from __future__ import annotations

import sys
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

PATIENCE_SECONDS = 1.0
WIDE = 200
_DIRECTING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def say(text: str = "") -> None:
    """Prints a line for people or for a pipe."""
    click.echo(harmless_to_a_terminal(text))


def complain(text: str) -> None:
    """Prints a line about something wrong, where a pipe does not swallow it."""
    click.echo(harmless_to_a_terminal(text), err=True)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Prints a table; columns are never cut when the output is not a terminal."""
    grid = Table(*headings, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        grid.add_row(*(Text(harmless_to_a_terminal(str(cell))) for cell in row))
    _console().print(grid)


def plural(count: int, noun: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def is_terminal() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@contextmanager
def patience(doing: str) -> Iterator[None]:
    """Shows what is being done once it has taken a second, on a terminal only, and removes it afterwards."""
    status = _console(err=True).status(doing)
    timer = threading.Timer(PATIENCE_SECONDS, status.start)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        status.stop()


def harmless_to_a_terminal(text: str) -> str:
    """The text with control characters and direction overrides spelled out: it cannot move the cursor."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_spelled, text))


def _spelled(char: str) -> str:
    if char in "\n\t" or char.isprintable():
        return char
    if unicodedata.category(char) == "Cc" or unicodedata.bidirectional(char) in _DIRECTING:
        return f"\\u{ord(char):04x}"
    return char


def _console(*, err: bool = False) -> Console:
    """A console for the streams of this moment; rich obeys NO_COLOR and colours terminals only."""
    console = Console(stderr=err, markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = WIDE
    return console
