"""Language tag -> Idiom: how a language writes numbers, months, large counts and clock times (CLDR)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import babel

from portal_api.catalogs.reading.dayparts import clock_pattern, counted_from, day_parts, joined, part_pattern
from portal_api.catalogs.reading.languages import any_of, language_of, pairs, wording
from portal_api.locales import Locale

# Languages that count the hours of the day from sunrise: 7 o'clock is "hour one".
SIX_HOUR_CLOCK = frozenset({"am", "lg", "om", "rw", "so", "sw", "ti"})

# Letters that no normalization form composes, although keyboards type them as one (Unicode's exclusions).
_DOTTED = {
    unicodedata.normalize("NFD", chr(c)): chr(c)
    for c in (
        *range(0x958, 0x960),
        0x9DC,
        0x9DD,
        0x9DF,
        0xA33,
        0xA36,
        *range(0xA59, 0xA5C),
        0xA5E,
        0xB5C,
        0xB5D,
    )
}
# Scripts written without spaces between words: a count word may touch the digits and what follows.
UNSPACED = frozenset({"ja", "km", "ko", "lo", "my", "th", "yue", "zh"})
# Nothing, a bare letter, or anything but letters.
_NO_COUNT_WORD = re.compile(r"\A[A-Za-z]?\Z|[^\w\s.\u0300-\u1fff-]")
_INFLECTED_FROM = 5  # letters from which a count word may carry an unknown ending ("миллионами")
_SHORT_SCALE = 3  # letters from which an abbreviated count word ("tys.") cannot be a unit
_ABBREVIATED = 3  # letters of a month's name that may be the beginning of another word ("Jan")

# What 千 before it makes a unit of: 千卡 is a kilocalorie, no count of a thousand.
_KILO = "(?<!千(?=[卡克米瓦焦帕赫]))"

# Not before a vowel sign or tone mark: Thai, Lao, Burmese and Khmer words go on without a space.
WORD_GOES_ON = "(?![\u0e30-\u0e3a\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3])"


@dataclass(frozen=True, eq=False)
class Idiom:
    """What a reader of a language takes digits and the words around them to mean.

    `decimal` is the separator that decides where a single `.` or `,` stands before three digits.
    `scales` gives count words their power of ten, `months` names their number, `day_parts` words such as
    "evening" their hours; `scale_after` finds a count word after digits, `month` and `day_part` (in group 1)
    a name or word anywhere, `skipping` what makes digits count what is left out, `clock` what makes a time of
    the digits before it, `counted_from` the words that count hours from another than midnight. All are empty
    for a language that CLDR does not know and that we have no words for. `counts_months` is true where months
    are numbers (1月), `known_units` where we know the local spellings of units, `knows_words` where we know
    the number words.
    """

    language: str
    script: str
    decimal: str
    scales: Mapping[str, int]
    scale_after: re.Pattern[str] | None
    months: Mapping[str, int]
    month: re.Pattern[str] | None
    six_hour_clock: bool
    day_parts: Mapping[str, frozenset[int]]
    day_part: re.Pattern[str] | None
    clock: re.Pattern[str]
    counted_from: Mapping[str, int]
    skipping: re.Pattern[str] | None
    unspaced: bool
    counts_months: bool
    known_units: bool
    knows_words: bool


@lru_cache(maxsize=512)
def idiom(tag: str, like: str | None = None) -> Idiom:
    """The idiom of a language tag; what nobody told us about it is taken from the language `like`."""
    data = _cldr(tag)
    language = language_of(tag)
    scales = _scales(language, data)
    every = [
        *_months(data),
        *((word, int(number)) for word, number in pairs(wording(language).get("months", ""))),
    ]
    months = _named(every)
    unspaced = language in UNSPACED
    parts = day_parts(language, data)
    return Idiom(
        language=language,
        script=Locale(tag).script,
        decimal=_decimal(data) or (idiom(like).decimal if like else "."),
        scales=scales,
        scale_after=_after(scales, unspaced=unspaced) if scales else None,
        months=months,
        month=_month(language, months, unspaced=unspaced) if months else None,
        six_hour_clock=language in SIX_HOUR_CLOCK,
        day_parts=parts,
        day_part=part_pattern(language, parts, unspaced=unspaced),
        clock=clock_pattern(language, parts, unspaced=unspaced),
        counted_from=counted_from(language),
        skipping=_skipping(language),
        unspaced=unspaced,
        counts_months=_counted(language, data),
        known_units="units" in wording(language) or "units_before" in wording(language),
        knows_words="count" in wording(language),
    )


def _skipping(language: str) -> re.Pattern[str] | None:
    words = wording(language).get("skipping", "").split()
    return re.compile(any_of(words)) if words else None


def _cldr(tag: str) -> babel.Locale | None:
    """The locale data for a tag, or for its language alone; None where CLDR has neither."""
    for candidate in (tag, language_of(tag)):
        try:
            return babel.Locale.parse(candidate, sep="-")
        except (ValueError, babel.UnknownLocaleError):
            continue
    return None


def _decimal(data: babel.Locale | None) -> str:
    if data is None:
        return ""
    symbols = data.number_symbols
    chosen: Any = symbols.get("latn") or symbols.get(data.default_numbering_system) or {}
    mark = chosen.get("decimal", ".")
    return "," if mark == "," else "."


def _scales(language: str, data: babel.Locale | None) -> dict[str, int]:
    found = dict(_cldr_scales(data)) if data is not None else {}
    for word, power in pairs(wording(language).get("scales", "")):
        found[word] = int(power)
    return {spelling: power for word, power in found.items() for spelling in _spellings(word)}


def _spellings(word: str) -> Iterator[str]:
    """The canonically equal spellings that texts use: decomposed, composed, Indic letters with their dot."""
    yield unicodedata.normalize("NFD", word)
    word = unicodedata.normalize("NFC", word)
    yield word
    for pair, letter in _DOTTED.items():
        word = word.replace(pair, letter)
    yield word


def _cldr_scales(data: babel.Locale) -> Iterator[tuple[str, int]]:
    """Count words out of patterns such as `1000000: 0 million`."""
    for width, least in (("short", _SHORT_SCALE), ("long", 1)):
        for patterns in dict(data.compact_decimal_formats.get(width, {})).values():
            for size, pattern in patterns.items():
                text = str(pattern.pattern).partition(";")[0].replace("'", "")
                word = text.replace("0", "").strip(" \u00a0\u200f\u200e").lower().rstrip(".")
                if len(word) >= least and _NO_COUNT_WORD.search(word) is None:
                    yield word, len(size) - text.count("0")


def _after(scales: Iterable[str], *, unspaced: bool) -> re.Pattern[str]:
    """A count word right after digits; several in a row multiply ("2 hundred million")."""
    ordered = sorted(scales, key=len, reverse=True)
    if unspaced:
        return re.compile(rf"\+?[ \u00a0\u200b]{{0,2}}({any_of(ordered)}){_KILO}{WORD_GOES_ON}")
    forms = any_of(ordered, lambda word: r"\w{0,4}" if len(word) >= _INFLECTED_FROM else "")
    return re.compile(rf"\+?[ \u00a0\u202f\u2009-]?({forms})(?!\w)", re.IGNORECASE)


def _months(data: babel.Locale | None) -> Iterator[tuple[str, int]]:
    """Every name that CLDR has for a month."""
    for context in ("format", "stand-alone") if data is not None else ():
        for width in ("wide", "abbreviated"):
            names = dict(data.months.get(context, {}).get(width, {})) if data is not None else {}
            yield from ((str(name).rstrip("."), int(number)) for number, name in names.items())


def _counted(language: str, data: babel.Locale | None) -> bool:
    """Whether dates of the language have the month as a number: 1月, tháng 1."""
    if data is None:
        return False
    names = dict(data.months["format"]["abbreviated" if language in UNSPACED else "wide"]).values()
    return all(_has_digit(str(name)) and not str(name).startswith("M") for name in names)


def _named(months: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Names as CLDR writes them and as a sentence begins with them; not `1月` or `M01`."""
    names = {
        spelling: number
        for name, number in months
        if len(name) > 1 and not _has_digit(name)
        for spelling in _spellings(name)
    }
    return {**names, **{name[:1].upper() + name[1:]: number for name, number in names.items()}}


def _has_digit(name: str) -> bool:
    return any(c.isdigit() for c in name)


def _month(language: str, months: Iterable[str], *, unspaced: bool) -> re.Pattern[str]:
    ordered = sorted(months, key=len, reverse=True)
    if unspaced:
        return re.compile(f"({any_of(ordered)})")
    prefixed = "prefixes" in wording(language)
    words = any_of(ordered, lambda word: "" if len(word) > _ABBREVIATED else r"(?!\w)", apart=not prefixed)
    return re.compile(f"{joined(language)}({words})" if prefixed else f"({words})")
