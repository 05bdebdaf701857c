"""A question in one language -> the articles of the current release that answer it.

The index is a file for each language, derived from the database by whoever needs it first. It decides only
where to look: what is shown of an article is always read from the release itself.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from portal_api.errors import StoreError
from portal_api.locales import Locale
from portal_api.releases.finding import indexing
from portal_api.releases.finding.progress import Progress, read_progress
from portal_api.releases.finding.ranking import Found, rank
from portal_api.releases.record.snapshot import Snapshot

# What sqlite3 and our own reading say of bytes that nobody wrote: SQLite does not look at what is in a row.
_NONSENSE = (ValueError, LookupError, TypeError, OverflowError)
_OF_DAMAGE = ("no such", "Could not decode")

# How long one question may work on an index that is not of its release yet, or wait for somebody who does.
PATIENCE_SECONDS = 1.0


class NotIndexed(StoreError):
    """The index of a language is not ready yet; each question brings it nearer."""


class Finder:
    """Finds articles. Safe to share between threads and processes: nothing is kept open.

    `folder` says where the files lie, and `newest` which release is the last one of the database.
    """

    def __init__(
        self,
        folder: Callable[[], Path],
        newest: Callable[[], int | None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is opened or made yet. `clock` counts seconds."""
        self._folder = folder
        self._newest = newest
        self._clock = clock

    def find(self, snapshot: Snapshot, locale: Locale, query: str, limit: int) -> Found:
        """The best articles of an offered language for a question, at most so many.

        Raises:
            UnknownLocale: the language is not offered.
            NotIndexed: there is more to do than one question can wait for; ask again.
            StoreError: the index can be neither read nor written.
        """
        snapshot.notice(locale)
        path = self._folder() / f"{locale}.db"
        try:
            return self._found(path, snapshot, locale, query, limit)
        except sqlite3.DatabaseError as error:
            if not _is_damaged(error):
                raise _told(error) from error
        except _NONSENSE:
            pass
        return self._anew(path, snapshot, locale, query, limit)

    def _anew(self, path: Path, snapshot: Snapshot, locale: Locale, query: str, limit: int) -> Found:
        """What lies there is no index any more: it is made once more."""
        try:
            _remove(path)
            return self._found(path, snapshot, locale, query, limit)
        except (sqlite3.DatabaseError, OSError) as error:
            raise _told(error) from error

    def _found(self, path: Path, snapshot: Snapshot, locale: Locale, query: str, limit: int) -> Found:
        with closing(_opened(path)) as connection:
            until = self._clock() + PATIENCE_SECONDS
            while True:
                with _reading(connection):
                    made = read_progress(connection, locale)
                    if made is not None and self._will_do(made, snapshot):
                        return rank(connection, made.alive, query, limit)
                if self._clock() > until:
                    raise NotIndexed(f"the search in {locale} is being prepared")
                with _writing(connection):
                    self._nearer(connection, snapshot, locale)

    def _will_do(self, made: Progress, snapshot: Snapshot) -> bool:
        """An index of a later release will do, too: what it finds is read from the snapshot."""
        if made.is_of(snapshot.release):
            return True
        is_later = made.after is None and made.release > snapshot.release.id
        return is_later and not self._is_foreign(made, snapshot)

    def _nearer(self, connection: sqlite3.Connection, snapshot: Snapshot, locale: Locale) -> None:
        """Nobody else writes meanwhile, but somebody may have done it before."""
        made = read_progress(connection, locale)
        if made is None or self._is_foreign(made, snapshot):
            made = indexing.begin(connection)
        if made.aim > snapshot.release.id:
            raise NotIndexed(f"the search in {locale} is being prepared for a later release")
        if not made.is_of(snapshot.release):
            indexing.step(connection, snapshot, locale, made)

    def _is_foreign(self, made: Progress, snapshot: Snapshot) -> bool:
        """Whether it was made of another database, or of one that was replaced by an older copy."""
        if made.aim > snapshot.release.id:
            return made.aim > (self._newest() or 0)
        return not made.is_of_the_same(snapshot)


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


@contextmanager
def _reading(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _is_damaged(error: sqlite3.DatabaseError) -> bool:
    """Whether another file would do: what is locked, full or read-only would not."""
    return not isinstance(error, sqlite3.OperationalError) or str(error).startswith(_OF_DAMAGE)


def _told(error: Exception) -> StoreError:
    """Nothing of what was asked is in it: it may be written into a log."""
    if "locked" in str(error):
        return NotIndexed("the search is being prepared by another process")
    return StoreError(f"the index of the search cannot be used: {error}")


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
