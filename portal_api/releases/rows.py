"""Changes -> rows of the tables: what begins gets a row, what it replaces or what only ends gets its end."""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, insert, select, update

from portal_api.locales import Locale
from portal_api.releases import tables
from portal_api.releases.chain import tag
from portal_api.releases.changes import Changes, NewEdition, NewFigure, sha256
from portal_api.releases.snapshot import Release

_AS_IT_IS = (
    "article_id",
    "title",
    "kind",
    "audience",
    "topic",
    "complete",
    "translated",
    "sections",
    "origins",
)


def write(connection: Connection, changes: Changes, made: Release) -> None:
    """Write a release and what it changes, inside the caller's transaction."""
    number = made.id
    row = vars(made) | {"published_at": rfc3339(made.published_at)}
    connection.execute(insert(tables.release).values(row))
    bodies = [new.body for new in changes.editions] + [text.body for text in changes.shared]
    bodies += [new.whole for new in changes.editions if new.whole is not None]
    _put_bodies(connection, {sha256(body): body for body in bodies})
    for new in changes.editions:
        _end_edition(connection, new.article_id, new.locale, number)
        _put_edition(connection, new, number)
    for article_id, locale in changes.ended_editions:
        _end_edition(connection, article_id, locale, number)
    for text in changes.shared:
        _end_shared(connection, text.kind, text.locale, number)
        row = {"kind": text.kind, "locale": tag(text.locale), "since": number, "origins": text.origins}
        connection.execute(insert(tables.shared_text).values(body_digest=text.digest, **row))
    for kind, locale in changes.ended_shared:
        _end_shared(connection, kind, locale, number)
    for article_id, where in changes.ended_withdrawals:
        _end_withdrawal(connection, article_id, where, number)
    for taken in changes.withdrawals:
        _end_withdrawal(connection, taken.article_id, taken.locale, number)
        row = {"article_id": taken.article_id, "locale": tag(taken.locale), "since": number}
        row |= {"reason": taken.reason, "successor": taken.successor}
        connection.execute(insert(tables.withdrawal).values(row))
    _put_figures(connection, changes.figures)
    _put_holds(connection, changes, number)


def rfc3339(moment: datetime.datetime) -> str:
    """A moment as the tables have it: UTC, to the second."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="seconds")


def _put_bodies(connection: Connection, bodies: Mapping[str, bytes]) -> None:
    for digest, data in bodies.items():
        known = select(tables.body.c.digest).where(tables.body.c.digest == digest)
        if connection.execute(known).first() is None:
            connection.execute(insert(tables.body).values(digest=digest, bytes=zlib.compress(data)))


def _put_edition(connection: Connection, new: NewEdition, number: int) -> None:
    row = {name: getattr(new, name) for name in _AS_IT_IS}
    row |= {"locale": str(new.locale), "since": number, "until": number if new.parked else None}
    row |= {"body_digest": new.digest, "whole_digest": new.whole_digest}
    result = connection.execute(insert(tables.edition).values(row))
    (edition_id,) = result.inserted_primary_key or (None,)
    if new.codes:
        rows = [{"edition_id": edition_id, "code": code} for code in new.codes]
        connection.execute(insert(tables.edition_code), rows)


def _put_holds(connection: Connection, changes: Changes, number: int) -> None:
    for ended in changes.ended_holds:
        connection.execute(update(tables.hold).where(tables.hold.c.id == ended).values(until=number))
    for new in changes.holds:
        row = vars(new) | {"locale": tag(new.locale), "texts": list(new.texts), "sources": list(new.sources)}
        row["held_by"] = row.pop("by")
        connection.execute(insert(tables.hold).values(since=number, **row))


def _put_figures(connection: Connection, figures: Sequence[NewFigure]) -> None:
    for figure in figures:
        known = select(tables.figure.c.name).where(tables.figure.c.name == figure.name)
        if connection.execute(known).first() is None:
            row = {"name": figure.name, "media_type": figure.media_type, "bytes": figure.data}
            connection.execute(insert(tables.figure).values(row))


def _end_edition(connection: Connection, article_id: str, locale: Locale, number: int) -> None:
    where = (tables.edition.c.article_id == article_id, tables.edition.c.locale == str(locale))
    current = tables.edition.c.until.is_(None)
    connection.execute(update(tables.edition).where(*where, current).values(until=number))


def _end_shared(connection: Connection, kind: str, locale: Locale | None, number: int) -> None:
    where = (tables.shared_text.c.kind == kind, tables.shared_text.c.locale == tag(locale))
    current = tables.shared_text.c.until.is_(None)
    connection.execute(update(tables.shared_text).where(*where, current).values(until=number))


def _end_withdrawal(connection: Connection, article_id: str, locale: Locale | None, number: int) -> None:
    where = (tables.withdrawal.c.article_id == article_id, tables.withdrawal.c.locale == tag(locale))
    current = tables.withdrawal.c.until.is_(None)
    connection.execute(update(tables.withdrawal).where(*where, current).values(until=number))
