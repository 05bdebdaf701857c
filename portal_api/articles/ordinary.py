"""A text with no other markup than ordinary strong words and links -> its pieces, without a parser.

Most texts are like that. Whatever is different in the least is left to the parser, which says the same of
these texts and needs many times as long.
"""

from __future__ import annotations

import re

from portal_api.articles.characters import ODD, visible
from portal_api.articles.links import link_fault

Piece = tuple[str, bool, bool, str | None]
"""Text, whether it is strong, whether it is emphasised, the address it links to."""

_PLAIN = rf"[^\\*_`<&!~{{\[\]\n{ODD}]++"
_ALL_PLAIN = re.compile(_PLAIN)
_MARKED = rf"((?!\s){_PLAIN}(?<!\s))"
_ADDRESS = r"(https?://[a-z0-9.-]++(?:/[A-Za-z0-9./-]*+)?|article:[a-z0-9-]++(?:#[a-z0-9-]++)?)"
_PIECE = re.compile(rf"({_PLAIN})|\*\*{_MARKED}\*\*|\[{_MARKED}\]\({_ADDRESS}\)")


def is_plain(text: str) -> bool:
    """Whether there is a text and nothing in it could be markup, or be refused."""
    return _ALL_PLAIN.fullmatch(text) is not None


def ordinary_pieces(text: str) -> list[Piece] | None:
    """The pieces of a text in which markup is ordinary; None where a parser has to look at it."""
    pieces: list[Piece] = []
    position = 0
    while position < len(text):
        match = _PIECE.match(text, position)
        piece = _piece(match) if match is not None else None
        if match is None or piece is None or (pieces and _may_touch(pieces[-1], piece)):
            return None
        pieces.append(piece)
        position = match.end()
    return pieces


def _piece(match: re.Match[str]) -> Piece | None:
    plain, strong, words, address = match.groups()
    if plain is not None:
        return plain, False, False, None
    if strong is not None:
        return strong, True, False, None
    return (words, False, False, address) if visible(words) and link_fault(address) is None else None


def _may_touch(one: Piece, other: Piece) -> bool:
    """Whether two pieces might be one, or their marks run into each other."""
    return one[1:] == other[1:]
