"""A release readers know -> what they have to fetch again, and what to forget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from portal_api.locales import Locale
from portal_api.releases import tables
from portal_api.releases.snapshot import Snapshot
from portal_api.releases.stored import EditionSummary


@dataclass(frozen=True)
class ChangedArticle:
    """One article that is not as it was; `edition` is None where it has gone."""

    article_id: str
    edition: EditionSummary | None


def changed_since(
    snapshot: Snapshot, locale: Locale, release: int, *, after: str | None = None, limit: int
) -> tuple[ChangedArticle, ...]:
    """What is not in one language as it was in `release`, in order of article id, from the one after `after`.

    Where the disclaimer, our words or the publisher's line changed, every article did: each answer has them.

    Raises:
        UnknownLocale: the language is not offered.
    """
    known = None if snapshot.shared_since(locale) > release else release
    shown = snapshot.editions(locale, since=known, after=after, limit=limit)
    changed = {edition.article_id: edition for edition in shown}
    names = sorted({*changed, *_ended(snapshot, locale, release, after, limit)})[:limit]
    return tuple(ChangedArticle(name, changed.get(name)) for name in names)


def _ended(snapshot: Snapshot, locale: Locale, release: int, after: str | None, limit: int) -> Iterator[str]:
    """The articles whose edition in `release` readers have no more: another took its place, or none."""
    e = tables.edition.c
    query = select(e.article_id).where(
        e.locale == str(locale), e.since <= release, e.until > release, e.until <= snapshot.release.id
    )
    if after is not None:
        query = query.where(e.article_id > after)
    yield from snapshot.connection.execute(query.order_by(e.article_id).limit(limit)).scalars()
