"""Numbers that differ -> those that neither a phone number in other groups nor "1 a day" explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from portal_api.catalogs.reading.digits import Value, fraction
from portal_api.catalogs.reading.idioms import UNSPACED, Idiom
from portal_api.catalogs.reading.languages import any_of, wording
from portal_api.catalogs.reading.numeral import NEAR, Number
from portal_api.catalogs.reading.spelled import WORD, in_words
from portal_api.catalogs.reading.units import DURATIONS, Meanings, counted_per, unit_of, units_beside
from portal_api.catalogs.rules.contacts import phones_in
from portal_api.catalogs.rules.findings import Pair, Span
from portal_api.catalogs.rules.retelling import retold
from portal_api.catalogs.rules.tally import Unmatched

_ONE: Value = "1"
_AFTERNOON = {str(hour): str(hour + 12) for hour in range(1, 12)}
_SHORT_NAME = re.compile(r" \([A-Za-z-]{1,16}?(\d{1,6})\)")
_MOST_DIGITS = 9  # of a number that is compared with parts of hours, days and years
# How many of the unit make one of the next.
_IN_A_WHOLE = {"minute": (60, "hour"), "hour": (24, "day"), "month": (12, "year")}
Unmatcheds = tuple[Unmatched, ...]


def unexplained(pair: Pair, lost: Unmatcheds, added: Unmatcheds) -> tuple[Unmatcheds, Unmatcheds]:
    """The values that are lost and added beyond doubt."""
    ours, theirs = _same_phones(pair)
    lost, added = _outside(lost, ours), _outside(added, theirs)
    lost, added = retold(pair, lost, added)
    lost, added = _not_after_noon(pair, lost, added)
    lost = tuple(_not_abbreviated(pair, tuple(_not_each_nth(pair, lost))))
    added = tuple(_not_smaller_units(pair, added))
    if added and not lost:
        added = tuple(_not_one_in(pair, added))
    if added and not lost and pair.of_source(_says_each) and not _lacks_words(pair):
        added = _but_each(pair, added)
    return lost, added


def _not_after_noon(pair: Pair, lost: Unmatcheds, added: Unmatcheds) -> tuple[Unmatcheds, Unmatcheds]:
    """What is left of both, less hours of the afternoon: "between 9 and 5" is "tussen 9 en 17 uur"."""
    hours = {item.value: item for item in added if "hour" in _beside(pair.target, item.number, pair.idiom)}
    late = {
        item: hours[_AFTERNOON[item.value]]
        for item in lost
        if _AFTERNOON.get(item.value) in hours and not _beside(pair.source, item.number, pair.source_idiom)
    }
    return tuple(i for i in lost if i not in late), tuple(i for i in added if i not in late.values())


def _beside(text: str, number: Number, idiom: Idiom) -> Meanings:
    return units_beside(text, number.start, [number.end], idiom)


def _not_each_nth(pair: Pair, lost: Unmatcheds) -> Iterator[Unmatched]:
    """What is lost, less the ones of "1 in 4", which some languages say as "every fourth"."""
    ratio = _ratio(pair.source_idiom.language)
    shown = {reading for number in pair.numbers for reading in number.readings} if lost else set()
    for item in lost:
        after = ratio.match(pair.source, item.number.end) if ratio and item.value == _ONE else None
        if after is None or (after.group(1),) in shown:
            yield item


def _not_abbreviated(pair: Pair, lost: Unmatcheds) -> Iterator[Unmatched]:
    """What is lost, less what the short name behind a long one says in both: coronavirus 2 (SARS-CoV-2)."""
    names = {number.readings[0] for number in pair.numbers if number.name} if lost else set()
    for item in lost:
        short = _SHORT_NAME.match(pair.source, item.number.end)
        if short is None or short.group(1) != item.value or (item.value,) not in names:
            yield item


@lru_cache(maxsize=64)
def _ratio(language: str) -> re.Pattern[str] | None:
    """What stands between the 1 and the 4 of "1 in 4"."""
    words = [word.replace("_", " ") for word in wording(language).get("ratio", "").split()]
    return re.compile(rf"[ \u00a0](?:{any_of(words)})[ \u00a0](\d+)(?![.,]?\d)") if words else None


def _not_one_in(pair: Pair, added: Unmatcheds) -> Iterator[Unmatched]:
    """What is added, less the ones of "1 in 3" where the source says "every third"."""
    said = pair.of_source(in_words).firm - {_ONE}
    following = {first.start: second for first, second in pairwise(pair.numbers)}
    for item in added:
        second = following.get(item.number.start)
        near = second is not None and second.start - item.number.end <= NEAR
        if item.value != _ONE or not (near and second and {r[0] for r in second.readings if r} & said):
            yield item


def _not_smaller_units(pair: Pair, added: Unmatcheds) -> Iterator[Unmatched]:
    """What is added, less the minutes, hours and months that a part of an hour, day or year has."""
    parts = {value for value in pair.of_source(in_words).numbers if "." in value} if added else set()
    parts -= in_words(pair.target, pair.idiom).numbers if parts else set()
    if not parts:
        yield from added
        return
    words = WORD.findall(pair.source.casefold())
    spans = {span for word in words for span in unit_of(word, pair.source_idiom)}
    for item in added:
        unit = units_beside(pair.target, item.number.start, [item.number.end], pair.idiom)
        counts = [n for name, (n, whole) in _IN_A_WHOLE.items() if name in unit and whole in spans]
        if len(item.value) > _MOST_DIGITS or not {fraction(Fraction(item.value) / n) for n in counts} & parts:
            yield item


def _lacks_words(pair: Pair) -> bool:
    """Whether the source counts something in words that the translation does not: "twice a day"."""
    wanted = pair.of_source(in_words).firm - {_ONE}
    stated = {value for number in pair.numbers for reading in number.readings for value in reading}
    return not wanted <= stated | in_words(pair.target, pair.idiom).numbers


def _but_each(pair: Pair, added: Unmatcheds) -> Unmatcheds:
    """What is added, less as many ones as the translation counts days or times with."""
    named = pair.of_source(_durations)
    free = sum(_is_each(pair.target, number, pair.idiom, named) for number in pair.numbers)
    ones = [item for item in added if item.value == _ONE]
    return tuple(item for item in added if item not in ones[:free])


def _same_phones(pair: Pair) -> tuple[Sequence[Span], Sequence[Span]]:
    """Where both texts have the same phone number, grouped as each likes: 0800 123 456, 08 00 12 34 56."""
    ours, theirs = phones_in(pair.source), phones_in(pair.target)
    both = {digits for digits, _ in ours} & {digits for digits, _ in theirs}
    return [span for digits, span in ours if digits in both], [
        span for digits, span in theirs if digits in both
    ]


def _outside(items: Unmatcheds, spans: Sequence[Span]) -> Unmatcheds:
    return tuple(
        item
        for item in items
        if not any(start <= item.number.start and item.number.end <= end for start, end in spans)
    )


def _says_each(text: str, idiom: Idiom) -> bool:
    """Whether a text may say "one" without a number: "a day", "each time", "5 mg/day"."""
    words = {word for word, _ in _each(idiom.language)}
    return not words.isdisjoint(WORD.findall(text.lower())) or bool(counted_per(text, idiom) & DURATIONS)


def _durations(text: str, idiom: Idiom) -> Meanings:
    """The units of time that a text names: "a day", "daily"."""
    words = set(WORD.findall(text.lower()))
    named = frozenset(unit for word, unit in _each(idiom.language) if word in words)
    return named.union(*(unit_of(word, idiom) for word in words)) & DURATIONS


def _each(language: str) -> list[tuple[str, str]]:
    entries = (entry.partition("=") for entry in wording(language).get("each", "").split())
    return [(word, unit) for word, _, unit in entries]


def _is_each(text: str, number: Number, idiom: Idiom, named: Meanings) -> bool:
    """Whether a 1 counts a day or a time, which other languages say with an article: 1日3回, 1-mal."""
    if number.readings[0] != (_ONE,):
        return False
    if units_beside(text, number.start, [number.end], idiom) & named:
        return True
    occasions = _occasions(idiom.language)
    return occasions is not None and occasions.match(text, number.end) is not None


@lru_cache(maxsize=256)
def _occasions(language: str) -> re.Pattern[str] | None:
    words = wording(language).get("occasions", "").split()
    end = "" if language in UNSPACED else r"(?!\w)"
    return re.compile(rf"[ \u00a0-]?(?:{any_of(words)}){end}") if words else None
