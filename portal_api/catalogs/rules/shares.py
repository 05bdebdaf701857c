"""Shares that were turned round: "5 in 100" is not "100 in 5"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.languages import any_of, measure_words
from portal_api.catalogs.reading.numbers import read_again
from portal_api.catalogs.reading.numeral import Number
from portal_api.catalogs.rules.findings import Flaw, Pair, Span

_FAR = 40  # characters between the two numbers: "5 people out of 100"
_MOST_DIGITS = 9
Shares = Mapping[tuple[int, int], Span]


def turned(pair: Pair) -> Iterator[Flaw]:
    """Shares that stand the other way round, where both languages say the part first."""
    ours = pair.of_source(shares_in)
    theirs = _shares(pair.target, pair.numbers, pair.idiom) if ours else {}
    for (part, whole), span in ours.items():
        if part < whole and (whole, part) in theirs and (part, whole) not in theirs:
            before, after = pair.source[slice(*span)], pair.target[slice(*theirs[whole, part])]
            remedy = "write the numbers in the order of the source"
            yield Flaw(f"{before} became {after}", remedy, span, theirs[whole, part])


def shares_in(text: str, idiom: Idiom) -> Shares:
    """The shares of a text, the part and the whole, and where they stand."""
    return _shares(text, read_again(text, idiom), idiom)


def _shares(text: str, numbers: Sequence[Number], idiom: Idiom) -> Shares:
    between = _between(idiom.language)
    if between is None:
        return {}
    return {
        (int(first.readings[0][0]), int(second.readings[0][0])): (first.start, second.end)
        for first, second in pairwise(numbers)
        if _is_whole(first) and _is_whole(second)
        if second.start - first.end <= _FAR and between.fullmatch(text, first.end, second.start)
    }


def _is_whole(number: Number) -> bool:
    value = number.readings[0][0] if len(number.readings[0]) == 1 else ""
    return value.isdecimal() and len(value) <= _MOST_DIGITS


@lru_cache(maxsize=64)
def _between(language: str) -> re.Pattern[str] | None:
    """What stands between the part and the whole, with what is counted before or behind it."""
    words = [word.replace("_", " ") for word in measure_words(language).get("ratio", "").split()]
    if not words:
        return None
    ordered = any_of(sorted(words, key=len, reverse=True))
    return re.compile(rf"[ \u00a0](?:\w+[ \u00a0])?(?:{ordered})[ \u00a0]", re.IGNORECASE)
