"""Wanted languages + an article's languages -> the one to lead to, and why. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from portal_api.locales import Locale, Match, best_match
from portal_api.releases.stored import EditionSummary

Reason = Literal[
    "exact", "close", "complete", "partly-translated", "untranslated", "no-preference", "none-fits"
]


@dataclass(frozen=True)
class Choice:
    """The language a reader is led to; `reason` is a code whose words are `choice.<reason>`."""

    served: Locale
    reason: Reason


def choose(wanted: Sequence[Locale], editions: Sequence[EditionSummary], default: Locale) -> Choice:
    """The best of an article's languages for a reader who wants these, best first.

    Languages that have the whole article come before those that have parts of it, and those before the ones
    in which only the disclaimer is translated. Where nothing is near enough it is the default language: what
    is farther is offered, never chosen. `editions` is not empty.
    """
    if not wanted:
        return Choice(_default(editions, default), "no-preference")
    best_of_all = best_match(wanted, [edition.locale for edition in editions])
    if best_of_all is None:
        return Choice(_default(editions, default), "none-fits")
    whole = best_match(wanted, [edition.locale for edition in editions if edition.complete])
    if whole is not None:
        return Choice(whole.offered, _reason(whole, best_of_all))
    parts = best_match(wanted, [edition.locale for edition in editions if edition.translated])
    if parts is not None:
        return Choice(parts.offered, "partly-translated")
    return Choice(best_of_all.offered, "untranslated")


def _default(editions: Sequence[EditionSummary], default: Locale) -> Locale:
    locales = [edition.locale for edition in editions]
    return default if default in locales else locales[0]


def _reason(whole: Match, best_of_all: Match) -> Reason:
    if whole.offered != best_of_all.offered:
        return "complete"
    return "exact" if whole.distance == 0 else "close"
