"""Text -> by how much its words multiply: "a double dose", "verdreifachen", "halve", 两倍."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from portal_api.catalogs.digits import Value
from portal_api.catalogs.idioms import UNSPACED, Idiom
from portal_api.catalogs.languages import any_of, pairs, wording


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
