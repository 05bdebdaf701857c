"""A language -> its words for "or", behind which one thing stands for another."""

from __future__ import annotations

import re
from functools import lru_cache

import babel

from portal_api.catalogs.reading.idioms import UNSPACED
from portal_api.catalogs.reading.languages import any_of, wording


def says_or(text: str, language: str) -> bool:
    """Whether a text has a word for "or"; False in a language of which we know none."""
    pattern = _or(language)
    return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=256)
def _or(language: str) -> re.Pattern[str] | None:
    listed = (word.replace("_", " ") for word in wording(language).get("or", "").split())
    words = sorted({*listed, *_cldr(language)}, key=len, reverse=True)
    if not words:
        return None
    either = any_of(words)
    return re.compile(either if language in UNSPACED else rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _cldr(language: str) -> set[str]:
    """The word of the pattern "{0} or {1}"."""
    try:
        data = babel.Locale.parse(language)
    except (ValueError, babel.UnknownLocaleError):
        return set()
    pattern = dict(data.list_patterns.get("or", {})).get("2", "")
    return {str(pattern).replace("{0}", "").replace("{1}", "").strip()} - {"", ","}
