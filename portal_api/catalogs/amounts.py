"""The rule on numbers: a wrong number is a wrong dose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portal_api.catalogs.findings import Flaw, Pair
from portal_api.catalogs.numbers import Number, months
from portal_api.catalogs.spelled import stated
from portal_api.catalogs.tally import Unmatched, unmatched


def numbers(pair: Pair) -> Iterator[Flaw]:
    """A translation states the same numbers by value: doses, dates and phone numbers survive."""
    if not pair.source_numbers and not pair.numbers:
        return
    lost, added = unmatched(
        _with_months(pair),
        pair.numbers,
        lambda: stated(pair.source, pair.source_idiom),
        lambda: stated(pair.target, pair.idiom),
        bare=not (pair.idiom.scales and pair.source_idiom.scales),
    )
    for number in _each(lost):
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


def _with_months(pair: Pair) -> tuple[Number, ...]:
    if pair.idiom.counts_months and not pair.source_idiom.counts_months:
        return pair.source_numbers + months(pair.source, pair.source_idiom)
    return pair.source_numbers


def _each(left: Iterable[Unmatched]) -> Iterable[Number]:
    return dict.fromkeys(item.number for item in left)


def _named(text: str, number: Number) -> str:
    """The number as written, and its value where that may surprise: 1.500 (1500)."""
    written = text[number.start : number.end]
    value = number.readings[0][0]
    return written if len(number.readings[0]) > 1 or value == written else f"{written} ({value})"
