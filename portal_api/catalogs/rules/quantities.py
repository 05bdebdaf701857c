"""A text -> the units of time and dose that it names, and how many of each: "48 hours", "weekly"."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from portal_api.catalogs.reading.digits import Value
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.languages import measure_words
from portal_api.catalogs.reading.lexicon import plain
from portal_api.catalogs.reading.numbers import read_again
from portal_api.catalogs.reading.numeral import Number
from portal_api.catalogs.reading.spelled import numbers_said
from portal_api.catalogs.reading.units import measured
from portal_api.catalogs.reading.unitwords import UnitWord, vocabulary
from portal_api.catalogs.rules.findings import Pair

# How much of a common unit one has.
_HOURS = {
    "second": Fraction(1, 3600),
    "minute": Fraction(1, 60),
    "hour": Fraction(1),
    "day": Fraction(24),
    "night": Fraction(24),
    "week": Fraction(168),
    "fortnight": Fraction(336),
    "month": Fraction(730),
    "year": Fraction(8766),
}
_MILLIGRAMS = {"ug": Fraction(1, 1000), "mg": Fraction(1), "g": Fraction(1000), "kg": Fraction(1_000_000)}
_MILLILITRES = {"ml": Fraction(1), "tsp": Fraction(5), "tbsp": Fraction(15), "l": Fraction(1000)}
_KINDS = (_HOURS, _MILLIGRAMS, _MILLILITRES)
# 8 and 15 "days" are a week and two, four weeks are a month: by how much of itself an amount may differ.
ABOUT = Fraction(15, 100)
_GAP = " -\u2010\u2011\u00a0\u202f\u200b"  # what may part digits from their unit
_LOOK = 32  # characters in which the number in words beside a unit is looked for
_MOST_DIGITS = 9
_BEFORE = 4  # words in which it is looked for: three quarters of an hour
_BEFORE_UNSPACED = 3  # characters, where words are not parted
_PARTS = frozenset({"0.25", "0.5", "0.75", "1/3", "2/3"})


class Quantities(NamedTuple):
    """The units that a text names: each sure mention, and how often each may be named at all.

    `counted` says how often each is surely named; `moving` is true where a count could move to another unit.
    """

    sure: tuple[UnitWord, ...]
    named: Counter[str]
    counted: Mapping[str, int]
    moving: bool


_NONE = Quantities((), Counter(), {}, moving=False)


class Told(NamedTuple):
    """A text with its numbers in digits and its language."""

    text: str
    numbers: Sequence[Number]
    idiom: Idiom


def told_in_source(pair: Pair) -> Told:
    """The source of a pair."""
    return Told(pair.source, pair.source_numbers, pair.source_idiom)


def told_by(pair: Pair) -> Told:
    """The translation of a pair."""
    return Told(pair.target, pair.numbers, pair.idiom)


def quantities(told: Told) -> Quantities:
    """The units that a text names, in words and as symbols beside digits."""
    words = vocabulary(told.idiom)
    mentions = [*words.named(plain(told.text, told.idiom.script))]
    if told.numbers:
        mentions = _merged(mentions, _beside_digits(told))
    if not mentions:
        return _NONE
    sure = {(word.unit, word.end): word for word in mentions if word.sure}
    named = Counter(unit for unit, _ in {(word.unit, word.end) for word in mentions})
    named["fortnight"] += named["week"]
    return _quantities(tuple(sure.values()), named)


def _merged(words: Sequence[UnitWord], amounts: Iterator[UnitWord]) -> list[UnitWord]:
    """Words for units and amounts in digits, "8 hours" as one mention: the one that says it more surely."""
    spelled = {(word.unit, word.start): word for word in words}
    for amount in amounts:
        places = [(amount.unit, place) for place in range(amount.start, amount.end)]
        inside = [spelled[place] for place in places if place in spelled]
        if not inside or (amount.sure and not any(word.sure for word in inside)):
            for word in inside:
                del spelled[word.unit, word.start]
            spelled[amount.unit, amount.start] = amount
    return sorted(spelled.values(), key=lambda word: word.start)


def amounts(text: str, idiom: Idiom) -> Quantities | None:
    """The same of a source, its sure mentions those that count something: "a day", not "day care".

    None where it counts nothing.
    """
    told = Told(text, read_again(text, idiom), idiom)
    found = quantities(told)
    sure = tuple(word for word in found.sure if _counts(word, told))
    return _quantities(sure, found.named) if sure else None


def is_same(before: UnitWord, ours: Told, after: UnitWord, theirs: Told, within: Fraction = ABOUT) -> bool:
    """Whether two mentions are one amount in two units: 48 hours, two days."""
    for kind in _KINDS:
        if before.unit in kind and after.unit in kind:
            one, other = (Fraction(count(word, told)) for word, told in ((before, ours), (after, theirs)))
            one, other = one * kind[before.unit], other * kind[after.unit]
            return abs(one - other) <= within * other
    return False


def count(word: UnitWord, told: Told) -> Value:
    """The number beside a mention of a unit, in digits or in words; one where there is none."""
    return _in_digits(word, told) or _in_words(word, told) or "1"


def _quantities(sure: tuple[UnitWord, ...], named: Counter[str]) -> Quantities:
    counted = dict(Counter(word.unit for word in sure))
    return Quantities(sure, named, counted, len(counted) > 1)


def _in_digits(word: UnitWord, told: Told) -> Value | None:
    """The number that a mention has in it, else the one that adjoins it."""
    numbers = told.numbers
    place = bisect_left(numbers, word.start, key=lambda number: number.start)
    inside = [number for number in numbers[place : place + 1] if number.start < word.end]
    for number in inside or numbers[max(0, place - 1) : place + 1]:
        gap = told.text[number.end : word.start] or told.text[word.end : number.start]
        reading = number.readings[0]
        if len(reading) == 1 and len(reading[0]) <= _MOST_DIGITS and not gap.strip(_GAP):
            return reading[0]
    return None


def _in_words(word: UnitWord, told: Told) -> Value | None:
    before = told.text[max(0, word.start - _LOOK) : word.start]
    if told.idiom.unspaced:
        return _last(before[-_BEFORE_UNSPACED:], told)
    words = before.split()[-_BEFORE:]
    value = _last(" ".join(words), told)
    if value is not None and (value in _PARTS or _last(words[-1], told) is not None):
        return value  # "half an hour", but not "three times a day"
    return _last(" ".join(told.text[word.end : word.end + _LOOK].split()[:1]), told)


def _last(text: str, told: Told) -> Value | None:
    """The last number that a text says in words."""
    said = numbers_said(text, told.idiom)
    return said[-1][0] if said else None


def _counts(word: UnitWord, told: Told) -> bool:
    """Whether a mention counts something, by what stands before it; where we cannot tell, it does."""
    telling = _telling(told.idiom.language)
    if not telling or told.text[word.start : word.end].casefold().endswith("ly"):
        return True
    if _in_digits(word, told) is not None:
        return True
    before = told.text[max(0, word.start - _LOOK) : word.start].casefold().replace("-", " ").split()[-1:]
    return bool(before) and (before[0] in telling or bool(numbers_said(before[0], told.idiom)))


@lru_cache(maxsize=64)
def _telling(language: str) -> frozenset[str]:
    """The words after which a unit counts something: "a day", "each night"."""
    return frozenset(measure_words(language).get("counts", "").split())


def _beside_digits(told: Told) -> Iterator[UnitWord]:
    """The units of amounts in digits, symbols above all: 5 mg, 8 h."""
    units = vocabulary(told.idiom).units
    for amount in measured(told.text, told.numbers, told.idiom):
        for unit in amount.unit & units:
            yield UnitWord(unit, len(amount.unit) == 1, *amount.span)
        for unit in amount.per & units:
            yield UnitWord(unit, False, amount.number.start, amount.whole[1])
