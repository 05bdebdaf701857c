"""The rules on what stands beside a number: minus, plus or minus, less than, more than."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from portal_api.catalogs.reading.digits import Reading
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.numbers import read_again
from portal_api.catalogs.reading.numeral import NEAR, Number
from portal_api.catalogs.reading.signwords import Limits, Side, limit_words, minus_words
from portal_api.catalogs.rules.findings import Flaw, Pair
from portal_api.catalogs.rules.tolerances import is_tolerance, tolerances
from portal_api.locales.locale import RIGHT_TO_LEFT

_DASHES = "-\u2212\u2010\u2011\u2013\ufe63\uff0d"
_DIRECTIONS = "\u200e\u200f\u061c\u2066-\u2069"
# A dash right before digits, after nothing, a space, an opening bracket or another sign.
_SIGNED = re.compile(rf"(?:(?<!\S)|(?<=[(\[{{«„“\"'<>=~≈≤≥/]))[{_DIRECTIONS}]*[{_DASHES}][{_DIRECTIONS}]*\Z")
_TRUE_MINUS = re.compile(rf"\u2212[ \u00a0{_DIRECTIONS}]*\Z")
_ANY_DASH = re.compile(rf"[{_DASHES}][ \u00a0{_DIRECTIONS}]*\Z")
_DASH_APART = re.compile(rf"(?:\u2212|(?<![^\W\d_])[{_DASHES}])[ \u00a0{_DIRECTIONS}]*\Z")
_DASH_AFTER = re.compile(rf"[{_DIRECTIONS}]*[{_DASHES}](?!\w)")
# Languages that join a word to the digits after it with a hyphen: ב-20 is "at 20".
_HYPHENED = frozenset({"he", "xh", "yi", "zu"})
_COMPARED = re.compile(rf"(<=?|>=?|=[<>]|[≤≥⩽⩾≦≧＜＞])[ \u00a0$€£{_DIRECTIONS}]*[{_DASHES}]?\Z")
_ABOVE = frozenset(">≥⩾≧＞")
_LOOK_BACK = 6
_WINDOW = 24
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_SIGN = re.compile(rf"±|[{_DASHES}<>≤≥⩽⩾≦≧＜＞](?<!\w.)(?=[^\w\n]{{0,3}}\d)")


def signs(pair: Pair) -> Iterator[Flaw]:
    """A number keeps its sign: -20 does not become 20, < 5 not > 5."""
    if not pair.source_numbers or not (pair.of_source(_is_signed) or _is_signed(pair.target, pair.idiom)):
        return
    yield from tolerances(pair)
    if minus_words(pair.idiom.language) is not None:
        yield from _minus_lost(pair)
    if pair.idiom.script not in RIGHT_TO_LEFT:
        yield from _minus_added(pair)
    if limit_words(pair.idiom.language) is not None:
        yield from _limit_lost(pair)


def limits(pair: Pair) -> Iterator[Flaw]:
    """A limit stays on its side: "at least 5" does not become "at most 5"."""
    theirs = limit_words(pair.idiom.language)
    if theirs is None:
        return
    places = _places(pair.numbers)
    for number, wanted in pair.of_source(limited):
        at_places = places.pop(number.readings[0], [])  # a value that is said again was judged
        found = [_sides(pair.target, pair.numbers, at, theirs) for at in at_places]
        if found and all(sides and not sides & wanted for sides in found):
            yield Flaw(
                f"the limit at {_written(pair.source, number)} seems turned round",
                "check “at least” and “at most”, “more than” and “less than”",
                (number.start, number.end),
            )


def _is_signed(text: str, _: Idiom) -> bool:
    """Whether there may be a sign: a quick look."""
    return _SIGN.search(text) is not None


def limited(text: str, idiom: Idiom) -> tuple[tuple[Number, set[Side]], ...]:
    """The numbers that words or signs limit on one side, and the side; not years and names."""
    words, numbers = limit_words(idiom.language), read_again(text, idiom)
    if words is None or not numbers or not words.said(text):
        return ()
    plain = [at for at, one in enumerate(numbers) if not one.name and not _YEAR.match(one.readings[0][0])]
    sides = ((numbers[at], _sides(text, numbers, at, words, strictly=True)) for at in plain)
    return tuple((number, wanted) for number, wanted in sides if len(wanted) == 1)


def _minus_lost(pair: Pair) -> Iterator[Flaw]:
    """A minus before a number of the source that the same number of the translation has in no form."""
    word = minus_words(pair.idiom.language)
    if word is None or word.search(pair.target.lower()):
        return
    dash = _DASH_APART if pair.idiom.language in _HYPHENED else _ANY_DASH
    places = _places(pair.numbers)
    for place, number in enumerate(pair.source_numbers):
        if not _negative(pair.source, pair.source_numbers, place):
            continue
        same = [pair.numbers[at] for at in places.pop(number.readings[0], [])]
        if same and not any(_may_be_negative(pair.target, other, dash) for other in same):
            what = f"the minus sign of {_written(pair.source, number)} is lost"
            yield Flaw(what, "write the minus sign, or the word for it", _span(number), _span(same[0]))


def _minus_added(pair: Pair) -> Iterator[Flaw]:
    """A minus in the translation where the source has none, neither as a sign nor in words."""
    word = minus_words(pair.source_idiom.language)
    if word is None or word.search(pair.source.lower()):
        return
    places = _places(pair.source_numbers)
    for place, number in enumerate(pair.numbers):
        if not _negative(pair.target, pair.numbers, place):
            continue
        same = [pair.source_numbers[at] for at in places.pop(number.readings[0], [])]
        if same and not any(other.name or _has_dash(pair.source, other) for other in same):
            what = f"{_written(pair.target, number)} has a minus sign that the source has not"
            yield Flaw(what, "take it out", _span(same[0]), _span(number))


def _limit_lost(pair: Pair) -> Iterator[Flaw]:
    """A sign of comparison that the translation turns round, or drops without a word for it."""
    words = limit_words(pair.idiom.language)
    said = words.said(pair.target) if words is not None else set()
    places = _places(pair.numbers)
    for number in pair.source_numbers:
        side = _compared(pair.source, number)
        same = [pair.numbers[at] for at in places.pop(number.readings[0], [])] if side else []
        signs_there = {_compared(pair.target, other) for other in same}
        if not same or side in signs_there:
            continue
        signed = signs_there != {None}
        if (signed and pair.idiom.script not in RIGHT_TO_LEFT) or (not signed and side not in said):
            what = f"the sign before {_written(pair.source, number)} is lost or turned round"
            yield Flaw(what, "write the sign of the source, or its words", _span(number), _span(same[0]))


def _places(numbers: Sequence[Number]) -> dict[Reading, list[int]]:
    """Where each value stands."""
    found: dict[Reading, list[int]] = {}
    for at, number in enumerate(numbers):
        found.setdefault(number.readings[0], []).append(at)
    return found


def _span(number: Number) -> tuple[int, int]:
    return number.start, number.end


def _negative(text: str, numbers: Sequence[Number], place: int) -> bool:
    """Whether a number has a minus sign beyond doubt: "-20", but not "2 -6" and not "COVID -19"."""
    number = numbers[place]
    start = max(0, number.start - _LOOK_BACK)
    if number.name or is_tolerance(text, number):
        return False
    true = _TRUE_MINUS.search(text, start, number.start)
    if true is not None and not text[start : true.start()].rstrip()[-1:].isdecimal():
        return True
    found = _SIGNED.search(text, start, number.start)
    before = numbers[place - 1] if place else None
    return found is not None and (before is None or found.start() - before.end > NEAR)


def _has_dash(text: str, number: Number) -> bool:
    """Whether a dash stands beside a number in any sense: an "8-month-old" may become a stray "-8"."""
    beside = text[max(0, number.start - 2) : number.start] + text[number.end : number.end + 2]
    return any(dash in beside for dash in _DASHES)


def _may_be_negative(text: str, number: Number, dash: re.Pattern[str]) -> bool:
    start = max(0, number.start - _LOOK_BACK)
    return bool(dash.search(text, start, number.start) or _DASH_AFTER.match(text, number.end))


def _compared(text: str, number: Number) -> Side | None:
    found = _COMPARED.search(text, max(0, number.start - _LOOK_BACK), number.start)
    if found is None:
        return None
    return "above" if _ABOVE & set(found.group(1)) else "below"


def _sides(
    text: str, numbers: Sequence[Number], place: int, words: Limits, *, strictly: bool = False
) -> set[Side]:
    """On which sides the words and signs around a number put the limit; strictly, those before it first."""
    number = numbers[place]
    first = max(numbers[place - 1].end if place else 0, number.start - _WINDOW)
    last = min(numbers[place + 1].start if place + 1 < len(numbers) else len(text), number.end + _WINDOW)
    sign = _compared(text, number)
    before = words.said(text[first : number.start]) | ({sign} if sign else set())
    if before and strictly:
        return before
    return before | words.said(text[number.end : last])


def _written(text: str, number: Number) -> str:
    return text[number.start : number.end]
