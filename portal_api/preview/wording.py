"""Two wordings of a text -> pieces that are the same, gone or new, by words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

# A number with its separators, a word, a character of a script without spaces, or what stands between them.
_WORDS = re.compile(
    r"\d+(?:[.,]\d+)*|[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+|\s+|.",
    re.DOTALL,
)
# Comparing costs the square of the number of words in the worst case.
_MOST_WORDS = 600


class Piece(NamedTuple):
    """A stretch of text: in both wordings, only in the old one, or only in the new one."""

    kind: Literal["same", "gone", "new"]
    text: str


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """What became of the old wording, in reading order; of very long texts just where they differ."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    head, tail = "".join(before[:start]), "".join(before[len(before) - end :])
    middle = _pieces(before[start : len(before) - end], after[start : len(after) - end])
    pieces = (Piece("same", head), *middle, Piece("same", tail))
    return tuple(piece for piece in pieces if piece.text)


def _common(before: list[str], after: list[str]) -> int:
    """How many words both begin with."""
    count = min(len(before), len(after))
    return next((place for place in range(count) if before[place] != after[place]), count)


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    if max(len(before), len(after)) > _MOST_WORDS:
        yield Piece("gone", "".join(before))
        yield Piece("new", "".join(after))
        return
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(before[a:b]))
            continue
        yield Piece("gone", "".join(before[a:b]))
        yield Piece("new", "".join(after[c:d]))
