"""A heading -> the aspect that it announces: by English phrases, and by the usual headings of a library."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from portal_api.articles.aspects import Aspect, aspect_named, aspect_of_heading

_LONGEST = 200
# Scripts that put no spaces between words: there, two signs tell as much as a short word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_PAIR_WEIGHT = 4
_LEAST_WEIGHT = 4
_ENOUGH = 0.5


class Headings:
    """By what headings are recognised; `usual` are the usual ones of a language, each with its aspect.

    English ones are always known, by the words in them.
    """

    def __init__(self, usual: Iterable[tuple[str, str]] = ()) -> None:
        self._given = tuple(usual)

    def aspect(self, heading: str, *, guess: bool = False) -> Aspect | None:
        """What a heading announces, None where that is not clear.

        With `guess` it may also go on where a usual one ends, or share most of what is peculiar to one.
        """
        levelled = _levelled(heading)
        name = self._usual.get(levelled)
        if name is None and guess:
            name = self._begun(levelled) or self._alike(levelled)
        return aspect_named(name) if name else aspect_of_heading(heading)

    @cached_property
    def _usual(self) -> Mapping[str, str]:
        known = {_levelled(heading): aspect for heading, aspect in self._given}
        return {heading: aspect for heading, aspect in known.items() if heading}

    @cached_property
    def _telling(self) -> Mapping[str, Mapping[str, int]]:
        return dict(_telling(self._usual))

    def _begun(self, heading: str) -> str | None:
        begun = [one for one in self._usual if heading.startswith(f"{one} ")]
        return self._usual[max(begun, key=len)] if begun else None

    def _alike(self, heading: str) -> str | None:
        pieces = dict(_pieces(heading))
        shares = [(_share(pieces, telling), aspect) for aspect, telling in self._telling.items()]
        best, second = sorted([*shares, (0.0, ""), (0.0, "")], reverse=True)[:2]
        return best[1] if best[0] >= _ENOUGH and best[0] > second[0] else None


ENGLISH_HEADINGS = Headings()


def _levelled(heading: str) -> str:
    """A heading without the capitals, punctuation and spaces in which two writings of it may differ."""
    text = unicodedata.normalize("NFKC", heading[:_LONGEST]).casefold()
    return " ".join("".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in text).split())


def _telling(usual: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Of each usual heading what no other one has, with how much it says; none that says too little."""
    counts = Counter(piece for heading in usual for piece in dict(_pieces(heading)))
    for heading, aspect in usual.items():
        telling = {piece: weight for piece, weight in _pieces(heading) if counts[piece] == 1}
        if sum(telling.values()) >= _LEAST_WEIGHT:
            yield aspect, telling


def _pieces(heading: str) -> Iterator[tuple[str, int]]:
    for word in heading.split():
        if _UNSPACED.match(word):
            yield from ((word[at : at + 2], _PAIR_WEIGHT) for at in range(max(len(word) - 1, 1)))
        else:
            yield word, len(word)


def _share(pieces: Mapping[str, int], telling: Mapping[str, int]) -> float:
    return sum(weight for piece, weight in telling.items() if piece in pieces) / sum(telling.values())
