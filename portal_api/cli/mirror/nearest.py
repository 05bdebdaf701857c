"""Every language that a reader may want -> the offered one that answers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from babel.localedata import locale_identifiers

from portal_api.errors import InvalidTag
from portal_api.locales import Locale, best_match


def served_by_wish(offered: Sequence[Locale]) -> Iterator[tuple[str, Locale]]:
    """The tags that CLDR knows and those that are offered, in lower case, each with what is served.

    A wish that nothing near enough answers is left out.
    """
    wishes = {str(locale): locale for locale in (*_known(), *offered)}
    for tag, wish in sorted(wishes.items()):
        match = best_match([wish], offered)
        if match is not None:
            yield tag.lower(), match.offered


def _known() -> Iterator[Locale]:
    """CLDR's locales; where a script is written, also without it, as browsers do."""
    for name in locale_identifiers():
        parts = name.split("_")
        spellings = ["-".join(parts)]
        if len(parts) == 3:
            spellings.append(f"{parts[0]}-{parts[2]}")
        for tag in spellings:
            with suppress(InvalidTag):
                yield Locale.parse(tag)
