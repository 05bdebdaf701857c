"""Where a half stands behind what is counted: "two hours and a half", 两片半, "hora y media"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal_api.catalogs.idioms import Idiom
from portal_api.catalogs.lexicon import AND, HALF, LINK, ONE, Atom, Lexicon
from portal_api.catalogs.units import is_unit
from portal_api.catalogs.wordforms import unprefixed

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
    if counted in lexicon.firsts:
        return match.group()
    if number in lexicon.firsts:
        return f"{number} {LINK} {HALF} {counted}"
    alone = not number.isdecimal() and any(
        is_unit(word, idiom) for word in (counted, *unprefixed(counted, lexicon))
    )
    if alone or number in lexicon.articles:
        return f"{number} {lexicon.one} {LINK} {HALF} {counted}"
    return match.group()


def before_half(
    text: str, half: re.Match[str], lexicon: Lexicon, number_end: int | None
) -> Iterator[Atom | None]:
    """What stands before a half: 两片半 is two and a half, ชั่วโมงครึ่ง one and a half, 每两天半片 a half."""
    counters = lexicon.counters
    gap = text[number_end or 0 : half.start()]
    counted = counters.search(gap) if counters is not None else None
    if counters is None or counted is None or (counters.match(text, half.end()) and gap != _PIECE):
        yield None
    elif number_end is not None and counted.end() - counted.start() == len(gap):
        yield AND
    else:
        yield None
        if number_end is None and lexicon.one_unsaid:
            yield from (ONE, AND)
