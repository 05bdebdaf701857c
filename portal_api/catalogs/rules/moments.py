"""The rules on when: the time of day and the month of a date."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from portal_api.catalogs.reading.clock import part_of, possible, within
from portal_api.catalogs.reading.digits import Reading
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.numbers import read_again
from portal_api.catalogs.reading.numeral import Number
from portal_api.catalogs.rules.findings import Flaw, Pair

_HALF = 12
# How far from its digits a word for the part of the day may stand.
_WINDOW = 24
# A day or a year beside a month, with a short word between at most: "9 de enero", "جنوري په ۹".
_BESIDE = re.compile(r"\d(?:[\w.ºª]{0,3}[ ,.\u00a0-]{1,3}(?:\w{1,3} )?|)\Z")
_AFTER = re.compile(r"\w{0,3}[ ,.\u00a0-]{0,3}(?:\w{1,3} )?\d")


class _Time(NamedTuple):
    """A clock time: the hours of the day it can mean, its minutes, and the number that says it."""

    hours: tuple[int, ...]
    minute: str
    number: Number


def time_of_day(pair: Pair) -> Iterator[Flaw]:
    """A time stays in its half of the day: 8 in the morning does not become 8 in the evening."""
    for time, same, found in _compared(pair):
        if found and _contradict(time, same, found):
            wrong = next((one for one in found if time.hours[0] not in one.hours), found[0])
            what = f"{_said(pair.source, time)} means {_hour(time)} in the source, {_hour(wrong)} here"
            yield Flaw(what, "write the time of the source", _span(time), _span(wrong))
            return


def half_of_day(pair: Pair) -> Iterator[Flaw]:
    """A time after noon is one in the translation too: as 20:00, as 8 pm, or as 8 in the evening."""
    if pair.idiom.day_part is None:
        return
    for time, _, found in _compared(pair):
        if pair.idiom.day_part.search(pair.target):
            return
        if time.hours[0] > _HALF and found and all(len(other.hours) > 1 for other in found):
            what = f"{_said(pair.target, found[0])} may be read as a time before noon"
            yield Flaw(what, "say which half of the day is meant", _span(time), _span(found[0]))


def tells_time(text: str, idiom: Idiom) -> bool:
    """Whether a text has a time of day in digits."""
    return any(number.hours for number in read_again(text, idiom))


def _compared(pair: Pair) -> Iterator[tuple[_Time, list[_Time], list[_Time]]]:
    """Each sure time of the source, with the source's times on the same hour and the translation's."""
    source = list(_times(pair.source, pair.source_numbers, pair.source_idiom))
    sure = {(time.hours, time.minute): time for time in reversed(source) if len(time.hours) == 1}
    if sure:
        ours = _by_clock(source)
        theirs = _by_clock(_times(pair.target, pair.numbers, pair.idiom, loosely=True))
        for time in sure.values():
            on = (time.hours[0] % _HALF, time.minute)
            yield time, ours[on], theirs.get(on, [])


def _by_clock(times: Iterable[_Time]) -> dict[tuple[int, str], list[_Time]]:
    """The times by where the hands of a clock stand, each with the hours that it can then mean."""
    found: dict[tuple[int, str], list[_Time]] = {}
    for time in times:
        for hand in {hour % _HALF for hour in time.hours}:
            hours = tuple(hour for hour in time.hours if hour % _HALF == hand)
            found.setdefault((hand, time.minute), []).append(time._replace(hours=hours))
    return found


def _contradict(time: _Time, same: list[_Time], found: list[_Time]) -> bool:
    """Whether the translation cannot mean this hour, or means the other one more often than the source."""
    hour = time.hours[0]
    if all(hour not in other.hours for other in found):
        return True
    if len(found) != len(same):
        return False
    sure = sum(other.hours == (hour,) for other in same)
    other_half = sum(one.hours != (hour,) and len(one.hours) == 1 for one in found)
    return other_half > len(same) - sure


def _times(text: str, numbers: Sequence[Number], idiom: Idiom, *, loosely: bool = False) -> Iterator[_Time]:
    """The numbers that are a time of day, loosely any that could be one."""
    said = _Parts(text, numbers, idiom)
    for place, number in enumerate(numbers):
        hour, *rest = _hour_and_minute(number) if loosely else number.readings[0]
        if len(rest) > 1 or len(hour) > 2 or not hour.isdecimal() or int(hour) > 24:
            continue
        hours = number.hours
        if not hours and not loosely:
            continue
        if len(hours) != 1 and int(hour) > _HALF:
            hours = (int(hour) % 24,)
        if len(hours) != 1:
            hours = hours or possible(int(hour), idiom)
            part = said.beside(place)
            hours = within(hours, part) if part else hours
        yield _Time(hours, rest[0] if rest else "0", number)


def _hour_and_minute(number: Number) -> Reading:
    """The reading of a number that could be a time: 9 and 30 of 9.30, which is a decimal elsewhere."""
    pairs = (one for one in number.readings[:2] if len(one) == 2)
    return next(pairs, number.readings[0]) if "." in number.readings[0][0] else number.readings[0]


class _Parts:
    """The words for parts of the day in a text, and which number each goes with.

    A language puts them before its times or after them; the first time that has one shows where.
    """

    def __init__(self, text: str, numbers: Sequence[Number], idiom: Idiom) -> None:
        self._numbers = numbers
        self._idiom = idiom
        self._words = list(idiom.day_part.finditer(text)) if idiom.day_part is not None else []
        self._starts = [word.start() for word in self._words]
        self._ends = [word.end() for word in self._words]
        times = [place for place, number in enumerate(numbers) if number.hours] or range(len(numbers))
        first = next((place for place in times if self._before(place) or self._after(place)), 0)
        self._leading = bool(numbers) and self._before(first) is not None

    def beside(self, place: int) -> frozenset[int] | None:
        """The hours of the word that goes with a number."""
        sides = (self._before(place), self._after(place))
        word = next(filter(None, sides if self._leading else sides[::-1]), None)
        return part_of(word.group(1), self._idiom) if word else None

    def _before(self, place: int) -> re.Match[str] | None:
        end = self._numbers[place].start
        start = max(self._numbers[place - 1].end if place else 0, end - _WINDOW)
        last = bisect_right(self._ends, end) - 1
        return self._words[last] if last >= 0 and self._words[last].start() >= start else None

    def _after(self, place: int) -> re.Match[str] | None:
        start = self._numbers[place].end
        end = start + _WINDOW
        if place + 1 < len(self._numbers):
            end = min(end, self._numbers[place + 1].start)
        first = bisect_left(self._starts, start)
        return self._words[first] if first < len(self._words) and self._starts[first] < end else None


def _said(text: str, time: _Time) -> str:
    return text[time.number.start : time.number.end]


def _hour(time: _Time) -> str:
    return f"{time.hours[0]}:{time.minute.zfill(2)}"


def _span(time: _Time) -> tuple[int, int]:
    return time.number.start, time.number.end


def months(pair: Pair) -> Iterator[Flaw]:
    """A date stays in its month: 9 January does not become 9 June."""
    dated = pair.of_source(dated_months)
    if not dated or pair.idiom.month is None:
        return
    named = {pair.idiom.months[match.group(1)] for match in pair.idiom.month.finditer(pair.target)}
    lost = [match for month, match in dated.items() if month not in named]
    found = dated_months(pair.target, pair.idiom) if lost else {}
    new = [match for month, match in found.items() if month not in dated]
    for ours, theirs in zip(lost, new, strict=False):
        what = f"{ours.group(1)} became {theirs.group(1)}"
        yield Flaw(what, "write the month of the source", ours.span(), theirs.span())


def dated_months(text: str, idiom: Idiom) -> dict[int, re.Match[str]]:
    """The months beside digits, by number: a word like "May" or "mars" alone may be another."""
    if idiom.month is None:
        return {}
    return {
        idiom.months[match.group(1)]: match
        for match in idiom.month.finditer(text)
        if _BESIDE.search(text, max(0, match.start() - 11), match.start()) or _AFTER.match(text, match.end())
    }
