"""A text -> its terms: words where a script parts them, else as many letters in a row as tell enough.

A dictionary would be needed to part Chinese or Thai into words, one for each language, and frightened people
do not write what stands in it. Two letters in a row of Chinese and Japanese, three of the alphabets that are
written without spaces, find the same without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal_api.releases.finding.folding import fold

# Chinese characters and kana.
_PAIRS = "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Thai, Lao, Burmese and its neighbours, Khmer.
_TRIPLES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaa7f"
_RUN = re.compile(f"([{_PAIRS}]+)|([{_TRIPLES}]+)|[^ {_PAIRS}{_TRIPLES}]+")
_UNPARTED = re.compile(f"[{_PAIRS}{_TRIPLES}]")
_LONGEST = 40


def terms(text: str) -> list[str]:
    """The folded terms of a text, in its order."""
    folded = fold(text)
    if _UNPARTED.search(folded) is None:
        return [word[:_LONGEST] for word in folded.split()]
    return [folded[start:end] for start, end in _cut(folded)]


def places(text: str) -> Iterator[tuple[str, int, int]]:
    """The same, and where each stands in the text as it is written: from where, until where."""
    pieces = [fold(character) for character in text]
    origins = [at for at, piece in enumerate(pieces) for _ in piece]
    folded = "".join(pieces)
    for start, end in _cut(folded):
        behind = origins[end - 1] + 1
        while behind < len(pieces) and not pieces[behind]:
            behind += 1  # a vowel point belongs to its letter
        yield folded[start:end], origins[start], behind


def letters_in_a_row(term: str) -> int:
    """How many letters a term of this script has, cut out of a row; 0 where it is a word."""
    found = _RUN.match(term)
    return _size(found) if found else 0


def _cut(folded: str) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(folded):
        start, end = run.span()
        size = _size(run)
        if not size:
            yield start, min(end, start + _LONGEST)
        elif end - start <= size:
            yield start, end
        else:
            yield from zip(range(start, end - size + 1), range(start + size, end + 1), strict=True)


def _size(run: re.Match[str]) -> int:
    return {None: 0, 1: 2, 2: 3}[run.lastindex]
