"""The rule on denials: "do not drive" does not become "drive"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from portal_api.catalogs.findings import Flaw, Pair, Span
from portal_api.catalogs.idioms import UNSPACED, Idiom
from portal_api.catalogs.languages import wording

_DENIAL = "denial"


def negation(pair: Pair) -> Iterator[Flaw]:
    """A translation denies what its source denies, and nothing else."""
    said = pair.of_source(_denied)
    theirs = _denials(pair.idiom.language, loosely=True) if said else None
    if said and theirs is not None and _first(theirs, pair.target) is None:
        yield Flaw(
            f"“{pair.source[slice(*said)].strip()}” seems to be lost",
            "check that the translation denies the same",
            said,
        )


def _denied(text: str, idiom: Idiom) -> Span | None:
    """Where a text denies something first."""
    words = _denials(idiom.language)
    return _first(words, text) if words is not None else None


def _first(words: re.Pattern[str], text: str) -> Span | None:
    found = (match for match in words.finditer(text.lower()) if match.lastgroup == _DENIAL)
    return next((match.span() for match in found), None)


@lru_cache(maxsize=256)
def _denials(language: str, *, loosely: bool = False) -> re.Pattern[str] | None:
    """Finds the words that deny, loosely also those that may stand for one; None where we know none.

    Phrases that have such a word and deny nothing ("no more than", "ما هي") are found too, as no denial.
    """
    words = _listed(language, "negation") + (_listed(language, "negation_too") if loosely else [])
    if not words:
        return None
    phrases = _listed(language, "no_negation")
    if language in UNSPACED:
        harmless, denying = (list(map(re.escape, ordered)) for ordered in (phrases, words))
        after = ""
    else:
        harmless, denying = (list(map(_form, ordered)) for ordered in (phrases, words))
        after = r"(?![^\W_])"
    skipped = f"(?:{'|'.join(harmless)}){after}|" if harmless else ""
    return re.compile(f"{skipped}(?P<{_DENIAL}>(?:{'|'.join(denying)}){after})")


def _listed(language: str, key: str) -> list[str]:
    words = (word.replace("_", " ") for word in wording(language).get(key, "").lower().split())
    return sorted(words, key=len, reverse=True)


def _form(word: str) -> str:
    """A word, or one that begins or ends so where a hyphen stands for the rest.

    The letter comes before the look at what precedes it, so that the engine can jump from letter to letter.
    """
    if word.startswith("-"):
        return rf"(?<=\S){re.escape(word[1:])}"
    first, rest = re.escape(word[0]), re.escape(word[1:].rstrip("-"))
    return rf"{first}(?<![^\W_]{first}){rest}" + (r"\S+" if word.endswith("-") else "")
