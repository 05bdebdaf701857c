"""Two numbers that were turned round: "5 in 100" is not "100 in 5", 5-10 not 10-5."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from portal_api.catalogs.reading.digits import Value
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.languages import any_of, measure_words
from portal_api.catalogs.reading.numbers import read_again
from portal_api.catalogs.reading.numeral import Number
from portal_api.catalogs.rules.findings import Flaw, Pair, Span
from portal_api.locales.locale import RIGHT_TO_LEFT

_FAR = 40  # characters between the two numbers: "5 people out of 100"
_MOST_DIGITS = 9
_DASH = r"\s?[-\u2010\u2011–—−~〜～]\s?"
_RANGE = re.compile(rf"\d+{_DASH}\d+")
Ordered = Mapping[tuple[Value, Value], Span]


def turned(pair: Pair) -> Iterator[Flaw]:
    """Shares and ranges that stand the other way round; all languages here have the lower end first."""
    ours = pair.of_source(ordered)
    theirs = _ordered(pair.target, pair.numbers, pair.idiom) if ours else {}
    for (less, more), span in ours.items():
        if Fraction(less) < Fraction(more) and (more, less) in theirs and (less, more) not in theirs:
            before, after = pair.source[slice(*span)], pair.target[slice(*theirs[more, less])]
            remedy = "write the numbers in the order of the source"
            yield Flaw(f"{before} became {after}", remedy, span, theirs[more, less])


def ordered(text: str, idiom: Idiom) -> Ordered:
    """The parts of a text with their wholes, the lower ends with the higher ones, and where they stand."""
    return _ordered(text, read_again(text, idiom), idiom)


def _ordered(text: str, numbers: Sequence[Number], idiom: Idiom) -> Ordered:
    between = _between(idiom)
    found = {
        (first.readings[0][0], second.readings[0][0]): (first.start, second.end)
        for first, second in pairwise(numbers)
        if _is_plain(first) and _is_plain(second)
        if second.start - first.end <= _FAR and between.fullmatch(text, first.end, second.start)
    }
    dashed = () if idiom.script in RIGHT_TO_LEFT else _dashed(text, numbers)
    return found | dict(dashed)


def _dashed(text: str, numbers: Sequence[Number]) -> Iterator[tuple[tuple[Value, Value], Span]]:
    """The ranges that are read as one number, since the second may be the end of the first: 10-5, 2010-11."""
    for number in numbers:
        if not number.hours and _RANGE.fullmatch(text, number.start, number.end):
            first, *rest = number.readings[0]
            yield from (((first, second), (number.start, number.end)) for second in rest)


def _is_plain(number: Number) -> bool:
    reading = number.readings[0]
    return len(reading) == 1 and len(reading[0]) <= _MOST_DIGITS and not number.name


@lru_cache(maxsize=256)
def _between(idiom: Idiom) -> re.Pattern[str]:
    """What stands between the two, with what is counted before or behind it.

    A dash is none in right-to-left scripts, where a range may be typed as it looks.
    """
    known = measure_words(idiom.language)
    words = [word.replace("_", " ") for key in ("ratio", "range") for word in known.get(key, "").split()]
    either = [] if idiom.script in RIGHT_TO_LEFT else [_DASH]
    if words:
        listed = any_of(sorted(words, key=len, reverse=True))
        either.append(rf"[ \u00a0](?:\w+[ \u00a0])?(?:{listed})[ \u00a0]")
    return re.compile("|".join(either) or "(?!)", re.IGNORECASE)
