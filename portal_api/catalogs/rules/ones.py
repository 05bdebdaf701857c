"""Where a translation drops a 1, whether a word for one stands in its place: "1 mg", "un mg"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portal_api.catalogs.reading.digits import Value
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.lexicon import lexicon_of
from portal_api.catalogs.reading.numeral import Number
from portal_api.catalogs.reading.spelled import WORD, ones, ones_and_articles, pieces
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
    ones_there = [one for one in pair.source_numbers if one.readings[0] == (_ONE,) and not one.name]
    if not ones_there or not pair.idiom.known_units or any(_may_be_one(number) for number in pair.numbers):
        return
    amounts = measured(pair.source, ones_there, pair.source_idiom)
    counted = [amount for amount in amounts if not amount.unit & _MANY_NAMES]
    said = list(_units_beside(ones(pair.idiom), pair.target, pair.idiom)) if counted else []
    for amount in counted:
        if said and not any(unit & amount.unit for unit in said):
            yield amount.number


def units_of_one(text: str, idiom: Idiom) -> Meanings:
    """What a text has one of: "one tablet", "un comprimé"."""
    return frozenset().union(*_units_beside(ones(idiom), text, idiom))


def doses_of_one(text: str, idiom: Idiom) -> Meanings:
    """The units of dose that a text has one of, or "a": "a tablet"."""
    return frozenset().union(*_units_beside(ones_and_articles(idiom), text, idiom)) & _DOSED


def doses_of_a_piece(text: str, idiom: Idiom) -> Meanings:
    """The units of dose beside a word for a piece: "half a tablet"."""
    return frozenset().union(*_units_beside(pieces(idiom), text, idiom)) & _DOSED


def _may_be_one(number: Number) -> bool:
    return any(_ONE in reading for reading in number.readings)


def _units_beside(wanted: Mapping[str, bool], text: str, idiom: Idiom) -> Iterator[Meanings]:
    """For each of the wanted words, the units beside it; a word may be in between: "un seul gramme"."""
    words = lexicon_of(idiom).pattern or WORD
    if not any(map(wanted.__getitem__, words.findall(text))):
        return
    for word in words.finditer(text):
        if wanted[word.group()]:
            near = words.search(text, word.end())
            ends = [word.end(), word.start(), *((near.end(),) if near else ())]
            yield units_beside(text, word.start(), ends, idiom)
