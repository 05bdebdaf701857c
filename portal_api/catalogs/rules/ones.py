"""Where a translation drops a 1, whether a word for one stands in its place: "1 mg", "un mg"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from portal_api.catalogs.reading.digits import Value
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.lexicon import lexicon_of, plain
from portal_api.catalogs.reading.numeral import Number
from portal_api.catalogs.reading.spelled import WORD, may_say_one, may_say_piece
from portal_api.catalogs.reading.units import DOSES, Meanings, measured, units_beside
from portal_api.catalogs.rules.findings import Pair

_ONE: Value = "1"
# What every language has more words for than we know.
_MANY_NAMES: Meanings = frozenset({"tablet", "drop", "tsp", "tbsp", "puff", "unit", "time"})
_DOSED: Meanings = DOSES | _MANY_NAMES - {"time"}


def unsaid_ones(pair: Pair) -> Iterator[Number]:
    """The ones of the source, counted in a unit, that the translation has neither in digits nor in words.

    An article is a one only where it stands beside the unit: the "un" of another noun says nothing of a dose.
    """
    ones = [number for number in pair.source_numbers if number.readings[0] == (_ONE,) and not number.name]
    if not ones or not pair.idiom.known_units or any(_may_be_one(number) for number in pair.numbers):
        return
    said = list(_units_of_one(pair.target, pair.idiom))
    for amount in measured(pair.source, ones, pair.source_idiom):
        if said and not amount.unit & _MANY_NAMES and not any(unit & amount.unit for unit in said):
            yield amount.number


def units_of_one(text: str, idiom: Idiom) -> Meanings:
    """What a text has one of: "one tablet", "un comprimé"."""
    return frozenset().union(*_units_of_one(text, idiom))


def doses_of_one(text: str, idiom: Idiom) -> Meanings:
    """The units of dose that a text has one of, or "a": "a tablet"."""
    articles = lexicon_of(idiom).articles
    beside = _units_of(text, idiom, lambda word: may_say_one(word, idiom) or plain(word) in articles)
    return frozenset().union(*beside) & _DOSED


def doses_of_a_piece(text: str, idiom: Idiom) -> Meanings:
    """The units of dose beside a word for a piece: "half a tablet"."""
    return frozenset().union(*_units_of(text, idiom, lambda word: may_say_piece(word, idiom))) & _DOSED


def _may_be_one(number: Number) -> bool:
    return any(_ONE in reading for reading in number.readings)


def _units_of_one(text: str, idiom: Idiom) -> Iterator[Meanings]:
    return _units_of(text, idiom, lambda word: may_say_one(word, idiom))


def _units_of(text: str, idiom: Idiom, says: Callable[[str], bool]) -> Iterator[Meanings]:
    """For each word that says it, the units beside it; a word may be in between: "un seul gramme"."""
    words = list((lexicon_of(idiom).pattern or WORD).finditer(text))
    for place, word in enumerate(words):
        if says(word.group()):
            ends = [word.end(), word.start(), *(near.end() for near in words[place + 1 : place + 2])]
            yield units_beside(text, word.start(), ends, idiom)
