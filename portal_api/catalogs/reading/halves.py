"""Where a half stands behind what is counted: "two hours and a half", 两片半, "hora y media"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.lexicon import AND, HALF, LINK, ONE, Atom, Lexicon
from portal_api.catalogs.reading.units import is_unit
from portal_api.catalogs.reading.wordforms import unprefixed

_LONGEST = 12  # letters of the longest word for what is counted, with spaces
_DIGITS_COUNTED = re.compile(r"(?<![\d.,])([1-9]\d?)[^\d.,]+\Z")
_PIECE = "个"  # 一个半小时: what is counted comes behind the half


def halves_first(text: str, lexicon: Lexicon, idiom: Idiom) -> str:
    """A text with each half beside its number: "two hours and a half" as "two and a half hours"."""
    half_after = lexicon.half_after
    if half_after is None or not half_after.glance(text):
        return text
    return half_after.pattern.sub(lambda match: _half_first(match, lexicon, idiom), text)


def _half_first(match: re.Match[str], lexicon: Lexicon, idiom: Idiom) -> str:
    """ "Two hours and a half" as "two and a half hours"; an hour without a number ("hora y media") is one."""
    number, counted, _ = match.groups(default="")
    if counted in lexicon.atoms:
        return match.group()
    if number in lexicon.firsts:
        return f"{number} {LINK} {HALF} {counted}"
    number = "" if number == "1" else number
    alone = not number.isdecimal() and _is_unit(counted, lexicon, idiom)
    if alone or number in lexicon.articles:
        return f"{number} {lexicon.one} {LINK} {HALF} {counted}"
    return match.group()


def _is_unit(word: str, lexicon: Lexicon, idiom: Idiom) -> bool:
    return any(is_unit(known, idiom) for known in (word, *unprefixed(word, lexicon)))


def before_half(
    text: str, half: re.Match[str], lexicon: Lexicon, number_end: int | None
) -> Iterator[Atom | None]:
    """What stands before a half: 两片半 is two and a half, ชั่วโมงครึ่ง one and a half, 每两天半片 a half."""
    counters, start = lexicon.counters, half.start()
    if counters is None or not _is_counted(text, start, counters):
        yield None
        return
    counts_itself = _counts(text, half.end(), counters) and text[start - 1] != _PIECE
    if number_end is not None and not counts_itself and counters.fullmatch(text, number_end, start):
        yield AND
        return
    yield None
    if number_end is None and not counts_itself:
        yield from _whole(text, start, lexicon)


def _counts(text: str, end: int, counters: re.Pattern[str]) -> bool:
    """Whether what is counted follows right behind a half."""
    return not text[end : end + 1].isspace() and counters.match(text, end) is not None


def _whole(text: str, start: int, lexicon: Lexicon) -> Iterator[Atom]:
    """What stands with a half behind its counter: the digits before that (1錠半), or a one that is unsaid."""
    digits = _DIGITS_COUNTED.search(text, max(0, start - _LONGEST), start)
    if digits is not None and lexicon.counters is not None:
        if lexicon.counters.fullmatch(text, digits.end(1), start):
            yield from (Atom(int(digits.group(1))), AND)
    elif lexicon.one_unsaid:
        yield from (ONE, AND)


def _is_counted(text: str, end: int, counters: re.Pattern[str]) -> bool:
    """Whether what can be counted stands right before a place."""
    return any(counters.fullmatch(text, start, end) for start in range(max(0, end - _LONGEST), end))
