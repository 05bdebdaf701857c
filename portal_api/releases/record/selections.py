"""Rows of the tables -> the objects they stand for: which rows a release has, and what is read of them."""

from __future__ import annotations

import datetime
import json
import typing
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
)

from portal_api.errors import NothingPublished
from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json
from portal_api.releases.record import tables
from portal_api.releases.record.stored import (
    DISCLAIMER,
    LIBRARY,
    WORDS,
    EditionSummary,
    Release,
    SharedTexts,
    StoredEdition,
    StoredShared,
)

Values = str | Sequence[str] | None

_E = tables.edition.c
_R = tables.release.c
_SUMMARY = ("article_id", "since", "title", "kind", "audience", "topic", "complete", "translated", "sections")


def valid(table: FromClause, release: int | BindParameter[int]) -> ColumnElement[bool]:
    """The rows of a table that a release has."""
    return and_(table.c.since <= release, or_(table.c.until.is_(None), table.c.until > release))


def read_release(connection: Connection, number: int | None) -> Release | None:
    """The release with this number, or the current one; None before the first.

    Raises:
        NothingPublished: there is no release with this number.
    """
    statement, asked = (_NEWEST, {}) if number is None else (_NUMBERED, {"number": number})
    row = connection.execute(statement, asked).first()
    if row is None and number is not None:
        raise NothingPublished(f"there is no release {number}")
    return release_of(row) if row else None


def release_of(row: Row[Any]) -> Release:
    """A release from its row, with all columns."""
    values = row._asdict()
    return Release(**values | {"published_at": datetime.datetime.fromisoformat(row.published_at)})


def read_shared_texts(connection: Connection, release: int) -> SharedTexts:
    """All that many answers of a release share, by kind and language."""
    s, b = tables.shared_text, tables.body
    query = select(s, b.c.bytes).join(b, b.c.digest == s.c.body_digest).where(valid(s, release))
    found: dict[str, dict[Locale | None, StoredShared]] = {DISCLAIMER: {}, WORDS: {}, LIBRARY: {}}
    for row in connection.execute(query):
        locale = locale_of(row.locale)
        stored = StoredShared(locale, row.since, row.body_digest, _unpacked(row.bytes), row.origins)
        found[row.kind][locale] = stored
    return found


def read_body(connection: Connection, digest: str) -> Json:
    """The body with this digest, which there is."""
    query = select(tables.body.c.bytes).where(tables.body.c.digest == digest)
    return _unpacked(connection.execute(query).scalar_one())


def read_bodies(connection: Connection, digests: Select[Any]) -> Iterator[tuple[str, Json]]:
    """Bodies by what stands before their digest in each row of a statement."""
    named = digests.subquery()
    name, digest = named.c
    query = select(name, tables.body.c.bytes).join(tables.body, tables.body.c.digest == digest)
    for row in connection.execute(query):
        yield row[0], _unpacked(row[1])


def stored_editions(digest: ColumnElement[str] = _E.body_digest) -> Select[Any]:
    """Editions with the body that readers get, or another one, by its digest."""
    return select(*_STORED).join(tables.body, tables.body.c.digest == digest)


def stored_edition(row: Sequence[Any]) -> StoredEdition:
    """An edition from a row of `stored_editions`."""
    article_id, tag, since, until, title, whole_digest, noted, digest, packed = row
    is_whole = whole_digest is None
    return StoredEdition(
        article_id, Locale(tag), since, digest, title, packed, noted, until, has_held=not is_whole
    )


def summaries() -> Select[Any]:
    """Editions without their bodies."""
    columns: list[Column[Any]] = [_E[name] for name in (*_SUMMARY, "locale", "body_digest")]
    return select(*columns)


def among(column: Column[Any], values: str | Sequence[str]) -> ColumnElement[bool]:
    """Where a column has the value, or any of several."""
    return column == values if isinstance(values, str) else column.in_(values)


def arranged(
    query: Select[Any], order: str | None, after: str | None, locale: Locale, release: int
) -> Select[Any]:
    """Editions of one language by article id, or the last changed ones first; from the one behind `after`."""
    if order != "updated":
        behind = query if after is None else query.where(_E.article_id > after)
        return behind.order_by(_E.article_id)
    if after is not None:
        other = tables.edition.alias()
        here = and_(other.c.article_id == after, other.c.locale == str(locale))
        since = select(other.c.since).where(here, valid(other, release)).scalar_subquery()
        query = query.where(or_(_E.since < since, and_(_E.since == since, _E.article_id > after)))
    return query.order_by(_E.since.desc(), _E.article_id)


def summary_of(row: Row[Any]) -> EditionSummary:
    """What a list says of an edition, from a row of `summaries`."""
    values = {name: getattr(row, name) for name in _SUMMARY}
    return EditionSummary(locale=Locale(row.locale), digest=row.body_digest, **values)


def every_tag(connection: Connection) -> Iterator[str]:
    """Every language there ever was an edition in, one step of the index for each."""
    tag: str | None = ""
    while True:
        query = select(_E.locale).where(_E.locale > tag).order_by(_E.locale).limit(1)
        tag = connection.execute(query).scalar()
        if tag is None:
            return
        yield tag


def locale_of(tag: str) -> Locale | None:
    """A language from its column, which is empty where a row is for all of them."""
    return Locale(tag) if tag else None


def _unpacked(data: bytes) -> Json:
    return typing.cast("Json", json.loads(zlib.decompress(data)))


# What `stored_edition` reads. Most answers never need the notes: they stay a text until somebody does.
_STORED = (
    *(_E[name] for name in ("article_id", "locale", "since", "until", "title", "whole_digest")),
    cast(_E.origins, String).label("noted"),
    *tables.body.c["digest", "bytes"],
)

# Made once: to put a statement together takes longer than to run it.
FIND_EDITION = stored_editions().where(
    valid(tables.edition, bindparam("release")),
    _E.article_id == bindparam("article"),
    _E.locale == bindparam("locale"),
)

# When readers got the text of an edition that they have, or lost it. A row that was never shown says neither.
SHOWN_SINCE = select(
    func.max(case((_E.until <= bindparam("release"), _E.until), else_=_E.since)),
).where(
    _E.article_id == bindparam("article"),
    _E.locale == bindparam("locale"),
    _E.since <= bindparam("release"),
    or_(_E.until.is_(None), _E.until > _E.since),
)

# The same of all that an article leads to in a language, the latest: by its own text and by its source text,
# which may be asked for throughout. Both are one where `source` is `locale`.
_LEADING = tables.edition.alias("leading")
_LED = (
    select(tables.edition_lead.c.article_id)
    .join(_LEADING, _LEADING.c.id == tables.edition_lead.c.edition_id)
    .where(
        _LEADING.c.article_id == bindparam("article"),
        or_(_LEADING.c.locale == bindparam("locale"), _LEADING.c.locale == bindparam("source")),
        _LEADING.c.since <= bindparam("release"),
        or_(_LEADING.c.until.is_(None), _LEADING.c.until > bindparam("release")),
    )
)
LED_SINCE = select(
    func.max(case((_E.until <= bindparam("release"), _E.until), else_=_E.since)),
).where(
    _E.article_id.in_(_LED),
    _E.locale == bindparam("locale"),
    _E.since <= bindparam("release"),
    or_(_E.until.is_(None), _E.until > _E.since),
)
_NEWEST = select(tables.release).order_by(_R.id.desc()).limit(1)
_NUMBERED = select(tables.release).where(_R.id == bindparam("number"))
