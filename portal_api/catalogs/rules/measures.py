"""The rule on units whose number is a word or is not said: "once a week" is not "once a day"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from portal_api.catalogs.reading.digits import Value
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.unitwords import DOSE, TIMES, UnitWord, vocabulary
from portal_api.catalogs.rules.findings import Flaw, Pair, Span
from portal_api.catalogs.rules.quantities import (
    Quantities,
    Told,
    amounts,
    count,
    is_same,
    quantities,
    told_by,
    told_in_source,
)
from portal_api.catalogs.rules.rates import rerated

_YEAR_DIGITS = 4
_MOST = 20  # mentions that are compared each with each; a paragraph has fewer
Exchange = tuple[UnitWord, UnitWord]


def measures(pair: Pair) -> Iterator[Flaw]:
    """A unit stays where its number is a word or unsaid: "once a week" does not become "once a day"."""
    if _both_known(pair):
        yield from _exchanged(pair)


def likely_measures(pair: Pair) -> Iterator[Flaw]:
    """The same as `measures`, in languages whose words for units we have from CLDR alone."""
    if not _both_known(pair):
        yield from _exchanged(pair)


def _both_known(pair: Pair) -> bool:
    return vocabulary(pair.source_idiom).known and vocabulary(pair.idiom).known


def _exchanged(pair: Pair) -> Iterator[Flaw]:
    """Where a unit that the source names is gone, and another of its kind has come."""
    ours = pair.of_source(amounts)
    if ours is None or (not ours.moving and _keeps(pair, ours)):
        return
    theirs = quantities(told_by(pair))
    for kind in (TIMES, DOSE):
        found = [*islice(_exchanges(pair, ours, theirs, kind), 1), *_swaps(pair, ours, theirs, kind)]
        found += rerated(pair) if kind is TIMES and ours.moving else ()
        for before, after in found[:1]:
            spans = (before.start, before.end), (after.start, after.end)
            what = f"{_shown(pair.source, spans[0])} became {_shown(pair.target, spans[1])}"
            yield Flaw(what, "write the unit of the source", *spans)


def _keeps(pair: Pair, ours: Quantities) -> bool:
    """Whether the words of the translation name what the source counts, as nearly always."""
    named = vocabulary(pair.idiom).names(pair.target)
    return all(named.get(unit, 0) >= times for unit, times in ours.counted.items())


def _shown(text: str, span: Span) -> str:
    return f"“{text[slice(*span)].strip()}”"


def _exchanges(pair: Pair, ours: Quantities, theirs: Quantities, kind: Sequence[str]) -> Iterator[Exchange]:
    """A mention that is lost and one that was added."""
    known, named = vocabulary(pair.idiom).units, vocabulary(pair.source_idiom).units
    lost = {unit for unit in kind if ours.counted.get(unit, 0) > theirs.named[unit] and unit in known}
    if not lost:
        return
    mentioned = ours.named + _dated(pair)
    told = Counter(word.unit for word in theirs.sure)
    added = {unit for unit in kind if told[unit] > mentioned[unit] and unit in named}
    for before in [word for word in ours.sure if word.unit in lost][:_MOST]:
        gone = _both_known(pair) and not theirs.named[before.unit]
        fresh = [word for word in theirs.sure if word.unit in added and (gone or not mentioned[word.unit])]
        if fresh and not any(_is_same(pair, before, after) for after in fresh[:_MOST]):
            yield before, fresh[0]


def _swaps(pair: Pair, ours: Quantities, theirs: Quantities, kind: Sequence[str]) -> Iterator[Exchange]:
    """A count that moved to another unit: eight hours and two days, eight days and two hours."""
    if not ours.moving:
        return
    said, told = _counted(ours, told_in_source(pair), kind), _counted(theirs, told_by(pair), kind)
    for (times, unit), before in said.items():
        for (other, wrong), after in told.items():
            moved = other == times != "1" and unit != wrong and (times, unit) not in told
            back = any(left == wrong and many != "1" and (many, unit) in told for many, left in said)
            if moved and back and (times, wrong) not in said and not _is_same(pair, before, after):
                yield before, after


def _counted(found: Quantities, told: Told, kind: Sequence[str]) -> dict[tuple[Value, str], UnitWord]:
    words = [word for word in found.sure if word.unit in kind][:_MOST]
    return {(count(word, told), word.unit): word for word in words}


def _is_same(pair: Pair, before: UnitWord, after: UnitWord) -> bool:
    return is_same(before, told_in_source(pair), after, told_by(pair))


def _dated(pair: Pair) -> Counter[str]:
    """What a translation may name because of a date or a time of the source: 2020年3月5日, 8 heures."""
    dated = len(_months(pair.source, pair.source_idiom))
    years = sum(len(number.readings[0][0]) == _YEAR_DIGITS for number in pair.source_numbers)
    clocks = sum(bool(number.hours) for number in pair.source_numbers)
    return Counter({"year": years, "month": dated, "day": dated, "hour": clocks})


def _months(text: str, idiom: Idiom) -> list[object]:
    """The months that a text names, with a day or without."""
    return list(idiom.month.finditer(text)) if idiom.month is not None else []
