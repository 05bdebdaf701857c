"""A language -> its words for the parts of the day, and the hours that each has (CLDR day periods)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import babel

from portal_api.catalogs.reading.languages import pairs, wording

_HOUR = 3600
_HALVES = {"am": frozenset(range(12)), "pm": frozenset(range(12, 24))}
# Letters from which a word may carry an ending ("вечером").
_INFLECTED_FROM = 4
# Words that only say that digits are a time; without a part of the day they may be a span: "8 h".
_CLOCK = r"(?:h|Uhr|o['’]clock|heures?|horas?|ore|uur|часов|часа|час|годині|hodin|óra|orë|giờ|点|點|时|時|시)"
_SURE = r"(?:Uhr|o['’]clock)\b"


def day_parts(language: str, data: babel.Locale | None) -> dict[str, frozenset[int]]:
    """The hours (0 to 23) of each word for a part of the day, in lower case; empty where we know none."""
    listed = dict(_listed(language))
    hours: dict[str, frozenset[int]] = defaultdict(frozenset)
    for word, part in _cldr(data):
        known = [hours for one, hours in listed.items() if one in word]
        hours[word] = known[0] if known else hours[word] | part
    return {**hours, **listed}


def clock_pattern(language: str, parts: Mapping[str, frozenset[int]], *, unspaced: bool) -> re.Pattern[str]:
    """Finds what makes a time of the digits before it: am or pm (group 1), a part of the day (2 or 3).

    A word that may be a unit as well ("3 дня" is three days) needs the word for the hour before it. Group 4
    is a word for hours that are not counted from midnight or noon (Thai: 2 ทุ่ม is 20:00).
    """
    plain = _words(_unequivocal(language, parts), unspaced=unspaced) or "(?!)"
    every = _words(parts, unspaced=unspaced) or "(?!)"
    counted = _words(counted_from(language), unspaced=unspaced) or "(?!)"
    return re.compile(
        rf"\s?(?:([ap])\.? ?m\b\.?|({plain})|{_CLOCK}[ \u00a0]?({every})|({counted})|{_SURE})", re.IGNORECASE
    )


def counted_from(language: str) -> dict[str, int]:
    """The words of a language after an hour that is counted from another than midnight, and which that is."""
    return {word: int(hour) for word, hour in pairs(wording(language).get("counted_from", ""))}


def part_pattern(
    language: str, parts: Mapping[str, frozenset[int]], *, unspaced: bool
) -> re.Pattern[str] | None:
    """Finds a word for a part of the day anywhere."""
    words = _words(_unequivocal(language, parts), unspaced=unspaced)
    before = "" if unspaced else joined(language)
    return re.compile(f"{before}({words})", re.IGNORECASE) if words else None


def joined(language: str) -> str:
    """The beginning of a pattern: where a word begins, and the letters that may be joined to it."""
    prefixes = wording(language).get("prefixes", "")
    return rf"(?<!\w)[{prefixes}]{{0,2}}" if prefixes else r"(?<!\w)"


def _unequivocal(language: str, parts: Iterable[str]) -> list[str]:
    units = {word for word, _ in pairs(wording(language).get("units", ""))}
    return [word for word in parts if word not in units]


def _words(parts: Iterable[str], *, unspaced: bool) -> str:
    return "|".join(_form(word, unspaced=unspaced) for word in sorted(parts, key=len, reverse=True))


def _form(word: str, *, unspaced: bool) -> str:
    pattern = re.escape(word).replace(r"\ ", r"[ \u00a0\u202f]?")
    if unspaced or not word[-1].isalpha():
        return pattern
    return pattern + (r"(?:(?=\w)|\b)" if len(word) >= _INFLECTED_FROM else r"(?!\w)")


def _cldr(data: babel.Locale | None) -> Iterator[tuple[str, frozenset[int]]]:
    if data is None:
        return
    rules = {
        **_HALVES,
        **{name: _hours(rule) for name, rule in dict(data.day_period_rules.get(None, {})).items()},
    }
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for name, word in dict(data.day_periods.get(context, {}).get(width, {})).items():
                if name in rules and not (name in _HALVES and word.isascii()):
                    plain = str(word).lower().replace("\u202f", " ").replace("\u200b", "")
                    if len(plain) > 1 or not plain.isascii():
                        yield plain, rules[name]


def _hours(rule: object) -> frozenset[int]:
    """The hours of CLDR's rule, e.g. `[{"from": 68400, "before": 14400}]`, in seconds of the day."""
    found: set[int] = set()
    for span in rule if isinstance(rule, list) else ():
        start = span.get("from", span.get("at", 0)) // _HOUR
        end = span["before"] // _HOUR if "before" in span else start + 1
        found.update(_span(start, end))
    return frozenset(found)


def _listed(language: str) -> Iterator[tuple[str, frozenset[int]]]:
    for word, span in pairs(wording(language).get("day_parts", "")):
        start, _, end = span.partition("-")
        yield word, frozenset(_span(int(start), int(end)))


def _span(start: int, end: int) -> Iterator[int]:
    """The hours from one to before another, over midnight too."""
    return (hour % 24 for hour in range(start, end if end > start else end + 24))
