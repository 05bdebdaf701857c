"""What our tables know about a language beyond CLDR: number words, units and other spellings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

_ALIASES = {"cmn": "zh", "fil": "tl", "in": "id", "iw": "he", "no": "nb", "prs": "fa"}


def language_of(tag: str) -> str:
    """The language subtag under which we keep a language's data."""
    language = tag.partition("-")[0].lower()
    return _ALIASES.get(language, language)


@lru_cache(maxsize=512)
def wording(language: str) -> Mapping[str, str]:
    """What we know of a language; empty where that is nothing."""
    return _entry("languages.toml", language)


@lru_cache(maxsize=512)
def measure_words(language: str) -> Mapping[str, str]:
    """The words for units of time and dose that we know of a language; empty where that is nothing."""
    return _entry("measures.toml", language)


def pairs(table: str) -> Iterator[tuple[str, str]]:
    """The `word=value` entries of a table; `_` in a word is a space."""
    for entry in table.split():
        word, _, value = entry.rpartition("=")
        yield word.replace("_", " "), value


def any_of(words: Iterable[str], tail: Callable[[str], str] = lambda _: "", *, apart: bool = False) -> str:
    """A pattern for the first of these words, each with the pattern of what may follow it.

    Words of one initial stand together, so that the engine tries only those that begin as the text does; with
    `apart`, nothing is joined to their front.
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(re.escape(word[0]), []).append(re.escape(word[1:]) + tail(word))
    fronts = {first: rf"{first}(?<!\w{first})" if apart else first for first in rests}
    return "|".join(f"{fronts[first]}(?:{'|'.join(several)})" for first, several in rests.items())


def _entry(table: str, language: str) -> Mapping[str, str]:
    """What a table has for a language, with what it has for the language that this one is like."""
    known = _table(table)
    entry = known.get(language, {})
    return MappingProxyType({**known.get(entry.get("like", ""), {}), **entry})


@lru_cache(maxsize=2)
def _table(name: str) -> Mapping[str, Mapping[str, str]]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)
