"""What the command prints: plain lines, tables, and a sign of life while something takes long."""

from __future__ import annotations

import codecs
import json
import sys
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

PATIENCE_SECONDS = 1.0
WIDE = 200
_DIRECTING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def say(text: str = "") -> None:
    """Prints a line for people or for a pipe."""
    _print(harmless_to_a_terminal(text))


def say_json(data: object) -> None:
    """Prints JSON for a program, readable for people where the output takes every letter."""
    takes_all = _encoding(sys.stdout) == "utf-8"
    _print(json.dumps(data, ensure_ascii=not takes_all, indent=2))


def complain(text: str) -> None:
    """Prints a line about something wrong, where a pipe does not swallow it."""
    _print(harmless_to_a_terminal(text), err=True)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Prints a table; columns are never cut when the output is not a terminal."""
    grid = Table(*headings, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        grid.add_row(*(Text(harmless_to_a_terminal(str(cell))) for cell in row))
    console = _console()
    with console.capture() as printed:
        console.print(grid)
    _print(printed.get(), nl=False)


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
    """The text with control characters and direction overrides spelled out: it cannot move the cursor.

    So are bytes of a file's name that are no UTF-8.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_spelled, text))


def _spelled(char: str) -> str:
    if char in "\n\t" or char.isprintable():
        return char
    if "\udc80" <= char <= "\udcff":
        return f"\\x{ord(char) - 0xDC00:02x}"
    if unicodedata.category(char) == "Cc" or unicodedata.bidirectional(char) in _DIRECTING:
        return f"\\u{ord(char):04x}"
    return char


def _print(text: str, *, err: bool = False, nl: bool = True) -> None:
    """What the output cannot show, a small character set or half a sign, is spelled out."""
    encoding = _encoding(sys.stderr if err else sys.stdout)
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), err=err, nl=nl)


def _encoding(stream: TextIO) -> str:
    return codecs.lookup(stream.encoding or "utf-8").name


def _console(*, err: bool = False) -> Console:
    """A console for the streams of this moment; rich obeys NO_COLOR and colours terminals only."""
    console = Console(stderr=err, markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = WIDE
    return console
