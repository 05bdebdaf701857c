"""The draft -> a table: every article in every language, with how much of it is sound."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from portal_api.catalogs.coverage import DISCLAIMER, PORTAL
from portal_api.errors import PortalError
from portal_api.locales import Locale
from portal_api.preview.draft import State, is_pseudo
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import EditionSummary
from portal_api.web.reading import current

_AT_ONCE = 500


@dataclass(frozen=True)
class Cell:
    """One article in one language: sections in that language, of how many; None where there is none.

    `is_read` is false while nobody has read the article.
    """

    locale: Locale
    article: str
    translated: int | None
    sections: int
    complete: bool
    is_read: bool = True

    @property
    def look(self) -> str:
        """How it is shown: `whole`, `part`, `none` or, while it is not known, `later`."""
        if not self.is_read:
            return "later"
        return "whole" if self.complete else "part" if self.translated else "none"


@dataclass(frozen=True)
class Line:
    """One article, the disclaimer or our own words, in every language."""

    article: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Overview:
    """What the first page shows."""

    locales: tuple[Locale, ...]
    pseudo: tuple[Locale, ...]
    lines: tuple[Line, ...]
    shared: tuple[Line, ...]


def overview(state: State) -> Overview:
    """Every article of the draft and those not read yet; none before there is a draft."""
    locales = tuple(locale for locale in state.locales if not is_pseudo(locale))
    pseudo = tuple(locale for locale in state.locales if is_pseudo(locale))
    try:
        lines = tuple(_lines(current(), locales))
        offered = current().offered
    except PortalError:
        lines, offered = (), ()
    shared = (
        Line(name, title, tuple(_shared_cell(name, locale, offered) for locale in locales))
        for name, title in ((DISCLAIMER, "Disclaimer"), (PORTAL, "Words that all articles share"))
    )
    every = sorted([*lines, *_unread(state, locales)], key=lambda line: line.article)
    return Overview(locales, pseudo, tuple(every), tuple(shared))


def _unread(state: State, locales: tuple[Locale, ...]) -> Iterator[Line]:
    for name in state.later:
        cells = (Cell(locale, name, None, 0, complete=False, is_read=False) for locale in locales)
        yield Line(name, name, tuple(cells))


def _lines(snapshot: Snapshot, locales: tuple[Locale, ...]) -> Iterator[Line]:
    editions = {locale: _editions(snapshot, locale) for locale in locales if locale in snapshot.offered}
    names = sorted({name for found in editions.values() for name in found})
    for name in names:
        here = {locale: found[name] for locale, found in editions.items() if name in found}
        title = next(iter(here.values())).title
        yield Line(name, title, tuple(_cell(name, locale, here.get(locale)) for locale in locales))


def _editions(snapshot: Snapshot, locale: Locale) -> dict[str, EditionSummary]:
    """All of a language, read in portions."""
    found: dict[str, EditionSummary] = {}
    last = None
    while portion := snapshot.editions(locale, after=last, limit=_AT_ONCE):
        found.update((one.article_id, one) for one in portion)
        last = portion[-1].article_id
    return found


def _cell(name: str, locale: Locale, edition: EditionSummary | None) -> Cell:
    if edition is None:
        return Cell(locale, name, None, 0, complete=False)
    return Cell(locale, name, edition.translated, edition.sections, edition.complete)


def _shared_cell(name: str, locale: Locale, offered: Collection[Locale]) -> Cell:
    return Cell(locale, name, None, 0, complete=locale in offered)
