"""One edition and its history -> since which release each outdated section has been outdated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portal_api.articles.article import FIGURE, HEAD
from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json
from portal_api.releases.record import tables
from portal_api.releases.record.selections import stored_edition, stored_editions
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import StoredEdition


def stale_since(snapshot: Snapshot, article_id: str, locale: Locale) -> Mapping[str, int]:
    """The first release of the unbroken row, up to the snapshot's, that shows a section as stale.

    By section (`head` and `figure` included), only for those that are stale now. Reads no more of the history
    than it needs.
    """
    since: dict[str, int] = {}
    still: frozenset[str] | None = None
    for edition in _history(snapshot, article_id, locale):
        stale = _stale(edition.body)
        still = stale if still is None else still & stale
        if not still:
            break
        since |= dict.fromkeys(still, edition.since)
    return since


def _history(snapshot: Snapshot, article_id: str, locale: Locale) -> Iterator[StoredEdition]:
    """Every edition of an article in one language up to the snapshot's release, the newest first."""
    e = tables.edition
    query = stored_editions().where(
        e.c.article_id == article_id, e.c.locale == str(locale), e.c.since <= snapshot.release.id
    )
    for row in snapshot.connection.execute(query.order_by(e.c.since.desc())):
        yield stored_edition(row)


def _stale(body: Json) -> frozenset[str]:
    named = [(HEAD, body["head"]), *((section["id"], section) for section in body["sections"])]
    named += [(FIGURE, body["figure"])] if body["figure"] else []
    return frozenset(name for name, part in named if part.get("reason") == "stale")
