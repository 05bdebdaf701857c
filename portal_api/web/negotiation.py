"""Wanted languages + an article's languages -> the one to lead to, and why. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from portal_api.locales import Locale, Match, Wishes, best_match
from portal_api.releases.record.stored import EditionSummary

Reason = Literal[
    "exact", "close", "complete", "partly-translated", "untranslated", "no-preference", "none-fits"
]


@dataclass(frozen=True)
class Choice:
    """The language a reader is led to; `reason` is a code whose words are `choice.<reason>`."""

    served: Locale
    reason: Reason


def choose(wishes: Wishes, editions: Sequence[EditionSummary], default: Locale) -> Choice:
    """The best of an article's languages for a reader with these wishes.

    Languages that have the whole article come before those that have parts of it, and those before the ones
    in which only the disclaimer is translated. Where nothing is near enough it is the default language: what
    is farther is offered, never chosen. `editions` is not empty.
    """
    allowed = [edition for edition in editions if not wishes.refuses(edition.locale)]
    best_of_all = best_match(wishes.wanted, [edition.locale for edition in allowed])
    if best_of_all is None:
        first_whole = sorted(editions, key=lambda edition: not edition.complete)
        return _without_match(wishes, [edition.locale for edition in first_whole], default)
    whole = best_match(wishes.wanted, [edition.locale for edition in allowed if edition.complete])
    if whole is not None:
        is_other = whole.offered != best_of_all.offered
        return Choice(whole.offered, "complete" if is_other else _closeness(whole))
    parts = best_match(wishes.wanted, [edition.locale for edition in allowed if edition.translated])
    if parts is not None:
        return Choice(parts.offered, "partly-translated")
    return Choice(best_of_all.offered, "untranslated")


def choose_offered(wishes: Wishes, offered: Sequence[Locale]) -> Choice:
    """The best of a library's languages, of which the first is the default one."""
    match = best_match(wishes.wanted, [locale for locale in offered if not wishes.refuses(locale)])
    if match is None:
        return _without_match(wishes, offered, offered[0])
    return Choice(match.offered, _closeness(match))


def _without_match(wishes: Wishes, locales: Sequence[Locale], default: Locale) -> Choice:
    """The default language, unless the reader refuses it and takes any other.

    Who refuses it and names no other still gets it, and is told: a language guessed at would help less.
    """
    served = default if default in locales else locales[0]
    if not wishes.refuses(served):
        has_asked = bool(wishes.wanted) or wishes.refuses_others
        return Choice(served, "none-fits" if has_asked else "no-preference")
    others = [locale for locale in locales if not wishes.refuses(locale)] if wishes.takes_any else []
    return Choice(others[0], "exact") if others else Choice(served, "none-fits")


def _closeness(match: Match) -> Reason:
    return "exact" if match.distance == 0 else "close"
