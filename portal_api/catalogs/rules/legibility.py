"""The rules on whether a text can be read at all: not empty, not endless, no unreadable characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from portal_api.articles.characters import odd_characters
from portal_api.articles.inline import MAX_LENGTH
from portal_api.catalogs.reading.languages import wording
from portal_api.catalogs.rules.findings import Flaw, Pair

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_POP = "\u2069"
_ISOLATES = f"\u2066\u2067\u2068{_POP}"
_LONGEST_NAME = 40  # no language names a plural form with so many letters


def empty(pair: Pair) -> Iterator[Flaw]:
    """A translation says something: it is not empty and not punctuation alone."""
    if not _says_something(pair.source) or _says_something(pair.target):
        return
    yield Flaw("the translation has no letters and no digits", "translate the text, or leave the entry empty")


def is_ordinary(source: str, target: str) -> bool:
    """Whether a translation is neither empty nor too long, as nearly all are: a quick look."""
    return max(len(source), len(target)) <= MAX_LENGTH and _says_something(target)


def _says_something(text: str) -> bool:
    return _LETTER_OR_DIGIT.search(text) is not None


def too_long(pair: Pair) -> Iterator[Flaw]:
    """A translation is a paragraph, not a book; the other rules rely on it to stay quick."""
    for name, text in (("source", pair.source), ("translation", pair.target)):
        if len(text) > MAX_LENGTH:
            yield Flaw(
                f"the {name} has {len(text):,} characters, {MAX_LENGTH:,} are allowed",
                "look for a text pasted by mistake",
            )


def characters(pair: Pair) -> Iterator[Flaw]:
    """A translation has no control, direction-changing, private-use or replacement characters.

    An override of the writing direction shows 120 as 021 (Unicode Technical Report 36, section 2.4). Isolates
    (UAX 9, section 2.6) may stand where each one that is opened is closed: they keep a number as it is.
    """
    closed = _closes_isolates(pair.target)
    for odd in odd_characters(pair.target):
        if closed and pair.target[odd.offset] in _ISOLATES:
            continue
        yield Flaw(
            f"there is {odd.name}",
            "delete it, or type the letter that was meant",
            target_span=(odd.offset, odd.offset + 1),
        )
        return


def _closes_isolates(text: str) -> bool:
    """Whether each isolate that a text opens is closed, and nothing else is."""
    depth = 0
    for mark in filter(_ISOLATES.__contains__, text):
        depth += -1 if mark == _POP else 1
        if depth < 0:
            return False
    return depth == 0


def plural_other(pair: Pair) -> Iterator[Flaw]:
    """A plural form is a text, not the translated name of the form: "other"."""
    if len(pair.target) > _LONGEST_NAME:
        return
    target = pair.target.strip(" .*_").casefold()
    if target in _other(pair.idiom.language) and len(pair.source.split()) > 1:
        yield Flaw(
            "the text is the word “other”, the name of a plural form", "translate the source of this form"
        )


@lru_cache(maxsize=256)
def _other(language: str) -> frozenset[str]:
    """What a language calls the plural form for everything else."""
    return frozenset(("other", *wording(language).get("other", "").replace("_", " ").split()))
