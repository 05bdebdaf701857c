"""Numbers side by side -> those that are one: 1/2, 8:30, 2010-11, 2-3 million, 9時30分."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from portal_api.catalogs.reading.clock import clock_readings, counted, hours_of
from portal_api.catalogs.reading.digits import (
    SPACES,
    Reading,
    Value,
    ascii_digits,
    canonical,
    fraction,
    shifted,
)
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.numeral import NEAR, Number
from portal_api.catalogs.reading.slashes import is_part

_RANGE = re.compile(r"\s?[-–—−~〜～]\s?\Z")
_ALWAYS = re.compile(r"\s?(?:h|j|heures|jours|ore|giorni|horas|días)\s?(?:/|sur|su)\s?", re.IGNORECASE)
# Portuguese and Spanish for every eight hours: "de 8 em 8 horas", "de 8/8 h".
_EVERY = re.compile(
    r"(?<!\w)de[ \u00a0](\d+)(?:[ \u00a0]?h(?:oras)?)?(?:[ \u00a0]e[mn][ \u00a0]|/)\1"
    r"(?=[ \u00a0]?(?:h(?!\w)|hora|d[ií]a|semana|m[eê]s|minuto|ano|año))",
    re.IGNORECASE,
)

_FARTHEST = 12  # characters between two numbers that are one: " heures sur "
_BETWEEN_PARTS = re.compile(r"[/⁄]|\s?(?:分の|分之|분의)\s?")
# A vaccine that is several in one, 6-in-1: others call it "hexavalent".
_IN_ONE = re.compile("[ \u00a0-](?:in|en|em|w|v|в|i|su|ב)[ \u00a0-]", re.IGNORECASE)

_SLASHES = frozenset("/⁄")
_LAST_HOUR, _MINUTES = 24, 60
# What parts hours and minutes; some of it parts the hours and minutes of a span of time as well.
_HOUR_ENDS = re.compile(r"[:：h]|[ \u00a0]?(?:時|时|點|点|시|h|giờ|heures?|Uhr)[ \u00a0]?")
_MAY_BE_SPAN = re.compile(r"[ \u00a0]h|h[ \u00a0]|giờ|heure")
_HALF_PAST = re.compile(r"[ \u00a0]?(?:時|时|點|点|시)[ \u00a0]?(?:半|반)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d\d)")


def joined(text: str, found: list[Number], idiom: Idiom, from_sunrise: bool) -> Iterator[Number]:
    """The numbers with the readings that two neighbours have together: 1/2, 8:30, 2010-11, 2-3 million."""
    held: Number | None = None
    for number in found:
        if held is None:
            held = number
            continue
        gap = text[held.end : number.start]
        both = _together(text, held, number, gap, idiom, from_sunrise) if len(gap) <= _FARTHEST else None
        if both is None and not held.bare and not number.bare:
            yield on_the_clock(text, held, idiom, from_sunrise)
            held = number
        elif both is None:
            yield on_the_clock(text, _shared_scale(held, number, gap), idiom, from_sunrise)
            held = _shared_scale(number, held, gap) if text[held.end - 1].isdecimal() else number
        else:
            yield both
            held = None
    if held is not None:
        yield on_the_clock(text, held, idiom, from_sunrise)


def _together(
    text: str, first: Number, second: Number, gap: str, idiom: Idiom, from_sunrise: bool
) -> Number | None:
    if first.name or len(first.readings[0]) > 1 or len(second.readings[0]) > 1:
        return None
    a, b = first.readings[0][0], second.readings[0][0]
    if first.bare and second.bare:
        return _sum(first, second, gap)
    if first.bare or not (a.isdecimal() and b.isdecimal() and len(a) <= 6 and len(b) <= 6):
        return None
    span = (first.start, second.end)
    if phrase := _phrase(text, first.start, a, b, gap):
        return Number(*span, phrase)
    if _BETWEEN_PARTS.fullmatch(gap):
        return Number(*span, tuple(_parted(text, first, second, gap, idiom)))
    if int(a) <= _LAST_HOUR and int(b) < _MINUTES and _HOUR_ENDS.fullmatch(gap):
        hours = hours_of(text, second.end, int(a), idiom)
        return _timed(Number(*span, ()), (a, b), hours, from_sunrise) if _is_time(gap, hours) else None
    if len(b) < len(a) and int(b) > int(a[-len(b) :]) and not second.bare and _RANGE.fullmatch(gap):
        return Number(*span, ((a, b), (a, a[: -len(b)] + b)))
    return None


def _phrase(text: str, start: int, a: Value, b: Value, gap: str) -> tuple[Reading, ...]:
    """What two numbers mean in a set phrase; nothing where they are in none."""
    if a == b:
        return _twice(text, start, a, gap)
    return ((a, b), (a,)) if b == "1" and len(a) == 1 and _IN_ONE.fullmatch(gap) else ()


def _twice(text: str, start: int, value: Value, gap: str) -> tuple[Reading, ...]:
    """What one number said twice means, where that is more than two numbers: 24 h / 24, "de 8 em 8 horas"."""
    if _ALWAYS.fullmatch(gap):
        return (value, value), (value,), ()
    return ((value,),) if _EVERY.match(text, max(0, start - len("de "))) else ()


def _is_time(gap: str, hours: tuple[int, ...]) -> bool:
    """Whether hours and minutes are a time of day, not a span: 2 h 30."""
    return len(hours) == 1 or _MAY_BE_SPAN.search(gap) is None


def _sum(first: Number, second: Number, gap: str) -> Number | None:
    """2 lakh 44 thousand, 1亿2000万: the larger count and the smaller one are one number."""
    a, b = first.readings[0][0], second.readings[0][0]
    if gap.strip(SPACES) or not (a.isdecimal() and b.isdecimal() and len(b) < len(a) <= 18):
        return None
    return Number(first.start, second.end, ((a, b), (str(int(a) + int(b)),)))


def _parted(text: str, first: Number, second: Number, gap: str, idiom: Idiom) -> Iterator[Reading]:
    """A half, a third or a quarter where it can only be that; else two numbers first of all."""
    a, b = first.readings[0][0], second.readings[0][0]
    if gap in _SLASHES and is_part(text, first.start, second.end, (a, b), idiom):
        yield (fraction(Fraction(int(a), int(b))),)
        return
    yield a, b
    yield from _ratio(a, b, gap, text[second.start : second.end], idiom)


def _ratio(a: Value, b: Value, gap: str, digits: str, idiom: Idiom) -> Iterator[Reading]:
    """What two numbers mean together: 2/3, 24/7, 1968/69, or 3分の2, where the whole comes first."""
    if gap not in _SLASHES:
        a, b = b, a
    if (a, b) == ("24", "7"):
        yield ()  # "around the clock"
    if len(a) == 4 and len(b) == 2 and int(b) > int(a[2:]):
        yield (a, a[:2] + b)  # the season of 1968/69
    if b != "0":
        yield (fraction(Fraction(int(a), int(b))),)
    if idiom.language in {"fa", "ps"}:  # the slash is Persian's decimal separator too
        yield (canonical(a, ascii_digits(digits)),)


def _shared_scale(first: Number, second: Number, gap: str) -> Number:
    """In "2 to 3 million" the first number may be millions too, in "milioni 2 hadi 3" the second."""
    if not second.bare or first.bare or len(gap) > NEAR or len(first.readings[0]) != 1:
        return first
    return first._replace(readings=(*first.readings, (shifted(first.readings[0][0], second.power),)))


def on_the_clock(text: str, number: Number, idiom: Idiom, from_sunrise: bool) -> Number:
    """A number with the readings that a clock time has: 8 pm is 20."""
    hour = number.readings[0][0]
    if "." in hour:
        return _dotted(text, number, idiom, from_sunrise)
    if len(number.readings[0]) != 1 or len(hour) > 2 or int(hour) > _LAST_HOUR:
        return number
    half = _HALF_PAST.match(text, number.end)
    if half is not None:
        return _timed(number, (hour, "30"), hours_of(text, half.end(), int(hour), idiom), from_sunrise)
    if not idiom.clock.match(text, number.end):
        return number
    full = counted(text, number.end, int(hour), idiom)
    if full is not None:
        return number._replace(
            readings=tuple(clock_readings(full, "0", (full,), from_sunrise)), hours=(full,)
        )
    hours = hours_of(text, number.end, int(hour), idiom)
    more = clock_readings(int(hour), "0", hours, from_sunrise)
    return number._replace(readings=(*number.readings, *more), hours=hours)


def _dotted(text: str, number: Number, idiom: Idiom, from_sunrise: bool) -> Number:
    """9.30 is a time of day where a word says so."""
    match = _DOTTED.fullmatch(ascii_digits(text[number.start : number.end]))
    if match is None or not idiom.clock.match(text, number.end):
        return number
    hour, minute = map(canonical, match.groups())
    if int(hour) > _LAST_HOUR or int(minute) >= _MINUTES:
        return number
    return _timed(number, (hour, minute), hours_of(text, number.end, int(hour), idiom), from_sunrise)


def _timed(number: Number, time: tuple[Value, Value], hours: tuple[int, ...], from_sunrise: bool) -> Number:
    more = clock_readings(int(time[0]), time[1], hours, from_sunrise)
    return number._replace(readings=(time, *more, *number.readings), hours=hours)
