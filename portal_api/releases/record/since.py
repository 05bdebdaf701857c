"""A release readers know -> what they have to fetch again, and what to forget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import CompoundSelect, and_, or_, select, union

from portal_api.locales import Locale
from portal_api.releases.editions.storedlinks import leads_in
from portal_api.releases.record import tables
from portal_api.releases.record.leads import leading_to
from portal_api.releases.record.selections import every_tag, summaries, summary_of
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import EditionSummary, StoredEdition


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
    So did an article that falls back whose source text changed: that may be asked for throughout; and one
    that leads to an article that changed in this language.

    Raises:
        UnknownLocale: the language is not offered.
    """
    known = None if snapshot.shared_since(locale) > release else release
    shown = snapshot.editions(locale, since=known, after=after, limit=limit)
    if known is not None:
        shown += tuple(_leaning(snapshot, locale, release, after, limit))
    changed = {edition.article_id: edition for edition in shown}
    names = sorted({*changed, *_ended(snapshot, locale, release, after, limit)})[:limit]
    snapshot.learn_sources(name for name in names if name in changed and not changed[name].complete)
    return tuple(ChangedArticle(name, changed.get(name)) for name in names)


def answers_since(snapshot: Snapshot, edition: StoredEdition | EditionSummary, *, is_complete: bool) -> int:
    """The release in which anything of an edition's answers last changed, the texts around it included.

    Where parts of it fall back, the source text may be asked for throughout: then they change with that text,
    and when it is held. Where they lead to other articles, they change with these: links lead only to what is
    shown, and titles stand beside the text.
    """
    own = max(edition.since, snapshot.shared_since(edition.locale))
    if is_complete and isinstance(edition, StoredEdition) and not leads_in(edition.data):
        return own
    led = snapshot.led_since(edition.article_id, edition.locale, is_complete=is_complete)
    return max(own, led) if is_complete else max(own, led, snapshot.source_since(edition.article_id))


def _leaning(
    snapshot: Snapshot, locale: Locale, release: int, after: str | None, limit: int
) -> Iterator[EditionSummary]:
    """The editions whose answers changed after `release` with the texts of others, the first ones.

    They fall back to a source text that readers got or lost, or lead to such an article.
    """
    e = tables.edition
    touched = _touched(snapshot, release).subquery()
    falling = and_(e.c.complete.is_(False), e.c.article_id.in_(select(touched)))
    leading = e.c.article_id.in_(leading_to(select(touched)))
    query = summaries().where(snapshot.valid(e), e.c.locale == str(locale), or_(falling, leading))
    if after is not None:
        query = query.where(e.c.article_id > after)
    rows = [*map(summary_of, snapshot.connection.execute(query.order_by(e.c.article_id)).all())]
    snapshot.learn_sources(one.article_id for one in rows if not one.complete)
    moved = (one for one in rows if answers_since(snapshot, one, is_complete=one.complete) > release)
    yield from islice(moved, limit)


def _touched(snapshot: Snapshot, release: int) -> CompoundSelect[Any]:
    """The articles of which anything began or ended after a release, by the index of each language."""
    e = tables.edition.c
    tags = tuple(every_tag(snapshot.connection))
    return union(*(select(e.article_id).where(e.locale.in_(tags), at > release) for at in (e.since, e.until)))


def _ended(snapshot: Snapshot, locale: Locale, release: int, after: str | None, limit: int) -> Iterator[str]:
    """The articles whose edition in `release` readers have no more: another took its place, or none."""
    e = tables.edition.c
    query = select(e.article_id).where(
        e.locale == str(locale), e.since <= release, e.until > release, e.until <= snapshot.release.id
    )
    if after is not None:
        query = query.where(e.article_id > after)
    yield from snapshot.connection.execute(query.order_by(e.article_id).limit(limit)).scalars()
