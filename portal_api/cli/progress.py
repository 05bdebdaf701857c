"""Library + store -> how far each translation is, section by section."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from portal_api.articles.article import FIGURE, HEAD
from portal_api.articles.library import Library, Origin
from portal_api.catalogs.coverage import (
    DISCLAIMER,
    PORTAL,
    PartTranslation,
    SegmentFinding,
    Status,
)
from portal_api.catalogs.current import Doubt
from portal_api.catalogs.needs import Needs, needs_of, total
from portal_api.catalogs.reviews import Approval
from portal_api.cli.wanted import Wanted, wanted
from portal_api.errors import NothingPublished, Problem, SourceErrors
from portal_api.locales import Locale
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.staleness import stale_since
from portal_api.releases.record.store import Store


@dataclass(frozen=True)
class Since:
    """The release since which readers see a section in another language because its source has changed."""

    release: int
    published_at: datetime.datetime


@dataclass(frozen=True)
class SectionProgress:
    """One section in one language; `since` is None while it is not stale, or not stale for readers yet.

    `needs` count its own texts; `heading` is the doubt about one that articles share, which portal.po
    translates and counts.
    """

    id: str
    status: Status
    needs: Needs
    heading: Doubt | None
    origin: Origin
    approval: Approval | None
    accepted: tuple[SegmentFinding, ...]
    since: Since | None


@dataclass(frozen=True)
class CatalogProgress:
    """One text in one language. Head, sections and figure each count as a section here."""

    name: str
    locale: Locale
    sections: tuple[SectionProgress, ...]

    @property
    def translated(self) -> int:
        """How many of its sections readers can see in this language."""
        return sum(section.status == "translated" for section in self.sections)

    @property
    def needs(self) -> Needs:
        """What all sections together hold and lack."""
        return total(section.needs for section in self.sections)


@dataclass(frozen=True)
class Progress:
    """Every catalog that could be read, and what is wrong with the others.

    `overdue` are the articles that a clinician should have reviewed again, and by which day, the first first.
    """

    catalogs: tuple[CatalogProgress, ...]
    problems: tuple[Problem, ...]
    overdue: tuple[tuple[str, datetime.date], ...]

    def of(self, locale: Locale) -> tuple[CatalogProgress, ...]:
        """The catalogs of one language."""
        return tuple(one for one in self.catalogs if one.locale == locale)

    @property
    def locales(self) -> tuple[Locale, ...]:
        """The languages there is anything to say of, in the order of the library."""
        return tuple(dict.fromkeys(one.locale for one in self.catalogs))


def read_progress(
    library: Library, locale: Locale | None, name: str | None, database_url: str, today: datetime.date
) -> Progress:
    """How far the files are; since when readers miss what is stale, as far as a database tells.

    Raises:
        StoreError: there is a database, but it cannot be read.
    """
    problems = [p for stem, found in library.problems.items() if name in (None, stem) for p in found]
    known = []
    for one in sorted(wanted(library, locale, name), key=lambda one: library.locales.index(one.locale)):
        try:
            known.append((one, one.judge(library)))
        except SourceErrors as error:
            problems += error.problems
    since = dict(_since(known, database_url))
    catalogs = (_catalog(one, parts, since.get((one.source.name, one.locale), {})) for one, parts in known)
    return Progress(tuple(catalogs), tuple(problems), tuple(_overdue(library, name, today)))


def _overdue(library: Library, name: str | None, today: datetime.date) -> list[tuple[str, datetime.date]]:
    dated = ((one.id, one.review.next) for one in library.articles if name in (None, one.id))
    past = ((article, due) for article, due in dated if due is not None and due < today)
    return sorted(past, key=lambda one: (one[1], one[0]))


Judgement = tuple[Wanted, tuple[PartTranslation, ...]]


def _since(
    known: Iterable[Judgement], database_url: str
) -> Iterator[tuple[tuple[str, Locale], Mapping[str, Since]]]:
    stale = [one for one, parts in known if any(part.status == "stale" for part in parts)]
    if not stale:
        return
    with closing(Store(database_url)) as store:
        try:
            with store.snapshot() as snapshot:
                for one in stale:
                    yield (one.source.name, one.locale), dict(_dated(snapshot, one))
        except NothingPublished:
            return


def _dated(snapshot: Snapshot, one: Wanted) -> Iterator[tuple[str, Since]]:
    for section, number in stale_since(snapshot, one.source.name, one.locale).items():
        (release,) = snapshot.releases(before=number + 1, limit=1)
        yield section, Since(number, release.published_at)


def _catalog(one: Wanted, parts: Iterable[PartTranslation], since: Mapping[str, Since]) -> CatalogProgress:
    sections = tuple(_section(one, part, since.get(part.part_id)) for part in parts)
    return CatalogProgress(one.source.name, one.locale, sections)


def _section(one: Wanted, part: PartTranslation, since: Since | None) -> SectionProgress:
    own = one.source.own(part.part_id)
    return SectionProgress(
        part.part_id,
        part.status,
        needs_of((text, part.doubts.get(name, "translated")) for name, text in own.items()),
        next((doubt for name, doubt in part.doubts.items() if name not in own), None),
        part.origin,
        part.approval,
        tuple(found for found in part.findings if found.accepted),
        since if part.status == "stale" else None,
    )


def is_article(catalog: CatalogProgress) -> bool:
    """Whether it is an article, not the disclaimer or our own words."""
    return catalog.name not in (PORTAL, DISCLAIMER)


def section_name(section: SectionProgress) -> str:
    """What people call a section."""
    return {HEAD: "(beginning)", FIGURE: "(picture)"}.get(section.id, section.id)
