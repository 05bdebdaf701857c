"""Digits -> the hours of the day that they can mean: clocks of 12 and 24 hours, or counted from sunrise."""

from __future__ import annotations

from collections.abc import Iterator

from portal_api.catalogs.reading.digits import Reading, Value
from portal_api.catalogs.reading.idioms import Idiom

_HALF = 12
_DAY = 24
# By how many hours a word may be stretched: many call ten in the evening "night".
_STRETCH = 3


def hours_of(text: str, end: int, hour: int, idiom: Idiom) -> tuple[int, ...]:
    """The hours that a clock time means whose digits end here, by the word that follows: 8 pm is 20."""
    marker = idiom.clock.match(text, end)
    half = (marker.group(1) or "").lower() if marker else ""
    if half:
        return (hour % _HALF + (_HALF if half == "p" else 0),)
    if hour > _HALF:
        return (hour % _DAY,)
    word = marker.group(2) or marker.group(3) if marker else None
    either = possible(hour, idiom)
    return within(either, part_of(word, idiom)) if word else either


def counted(text: str, end: int, hour: int, idiom: Idiom) -> int | None:
    """The hour of the day where the word after the digits counts it from another than midnight."""
    marker = idiom.clock.match(text, end)
    start = idiom.counted_from.get(marker.group(4) or "") if marker else None
    return (start + hour) % _DAY if start is not None else None


def possible(hour: int, idiom: Idiom) -> tuple[int, ...]:
    """The hours that an hour up to twelve can mean, also counted from sunrise where the language does so."""
    starts = (hour, hour + 6) if idiom.six_hour_clock else (hour,)
    return tuple((start % _HALF) + half for start in starts for half in (0, _HALF))


def part_of(word: str, idiom: Idiom) -> frozenset[int]:
    """The hours of a word that the idiom found."""
    return idiom.day_parts[word.lower().replace("\u00a0", " ").replace("\u202f", " ")]


def within(hours: tuple[int, ...], period: frozenset[int]) -> tuple[int, ...]:
    """Those of the hours that a part of the day has, or most nearly; all of them where that tells nothing."""
    distance = {hour: min(_apart(hour, h) for h in period) for hour in hours}
    least = min(distance.values())
    return tuple(hour for hour in hours if distance[hour] == least) if least <= _STRETCH else hours


def _apart(a: int, b: int) -> int:
    return min((a - b) % _DAY, (b - a) % _DAY)


def clock_readings(hour: int, minute: Value, hours: tuple[int, ...], from_sunrise: bool) -> Iterator[Reading]:
    """The same time on the other clocks: 12 hours, 24 hours, hours counted from sunrise."""
    same = {hour, *hours, *(h % _HALF or _HALF for h in hours)}
    if from_sunrise:
        same |= {(h + 6) % _HALF or _HALF for h in hours}
    for h in sorted(same):
        yield (str(h), minute)
        if minute == "0":
            yield (str(h),)
