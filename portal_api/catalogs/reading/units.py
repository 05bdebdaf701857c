"""Numbers -> the units they are counted in: symbols, names and local spellings of each language."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import babel
from babel.units import format_unit

from portal_api.catalogs.reading.idioms import WORD_GOES_ON, Idiom
from portal_api.catalogs.reading.languages import any_of, measure_words, pairs, wording
from portal_api.catalogs.reading.numeral import Number

# What one spelling can mean; a bare degree is Celsius or Fahrenheit.
Meanings = frozenset[str]

# The units in which medicine is measured out; a number that loses one of them is no dose any more.
DOSES = frozenset({"mg", "g", "kg", "ug", "ng", "ml", "dl", "l", "IU", "%", "C", "F", "mmol"})

# What doses are counted per.
PORTIONS = frozenset({"kg", "g", "mg", "ml", "dl", "l"})

DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})

_CLDR = {
    "mass-kilogram": "kg",
    "mass-gram": "g",
    "mass-milligram": "mg",
    "mass-microgram": "ug",
    "volume-liter": "l",
    "volume-deciliter": "dl",
    "volume-milliliter": "ml",
    "volume-teaspoon": "tsp",
    "volume-tablespoon": "tbsp",
    "length-kilometer": "km",
    "length-meter": "m",
    "length-centimeter": "cm",
    "length-millimeter": "mm",
    "length-foot": "ft",
    "length-inch": "in",
    "mass-pound": "lb",
    "mass-ounce": "oz",
    "temperature-celsius": "C",
    "temperature-fahrenheit": "F",
    "concentr-percent": "%",
    "duration-year": "year",
    "duration-month": "month",
    "duration-week": "week",
    "duration-day": "day",
    "duration-hour": "hour",
    "duration-minute": "minute",
    "duration-second": "second",
}
# What `measures.toml` has words for and CLDR has none, or few.
_COUNTED = ("unit", "tsp", "tbsp", "drop", "puff", "tablet", "time")
_COUNTS = (1, 2, 3, 5, 11, 21, 100, 1.5)  # one of each plural form of any language
_SHORTEST = 2  # a letter alone means too many things; `languages.toml` lists those that do not
_INFLECTED_FROM = 4
_SYMBOL = 4  # letters that a symbol has at most
_AFTER, _BEFORE = 0, 1
# What may part a unit from its digits: spaces, the mark or ending of an ordinal ("8. time", "8:e timme").
_GAP = "(?::\\w{1,2}|\\.(?-i:(?= [^\\WA-ZÄÅÆÖØÜ])))?[ \u00a0\u202f\u2009\u200b\u200e\u200f-]{0,2}"


class Measured(NamedTuple):
    """A number and what it counts; `span` covers both.

    `per` is what it is counted per, as in 5 mg/ml, and `whole` the span with that.
    """

    number: Number
    unit: Meanings
    span: tuple[int, int]
    per: Meanings = frozenset()
    whole: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class _Spellings:
    """The units of a language after digits, before them, and as what they are counted per."""

    meanings: Mapping[str, Meanings]
    after: re.Pattern[str]
    before: re.Pattern[str]
    portions: Mapping[str, Meanings]
    per: re.Pattern[str]


def measured(text: str, numbers: Sequence[Number], idiom: Idiom) -> Iterator[Measured]:
    """The numbers of the text that have a unit we know, each with its unit."""
    spellings = _spellings(idiom)
    end = 0
    for number in numbers:
        if number.name:
            continue
        after = spellings.after.match(text, number.end)
        if after is not None:
            unit = _meaning(after.group(1), spellings.meanings)
            below = spellings.per.match(text, after.end())
            per = _meaning(below.group(1), spellings.portions) if below else frozenset()
            whole = (number.start, end := (below or after).end())
            yield Measured(number, unit, (number.start, after.end()), per, whole)
            continue
        before = spellings.before.search(text, max(0, number.start - 24), number.start)
        if before is not None and before.start(1) >= end:  # "20 kg 10": the number before has it
            unit = _meaning(before.group(1), spellings.meanings)
            span = (before.start(1), number.end)
            yield Measured(number, unit, span, whole=span)


def units_beside(text: str, start: int, ends: Iterable[int], idiom: Idiom) -> Meanings:
    """What the units mean that follow one of the places in a text, or stand before the first."""
    spellings = _spellings(idiom)
    found = [spellings.after.match(text, end) for end in ends]
    found.append(spellings.before.search(text, max(0, start - 24), start))
    return frozenset().union(*(_meaning(match.group(1), spellings.meanings) for match in found if match))


def counted_per(text: str, idiom: Idiom) -> Meanings:
    """The units that a text counts something per, wherever it does: mg/ml, "per kg"."""
    spellings = _spellings(idiom)
    found = (_meaning(match.group(1), spellings.portions) for match in spellings.per.finditer(text))
    return frozenset().union(*found)


def unit_of(word: str, idiom: Idiom) -> Meanings:
    """What a word alone means as a unit; nothing for most words."""
    return _spellings(idiom).meanings.get(_key(word), frozenset())


def is_unit(word: str, idiom: Idiom) -> bool:
    """Whether a word alone is a unit, with any ending that follows digits as well."""
    return _spellings(idiom).after.fullmatch(word) is not None


def names_unit(text: str, unit: str, idiom: Idiom) -> bool:
    """Whether a text has a word for a unit, with any ending; true where we know no word for it."""
    pattern = _words_for(unit, idiom)
    return pattern is None or pattern.search(_key(text)) is not None


def places_of(unit: str, text: str, idiom: Idiom) -> list[tuple[int, int]]:
    """Where a text has a word for a unit, with any ending; none where we know no word for it."""
    pattern = _words_for(unit, idiom)
    return [match.span() for match in pattern.finditer(text)] if pattern else []


@lru_cache(maxsize=1024)
def _words_for(unit: str, idiom: Idiom) -> re.Pattern[str] | None:
    """Finds the words for a unit: the longer ones inside others too ("Viertelstunde")."""
    known = [word for word, units in _spellings(idiom).meanings.items() if unit in units]
    anywhere = [re.escape(word) for word in known if idiom.unspaced or len(word) >= _INFLECTED_FROM]
    alone = [rf"(?<!\w){re.escape(word)}(?!\w)" for word in known if len(word) >= _SHORTEST]
    return re.compile("|".join(map(_spaced, anywhere + alone)), re.IGNORECASE) if known else None


def _meaning(found: str, meanings: Mapping[str, Meanings]) -> Meanings:
    """What a spelling means, without the ending that a language may have hung on it."""
    key = _key(found)
    while key not in meanings:
        key = key[:-1]
    return meanings[key]


def _key(spelling: str) -> str:
    return spelling.replace("\u00a0", " ").casefold()


@lru_cache(maxsize=256)
def _spellings(idiom: Idiom) -> _Spellings:
    known = wording(idiom.language)
    places: tuple[dict[str, set[str]], dict[str, set[str]]] = (defaultdict(set), defaultdict(set))
    only_before = "units_before" in known and "units" not in known
    for place, spelling, unit in (*_listed("und"), *_listed(idiom.language), *_cldr(idiom.language)):
        if only_before and place == _AFTER and len(spelling) > _SYMBOL:
            continue  # "amahora angu-8 izinsuku": the days belong to the next number
        places[place][_key(spelling)].update(unit.split(","))
    after, before = (sorted(place, key=len, reverse=True) for place in places)
    meanings = {key: frozenset(units) for place in places for key, units in place.items()}
    shorts = dict(_slashed("und")) | dict(_slashed(idiom.language))
    return _Spellings(
        meanings,
        re.compile(f"{_GAP}({_spaced(any_of(after, lambda word: _ending(word, idiom)))})", re.IGNORECASE),
        re.compile(
            ("" if idiom.unspaced else r"(?<!\w)")
            + f"({_spaced(any_of(before))})[ \u00a0]?(?:\\w{{1,6}}-)?\\Z",
            re.IGNORECASE,
        ),
        {**shorts, **meanings},
        _per(sorted({*after, *shorts}, key=len, reverse=True), idiom),
    )


def _per(units: Sequence[str], idiom: Idiom) -> re.Pattern[str]:
    """Finds what an amount is counted per, right behind it: /ml, "per kg"."""
    words = [word.replace("_", " ") for word in measure_words(idiom.language).get("per", "").split()]
    per = f"|[ \u00a0](?:{any_of(sorted(words, key=len, reverse=True))})[ \u00a0]" if words else ""
    ended = _spaced(any_of(units, lambda word: _ending(word, idiom)))
    return re.compile(f"(?:[ \u00a0]?[/⁄][ \u00a0]?{per})({ended})", re.IGNORECASE)


def _ending(spelling: str, idiom: Idiom) -> str:
    """A pattern for what may follow a spelling after digits: a language may hang an ending on a word."""
    if idiom.unspaced:
        return WORD_GOES_ON
    if not spelling[-1].isalnum():
        return ""
    return r"\w{0,4}(?!\w)" if len(spelling) >= _INFLECTED_FROM else r"(?!\w)"


def _spaced(pattern: str) -> str:
    return pattern.replace("\\ ", "[ \u00a0]")


def _listed(language: str) -> Iterator[tuple[int, str, str]]:
    known = wording(language)
    for spelling, unit in pairs(known.get("units", "")):
        yield _AFTER, spelling, unit
    for spelling, unit in pairs(known.get("units_before", "")):
        yield _BEFORE, spelling, unit
    for unit in _COUNTED:
        for word in measure_words(language).get("times" if unit == "time" else unit, "").split():
            yield _AFTER, word.strip("-").replace("_", " "), unit


def _slashed(language: str) -> Iterator[tuple[str, Meanings]]:
    """What is a unit of time behind a slash, and too little to be one elsewhere: ml/h."""
    for spelling, unit in pairs(measure_words(language).get("slash", "")):
        yield spelling, frozenset({unit})


def _cldr(language: str) -> Iterator[tuple[int, str, str]]:
    """The spellings that CLDR's patterns have, such as `{0} Milligramm` and `siku {0}`."""
    try:
        locale = babel.Locale.parse(language)
    except (ValueError, babel.UnknownLocaleError):
        return
    for name, unit in _CLDR.items():
        for length in ("long", "short") if unit != "in" else ("long",):
            for count in _COUNTS:
                yield from _around(format_unit(count, name, length, locale=locale), unit)


def _around(pattern: str, unit: str) -> Iterator[tuple[int, str, str]]:
    """The words on either side of the digits of a formatted unit."""
    if not any(c.isdecimal() for c in pattern):
        return  # a dual: the word is the number
    before, *_, after = re.split(r"\d(?:[\d.,٫٬]*\d)?", pattern)
    words = [word.strip(" \u00a0\u200f\u200e-.") for word in (after, before)]
    if bool(words[0]) != bool(words[1]) and max(map(len, words)) >= _SHORTEST:
        place = _AFTER if words[0] else _BEFORE
        yield place, words[place], unit
