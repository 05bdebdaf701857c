"""The rules on numbers and their units: a wrong number is a wrong dose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from portal_api.catalogs.reading.digits import Value
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.languages import measure_words
from portal_api.catalogs.reading.numbers import months, read_again
from portal_api.catalogs.reading.numeral import NEAR, Number
from portal_api.catalogs.reading.spelled import stated
from portal_api.catalogs.reading.units import DOSES, Measured, measured
from portal_api.catalogs.rules.excuses import unexplained
from portal_api.catalogs.rules.findings import Flaw, Pair
from portal_api.catalogs.rules.ones import unsaid_ones
from portal_api.catalogs.rules.portions import Side, repartitioned
from portal_api.catalogs.rules.shares import turned
from portal_api.catalogs.rules.tally import Unmatched, agree, unmatched

_TIME = "time"  # of "3 times", for which fewer languages have their word here


def numbers(pair: Pair) -> Iterator[Flaw]:
    """A translation states the same numbers by value: doses, dates and phone numbers survive."""
    ours = _with_months(pair)
    if not agree(ours, pair.numbers):
        yield from _unstated(pair, ours)
    yield from turned(pair)


def _unstated(pair: Pair, ours: Sequence[Number]) -> Iterator[Flaw]:
    """The numbers that only one of the texts states."""
    lost, added = unmatched(
        ours,
        pair.numbers,
        lambda: pair.of_source(stated),
        lambda: stated(pair.target, pair.idiom),
        bare=not (pair.idiom.scales and pair.source_idiom.scales),
    )
    if lost or added:
        lost, added = unexplained(pair, lost, added)
    for number in dict.fromkeys((*_each(lost), *unsaid_ones(pair))):
        yield Flaw(
            f"the translation does not state {_named(pair.source, number)}",
            "write the same number, with the separators of the language",
            source_span=(number.start, number.end),
        )
    for number in _each(added):
        yield Flaw(
            f"the translation states {_named(pair.target, number)}, the source does not",
            "write the number of the source, or take this one out",
            target_span=(number.start, number.end),
        )


def units(pair: Pair) -> Iterator[Flaw]:
    """A translation counts in the same units: 5 mg do not become 5 g, 8 hours not 8 days, 5 mg not 5."""
    source = pair.of_source(amounts_in)
    if not source or not pair.numbers:
        return
    target = _by_value(measured(pair.target, pair.numbers, pair.idiom))
    sides = (
        Side(pair.source, pair.source_idiom, _every(source)),
        Side(pair.target, pair.idiom, _every(target)),
    )
    for value, wanted in source.items():
        found = target.get(value, [])
        missing, other = _different(wanted, found)
        yield from repartitioned(wanted, found, *sides)
        for ours, theirs in zip(missing, other, strict=False):
            if _TIME in ours.unit and "times" not in measure_words(pair.idiom.language):
                continue
            before, after = pair.source[slice(*ours.span)], pair.target[slice(*theirs.span)]
            yield Flaw(f"{before} became {after}", "write the unit of the source", ours.span, theirs.span)
        for ours in missing[len(other) :]:
            yield from _lost(pair, ours, value, target)


def _lost(pair: Pair, ours: Measured, value: Value, target: dict[Value, list[Measured]]) -> Iterator[Flaw]:
    """A dose whose unit is gone, in a language whose units we know."""
    if not ours.unit & DOSES or not pair.idiom.known_units:
        return
    same = [theirs for amounts in target.values() for theirs in amounts if theirs.unit & ours.unit]
    named = {theirs.number for theirs in target.get(value, [])}
    for number in pair.numbers:
        if value in number.readings[0] and number not in named and not _shares_unit(number, same):
            before, after = pair.source[slice(*ours.span)], pair.target[number.start : number.end]
            span = (number.start, number.end)
            yield Flaw(f"{before} became {after}, without a unit", "write the unit too", ours.span, span)
            return


def _shares_unit(number: Number, amounts: list[Measured]) -> bool:
    """Whether the number is one end of a range whose other end has the unit: 20 to 30%."""
    return any(
        min(abs(amount.span[0] - number.end), abs(number.start - amount.span[1])) <= NEAR
        for amount in amounts
    )


def amounts_in(text: str, idiom: Idiom) -> dict[Value, list[Measured]]:
    """The numbers of a text that have a unit we know, by value."""
    return _by_value(measured(text, read_again(text, idiom), idiom))


def _by_value(amounts: Iterable[Measured]) -> dict[Value, list[Measured]]:
    found: dict[Value, list[Measured]] = {}
    for amount in amounts:
        single = [reading[0] for reading in amount.number.readings if len(reading) == 1]
        value = single[0] if single else amount.number.readings[0][-1]
        found.setdefault(value, []).append(amount)
    return found


def _every(amounts: dict[Value, list[Measured]]) -> list[Measured]:
    return [amount for several in amounts.values() for amount in several]


def _different(wanted: list[Measured], found: list[Measured]) -> tuple[list[Measured], list[Measured]]:
    """The amounts of one value that have no counterpart in the same unit."""
    missing = []
    for amount in wanted:
        same = next((other for other in found if other.unit & amount.unit), None)
        if same is None:
            missing.append(amount)
        else:
            found = [other for other in found if other is not same]
    return missing, found


def _with_months(pair: Pair) -> tuple[Number, ...]:
    if pair.idiom.counts_months and not pair.source_idiom.counts_months:
        return pair.source_numbers + pair.of_source(months)
    return pair.source_numbers


def _each(left: Iterable[Unmatched]) -> Iterable[Number]:
    return dict.fromkeys(item.number for item in left)


def _named(text: str, number: Number) -> str:
    """The number as written, and its value where that may surprise: 1.500 (1500)."""
    written = text[number.start : number.end]
    value = number.readings[0][0]
    return written if len(number.readings[0]) > 1 or value == written else f"{written} ({value})"
