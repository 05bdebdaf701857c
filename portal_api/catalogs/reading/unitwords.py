"""A language -> its words for units of time and of dose, as they stand without digits: "week", "daily"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

import babel
from babel.dates import format_timedelta
from babel.units import format_unit

from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.languages import any_of, measure_words
from portal_api.catalogs.reading.lexicon import plain
from portal_api.catalogs.reading.perword import PerWord
from portal_api.catalogs.reading.spelled import WORD

TIMES = ("second", "minute", "hour", "day", "night", "week", "fortnight", "month", "year")
DOSE = ("mg", "ug", "g", "kg", "ml", "l", "unit", "tsp", "tbsp", "drop", "puff", "tablet")

# CLDR's names; a span of time with its seconds.
_DOSES = {
    "mg": "mass-milligram",
    "ug": "mass-microgram",
    "g": "mass-gram",
    "kg": "mass-kilogram",
    "ml": "volume-milliliter",
    "l": "volume-liter",
}
_TIMES = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86_400,
    "week": 604_800,
    "month": 2_629_800,
    "year": 31_557_600,
}
_COUNTS = (1, 2, 3, 5, 11, 21, 100)  # one of each plural form of any language
_SHORTEST, _STEM, _ENDING = 3, 4, 2  # letters of a word of CLDR's, of its stem, and of what it may change
_LONGEST = 4  # words that a phrase has at most
_PREFIXED = 4  # letters that may be joined to the front of a word


class UnitWord(NamedTuple):
    """A word of a text that names a unit, and where; `sure` where it means nothing else."""

    unit: str
    sure: bool
    start: int
    end: int


# The units that a word means, and whether surely; none for most words.
_Meant = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language; `known` where somebody who knows the language listed them.

    `units` are those that we have words for: that another is not named says nothing.
    """

    known: bool
    units: frozenset[str]
    words: Mapping[str, _Meant]
    phrases: Mapping[str, _Meant]
    firsts: frozenset[str]
    pattern: re.Pattern[str] | None

    def names(self, text: str) -> Mapping[str, int]:
        """How often a text's words may name each unit: a quick look, phrases apart."""
        found: dict[str, int] = {}
        words = self.words
        for word in (self.pattern or WORD).findall(plain(text)):
            for unit, _ in words[word]:
                found[unit] = found.get(unit, 0) + 1
        return found

    def named(self, text: str) -> Iterator[UnitWord]:
        """The units that the words of a text name, in order; the text is one that `plain` made."""
        pattern = self.pattern or WORD
        words = pattern.findall(text)
        if not any(map(self.words.__getitem__, words)) and self.firsts.isdisjoint(words):
            return  # most texts name none
        found = list(pattern.finditer(text))
        end = 0
        for place, word in enumerate(words):
            meant = self.words[word]
            if not meant and word not in self.firsts:
                continue
            match = found[place]
            if match.start() < end:
                continue  # inside the phrase before
            end = match.end()
            if word in self.firsts:
                meant, end = self._phrase(found, place, meant)
            for unit, sure in meant:
                yield UnitWord(unit, sure, match.start(), end)

    def _phrase(self, found: list[re.Match[str]], place: int, meant: _Meant) -> tuple[_Meant, int]:
        """What the longest phrase at a place means, and where it ends."""
        several = found[place : place + _LONGEST]
        for length in range(len(several), 1, -1):
            phrase = self.phrases.get(" ".join(match.group() for match in several[:length]))
            if phrase is not None:
                return phrase, several[length - 1].end()
        return meant, several[0].end()


@lru_cache(maxsize=256)
def vocabulary(idiom: Idiom) -> Vocabulary:
    """The words that we know of a language: those that somebody listed, and those of CLDR's patterns."""
    listed = measure_words(idiom.language)
    meant: dict[str, dict[str, bool]] = defaultdict(dict)
    for unit, words in _of_cldr(idiom).items():
        for word in words:
            meant[word].setdefault(unit, not listed or unit in DOSE)
            if not listed and len(word) > _STEM:
                meant[word[: max(_STEM, len(word) - _ENDING)] + "-"].setdefault(unit, True)
    for unit in (*TIMES, *DOSE):
        for key, sure in ((f"{unit}_too", False), (unit, True)):
            for word in listed.get(key, "").split():
                meant[_key(word, idiom)][unit] = sure
    for phrase in listed.get("nothing", "").split():
        meant[_key(phrase, idiom)] = {}
    return _ready(idiom, {word: tuple(units.items()) for word, units in meant.items()}, listed)


def _ready(idiom: Idiom, meant: Mapping[str, _Meant], listed: Mapping[str, str]) -> Vocabulary:
    units = frozenset(unit for several in meant.values() for unit, _ in several)
    units |= {"fortnight"} if {"week", "day"} <= units else set()  # many say it as two weeks or so many days
    if idiom.unspaced:
        ordered = sorted(meant, key=len, reverse=True)
        pattern = re.compile(any_of(ordered)) if ordered else None
        return Vocabulary(bool(listed), units, defaultdict(tuple, meant), {}, frozenset(), pattern)
    words = {word: several for word, several in meant.items() if " " not in word}
    phrases = {word: several for word, several in meant.items() if " " in word}
    firsts = frozenset(phrase.partition(" ")[0] for phrase in phrases)
    meanings = PerWord(_Meanings(words, listed.get("prefixes", "")).of)
    return Vocabulary(bool(listed), units, meanings, phrases, firsts, None)


class _Meanings:
    """What a word means, with what its language may join to its front."""

    def __init__(self, meant: Mapping[str, _Meant], prefixes: str) -> None:
        self._listed = {word: units for word, units in meant.items() if "-" not in word}
        self._prefixes = prefixes
        self._parts = [_Part(word, units) for word, units in meant.items() if "-" in word]

    def of(self, word: str) -> _Meant:
        """Units, each with whether it is sure."""
        for rest in (word, *self._bare(word)):
            if rest in self._listed:
                return self._listed[rest]
        found: dict[str, bool] = {}
        for rest in (word, *self._bare(word)):
            for part in self._parts:
                if part.fits(rest):
                    found |= dict(part.meant)
        return tuple(found.items())

    def _bare(self, word: str) -> Iterator[str]:
        """The word without what its language may join to its front."""
        for start in range(1, _PREFIXED + 1) if self._prefixes else ():
            if word[:start].strip(self._prefixes) == "":
                yield word[start:]


class _Part:
    """A part of words: `word-` begins them, `-word` ends them, `-word-` is inside them."""

    def __init__(self, spelled: str, meant: _Meant) -> None:
        self.meant = meant
        self._part = spelled.strip("-")
        self._begins, self._ends = spelled[0] != "-", spelled[-1] != "-"

    def fits(self, word: str) -> bool:
        """Whether a word has the part where it must have it."""
        if self._begins:
            return word.startswith(self._part)
        return word.endswith(self._part) if self._ends else self._part in word


def _key(word: str, idiom: Idiom) -> str:
    return plain(word, idiom.script).replace("_", " ")


def _of_cldr(idiom: Idiom) -> Mapping[str, set[str]]:
    """What CLDR's patterns have for each unit: "2 weeks", "in 2 weeks", "2 milligrams"."""
    try:
        locale = babel.Locale.parse(idiom.language)
    except (ValueError, babel.UnknownLocaleError):
        return {}
    found = _times_of(locale, idiom)
    if not idiom.unspaced:  # "milligram" might be written otherwise, and then have a gram in it
        for unit, name in _DOSES.items():
            spelled = (format_unit(count, name, "long", locale=locale) for count in _COUNTS)
            words = {" ".join(WORD.findall(plain(pattern, idiom.script))) for pattern in spelled}
            found[unit] = {word for word in words if _is_word(word)}
    return found


def _times_of(locale: babel.Locale, idiom: Idiom) -> dict[str, set[str]]:
    """The words that stand in the patterns of one unit alone: not "in", not "ago"."""
    found = {
        unit: {
            word
            for text in _patterns(unit, locale, idiom)
            for word in WORD.findall(plain(text, idiom.script))
        }
        for unit in _TIMES
    }
    common = Counter(word for words in found.values() for word in words)
    return {
        unit: {word for word in words if common[word] == 1 and _is_word(word)}
        for unit, words in found.items()
    }


def _patterns(unit: str, locale: babel.Locale, idiom: Idiom) -> Iterator[str]:
    for count in _COUNTS:
        yield format_unit(count, f"duration-{unit}", "long", locale=locale)
        for seconds in (count * _TIMES[unit], -count * _TIMES[unit]) if not idiom.unspaced else ():
            span = timedelta(seconds=seconds)
            yield format_timedelta(span, unit, 1_000, add_direction=True, locale=locale)  # type: ignore[arg-type]  # one of the names that it takes


def _is_word(word: str) -> bool:
    return len(word) >= _SHORTEST or not word.isascii()
