"""(source, target) -> findings: what a translation must keep, as a tuple of rules."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from portal_api.articles.glossary import NO_GLOSSARY, Glossary
from portal_api.articles.inline import MAX_LENGTH
from portal_api.catalogs.amounts import numbers, units
from portal_api.catalogs.contacts import emails, links, phones
from portal_api.catalogs.denials import negation
from portal_api.catalogs.findings import Finding, Flaw, Pair, Severity
from portal_api.catalogs.glance import Kind
from portal_api.catalogs.hints import number_words, sentence_count, spelled_out
from portal_api.catalogs.legibility import characters, empty, plural_other, too_long
from portal_api.catalogs.markers import markup, placeholders
from portal_api.catalogs.moments import half_of_day, months, time_of_day
from portal_api.catalogs.scripts import script
from portal_api.catalogs.signs import limits, signs
from portal_api.catalogs.style import (
    doubled_word,
    end_punctuation,
    glossary_terms,
    length,
    quotes,
    same_as_source,
)
from portal_api.locales import Locale

__all__ = ["CHECKS", "SHIFTED", "Check", "Finding", "Severity", "check", "check_catalog"]

# What a chance disagreement cannot reach: so much of the numbered segments, and at least so many.
SHIFTED_SHARE = 0.2
SHIFTED_LEAST = 4
SHIFTED = "shifted"


class Check(NamedTuple):
    """A rule with its stable id; its docstring is the promise.

    `about` names sorts of characters: where neither text has one of them, the rule has nothing to say.
    """

    id: str
    severity: Severity
    rule: Callable[[Pair], Iterator[Flaw]]
    about: frozenset[Kind] | None = None


def check(
    source: str, target: str, source_locale: Locale, locale: Locale, glossary: Glossary = NO_GLOSSARY
) -> tuple[Finding, ...]:
    """What is wrong with a translation, the blocking findings first. Pure; never raises; linear in the texts.

    An empty or overlong translation has that one finding: the other rules have nothing sound to say about it.
    """
    pair = Pair(source, target, source_locale, locale, glossary)
    return tuple(_findings(ALONE, pair) or _findings(_concerned(pair.kinds), pair))


@lru_cache(maxsize=1024)
def _concerned(kinds: frozenset[Kind]) -> tuple[Check, ...]:
    """The checks that may have something to say of texts with such characters."""
    return tuple(one for one in CHECKS[len(ALONE) :] if one.about is None or one.about & kinds)


def _findings(checks: tuple[Check, ...], pair: Pair) -> list[Finding]:
    return [
        Finding(identity, severity, flaw.what, flaw.remedy, flaw.source_span, flaw.target_span)
        for identity, severity, rule, _ in checks
        for flaw in rule(pair)
    ]


def check_catalog(
    pairs: Sequence[tuple[str, str, str]], source_locale: Locale, locale: Locale
) -> tuple[tuple[str | None, Finding], ...]:
    """What is wrong with a catalog as a whole, from its (id, source, target); the id is None for the file."""
    return tuple((None, finding) for finding in _shifted(pairs, source_locale, locale))


def _shifted(
    pairs: Sequence[tuple[str, str, str]], source_locale: Locale, locale: Locale
) -> Iterator[Finding]:
    """Sound texts in the wrong places: more than a fifth of the numbered segments disagree."""
    numbered = wrong = 0
    for _, source, target in pairs:
        if max(len(source), len(target)) > MAX_LENGTH:
            continue
        pair = Pair(source, target, source_locale, locale)
        if target and (pair.source_numbers or pair.numbers):
            numbered += 1
            wrong += any(True for _ in numbers(pair))
    if wrong >= max(SHIFTED_LEAST, math.floor(numbered * SHIFTED_SHARE) + 1):
        yield Finding(
            SHIFTED,
            "error",
            f"the numbers disagree in {wrong} of {numbered} segments: the catalog looks shifted",
            "compare the entries with their sources; a tool may have moved every text by one",
        )


_NUMBERS: frozenset[Kind] = frozenset({"number"})
_SIGNS: frozenset[Kind] = frozenset({"sign", "angle"})
_MARKUP: frozenset[Kind] = frozenset({"mark", "angle"})
_BRACES: frozenset[Kind] = frozenset({"brace"})
_COLONS: frozenset[Kind] = frozenset({"colon"})
_ATS: frozenset[Kind] = frozenset({"at"})
_ODD: frozenset[Kind] = frozenset({"odd"})
_QUOTES: frozenset[Kind] = frozenset({"quote"})

ALONE: tuple[Check, ...] = (
    Check("empty", "error", empty),
    Check("too-long", "error", too_long),
)

CHECKS: tuple[Check, ...] = (
    *ALONE,
    Check("placeholders", "error", placeholders, _BRACES),
    Check("markup", "error", markup, _MARKUP),
    Check("numbers", "error", numbers, _NUMBERS),
    Check("units", "error", units, _NUMBERS),
    Check("signs", "error", signs, _SIGNS),
    Check("time-of-day", "error", time_of_day, _NUMBERS),
    Check("months", "error", months, _NUMBERS),
    Check("links", "error", links, _COLONS),
    Check("phones", "error", phones, _NUMBERS),
    Check("emails", "error", emails, _ATS),
    Check("characters", "error", characters, _ODD),
    Check("plural-other", "error", plural_other),
    Check("number-words", "warning", number_words),
    Check("limits", "warning", limits, _NUMBERS),
    Check("half-of-day", "warning", half_of_day, _NUMBERS),
    Check("end-punctuation", "warning", end_punctuation),
    Check("same-as-source", "warning", same_as_source),
    Check("script", "warning", script),
    Check("length", "warning", length),
    Check("doubled-word", "warning", doubled_word),
    Check("negation", "warning", negation),
    Check("quotes", "warning", quotes, _QUOTES),
    Check("glossary", "warning", glossary_terms),
    Check("spelled-out", "info", spelled_out),
    Check("sentence-count", "info", sentence_count),
)
