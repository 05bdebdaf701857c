"""Text -> by how much its words multiply ("a double dose", "halve", 两倍), and how often they say "once"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from portal_api.catalogs.reading.digits import Value
from portal_api.catalogs.reading.idioms import UNSPACED, Idiom
from portal_api.catalogs.reading.languages import any_of, pairs, wording
from portal_api.catalogs.reading.lexicon import plain

# "Once", which is no article: 1, but said as a number of times.
ONCE: Value = "once"


def multiples(text: str, idiom: Idiom) -> frozenset[Value]:
    """What the words of a text multiply by, as far as we know them; a word counts with any ending."""
    pattern, values = _words(idiom.language)
    if pattern is None:
        return frozenset()
    return frozenset(value for match in pattern.finditer(text.lower()) for value in values[match.group()])


@lru_cache(maxsize=256)
def _words(language: str) -> tuple[re.Pattern[str] | None, Mapping[str, list[Value]]]:
    values = {word: value.split(",") for word, value in pairs(wording(language).get("times", ""))}
    if not values:
        return None, {}
    ordered = sorted(values, key=len, reverse=True)
    return re.compile(any_of(ordered, apart=language not in UNSPACED)), values


def once_said(text: str, idiom: Idiom) -> int:
    """How often a text says "once" or "one time"."""
    return len(once_places(plain(text, idiom.script), idiom))


def once_places(text: str, idiom: Idiom) -> list[tuple[int, int]]:
    """Where a text that `plain` made says it."""
    pattern = _once(idiom)
    return [match.span() for match in pattern.finditer(text)] if pattern is not None else []


@lru_cache(maxsize=256)
def _once(idiom: Idiom) -> re.Pattern[str] | None:
    known = wording(idiom.language).get("once", "")
    phrases = [plain(phrase, idiom.script).replace("_", " ") for phrase in known.split()]
    if not phrases:
        return None
    return re.compile(any_of(phrases) if idiom.unspaced else rf"(?<!\w)(?:{any_of(phrases)})(?!\w)")
