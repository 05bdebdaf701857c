"""The store: what the current or any earlier release says, and the one way to write a new one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select

from portal_api.errors import NothingPublished, Overtaken, StoreError
from portal_api.releases.record import tables
from portal_api.releases.record.chain import chained, imprint_line, lines_of
from portal_api.releases.record.changes import (
    Changes,
    Imprint,
    NewEdition,
    NewFigure,
    NewShared,
    NewWithdrawal,
)
from portal_api.releases.record.database import Database
from portal_api.releases.record.holds import Holds, in_force
from portal_api.releases.record.lookout import announce
from portal_api.releases.record.mirrors import LiveExport, forget, live_exports, register, stop_all
from portal_api.releases.record.orders import read_holds
from portal_api.releases.record.rows import release_row, stored_moment, write
from portal_api.releases.record.selections import read_release
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import Release

_MISSING_TABLES = ("no such table", "does not exist")


__all__ = ["Changes", "Imprint", "NewEdition", "NewFigure", "NewShared", "NewWithdrawal", "Store"]


class Store:
    """The releases of one library. Safe to share between threads."""

    def __init__(self, url: str) -> None:
        """Raises StoreError where `url` is not one of a database we can use; opens nothing yet."""
        self.url = url
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
            yield Snapshot(found, lambda: nullcontext(connection))

    def view(self, release: Release) -> Snapshot:
        """The same of a release that was read before. Nothing is asked yet; whoever takes it closes it."""
        return Snapshot(release, self._reading, self._first)

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

        What is held is taken out here, whoever publishes, so that nothing can bring it back.

        Raises:
            Overtaken: another release came after `on_top_of` meanwhile.
            StoreError: the database cannot be written.
        """
        with self.database.writing() as connection:
            before = read_release(connection, None)
            if (before.id if before else None) != on_top_of:
                raise Overtaken(["somebody else published meanwhile; nothing was lost, publish again"])
            number = before.id + 1 if before else 1
            shown = _without_held(connection, changes, number)
            bare = Release(id=number, digest="", **vars(imprint))
            lines = chain([imprint_line(release_row(bare))], lines_of(shown))
            made = replace(bare, digest=chained(before.digest if before else "", lines))
            write(connection, shown, made)
            stop_all(connection, number)
            announce(connection)
            return made

    def live_exports(self) -> tuple[LiveExport, ...]:
        """The folders of exports that are served to readers.

        Raises:
            StoreError: the database cannot be read.
        """
        try:
            with self._reading() as connection:
                return live_exports(connection)
        except NothingPublished:
            return ()

    def know_live(self, export: LiveExport) -> None:
        """Know a folder from now on as one that is served to readers, instead of what had its mark before.

        Raises:
            StoreError: the database cannot be written.
        """
        with self.database.writing() as connection:
            register(connection, export)

    def while_current(self, release: int, switch: Callable[[], None]) -> bool:
        """`switch` readers to what was made of a release if that is the current one; nobody can make another
        one meanwhile. Whether it was.

        Raises:
            StoreError: the database cannot be written; then nothing is switched.
        """
        with self.database.writing() as connection:
            found = read_release(connection, None)
            if found is None or found.id != release:
                return False
            switch()
            return True

    def forget_live(self, export: LiveExport) -> None:
        """Know a folder no longer, because nobody serves it any more.

        Raises:
            StoreError: the database cannot be written.
        """
        with self.database.writing() as connection:
            forget(connection, export)

    def waiting(self) -> Mapping[str, datetime.datetime]:
        """The articles whose change waits for its translations, and since when.

        Raises:
            StoreError: the database cannot be read.
        """
        try:
            with self._reading() as connection:
                rows = connection.execute(select(tables.waiting)).all()
        except NothingPublished:
            return {}
        return {row.article_id: datetime.datetime.fromisoformat(row.since) for row in rows}

    def keep_waiting(self, waiting: Mapping[str, datetime.datetime]) -> None:
        """Remember what waits, and nothing else.

        Raises:
            StoreError: the database cannot be written.
        """
        rows = [{"article_id": name, "since": stored_moment(since)} for name, since in waiting.items()]
        with self.database.writing() as connection:
            connection.execute(delete(tables.waiting))
            if rows:
                connection.execute(insert(tables.waiting), rows)

    def close(self) -> None:
        """Close every connection to the database."""
        self.database.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self.database.reading() as connection:
                yield connection
        except StoreError as error:
            raise _told_apart(error) from error.__cause__

    def _first(self, statement: Select[Any], asked: Mapping[str, object]) -> Sequence[Any] | None:
        try:
            return self.database.first(statement, asked)
        except StoreError as error:
            raise _told_apart(error) from error.__cause__


def _told_apart(error: StoreError) -> StoreError:
    """A database without tables is one that nothing was published to."""
    if any(sign in str(error) for sign in _MISSING_TABLES):
        return NothingPublished("nothing is published yet; run: portal publish")
    return error


def _without_held(connection: Connection, changes: Changes, number: int) -> Changes:
    """The same changes as readers may see them, by the holds in force after them."""
    kept = (hold for hold in read_holds(connection, None).orders if hold.id not in changes.ended_holds)
    holds = Holds((*kept, *(in_force(order, number) for order in changes.holds)))
    return replace(changes, editions=tuple(map(holds.withhold, changes.editions)))
