"""Accept-Language -> the languages a reader wants."""

from __future__ import annotations

import re

from portal_api.errors import InvalidTag
from portal_api.locales.locale import Locale

LONGEST_HEADER = 256
MOST_TAGS = 10

# A language and its weight, 0 to 1 with at most three digits (RFC 9110 section 12.4.2).
_WISH = re.compile(
    r"(?P<tag>[A-Za-z0-9_-]+)(?:[ \t]*;[ \t]*[qQ]=(?P<weight>0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?"
)


def parse_accept_language(header: str | None) -> tuple[Locale, ...]:
    """The wanted languages of an Accept-Language header (RFC 9110 section 12.5.4), best first, each once.

    Never raises: at most 256 bytes and 10 tags are read, what is malformed is left out, as are `*` and q=0.
    """
    weighed = [wish for text in _wishes(header or "") if (wish := _wish(text))]
    weighed.sort(key=lambda wish: wish[0], reverse=True)
    return tuple(dict.fromkeys(locale for _, locale in weighed))


def _wishes(header: str) -> list[str]:
    """The first texts between commas; one cut in two is left out, as half of it may be another language."""
    texts = header[: LONGEST_HEADER + 1].split(",")
    if len(header) > LONGEST_HEADER:
        texts.pop()
    return [text for text in map(_without_space, texts) if text][:MOST_TAGS]


def _without_space(text: str) -> str:
    return text.strip(" \t")


def _wish(text: str) -> tuple[float, Locale] | None:
    found = _WISH.fullmatch(text)
    if found is None:
        return None
    weight = float(found["weight"] or 1)
    if not weight:
        return None
    try:
        return weight, Locale.parse(found["tag"])
    except InvalidTag:
        return None
