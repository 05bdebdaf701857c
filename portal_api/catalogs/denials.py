"""The rule on denials: "do not drive" does not become "drive"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from portal_api.catalogs.findings import Flaw, Pair, Span
from portal_api.catalogs.idioms import UNSPACED, Idiom
from portal_api.catalogs.languages import wording


class _Denials(NamedTuple):
    """Finds the words that deny, and phrases that have such a word and deny nothing: "no more than"."""

    pattern: re.Pattern[str]
    phrases: frozenset[str]

    def first(self, text: str) -> Span | None:
        """Where a text denies something first."""
        found = (match for match in self.pattern.finditer(text.lower()) if match.group() not in self.phrases)
        return next((match.span() for match in found), None)


def negation(pair: Pair) -> Iterator[Flaw]:
    """A translation denies what its source denies, and nothing else."""
    said = pair.of_source(denied)
    theirs = _denials(pair.idiom.language, loosely=True) if said else None
    if said and theirs is not None and theirs.first(pair.target) is None:
        yield Flaw(
            f"“{pair.source[slice(*said)].strip()}” seems to be lost",
            "check that the translation denies the same",
            said,
        )


def denied(text: str, idiom: Idiom) -> Span | None:
    """Where a text denies something first."""
    words = _denials(idiom.language)
    return words.first(text) if words is not None else None


@lru_cache(maxsize=256)
def _denials(language: str, *, loosely: bool = False) -> _Denials | None:
    """The words that deny, loosely also those that may stand for one; None where we know none."""
    words = _listed(language, "negation") + (_listed(language, "negation_too") if loosely else [])
    if not words:
        return None
    phrases = _listed(language, "no_negation")
    forms, after = map(_form, (*phrases, *words)), r"(?![^\W_])"
    if language in UNSPACED:
        forms, after = map(re.escape, (*phrases, *words)), ""
    return _Denials(re.compile(f"(?:{'|'.join(forms)}){after}"), frozenset(phrases))


def _listed(language: str, key: str) -> list[str]:
    words = (word.replace("_", " ") for word in wording(language).get(key, "").lower().split())
    return sorted(words, key=len, reverse=True)


def _form(word: str) -> str:
    """A word, or one that begins or ends so where a hyphen stands for the rest.

    The letter comes before the look at what precedes it, so that the engine can jump from letter to letter.
    """
    if word.startswith("-"):
        first, rest = re.escape(word[1]), re.escape(word[2:])
        return rf"{first}(?<=\S{first}){rest}"
    first, rest = re.escape(word[0]), re.escape(word[1:].rstrip("-"))
    return rf"{first}(?<![^\W_]{first}){rest}" + (r"\S+" if word.endswith("-") else "")
