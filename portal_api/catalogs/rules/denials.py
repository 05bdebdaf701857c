"""The rule on denials: "do not drive" does not become "drive"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from portal_api.catalogs.reading.idioms import UNSPACED, Idiom
from portal_api.catalogs.reading.languages import any_of, wording
from portal_api.catalogs.rules.findings import Flaw, Pair, Span

# Signs that go on with a word although they are no letters: vowel signs of India, of Hebrew and of Arabic.
_SIGNS = "[\u0591-\u05c7\u064b-\u0652\u0900-\u0963\u0966-\u0dff]"

# A span that has no words.
_NOTHING: Span = (0, 0)


class _Denials(NamedTuple):
    """Finds the words that deny, and phrases that have such a word and deny nothing: "no more than".

    A text without any of the `stems` has none; where there are none, nobody knows.
    """

    pattern: re.Pattern[str]
    phrases: frozenset[str]
    stems: tuple[str, ...] = ()

    def first(self, text: str) -> Span | None:
        """Where a text denies something first."""
        text = text.replace("İ", "i").lower()  # its small letter would be two characters
        if self.stems and not any(map(text.__contains__, self.stems)):
            return None
        found = (match for match in self.pattern.finditer(text) if match.group() not in self.phrases)
        return next((match.span() for match in found), None)


def negation(pair: Pair) -> Iterator[Flaw]:
    """A translation denies what its source denies, and nothing else."""
    said = pair.of_source(denial)
    if said == _NOTHING:
        yield from _added(pair)
    elif said:
        yield from _lost(pair, said)


def denial(text: str, idiom: Idiom) -> Span | None:
    """Where a text denies something first, an empty span if it surely does not; None if one cannot tell."""
    words = _denials(idiom.language)
    said = words.first(text) if words is not None else None
    return said or (None if _may_deny(text, idiom) else _NOTHING)


def _lost(pair: Pair, said: Span) -> Iterator[Flaw]:
    theirs = _denials(pair.idiom.language, loosely=True)
    if theirs is not None and theirs.first(pair.target) is None:
        yield Flaw(
            f"“{pair.source[slice(*said)].strip()}” seems to be lost",
            "check that the translation denies the same",
            said,
        )


def _added(pair: Pair) -> Iterator[Flaw]:
    theirs = _sure_denials(pair.idiom.language)
    added = theirs.first(pair.target) if theirs is not None else None
    if added is not None:
        yield Flaw(
            f"“{pair.target[slice(*added)].strip()}” denies what the source does not seem to deny",
            "check that the translation denies nothing of its own",
            None,
            added,
        )


def _may_deny(text: str, idiom: Idiom) -> bool:
    """Whether a free translation of a text may well deny something; of an unknown language, any may."""
    hints = _hints(idiom.language)
    return hints is None or hints.search(text.lower()) is not None


@lru_cache(maxsize=256)
def _denials(language: str, *, loosely: bool = False) -> _Denials | None:
    """The words that deny, loosely also those that may stand for one; None where we know none."""
    words = _listed(language, "negation") + (_listed(language, "negation_too") if loosely else [])
    if not words:
        return None
    phrases = _listed(language, "no_negation")
    if language in UNSPACED:
        return _Denials(re.compile(any_of((*phrases, *words))), frozenset(phrases))
    return _Denials(re.compile(rf"(?:{_forms((*phrases, *words))})(?![^\W_])"), frozenset(phrases))


@lru_cache(maxsize=256)
def _hints(language: str) -> re.Pattern[str] | None:
    """What may be put as a denial, beside the words that deny; None where we were told nothing."""
    hints = _listed(language, "negation_hints")
    if not hints:
        return None
    parts = [hint[:-1] for hint in hints if hint[-1] == "-"]
    whole = [hint for hint in hints if "-" not in (hint[0], hint[-1])] + _listed(language, "no_negation")
    begun = any_of([*parts, *whole], lambda word: "" if word in parts else r"\b")
    ends = [rf"{re.escape(hint[1:])}\b" for hint in hints if hint[0] == "-"]
    return re.compile("|".join([rf"\b(?:{begun})", *ends]))


@lru_cache(maxsize=256)
def _sure_denials(language: str) -> _Denials | None:
    """The words that can hardly be anything but a denial; None where we know none."""
    words, phrases = _listed(language, "negation_sure"), _listed(language, "no_negation_sure")
    if not words:
        return None
    pattern = "|".join(map(re.escape, (*phrases, *words)))
    if language not in UNSPACED:
        ends = [rf"{re.escape(word[1:])}(?!\w)" for word in words if word[0] == "-"]
        whole = [*phrases, *(word for word in words if word[0] != "-")]
        pattern = "|".join([rf"(?:{_whole(whole)})(?!\w|{_SIGNS})", *ends] if whole else ends)
    return _Denials(re.compile(pattern), frozenset(phrases), tuple(word.strip("-") for word in words))


def _whole(words: list[str]) -> str:
    """Words that no letter and no sign is joined to; a letter comes before the look at what precedes it."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(re.escape(word[0]), []).append(re.escape(word[1:]))
    return "|".join(
        rf"{first}(?<!\w{first})(?<!{_SIGNS}{first})(?:{'|'.join(several)})"
        for first, several in rests.items()
    )


def _listed(language: str, key: str) -> list[str]:
    words = (word.replace("_", " ") for word in wording(language).get(key, "").lower().split())
    return sorted(words, key=len, reverse=True)


def _forms(words: Iterable[str]) -> str:
    """Words, and those that begin or end so where a hyphen stands for the rest.

    Words of one initial stand together, and the letter comes before the look at what precedes it, so that the
    engine can jump from letter to letter.
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        first, rest = re.escape(word.lstrip("-")[0]), re.escape(word.strip("-")[1:])
        front = rf"{first}(?<=\S{first})" if word.startswith("-") else rf"{first}(?<![^\W_]{first})"
        rests.setdefault(front, []).append(rest + (r"\S+" if word.endswith("-") else ""))
    return "|".join(f"{front}(?:{'|'.join(several)})" for front, several in rests.items())
