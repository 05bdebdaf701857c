"""A release readers know -> what they have to fetch again, and what to forget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import exists, select

from portal_api.locales import Locale
from portal_api.releases import tables
from portal_api.releases.snapshot import EditionSummary, Snapshot


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
    gone = dict.fromkeys(_gone(snapshot, locale, release, after, limit))
    names = sorted(changed | gone)[:limit]
    return tuple(ChangedArticle(name, changed.get(name)) for name in names)


def _gone(snapshot: Snapshot, locale: Locale, release: int, after: str | None, limit: int) -> Iterator[str]:
    """The articles that readers of `release` had, and that nobody has any more."""
    e, now = tables.edition, tables.edition.alias()
    ended = (e.c.since <= release) & (e.c.until > release) & (e.c.until <= snapshot.release.id)
    is_back = exists().where(
        snapshot.valid(now), now.c.locale == e.c.locale, now.c.article_id == e.c.article_id
    )
    query = select(e.c.article_id).where(e.c.locale == str(locale), ended, ~is_back)
    if after is not None:
        query = query.where(e.c.article_id > after)
    yield from snapshot.connection.execute(query.order_by(e.c.article_id).limit(limit)).scalars()
