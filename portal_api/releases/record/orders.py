"""The table of holds -> the orders in force."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, or_, select

from portal_api.locales import Locale
from portal_api.releases.record import tables
from portal_api.releases.record.holds import Hold, Holds


def read_holds(connection: Connection, release: int | None) -> Holds:
    """The orders in force in a release; for None those in force now."""
    h = tables.hold
    in_force: list[ColumnElement[bool]] = [h.c.until.is_(None)]
    if release is not None:
        in_force = [h.c.since <= release, or_(h.c.until.is_(None), h.c.until > release)]
    return Holds(tuple(map(_hold, connection.execute(select(h).where(*in_force).order_by(h.c.id)))))


def every_hold(connection: Connection) -> tuple[Hold, ...]:
    """All orders there ever were, the oldest first."""
    return tuple(map(_hold, connection.execute(select(tables.hold).order_by(tables.hold.c.id))))


def _hold(row: Row[Any]) -> Hold:
    return Hold(
        id=row.id,
        article_id=row.article_id,
        section=row.section,
        locale=Locale.parse(row.locale) if row.locale else None,
        reason=row.reason,
        by=row.held_by,
        note=row.note,
        texts=frozenset(row.texts),
        sources=frozenset(row.sources),
        since=row.since,
        until=row.until,
    )
