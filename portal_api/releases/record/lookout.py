"""A database -> a sign that something may have been published, cheap enough to look for all the time."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from sqlalchemy import Connection
from sqlalchemy.engine import URL, make_url

from portal_api.errors import StoreError
from portal_api.releases.record.frozen import frozen

CHANNEL = "portal_release"

_CONNECTS_WITHIN_SECONDS = 5


class Lookout(Protocol):
    """Used by one thread at a time."""

    def wait(self, seconds: float) -> None:
        """Wait for a sign, at most this long.

        Raises:
            StoreError: the database cannot be reached.
        """

    def changed(self) -> bool:
        """Whether the current release may be another than at the last call; when in doubt, it may.

        Raises:
            StoreError: the database cannot be reached.
        """

    def close(self) -> None:
        """Let go of the database."""


def lookout(database_url: str, replaced: Callable[[], None]) -> Lookout:
    """The lookout for this kind of database; `replaced` is called when another file lies in its place."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return _SqliteLookout(Path(url.database or ""), replaced)
    return _PostgresLookout(url)


def announce(connection: Connection) -> None:
    """Give the sign where the database has one to give; it is heard when the transaction is committed."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"NOTIFY {CHANNEL}")


class _SqliteLookout:
    """A kept connection, whose `PRAGMA data_version` another connection's commit changes."""

    def __init__(self, path: Path, replaced: Callable[[], None]) -> None:
        self._path = path
        self._replaced = replaced
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._seen: object = None

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)

    def changed(self) -> bool:
        try:
            version = self._version()
        except (OSError, sqlite3.Error) as error:
            self.close()
            raise StoreError(f"the database {self._path} cannot be read: {error}") from error
        before, self._seen = self._seen, version
        return bool(version != before)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._seen = None

    def _version(self) -> object:
        if self._connection is None and (lies := frozen(self._path)) is not None:
            return lies
        return self._open().execute("PRAGMA data_version").fetchone()[0]

    def _open(self) -> sqlite3.Connection:
        """A connection to the file that lies there now; a restored backup is another one."""
        status = self._path.stat()
        file = (status.st_dev, status.st_ino)
        if self._file not in (None, file):
            self.close()
            self._replaced()
        self._file = file
        if self._connection is None:
            address = f"file:{quote(str(self._path))}?mode=rw"
            self._connection = sqlite3.connect(
                address, uri=True, check_same_thread=False, isolation_level=None
            )
        return self._connection


class _PostgresLookout:
    """LISTEN makes it quick; asking is what it relies on."""

    def __init__(self, url: URL) -> None:
        self._driver: Any = url.get_dialect().import_dbapi()
        self._address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection: Any = None

    def wait(self, seconds: float) -> None:
        try:
            if self._connection is None:
                self._connection = self._driver.connect(
                    self._address,
                    autocommit=True,
                    connect_timeout=_CONNECTS_WITHIN_SECONDS,
                    tcp_user_timeout=_CONNECTS_WITHIN_SECONDS * 1000,
                )
                self._connection.execute(f"LISTEN {CHANNEL}")
                return
            for _ in self._connection.notifies(timeout=seconds, stop_after=1):
                return
        except self._driver.Error as error:
            self.close()
            raise StoreError(f"PostgreSQL does not answer: {type(error).__name__}") from error

    def changed(self) -> bool:
        return True

    def close(self) -> None:
        if self._connection is not None:
            with suppress(self._driver.Error):
                self._connection.close()
        self._connection = None
