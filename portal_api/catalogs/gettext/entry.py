"""Entry, PoFile: a gettext catalog as frozen data, and the lines it is written as."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from portal_api.locales import Locale

FUZZY = "fuzzy"
_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a catalog.

    `comments` are the translators' (`#`), `notes` ours to them (`#.`), `references` say where it stands
    (`#:`, one item a line). An entry read from a file remembers its lines;
    `dataclasses.replace` makes one that has forgotten them and is written anew.
    """

    context: str | None
    id: str
    texts: tuple[str, ...] = ("",)
    plural: str | None = None
    flags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    previous_context: str | None = None
    previous_id: str | None = None
    previous_plural: str | None = None
    obsolete: bool = False
    line: int = field(default=0, compare=False)
    raw: str = field(default="", init=False, compare=False, repr=False)

    @property
    def fuzzy(self) -> bool:
        """Whether somebody should look at the translation before anybody relies on it."""
        return FUZZY in self.flags

    @property
    def translated(self) -> bool:
        """Whether every form has a text."""
        return all(map(str.strip, self.texts))

    def lines(self) -> Iterator[str]:
        """The entry as gettext writes it, one line for each line of text, without line ends."""
        mark = "#~ " if self.obsolete else ""
        before = "#~| " if self.obsolete else "#| "
        yield from _comment_lines("#", self.comments)
        yield from _comment_lines("#.", self.notes)
        yield from _comment_lines("#:", self.references)
        if self.flags:
            yield "#, " + ", ".join(self.flags)
        yield from _string_lines(f"{before}msgctxt", self.previous_context, before)
        yield from _string_lines(f"{before}msgid", self.previous_id, before)
        yield from _string_lines(f"{before}msgid_plural", self.previous_plural, before)
        yield from _string_lines(f"{mark}msgctxt", self.context, mark)
        yield from _string_lines(f"{mark}msgid", self.id, mark)
        yield from _string_lines(f"{mark}msgid_plural", self.plural, mark)
        for number, text in enumerate(self.texts):
            index = "" if self.plural is None else f"[{number}]"
            yield from _string_lines(f"{mark}msgstr{index}", text, mark)


@dataclass(frozen=True)
class PoFile:
    """A catalog in one language; `entries` are in the order of the file, without the header.

    `header_entry` is the entry that holds the header, `tail` what stands behind the last entry.
    """

    path: Path
    locale: Locale
    header_entry: Entry
    entries: tuple[Entry, ...]
    newline: str = "\n"
    tail: str = ""

    @property
    def header(self) -> Mapping[str, str]:
        """The header's fields in their order, those we do not know included."""
        return MappingProxyType(dict(header_fields(self.header_entry.texts[0])))

    def live(self) -> Iterator[Entry]:
        """The entries that are in use."""
        return (entry for entry in self.entries if not entry.obsolete)

    def to_bytes(self) -> bytes:
        """The file: entries as they were read, byte for byte; those changed since as gettext writes them."""
        pieces = [self._written(self.header_entry, "")]
        pieces += [self._written(entry, self.newline) for entry in self.entries]
        return "".join(_ending_lines([*pieces, self.tail], self.newline)).encode()

    def _written(self, entry: Entry, before: str) -> str:
        return entry.raw or before + "".join(line + self.newline for line in entry.lines())


def header_fields(text: str) -> Iterator[tuple[str, str]]:
    """The fields of a header's text; lines that are none are left out."""
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip(), value.strip()


def _ending_lines(pieces: list[str], newline: str) -> Iterator[str]:
    """The pieces, each but the last ended by a line end, as a file may lack its last one."""
    filled = [piece for piece in pieces if piece]
    for piece in filled[:-1]:
        yield piece if piece.endswith("\n") else piece + newline
    yield filled[-1]


def _comment_lines(mark: str, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield f"{mark} {_BREAKS.sub(' ', text)}".rstrip(" ")


def _string_lines(keyword: str, text: str | None, mark: str) -> Iterator[str]:
    if text is None:
        return
    lines = text.split("\n")
    pieces = [f"{line}\n" for line in lines[:-1]] + lines[-1:]
    pieces = [piece for piece in pieces if piece] or [""]
    if len(pieces) > 1:
        pieces.insert(0, "")
    yield f'{keyword} "{_escaped(pieces[0])}"'
    for piece in pieces[1:]:
        yield f'{mark}"{_escaped(piece)}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
