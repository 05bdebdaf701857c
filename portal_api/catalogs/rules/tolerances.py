"""Numbers that say by how much another may differ: 5 ± 2 mg stays 5 ± 2 mg."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from portal_api.catalogs.reading.digits import Reading
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.numeral import Number
from portal_api.catalogs.reading.signwords import minus_words
from portal_api.catalogs.rules.findings import Flaw, Pair, Span

# ±, +/-, +-, and then nothing but spaces or marks of direction before the digits.
_BOTH = re.compile(
    "(?:±|\\+[ \u00a0]?/?[ \u00a0]?[-\u2212\u2013])[ \u00a0\u202f\u200e\u200f\u061c\u2066-\u2069]{0,3}\\Z"
)
_LOOK_BACK = 8


def is_tolerance(text: str, number: Number) -> bool:
    """Whether plus and minus stand before a number."""
    return _BOTH.search(text, max(0, number.start - _LOOK_BACK), number.start) is not None


def tolerances(pair: Pair) -> Iterator[Flaw]:
    """A number keeps its ±; a word for minus may stand for it ("plus or minus")."""
    ours, theirs = _tolerances(pair.source, pair.source_numbers), _tolerances(pair.target, pair.numbers)
    for span in _missing(ours, theirs, pair.target, pair.numbers, pair.idiom):
        yield Flaw(f"± before {pair.source[slice(*span)]} is lost", "write ±, or its words", span)
    for span in _missing(theirs, ours, pair.source, pair.source_numbers, pair.source_idiom):
        what = f"± stands before {pair.target[slice(*span)]} in the translation only"
        yield Flaw(what, "take it out", target_span=span)


def _tolerances(text: str, numbers: Sequence[Number]) -> Mapping[Reading, Span]:
    """Each such number by its plain reading."""
    return {one.readings[0]: (one.start, one.end) for one in numbers if is_tolerance(text, one)}


def _missing(
    here: Mapping[Reading, Span],
    there: Mapping[Reading, Span],
    text: str,
    numbers: Sequence[Number],
    idiom: Idiom,
) -> Iterator[Span]:
    """Where a number has a ± that the same number of the other text has neither as a sign nor in words."""
    words = minus_words(idiom.language) if here else None
    if words is None or words.search(text.lower()):
        return
    values = {number.readings[0] for number in numbers}
    yield from (span for value, span in here.items() if value not in there and value in values)
