"""Digits and separators -> the values they can mean, in any script and any grouping convention."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

# A value is its shortest decimal writing ("1500", "0.5"): exact, and no digit string is too long for it.
Value = str
Reading = tuple[Value, ...]

SPACES = " \u00a0\u2009\u202f"
SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒"


@lru_cache(maxsize=4096)  # texts have few different numbers
def readings(chunk: str, decimal: str) -> tuple[Reading, ...]:
    """What a run of digits and separators can mean, the likeliest first."""
    chunk = ascii_digits(chunk)
    if chunk.isdecimal():
        return ((canonical(chunk),),)
    if chunk[0] in SUPERSCRIPT:
        return ((canonical("".join(str(unicodedata.digit(c)) for c in chunk)),),)
    if not chunk[0].isdecimal() and chunk[0] not in VULGAR:
        return ((canonical("0", chunk[1:]),),)
    if chunk[-1] in VULGAR:
        return _vulgar(chunk, decimal)
    if any(space in chunk for space in SPACES):
        return _spaced(chunk)
    groups = re.split(r"\D", chunk)
    marks = [c for c in chunk if not c.isdecimal()]
    apart = tuple(canonical(group) for group in groups)
    if len(marks) == 1:
        return _single(groups[0], marks[0], groups[1], decimal)
    value = _grouped(groups, marks)
    if value is not None:
        return ((value,), apart)
    return (apart, *_lists(chunk, decimal))


def shifted(value: Value, power: int) -> Value:
    """The value times ten to the power."""
    whole, _, part = value.partition(".")
    return canonical(whole + part[:power].ljust(power, "0"), part[power:])


def canonical(whole: str, part: str = "") -> Value:
    """The value of ASCII digits before and after a decimal separator."""
    part = part.rstrip("0")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{part}" if part else whole


@lru_cache(maxsize=1024)
def fraction(value: int | Fraction) -> Value:
    """The value of a fraction: a decimal where it ends, else `1/3`."""
    for power in range(7):
        scaled = value * 10**power
        if scaled.denominator == 1:
            digits = str(scaled.numerator).rjust(power + 1, "0")
            return canonical(digits[: len(digits) - power], digits[len(digits) - power :])
    return f"{value.numerator}/{value.denominator}"


def ascii_digits(digits: str) -> str:
    if digits.isascii():
        return digits
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in digits)


def _vulgar(chunk: str, decimal: str) -> tuple[Reading, ...]:
    part = Fraction(unicodedata.numeric(chunk[-1])).limit_denominator(16)
    if len(chunk) == 1:
        return ((fraction(part),),)
    whole = readings(chunk[:-1], decimal)[0][-1]
    if "." in whole or len(whole) > 9:
        return ((whole, fraction(part)),)
    return ((fraction(int(whole) + part),), (whole, fraction(part)))


def _spaced(chunk: str) -> tuple[Reading, ...]:
    whole, _, part = re.sub(rf"[{SPACES}]", "", chunk).replace(",", ".").replace("٫", ".").partition(".")
    value = canonical(whole, part)
    return ((value,), tuple(canonical(group) for group in re.split(r"\D", chunk)))


def _single(whole: str, mark: str, part: str, decimal: str) -> tuple[Reading, ...]:
    """One separator: before three digits the language decides, elsewhere it can only be a decimal one."""
    apart = (canonical(whole), canonical(part))
    point = (canonical(whole, part),)
    groupable = len(part) == 3 and len(whole) <= 3 and whole[0] != "0"
    if mark in "'’٬":
        return ((canonical(whole + part),),) if groupable else (apart,)
    if mark in "٫·":
        return (point, apart)
    if groupable and mark.replace("،", ",") != decimal:
        return ((canonical(whole + part),),)
    return (point, apart)


def _grouped(groups: list[str], marks: list[str]) -> Value | None:
    """The value of 1,234,567 or 12,34,567.8; None where the separators do not group."""
    part = ""
    if marks[-1] != marks[0] and marks[-1] in ".,٫،·":
        part = groups[-1]
        groups, marks = groups[:-1], marks[:-1]
    if len(set(marks)) > 1 or not 1 <= len(groups[0]) <= 3 or groups[0][0] == "0":
        return None
    inner = {len(group) for group in groups[1:-1]}
    if len(groups[-1]) != 3 or not (inner <= {3} or inner <= {2}):
        return None
    return canonical("".join(groups), part)


def _lists(chunk: str, decimal: str) -> Iterator[Reading]:
    """Readings of 1.5,2.5 as a list without spaces."""
    for mark in ",.":
        items = chunk.split(mark)
        if len(items) > 1 and any(not item.isdecimal() for item in items) and all(items):
            yield tuple(value for item in items for value in _plain(item, decimal))


def _plain(item: str, decimal: str) -> Reading:
    groups = re.split(r"\D", item)
    if len(groups) == 2:
        return _single(groups[0], item[len(groups[0])], groups[1], decimal)[0]
    return tuple(canonical(group) for group in groups)
