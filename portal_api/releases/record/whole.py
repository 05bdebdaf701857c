"""The texts of a release with nothing taken out: what publications work with, and what no reader gets."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, cast, func, or_, select

from portal_api.releases.record import tables
from portal_api.releases.record.changes import NewEdition, new_edition
from portal_api.releases.record.selections import stored_edition, stored_editions
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import StoredEdition
from portal_api.releases.summary import EditionKey

_E = tables.edition


def whole_editions(
    snapshot: Snapshot, articles: Collection[str] | None = None
) -> dict[EditionKey, StoredEdition]:
    """Every edition of the release, or those of these articles."""
    return _found(snapshot, _whole().where(snapshot.valid(_E), *_among(articles)))


def kin_of(snapshot: Snapshot, article_id: str, sources: Iterable[str]) -> dict[EditionKey, StoredEdition]:
    """The editions of an article, and all with a part made from one of these source texts, by digest."""
    alike = (cast(_E.c.origins, String).contains(digest, autoescape=True) for digest in sources)
    return _found(snapshot, _whole().where(snapshot.valid(_E), or_(_E.c.article_id == article_id, *alike)))


def emptied_editions(snapshot: Snapshot) -> dict[EditionKey, StoredEdition]:
    """The editions that a hold takes something out of."""
    return _found(snapshot, _whole().where(snapshot.valid(_E), _E.c.whole_digest.is_not(None)))


def editions_of(snapshot: Snapshot, article_id: str) -> dict[EditionKey, StoredEdition]:
    """The editions of one article."""
    return _found(snapshot, _whole().where(snapshot.valid(_E), _E.c.article_id == article_id))


def parked_editions(
    snapshot: Snapshot, articles: Collection[str] | None = None
) -> dict[EditionKey, StoredEdition]:
    """The editions that a hold keeps from readers as a whole, in their newest text."""
    ever = select(_E.c.article_id).where(_E.c.since == _E.c.until, *_among(articles))
    newest = select(func.max(_E.c.id)).where(_E.c.article_id.in_(ever)).group_by(_E.c.article_id, _E.c.locale)
    return _found(snapshot, _whole().where(_E.c.id.in_(newest), _E.c.since == _E.c.until))


def again(edition: StoredEdition) -> NewEdition:
    """A stored edition, to be published once more."""
    return new_edition(edition.body, edition.origins)


def is_same(edition: StoredEdition, new: NewEdition) -> bool:
    """Whether a whole text, and what was noted beside it, are what is stored already."""
    return edition.digest == new.digest and edition.origins == new.origins


def _among(articles: Collection[str] | None) -> list[ColumnElement[bool]]:
    return [] if articles is None else [_E.c.article_id.in_(sorted(articles))]


def _found(snapshot: Snapshot, query: Select[Any]) -> dict[EditionKey, StoredEdition]:
    return dict(map(_keyed, snapshot.connection.execute(query)))


def _keyed(row: Row[Any]) -> tuple[EditionKey, StoredEdition]:
    found = stored_edition(row)
    return (found.article_id, found.locale), found


def _whole() -> Select[Any]:
    return stored_editions(func.coalesce(_E.c.whole_digest, _E.c.body_digest))
