"""A language -> its words for signs: minus, at least, at most."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from portal_api.catalogs.reading.idioms import UNSPACED
from portal_api.catalogs.reading.languages import any_of, wording

Side = Literal["below", "above"]

_INFLECTED_FROM = 6  # letters from which a word may carry an ending


class Limits(NamedTuple):
    """Finds the words that set a limit, and the side of each."""

    pattern: re.Pattern[str]
    sides: Mapping[str, Side]

    def said(self, text: str) -> set[Side]:
        """The sides that the words of a text put a limit on."""
        return {self.sides[match.group()] for match in self.pattern.finditer(text.lower())}


@lru_cache(maxsize=256)
def limit_words(language: str) -> Limits | None:
    """The words that put a limit below or above; None where we do not know both."""
    known = wording(language)
    if not known.get("below") or not known.get("above"):
        return None
    sides: dict[str, Side] = {_plain(word): "above" for word in known["above"].split()}
    sides |= {_plain(word): "below" for word in known["below"].split()}
    ordered = sorted(sides, key=len, reverse=True)
    return Limits(_pattern(ordered, language), sides)


@lru_cache(maxsize=256)
def minus_words(language: str) -> re.Pattern[str] | None:
    """Finds a word for a number below zero; None where we know none."""
    words = [_plain(word) for word in wording(language).get("minus", "").split()]
    return _pattern(words, language) if words else None


def _plain(word: str) -> str:
    return word.replace("_", " ").lower()


def _pattern(words: Iterable[str], language: str) -> re.Pattern[str]:
    if language in UNSPACED:
        return re.compile(any_of(words))
    return re.compile(
        any_of(words, lambda word: r"(?!\w)" if len(word) < _INFLECTED_FROM else "", apart=True)
    )
