"""(source, target) -> findings: what a translation must keep, as a tuple of rules."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from portal_api.articles.glossary import NO_GLOSSARY, Glossary
from portal_api.articles.inline import MAX_LENGTH
from portal_api.catalogs.reading.glance import Kind
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.numbers import read_again
from portal_api.catalogs.reading.spelled import says_numbers
from portal_api.catalogs.rules.amounts import amounts_in, numbers, units
from portal_api.catalogs.rules.contacts import emails, links, phones, phones_to_call
from portal_api.catalogs.rules.denials import denial, negation
from portal_api.catalogs.rules.findings import Finding, Flaw, Pair, Severity
from portal_api.catalogs.rules.hints import sentence_count, spelled_out
from portal_api.catalogs.rules.inwords import number_words, says_amounts
from portal_api.catalogs.rules.legibility import characters, empty, is_ordinary, plural_other, too_long
from portal_api.catalogs.rules.markers import markup, placeholders
from portal_api.catalogs.rules.measures import likely_measures, measures
from portal_api.catalogs.rules.moments import dated_months, half_of_day, months, tells_time, time_of_day
from portal_api.catalogs.rules.quantities import amounts
from portal_api.catalogs.rules.scripts import script
from portal_api.catalogs.rules.signs import limited, limits, signs
from portal_api.catalogs.rules.style import (
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

    The rule has nothing to say where neither text has one of the sorts of characters in `about`, nor where
    `given`, read in the source, is nothing.
    """

    id: str
    severity: Severity
    rule: Callable[[Pair], Iterator[Flaw]]
    about: frozenset[Kind] | None = None
    given: Callable[[str, Idiom], object] | None = None


def check(
    source: str, target: str, source_locale: Locale, locale: Locale, glossary: Glossary = NO_GLOSSARY
) -> tuple[Finding, ...]:
    """What is wrong with a translation, the blocking findings first. Pure; never raises; linear in the texts.

    An empty or overlong translation has that one finding: the other rules have nothing sound to say about it.
    """
    pair = Pair(source, target, source_locale, locale, glossary)
    alone = () if is_ordinary(source, target) else _findings(ALONE, pair)
    return tuple(alone or _findings(_concerned(pair.of_source(_given), pair.kinds), pair))


def _given(text: str, idiom: Idiom) -> int:
    """For which checks a source gives reason: a bit for each place in `CHECKS`."""
    reasons = ALWAYS
    for bits, given in GIVEN:
        if given(text, idiom):
            reasons |= bits
    return reasons


@lru_cache(maxsize=4096)
def _concerned(given: int, kinds: frozenset[Kind]) -> tuple[Check, ...]:
    """The checks that may have something to say of such a source and such characters."""
    return tuple(
        one
        for place, one in enumerate(CHECKS)
        if given >> place & 1 and (one.about is None or one.about & kinds)
    )


def _findings(checks: tuple[Check, ...], pair: Pair) -> list[Finding]:
    return [
        Finding(one.id, one.severity, flaw.what, flaw.remedy, flaw.source_span, flaw.target_span)
        for one in checks
        for flaw in one.rule(pair)
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
    Check("units", "error", units, _NUMBERS, amounts_in),
    Check("signs", "error", signs, _SIGNS, read_again),
    Check("measures", "error", measures, None, amounts),
    Check("number-words", "error", number_words, None, says_amounts),
    Check("time-of-day", "error", time_of_day, _NUMBERS, tells_time),
    Check("months", "error", months, _NUMBERS, dated_months),
    Check("links", "error", links, _COLONS),
    Check("phones", "error", phones, _NUMBERS, phones_to_call),
    Check("emails", "error", emails, _ATS),
    Check("characters", "error", characters, _ODD),
    Check("plural-other", "error", plural_other),
    Check("likely-measures", "warning", likely_measures, None, amounts),
    Check("limits", "warning", limits, _NUMBERS, limited),
    Check("half-of-day", "warning", half_of_day, _NUMBERS, tells_time),
    Check("end-punctuation", "warning", end_punctuation),
    Check("same-as-source", "warning", same_as_source),
    Check("script", "warning", script),
    Check("length", "warning", length),
    Check("doubled-word", "warning", doubled_word),
    Check("negation", "warning", negation, None, denial),
    Check("quotes", "warning", quotes, _QUOTES),
    Check("glossary", "warning", glossary_terms),
    Check("spelled-out", "info", spelled_out, None, says_numbers),
    Check("sentence-count", "info", sentence_count),
)

# The bits of the checks that any source gives reason for, and of those that ask the source.
ALWAYS = sum(1 << at for at, one in enumerate(CHECKS) if one not in ALONE and one.given is None)
GIVEN = tuple(
    (sum(1 << at for at, one in enumerate(CHECKS) if one.given is given), given)
    for given in dict.fromkeys(one.given for one in CHECKS)
    if given is not None
)
