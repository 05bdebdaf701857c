"""Numbers that differ -> those that no other unit explains: 48 hours are two days, 12 months a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from portal_api.catalogs.reading.units import DURATIONS, PORTIONS, Meanings, counted_per, measured
from portal_api.catalogs.reading.unitwords import UnitWord
from portal_api.catalogs.rules.findings import Pair
from portal_api.catalogs.rules.quantities import (
    Quantities,
    Told,
    count,
    is_same,
    quantities,
    told_by,
    told_in_source,
)
from portal_api.catalogs.rules.tally import Unmatched

_EXACTLY = Fraction(4, 100)  # a month has 30 or 31 days, a year 52 weeks
# So many days are a week or two in languages that count the day it is as well.
_IN_DAYS = {"8": {("1", "week")}, "15": {("2", "week"), ("1", "fortnight")}}
_ROMANCE_AND_GREEK = frozenset({"ca", "el", "es", "fr", "gl", "it", "pt"})
_INCLUSIVE = {"8": _ROMANCE_AND_GREEK | {"de"}, "15": _ROMANCE_AND_GREEK}
_MOST = 20  # mentions that a number is compared with; a paragraph has fewer
Unmatcheds = tuple[Unmatched, ...]


def retold(pair: Pair, lost: Unmatcheds, added: Unmatcheds) -> tuple[Unmatcheds, Unmatcheds]:
    """The values that are lost and added, less what the other text has in another unit."""
    ours, theirs = told_in_source(pair), told_by(pair)
    return tuple(_not_retold(lost, ours, theirs)), tuple(_not_retold(added, theirs, ours))


def _is_one(word: UnitWord, portions: Meanings, told: Told) -> bool:
    """Whether a 1 counts what the other text counts per: "1 kg" and mg/kg."""
    return word.unit in portions and count(word, told) == "1"


def _not_retold(items: Unmatcheds, here: Told, there: Told) -> Iterator[Unmatched]:
    mentions = {item.number: _spans(item, here) for item in items}
    if not any(mentions.values()):
        yield from items
        return
    mine, other = quantities(here), quantities(there)
    portions = PORTIONS & counted_per(there.text, there.idiom)
    for item in items:
        words = mentions[item.number]
        if not any(
            _is_told(word, here, mine, there, other) or _is_one(word, portions, here) for word in words
        ):
            yield item


def _spans(item: Unmatched, told: Told) -> Sequence[UnitWord]:
    """The span of time, or the portion, that a number counts."""
    return [
        UnitWord(unit, True, *amount.span)
        for amount in measured(told.text, [item.number], told.idiom)
        for unit in amount.unit & (DURATIONS | PORTIONS)
    ]


def _is_told(word: UnitWord, here: Told, mine: Quantities, there: Told, other: Quantities) -> bool:
    """Whether the other text has the same amount in a unit that it names more often."""
    return any(
        (is_same(word, here, told, there, _EXACTLY) or _is_idiom(word, here, told, there))
        for told in other.sure[:_MOST]
        if told.unit != word.unit and other.named[told.unit] > mine.named[told.unit]
    )


def _is_idiom(word: UnitWord, here: Told, other: UnitWord, there: Told) -> bool:
    """Whether a language counts the day it is as well: French "8 jours" for a week, "15 jours" for two."""
    return _in_days(word, here, other, there) or _in_days(other, there, word, here)


def _in_days(days: UnitWord, here: Told, weeks: UnitWord, there: Told) -> bool:
    number = count(days, here) if days.unit == "day" else ""
    if here.idiom.language not in _INCLUSIVE.get(number, ()):
        return False
    return (count(weeks, there), weeks.unit) in _IN_DAYS[number]
