"""Two releases -> the surrogate keys of every answer that may differ between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, Table, or_, select

from portal_api.releases.record import tables
from portal_api.releases.record.leads import leading_to
from portal_api.releases.record.selections import every_tag
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.store import Store
from portal_api.releases.record.stored import LIBRARY

EVERYTHING = ("portal",)

_AT_ONCE = 500


def affected(store: Store, since: int) -> tuple[str, ...]:
    """What a cache has to forget that was filled from release `since` on, by the keys that answers carry.

    Everything where `since` is no release, where another language is offered, or where the publisher's own
    line changed: these stand in every answer.

    Raises:
        NothingPublished: there is no release yet.
        StoreError: the database cannot be read.
    """
    with store.snapshot() as now:
        if not 1 <= since <= now.release.id:
            return EVERYTHING
        with store.snapshot(since) as then:
            if then.offered != now.offered:
                return EVERYTHING
        return EVERYTHING if _is_library_changed(now, since) else tuple(_keys(now, since))


def _is_library_changed(now: Snapshot, since: int) -> bool:
    return now.shared(LIBRARY)[None].since > since


def _keys(now: Snapshot, since: int) -> Iterator[str]:
    """The keys of all that began or ended after a release, each once, in a fixed order."""
    if now.release.id > since:
        yield "release"
    editions = sorted(set(_editions(now.connection, since)))
    articles = {article for article, _ in editions}
    yield from sorted(f"article-{article}" for article in articles | _leading(now.connection, articles))
    yield from dict.fromkeys(f"articles-{locale}" for _, locale in editions)
    spoken = set(_column(now, tables.shared_text, "locale", since))
    yield from sorted(f"locale-{locale}" for locale in spoken)
    withdrawn = set(_column(now, tables.withdrawal, "article_id", since))
    yield from sorted(f"article-{article}" for article in withdrawn - articles)
    if withdrawn or any(_column(now, tables.hold, "id", since)):
        yield "historical"


def _leading(connection: Connection, articles: Collection[str]) -> set[str]:
    """The articles that lead to one of these, or ever did: what was said earlier leads to them too."""
    found: set[str] = set()
    several = sorted(articles)
    for start in range(0, len(several), _AT_ONCE):
        found.update(connection.execute(leading_to(several[start : start + _AT_ONCE])).scalars())
    return found


def _editions(connection: Connection, since: int) -> Iterator[tuple[str, str]]:
    """Article and language of each edition that began or ended, found by the index of each language."""
    e = tables.edition.c
    for tag in every_tag(connection):
        for moment in (e.since, e.until):
            query = select(e.article_id).distinct().where(e.locale == tag, moment > since)
            yield from ((article, tag) for article in connection.execute(query).scalars())


def _column(now: Snapshot, table: Table, name: str, since: int) -> Iterator[object]:
    query = select(table.c[name]).where(or_(table.c.since > since, table.c.until > since))
    yield from now.connection.execute(query).scalars()
