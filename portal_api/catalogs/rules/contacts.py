"""The rules on where a reader can turn to: links, phone numbers and e-mail addresses."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.rules.findings import Flaw, Pair, Span

# Only the scheme in any case: the letters i, s and k have relatives among the characters that end an address.
_LINK = re.compile(r"(?:(?i:https?://|mailto:|tel:)|(?<=\]\()article:)[^\s<>\"')\]}\u0080-\U0010ffff]+")
_MAY_LINK = re.compile(r":\S")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
# +44 20 7946 0958, (020) 7946 0958, 1-800-232-4636, 0800 123 456: a plus, brackets, a zero or three groups.
_PHONE = re.compile(
    r"(?<![\w.,/+-])(?:\+\d{1,4}[ .\-\u00a0]?)?(?:\(\d{1,5}\)[ .\-\u00a0]?)?"
    r"\d{1,14}(?:[ .\-\u2011\u00a0]\d{2,14}){0,6}"
    r"(?![\w/]|[.,]\d)"
)
_DIGIT = re.compile(r"\d")
_LEAST_DIGITS = 7
_MOST_DIGITS = 15  # ITU-T E.164
_STOPS = ".,;:!?।۔。，、؟،؛፣።)"


def links(pair: Pair) -> Iterator[Flaw]:
    """A translation links to the same places."""
    if _MAY_LINK.search(pair.source) or _MAY_LINK.search(pair.target):
        yield from _differences(pair, _links, "the link")


def _links(text: str) -> Counter[str]:
    return Counter(match.group().rstrip(_STOPS).removesuffix("/") for match in _LINK.finditer(text))


def emails(pair: Pair) -> Iterator[Flaw]:
    """A translation gives the same e-mail addresses."""
    if "@" in pair.source or "@" in pair.target:
        yield from _differences(pair, _emails, "the e-mail address")


def _emails(text: str) -> Counter[str]:
    return Counter(match.group().rstrip(_STOPS).lower() for match in _EMAIL.finditer(text))


def phones(pair: Pair) -> Iterator[Flaw]:
    """A translation gives the same phone numbers, digit by digit, leading zeros included."""
    wanted = pair.of_source(phones_to_call)
    if wanted:
        dialled = {*_dialled(pair.target).split(), *_phones(pair.target)}
        for number in wanted:
            if number not in dialled:
                yield Flaw(
                    f"the phone number {number} is missing or changed",
                    f"write it as the source does: {number}",
                )


def phones_to_call(text: str, _: Idiom) -> list[str]:
    return _phones(text)


def phones_in(text: str) -> list[tuple[str, Span]]:
    """The phone numbers of a text, digits and plus sign alone, and where each stands."""
    if len(_DIGIT.findall(text)) < _LEAST_DIGITS:
        return []
    found = (match for match in _PHONE.finditer(text) if _is_phone(match.group()))
    return [(_digits(match.group()), match.span()) for match in found]


def _phones(text: str) -> list[str]:
    return [digits for digits, _ in phones_in(text)]


def _is_phone(text: str) -> bool:
    digits = sum(c.isdecimal() for c in text)
    if not _LEAST_DIGITS <= digits <= _MOST_DIGITS:
        return False
    groups = re.findall(r"\d+", text)
    if text[0] in "+(":
        return len(groups) > 1 or text[0] == "+"
    if unicodedata.decimal(text[0]) == 0 and len(groups) > 1:
        return True
    return len(groups) > 2 and "-" in text and len(groups[-1]) == 4 and len(groups[0]) <= 3


def _dialled(text: str) -> str:
    """All digits of a text with what may stand inside a phone number taken out."""
    return _digits(
        re.sub(r"(?<=[\d)+(])[ .\-\u2011\u00a0()\u200e\u200f\u2066-\u2069]+(?=[\d(+])", "", text), other=" "
    )


def _digits(text: str, other: str = "") -> str:
    """The digits and plus signs in ASCII, each other character replaced."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else "+" if c == "+" else other for c in text)


def _differences(pair: Pair, read: Callable[[str], Counter[str]], what: str) -> Iterator[Flaw]:
    source, target = read(pair.source), read(pair.target)
    for item in source - target:
        start = pair.source.lower().find(item.lower())
        yield Flaw(f"{what} {item} is missing", "copy it from the source", (start, start + len(item)))
    for item in target - source:
        start = pair.target.lower().find(item.lower())
        yield Flaw(
            f"{what} {item} is not in the source", "use the source's", target_span=(start, start + len(item))
        )
