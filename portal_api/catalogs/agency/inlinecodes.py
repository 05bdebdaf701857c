"""One text <-> its inline codes: strong, emphasis, links and placeholders as things a tool can protect.

Every text comes back as it was: what is not well nested stays plain text, and the checks speak of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["strong", "emphasis", "link", "placeholder"]

_TOKEN = re.compile(
    r"\\."  # an escaped character is nobody's markup
    r"|(?P<stars>\*{1,3})"
    r"|(?P<close>\]\((?:\\.|[^()\s\\]){1,2000}\))"
    r"|(?P<bracket>[\[\]])"
    r"|(?P<placeholder>%\([A-Za-z_]\w{0,40}\)[sd]|\{[A-Za-z_]\w{0,40}\})"
)
_STARS: dict[str, Kind] = {"*": "emphasis", "**": "strong"}


@dataclass(frozen=True)
class Code:
    """Markup around pieces, or a placeholder, whose `close` is empty; both as they stand in the catalog."""

    kind: Kind
    open: str
    close: str = ""
    pieces: tuple[Piece, ...] = ()


Piece = str | Code


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The text in pieces; just itself where its markup is not well nested. Linear in the text."""
    if not _TOKEN.search(text):
        return (text,) if text else ()
    draft = _Draft()
    position = 0
    for match in _TOKEN.finditer(text):
        draft.add(text[position : match.start()])
        position = match.end()
        if not draft.take(match):
            return (text,)
    draft.add(text[position:])
    return draft.finished() or (text,)


def text_of(pieces: Sequence[Piece]) -> str:
    """The text that these pieces were made from."""
    return "".join(_texts(pieces))


def codes_of(pieces: Sequence[Piece]) -> Iterator[Code]:
    """Every code, in the order in which they begin."""
    for piece in pieces:
        if isinstance(piece, Code):
            yield piece
            yield from codes_of(piece.pieces)


def _texts(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        else:
            yield piece.open
            yield from _texts(piece.pieces)
            yield piece.close


class _Draft:
    """The codes that are open, each with its pieces so far; the outermost is the text itself."""

    def __init__(self) -> None:
        self._open: list[tuple[str, list[Piece]]] = [("", [])]

    def add(self, text: str) -> None:
        """Plain text where we are; neighbours are joined."""
        pieces = self._open[-1][1]
        if text and pieces and isinstance(pieces[-1], str):
            pieces[-1] += text
        elif text:
            pieces.append(text)

    def take(self, match: re.Match[str]) -> bool:
        """One token; False where it does not fit what is open."""
        found, kind = match.group(), match.lastgroup
        if kind is None:
            self.add(found)
        elif kind == "placeholder":
            self._open[-1][1].append(Code("placeholder", found))
        elif kind == "stars":
            return all(map(self._star, self._split(found)))
        elif kind == "close":
            return self._closed("[", "link", found)
        elif found == "[" and len(self._open) <= len(_STARS) + 1:
            self._open.append((found, []))
        else:
            return False
        return True

    def finished(self) -> tuple[Piece, ...]:
        """The pieces; none where something is still open."""
        return tuple(self._open[0][1]) if len(self._open) == 1 else ()

    def _split(self, stars: str) -> tuple[str, ...]:
        """Three stars are two marks; the one that is open last closes first."""
        if len(stars) < 3:
            return (stars,)
        return ("*", "**") if self._open[-1][0] == "*" else ("**", "*")

    def _star(self, mark: str) -> bool:
        if self._open[-1][0] == mark:
            return self._closed(mark, _STARS[mark], mark)
        if any(opened == mark for opened, _ in self._open):
            return False
        self._open.append((mark, []))
        return True

    def _closed(self, opening: str, kind: Kind, close: str) -> bool:
        if self._open[-1][0] != opening:
            return False
        _, pieces = self._open.pop()
        self._open[-1][1].append(Code(kind, opening, close, tuple(pieces)))
        return True
