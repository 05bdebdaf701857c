"""The store: what the current or any earlier release says, and the one way to write a new one."""

from __future__ import annotations

import datetime
import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from portal_api.errors import NothingPublished, PublishRefused, StoreError
from portal_api.locales import Locale
from portal_api.releases import tables
from portal_api.releases.body import Json, canonical
from portal_api.releases.database import Database
from portal_api.releases.snapshot import Release, Snapshot, read_release

_MISSING_TABLES = ("no such table", "does not exist")


@dataclass(frozen=True)
class NewEdition:
    """One article in one language, to be published; `body` is its JSON, `origins` what is kept beside it."""

    article_id: str
    locale: Locale
    title: str
    kind: str
    audience: str
    topic: str | None
    complete: bool
    translated: int
    sections: int
    codes: tuple[str, ...]
    body: bytes
    origins: Json

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the body."""
        return _digest(self.body)


@dataclass(frozen=True)
class NewShared:
    """A text that many answers share: a disclaimer, the words of a language, or the library's own line."""

    kind: str
    locale: Locale | None
    body: bytes
    origins: Json

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the body."""
        return _digest(self.body)


@dataclass(frozen=True)
class NewFigure:
    """A figure under its published name."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class NewWithdrawal:
    """An article, or one language of it, taken back."""

    article_id: str
    locale: Locale | None
    reason: str
    successor: str | None


@dataclass(frozen=True)
class Changes:
    """What a release changes: what begins (and ends its predecessor), and what only ends."""

    editions: tuple[NewEdition, ...] = ()
    ended_editions: tuple[tuple[str, Locale], ...] = ()
    shared: tuple[NewShared, ...] = ()
    ended_shared: tuple[tuple[str, Locale], ...] = ()
    withdrawals: tuple[NewWithdrawal, ...] = ()
    ended_withdrawals: tuple[tuple[str, Locale | None], ...] = ()
    figures: tuple[NewFigure, ...] = ()

    def __bool__(self) -> bool:
        return any(
            (
                self.editions,
                self.ended_editions,
                self.shared,
                self.ended_shared,
                self.withdrawals,
                self.ended_withdrawals,
            )
        )


@dataclass(frozen=True)
class Imprint:
    """Who publishes, when, with what: all that a release says of itself but its number and digest."""

    published_at: datetime.datetime
    published_by: str
    tool: str
    source_revision: str | None = None
    dirty: bool = False
    note: str = ""


class Store:
    """The releases of one library. Safe to share between threads."""

    def __init__(self, url: str) -> None:
        """Raises StoreError where `url` is not one of a database we can use; opens nothing yet."""
        self.database = Database(url)

    @contextmanager
    def snapshot(self, release: int | None = None) -> Iterator[Snapshot]:
        """A consistent view of one release, the current one unless a number is given.

        Raises:
            NothingPublished: nothing is published yet, or there is no such release.
            StoreError: the database cannot be read.
        """
        with self._reading() as connection:
            found = read_release(connection, release)
            if found is None:
                raise NothingPublished("nothing is published yet; run: portal publish")
            yield Snapshot(connection, found)

    def current(self) -> int | None:
        """The number of the current release, None before the first.

        Raises:
            StoreError: the database cannot be read.
        """
        try:
            with self._reading() as connection:
                return connection.execute(select(func.max(tables.release.c.id))).scalar()
        except NothingPublished:
            return None

    def publish(self, changes: Changes, imprint: Imprint, on_top_of: int | None) -> Release:
        """Write a new release in one transaction: readers see the old one or the new one, never a mix.

        Raises:
            PublishRefused: another release came after `on_top_of` meanwhile.
            StoreError: the database cannot be written.
        """
        with self.database.writing() as connection:
            before = read_release(connection, None)
            if (before.id if before else None) != on_top_of:
                raise PublishRefused(["somebody else published meanwhile; nothing was lost, publish again"])
            made = _next_release(before, changes, imprint)
            connection.execute(insert(tables.release).values(**_release_row(made)))
            _write(connection, changes, made.id)
            return made

    def close(self) -> None:
        """Close every connection to the database."""
        self.database.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self.database.reading() as connection:
                yield connection
        except StoreError as error:
            if any(sign in str(error) for sign in _MISSING_TABLES):
                raise NothingPublished("nothing is published yet; run: portal publish") from None
            raise


def _next_release(before: Release | None, changes: Changes, imprint: Imprint) -> Release:
    number = before.id + 1 if before else 1
    chained = hashlib.sha256((before.digest if before else "").encode())
    for line in _changed_lines(changes):
        chained.update(canonical(line))
    return Release(id=number, digest=chained.hexdigest(), **vars(imprint))


def _changed_lines(changes: Changes) -> Iterator[Sequence[str | None]]:
    """What the digest of a release speaks of, in a fixed order."""
    for new in changes.editions:
        yield ("edition", new.article_id, str(new.locale), new.digest, _digest(canonical(new.origins)))
    for article_id, locale in changes.ended_editions:
        yield ("no edition", article_id, str(locale))
    for text in changes.shared:
        yield (text.kind, _tag(text.locale), text.digest, _digest(canonical(text.origins)))
    for kind, locale in changes.ended_shared:
        yield ("no " + kind, str(locale))
    for taken in changes.withdrawals:
        yield ("withdrawn", taken.article_id, _tag(taken.locale), taken.reason, taken.successor)
    for article_id, where in changes.ended_withdrawals:
        yield ("not withdrawn", article_id, _tag(where))


def _write(connection: Connection, changes: Changes, number: int) -> None:
    bodies = (*(new.body for new in changes.editions), *(new.body for new in changes.shared))
    _put_bodies(connection, {_digest(body): body for body in bodies})
    for new in changes.editions:
        _end_edition(connection, new.article_id, new.locale, number)
        _put_edition(connection, new, number)
    for article_id, locale in changes.ended_editions:
        _end_edition(connection, article_id, locale, number)
    for text in changes.shared:
        _end_shared(connection, text.kind, text.locale, number)
        row = {"kind": text.kind, "locale": _tag(text.locale), "since": number, "origins": text.origins}
        connection.execute(insert(tables.shared_text).values(body_digest=text.digest, **row))
    for kind, locale in changes.ended_shared:
        _end_shared(connection, kind, locale, number)
    for article_id, where in changes.ended_withdrawals:
        _end_withdrawal(connection, article_id, where, number)
    for taken in changes.withdrawals:
        _end_withdrawal(connection, taken.article_id, taken.locale, number)
        row = {"article_id": taken.article_id, "locale": _tag(taken.locale), "since": number}
        row |= {"reason": taken.reason, "successor": taken.successor}
        connection.execute(insert(tables.withdrawal).values(row))
    _put_figures(connection, changes.figures)


def _put_bodies(connection: Connection, bodies: Mapping[str, bytes]) -> None:
    for digest, data in bodies.items():
        known = select(tables.body.c.digest).where(tables.body.c.digest == digest)
        if connection.execute(known).first() is None:
            connection.execute(insert(tables.body).values(digest=digest, bytes=zlib.compress(data)))


def _put_edition(connection: Connection, new: NewEdition, number: int) -> None:
    row = {name: value for name, value in vars(new).items() if name not in ("codes", "body", "locale")}
    values = row | {"locale": str(new.locale), "since": number, "body_digest": new.digest}
    result = connection.execute(insert(tables.edition).values(values))
    (edition_id,) = result.inserted_primary_key or (None,)
    if new.codes:
        rows = [{"edition_id": edition_id, "code": code} for code in new.codes]
        connection.execute(insert(tables.edition_code), rows)


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
    where = (tables.shared_text.c.kind == kind, tables.shared_text.c.locale == _tag(locale))
    current = tables.shared_text.c.until.is_(None)
    connection.execute(update(tables.shared_text).where(*where, current).values(until=number))


def _end_withdrawal(connection: Connection, article_id: str, locale: Locale | None, number: int) -> None:
    where = (tables.withdrawal.c.article_id == article_id, tables.withdrawal.c.locale == _tag(locale))
    current = tables.withdrawal.c.until.is_(None)
    connection.execute(update(tables.withdrawal).where(*where, current).values(until=number))


def _release_row(made: Release) -> Json:
    return vars(made) | {
        "published_at": made.published_at.astimezone(datetime.UTC).isoformat(timespec="seconds")
    }


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _tag(locale: Locale | None) -> str:
    return str(locale) if locale else ""
