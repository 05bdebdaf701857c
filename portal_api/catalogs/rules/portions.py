"""What an amount is counted per: 40 mg/kg is not 40 mg, 100 mg/dl not 100 mg/l, 5 ml/h not 5 ml/min."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.languages import measure_words
from portal_api.catalogs.reading.lexicon import plain
from portal_api.catalogs.reading.numeral import NEAR
from portal_api.catalogs.reading.units import DOSES, DURATIONS, PORTIONS, Measured, places_of
from portal_api.catalogs.reading.unitwords import vocabulary
from portal_api.catalogs.rules.findings import Flaw, Span

_MOST = 50  # amounts that are compared each with each; a paragraph has fewer
_ONE_PHRASE = re.compile(r"[^\d(（;；:：。]*").fullmatch  # what may part two doses of one phrase
_ONE, _DAY_ROUND = "1", "24"


class Side(NamedTuple):
    """One text of a pair with all its amounts."""

    text: str
    idiom: Idiom
    amounts: Sequence[Measured]


def repartitioned(
    wanted: Sequence[Measured], found: Sequence[Measured], source: Side, target: Side
) -> Iterator[Flaw]:
    """Amounts of one value and unit that are counted per something else, or per nothing, in one text."""
    if not any(amount.per for amount in (*wanted, *found)):
        return
    for ours, theirs in _alike(wanted[:_MOST], found[:_MOST]):
        if ours.per & theirs.per or not ours.per | theirs.per:
            continue
        if not (
            _is_lost(ours, source, theirs, target) if ours.per else _is_lost(theirs, target, ours, source)
        ):
            continue
        before, after = source.text[slice(*ours.whole)], target.text[slice(*theirs.whole)]
        yield Flaw(f"{before} became {after}", "write what it is counted per too", ours.whole, theirs.whole)


def _alike(wanted: Sequence[Measured], found: Sequence[Measured]) -> Iterator[tuple[Measured, Measured]]:
    """Each amount with the one of the other text that has its unit, best one counted per the same."""
    left = list(found)
    for ours in wanted:
        same = [theirs for theirs in left if theirs.unit & ours.unit]
        if same:
            best = next(
                (theirs for theirs in same if theirs.per & ours.per or theirs.per == ours.per), same[0]
            )
            left.remove(best)
            yield ours, best


def _is_lost(amount: Measured, side: Side, other: Measured, there: Side) -> bool:
    """Whether the other text surely does not say what an amount is counted per, in whatever place.

    "每公斤40毫克" has it before the amount. A rate per day may be said once for several amounts, one per
    kilogram must be said for each: where two stand in "10 or 15 mg/kg", or in as many words for the unit.
    """
    if not vocabulary(there.idiom).known or len(amount.per) != 1:
        return False
    (unit,) = amount.per
    if unit in DURATIONS:
        return bool(amount.unit & DOSES) and not _words(unit, there)
    if unit not in PORTIONS or _is_shared(other, there, unit):
        return False
    return _words(unit, there) < sum(unit in one.per for one in side.amounts[:_MOST])


def _is_shared(amount: Measured, side: Side, unit: str) -> bool:
    """Whether an amount takes what it is counted per from the next: "10 mg or 15 mg/kg"."""
    end = amount.span[1]
    return any(
        unit in other.per and 0 <= other.span[0] - end <= NEAR and _ONE_PHRASE(side.text[end : other.span[0]])
        for other in side.amounts[:_MOST]
    )


def _words(unit: str, side: Side) -> int:
    """How often a text names a unit for itself: "per kg", "1 kg", "täglich", not in "40 kg"."""
    spent = [amount.span for amount in side.amounts if unit in amount.unit and _value(amount) != _ONE]
    rounds = sum("hour" in amount.unit and _value(amount) == _DAY_ROUND for amount in side.amounts)
    free = [place for place in _places(unit, side) if not any(_meet(place, span) for span in spent[:_MOST])]
    return len(free) + (rounds if unit == "day" else 0)


def _value(amount: Measured) -> str:
    return amount.number.readings[0][0]


def _places(unit: str, side: Side) -> Iterator[Span]:
    """The places of a text that name a unit, each once."""
    named = vocabulary(side.idiom).named(plain(side.text, side.idiom.script))
    found = [
        *((word.start, word.end) for word in named if word.unit == unit),
        *places_of(unit, side.text, side.idiom),
        *_anywhere(unit, side.text),
    ]
    end = 0
    for start, stop in sorted(found):
        if start >= end:
            yield start, stop
        end = max(end, stop)


def _anywhere(unit: str, text: str) -> Iterator[Span]:
    """Where a text has a word for the unit that is much the same in every language."""
    folded = text.casefold()
    for word in measure_words("und").get(unit, "").split():
        place = folded.find(word)
        while place >= 0:
            yield place, place + len(word)
            place = folded.find(word, place + len(word))


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
