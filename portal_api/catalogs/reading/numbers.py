"""Text -> Numbers: what is written in digits, by value, in any script and any grouping convention."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import lru_cache

from portal_api.catalogs.reading.digits import (
    SPACES,
    SUPERSCRIPT,
    VULGAR,
    Reading,
    ascii_digits,
    canonical,
    shifted,
)
from portal_api.catalogs.reading.digits import readings as readings_of
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.neighbours import joined, on_the_clock
from portal_api.catalogs.reading.numeral import Number
from portal_api.catalogs.reading.slashes import mixed

_DIGIT = re.compile(rf"[\d{VULGAR}]")
# Begins with one character class, which the regex engine finds fast. Raised digits count behind others: 10⁹.
_TOKEN = re.compile(
    rf"[\d{VULGAR}{SUPERSCRIPT}](?:"
    rf"(?<=[\d⁻][{SUPERSCRIPT}])[{SUPERSCRIPT}]*"
    rf"|(?<=\d)\d{{0,2}}(?:[{SPACES}]\d{{3}}(?!\d))+(?:[.,٫]\d+)?"
    rf"|(?<=\d)\d*(?:[.,٫٬،'’·]\d+)*[{VULGAR}]?"
    rf"|(?<![{SUPERSCRIPT}]))"
)
_LEADING_POINT = re.compile(r"(?<![^\s(<>=~≤≥±+-])[.٫]\Z")
_MASKED = re.compile(
    r"https?://[^\s)<>\]]+|(?<=\]\()article:[a-z0-9#-]+|(?:mailto|tel):[^\s)<>\]]+"
    r"|[\w.+-]{1,64}@[\w-]+\.[\w.-]+|\{[A-Za-z_]\w*\}"
)
_PLAIN_DECIMAL = re.compile(r"\d+([.,])(?:\d\d?|\d{4,})")
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th|er|\.)?(?: of| de)?[ \u00a0]\Z")
_DAY_AFTER = re.compile(r"\.?,?[ \u00a0]\d")
_LATIN = f"{string.ascii_letters}{string.digits}-"
# Letters without capitals, and a hyphen: the translated name of "COVID-19"; short ones may be prepositions.
_CASELESS_NAME = re.compile(r"[\u0590-\u1fff\u3040-\u30ff\uac00-\ud7af]{3,}-\Z|[A-ZА-Я][a-zа-яё]{2,}-\Z")
_POINTS = frozenset(".٫")
_YEAR_DIGITS = 4
_BEFORE_DIGITS = frozenset(" \u00a0$€£¥₹")
# The years that a language's own calendar may give, and how far they are from the common era's.
_CALENDARS = {
    "am": (1900, 2050, (7, 8)),
    "fa": (1250, 1450, (621, 622)),
    "ps": (1250, 1450, (621, 622)),
    "th": (2400, 2650, (-543,)),
    "ti": (1900, 2050, (7, 8)),
}


def read(text: str, idiom: Idiom, *, from_sunrise: bool = False) -> tuple[Number, ...]:
    """The numbers of a text as a reader of the language takes them, left to right.

    Digits in addresses, e-mail addresses and placeholders are not numbers. Clock times get the readings of
    the clock that starts at sunrise where `from_sunrise` says so. Linear in the length of the text.
    """
    if _DIGIT.search(text) is None:
        return ()
    tokens = list(_TOKEN.finditer(_masked(text)))
    if not tokens:
        return ()
    decimal = _usage(tokens) or idiom.decimal
    found = [_number(text, match, idiom, decimal) for match in tokens]
    if len(found) == 1:
        return (on_the_clock(text, found[0], idiom, from_sunrise),)
    return tuple(mixed(text, joined(text, found, idiom, from_sunrise)))


# Several rules ask for the numbers of one text, one after the other.
read_again = lru_cache(maxsize=64)(read)


def months(text: str, idiom: Idiom) -> tuple[Number, ...]:
    """The months of dates, as numbers: for translations into languages that write them in digits."""
    if idiom.month is None or _DIGIT.search(text) is None:
        return ()
    return tuple(
        Number(*match.span(), ((str(idiom.months[match.group(1)]),),))
        for match in idiom.month.finditer(text)
        if _DAY_BEFORE.search(text, max(0, match.start() - 6), match.start())
        or _DAY_AFTER.match(text, match.end())
    )


def _masked(text: str) -> str:
    if "@" not in text and ":" not in text and "{" not in text:
        return text
    return _MASKED.sub(lambda match: "x" * len(match.group()), text)


def _usage(tokens: list[re.Match[str]]) -> str:
    """The decimal separator that the text itself shows beyond doubt ("99,99"), or nothing."""
    shown = {
        match.group(1)
        for token in tokens
        if not token.group().isdecimal() and (match := _PLAIN_DECIMAL.fullmatch(token.group())) is not None
    }
    return shown.pop() if len(shown) == 1 else ""


def _number(text: str, match: re.Match[str], idiom: Idiom, decimal: str) -> Number:
    start, end = match.span()
    chunk = match.group()
    before = text[start - 1 : start]
    if before in _POINTS and _LEADING_POINT.search(text, 0, start):
        start, chunk = start - 1, f".{chunk}"
    readings = readings_of(chunk, decimal)
    if len(chunk) == _YEAR_DIGITS and chunk.isdecimal():
        readings = (*readings, *_years(text, end, ascii_digits(chunk), idiom))
    if (before == "-" or before.isalpha()) and _in_name(text, start):
        return Number(start, end, readings, name=True)
    if (
        idiom.skipping is not None
        and len(chunk) == 1
        and chunk.isdecimal()
        and idiom.skipping.match(text, end)
    ):
        readings = ((str(int(chunk) + 1),), *readings)  # one day left out is every second day
    power, end = _scale(text, start, end, idiom)
    if power and len(readings[0]) == 1:
        value = readings[0][0]
        return Number(start, end, ((shifted(value, power),),), value, power)
    return Number(start, end, readings)


def _years(text: str, end: int, digits: str, idiom: Idiom) -> Iterator[Reading]:
    """Other ways to say what may be a year: the 1990s are the 20th century's nineties; other calendars."""
    if digits[3] == "0" and text[end : end + 1] == "s":
        yield (digits[2:],)
        yield (str(int(digits[:2]) + 1), canonical(digits[2:]))
    first, last, shifts = _CALENDARS.get(idiom.language, (1, 0, ()))
    if first <= int(digits) <= last:
        yield from ((str(int(digits) + shift),) for shift in shifts)


def _in_name(text: str, start: int) -> bool:
    """Whether the letters or the hyphen before digits make them part of a name: capitals, above all."""
    if not text[start - 1].isascii() or (text[start - 1] == "-" and not text[max(0, start - 2)].isascii()):
        return _CASELESS_NAME.search(text, max(0, start - 12), start) is not None
    head = text[max(0, start - 40) : start]
    letters = head[len(head.rstrip(_LATIN)) :]
    capitals = sum(c.isupper() for c in letters)
    return bool(capitals) and (capitals > 1 or len(letters.rstrip("-")) == 1 or letters[0].isupper())


def _scale(text: str, start: int, end: int, idiom: Idiom) -> tuple[int, int]:
    """The power of ten of the count words beside the digits, and where they end."""
    power = 0
    if idiom.scale_after is not None:
        while match := idiom.scale_after.match(text, end):
            power += _power(match.group(1).lower(), idiom)
            end = match.end()
    if not power and not idiom.unspaced and text[start - 1 : start] in _BEFORE_DIGITS:
        power = idiom.scales.get(_word_before(text, start), 0)
    return power, end


def _word_before(text: str, start: int) -> str:
    """The word before the digits and their currency sign: "milioni" in "milioni $5"."""
    words = text[max(0, start - 24) : start].rstrip("$€£¥₹").rsplit(None, 1)
    return words[-1].lstrip("(").lower() if words else ""


def _power(word: str, idiom: Idiom) -> int:
    while word and word not in idiom.scales:
        word = word[:-1]
    return idiom.scales.get(word, 0)
