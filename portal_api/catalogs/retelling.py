"""Numbers that differ -> those that no other unit explains: 48 hours are two days, 12 months a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from portal_api.catalogs.findings import Pair
from portal_api.catalogs.quantities import Quantities, Told, is_same, quantities, told_by, told_in_source
from portal_api.catalogs.tally import Unmatched
from portal_api.catalogs.units import DURATIONS, measured
from portal_api.catalogs.unitwords import UnitWord

_EXACTLY = Fraction(4, 100)  # a month has 30 or 31 days, a year 52 weeks
_MOST = 20  # mentions that a number is compared with; a paragraph has fewer
Unmatcheds = tuple[Unmatched, ...]


def retold(pair: Pair, lost: Unmatcheds, added: Unmatcheds) -> tuple[Unmatcheds, Unmatcheds]:
    """The values that are lost and added, less those of spans of time that the other text has in another unit."""
    ours, theirs = told_in_source(pair), told_by(pair)
    return tuple(_not_retold(lost, ours, theirs)), tuple(_not_retold(added, theirs, ours))


def _not_retold(items: Unmatcheds, here: Told, there: Told) -> Iterator[Unmatched]:
    mentions = {item.number: _spans(item, here) for item in items}
    if not any(mentions.values()):
        yield from items
        return
    mine, other = quantities(here), quantities(there)
    for item in items:
        if not any(_is_told(word, here, mine, there, other) for word in mentions[item.number]):
            yield item


def _spans(item: Unmatched, told: Told) -> Sequence[UnitWord]:
    """The span of time that a number counts."""
    return [
        UnitWord(unit, True, *amount.span)
        for amount in measured(told.text, [item.number], told.idiom)
        for unit in amount.unit & DURATIONS
    ]


def _is_told(word: UnitWord, here: Told, mine: Quantities, there: Told, other: Quantities) -> bool:
    """Whether the other text has the same span in a unit that it names more often."""
    return any(
        is_same(word, here, told, there, _EXACTLY)
        for told in other.sure[:_MOST]
        if told.unit != word.unit and other.named[told.unit] > mine.named[told.unit]
    )
