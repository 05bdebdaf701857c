"""Changes -> rows of the tables: what begins gets a row, what it replaces or what only ends gets its end."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, bindparam, func, insert, select, update

from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json
from portal_api.releases.record import tables
from portal_api.releases.record.chain import tag
from portal_api.releases.record.changes import Changes, NewEdition, NewFigure, NewShared
from portal_api.releases.record.gallery import hang
from portal_api.releases.record.leads import lead
from portal_api.releases.record.stored import Release

_Item = TypeVar("_Item")

_AT_ONCE = 500
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
    connection.execute(insert(tables.release).values(release_row(made)))
    _put_bodies(connection, changes)
    begun = [(new.article_id, new.locale) for new in changes.editions]
    _end_editions(connection, (*begun, *changes.ended_editions), number)
    _put_editions(connection, changes.editions, number)
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


def release_row(made: Release) -> Json:
    """The row of a release."""
    return vars(made) | {"published_at": stored_moment(made.published_at)}


def stored_moment(moment: datetime.datetime) -> str:
    """A moment as the tables have it: UTC, to the second."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="seconds")


def _put_bodies(connection: Connection, changes: Changes) -> None:
    texts: tuple[NewEdition | NewShared, ...] = (*changes.editions, *changes.shared)
    for some in _batches(texts):
        bodies = {one.digest: one.body.packed for one in some} | dict(_wholes(some))
        known = select(tables.body.c.digest).where(tables.body.c.digest.in_(bodies))
        there = set(connection.execute(known).scalars())
        rows = [
            {"digest": digest, "bytes": packed} for digest, packed in bodies.items() if digest not in there
        ]
        if rows:
            connection.execute(insert(tables.body), rows)


def _wholes(some: Iterable[NewEdition | NewShared]) -> Iterator[tuple[str, bytes]]:
    for one in some:
        if isinstance(one, NewEdition) and one.whole is not None:
            yield one.whole.digest, one.whole.packed


def _put_editions(connection: Connection, editions: Sequence[NewEdition], number: int) -> None:
    """The rows are numbered here, because their codes refer to them; no other writer is let in meanwhile."""
    highest = connection.execute(select(func.max(tables.edition.c.id))).scalar() or 0
    for some in _batches(tuple(enumerate(editions, highest + 1))):
        connection.execute(
            insert(tables.edition), [{"id": row_id, **_row(new, number)} for row_id, new in some]
        )
        codes = [{"edition_id": row_id, "code": code} for row_id, new in some for code in new.codes]
        if codes:
            connection.execute(insert(tables.edition_code), codes)
        hang(connection, {row_id: new.figure for row_id, new in some if not new.parked})
        lead(connection, {row_id: new.leads for row_id, new in some if not new.parked})


def _row(new: NewEdition, number: int) -> Json:
    row = {name: getattr(new, name) for name in _AS_IT_IS}
    row |= {"locale": str(new.locale), "since": number, "until": number if new.parked else None}
    return row | {"body_digest": new.digest, "whole_digest": new.whole_digest}


def _end_editions(connection: Connection, keys: Sequence[tuple[str, Locale]], number: int) -> None:
    e = tables.edition
    where = (e.c.article_id == bindparam("article"), e.c.locale == bindparam("tag"), e.c.until.is_(None))
    command = update(e).where(*where).values(until=number)
    for some in _batches(keys):
        connection.execute(command, [{"article": article, "tag": str(locale)} for article, locale in some])


def _batches(several: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    return (several[start : start + _AT_ONCE] for start in range(0, len(several), _AT_ONCE))


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


def _end_shared(connection: Connection, kind: str, locale: Locale | None, number: int) -> None:
    where = (tables.shared_text.c.kind == kind, tables.shared_text.c.locale == tag(locale))
    current = tables.shared_text.c.until.is_(None)
    connection.execute(update(tables.shared_text).where(*where, current).values(until=number))


def _end_withdrawal(connection: Connection, article_id: str, locale: Locale | None, number: int) -> None:
    where = (tables.withdrawal.c.article_id == article_id, tables.withdrawal.c.locale == tag(locale))
    current = tables.withdrawal.c.until.is_(None)
    connection.execute(update(tables.withdrawal).where(*where, current).values(until=number))
