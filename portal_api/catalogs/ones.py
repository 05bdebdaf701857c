"""Where a translation drops a 1, whether a word for one stands in its place: "1 mg", "un mg"."""

from __future__ import annotations

from collections.abc import Iterator

from portal_api.catalogs.digits import Value
from portal_api.catalogs.findings import Pair
from portal_api.catalogs.idioms import Idiom
from portal_api.catalogs.lexicon import lexicon_of
from portal_api.catalogs.numeral import Number
from portal_api.catalogs.spelled import WORD, may_say_one
from portal_api.catalogs.units import Meanings, measured, units_beside

_ONE: Value = "1"
# What every language has more words for than we know.
_MANY_NAMES: Meanings = frozenset({"tablet", "drop", "tsp", "tbsp", "puff", "unit", "time"})


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


def _may_be_one(number: Number) -> bool:
    return any(_ONE in reading for reading in number.readings)


def _units_of_one(text: str, idiom: Idiom) -> Iterator[Meanings]:
    """For each word that may say "one", the units beside it; a word may be in between: "un seul gramme"."""
    lexicon = lexicon_of(idiom)
    words = list((lexicon.pattern or WORD).finditer(text))
    for place, word in enumerate(words):
        if may_say_one(word.group(), idiom):
            ends = [word.end(), word.start(), *(near.end() for near in words[place + 1 : place + 2])]
            yield units_beside(text, word.start(), ends, idiom)
