"""A database URL -> connections that read one state and write all or nothing, on SQLite and PostgreSQL."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, create_engine, event, insert, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from portal_api.errors import NothingPublished, StoreError
from portal_api.releases.record.firsthand import Firsthand
from portal_api.releases.record.forks import Here
from portal_api.releases.record.frozen import Frozen, frozen
from portal_api.releases.record.migrations import migrate
from portal_api.releases.record.tables import SCHEMA_VERSION, metadata, schema

_BUSY_SECONDS = 30
_CONNECT_SECONDS = 5
_KEPT = "; nothing was written, and readers keep the current release"
_REMEDIES = {
    "is full": f"{_KEPT}: make room on its disk",
    "disk I/O error": f"{_KEPT}: look after its disk, which may be full",
    "readonly database": f"{_KEPT}: let this account write to its file and folder",
    "read-only transaction": f"{_KEPT}: name the server that can be written",
}
_LOG = logging.getLogger("portal_api")


class Database:
    """The connections to one database. Safe to share between threads; a child process opens its own."""

    def __init__(self, url: str) -> None:
        """Remember where it is; nothing is opened or created yet.

        Raises:
            StoreError: not the URL of an SQLite file or a PostgreSQL database.
        """
        self._is_ours = False
        try:
            self._url = make_url(url)
            self._engine = _engine(self._url.render_as_string(hide_password=False))
            self._file = Path(self._url.database or "")
            self._firsthand = Firsthand(self._engine)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            remedy = "write sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"
            raise StoreError(f"the database URL cannot be used ({type(error).__name__}); {remedy}") from None

        self._here = Here(self._begin_again)

    @property
    def shown(self) -> str:
        """The URL without its password."""
        return self._url.render_as_string(hide_password=True)

    @property
    def place(self) -> str:
        """The URL by which anybody finds it again: a file with its whole path, a server without password."""
        if self._is_sqlite:
            return f"sqlite:///{self._file.resolve()}"
        return self._url.set(query={}).render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state throughout.

        Tables of an older version of the program are upgraded first.

        Raises:
            NothingPublished: there is no database file yet.
            StoreError: the database cannot be read, or its tables are newer than this program.
        """
        self._make_ready()
        with self._told(), self._engine.connect() as connection, connection.begin():
            yield connection
            _sqlite_asks(connection)  # rows of the last statement may have been fetched long after it began

    def first(self, statement: Select[Any], asked: Mapping[str, object]) -> Sequence[Any] | None:
        """The first row of one statement, None where there is none; see firsthand.py for which statements.

        Raises:
            NothingPublished, StoreError: as `reading` does.
        """
        self._make_ready()
        try:
            return self._firsthand.first(statement, asked)
        except (SQLAlchemyError, self._firsthand.error) as error:
            raise self._named(error) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that writes everything or nothing and keeps other writers out meanwhile.

        The tables are made where there are none yet.

        Raises:
            StoreError: the database cannot be written, or its tables are newer than this program.
        """
        self._here.check()
        with self._told(), self._engine.connect() as opened:
            # PostgreSQL: whoever waited for the lock must see what the other publisher wrote meanwhile.
            level = {} if self._is_sqlite else {"isolation_level": "READ COMMITTED"}
            connection = opened.execution_options(portal_writes=True, **level)
            with connection.begin():
                self._prepare(connection)
                yield connection
            self._settle(connection)

    def close(self) -> None:
        """Close every connection, those in use when they are given back.

        What lies there when the next one is opened is looked at anew.
        """
        self._here.check()
        event.listen(self._engine.pool, "checkin", _given_back_too_late)
        self._engine.dispose()
        self._firsthand.forget()
        self._is_ours = False

    def _begin_again(self) -> None:
        """To close a connection of the parent would be as wrong as to use it."""
        self._left_to_parent = (self._engine.pool, self._firsthand)
        self._engine.dispose(close=False)
        self._firsthand = Firsthand(self._engine)

    @property
    def _is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    def _make_ready(self) -> None:
        """See that there is a database, and that its tables are of today."""
        self._here.check()
        if self._is_sqlite and not self._file.is_file():
            raise NothingPublished(f"there is no database at {self.shown} yet; run: portal publish")
        self._upgrade_once()

    def _settle(self, connection: Connection) -> None:
        """Put what was written into the main file, so that the write-ahead log stays small."""
        if self._is_sqlite:
            raw: Any = connection.connection.dbapi_connection
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _upgrade_once(self) -> None:
        """Look at the version of the tables before the first reading."""
        if self._is_ours:
            return
        with self._told(), self._engine.connect() as connection, connection.begin():
            version = _version(connection)
        if version is not None and version < SCHEMA_VERSION:
            with self.writing():
                pass
        self._is_ours = version is not None

    def _prepare(self, connection: Connection) -> None:
        """Make the tables, upgrade older ones, or refuse those that are not ours or too new."""
        if not self._is_sqlite:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7040012)")
        version = _version(connection)
        if version is None:
            metadata.create_all(connection)
            connection.execute(insert(schema).values(version=SCHEMA_VERSION))
        elif version < SCHEMA_VERSION:
            migrate(connection, version)
            _LOG.warning(
                "the database %s was upgraded from version %s to %s", self.shown, version, SCHEMA_VERSION
            )

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise self._named(error) from error

    def _named(self, error: Exception) -> StoreError:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        remedy = next((told for sign, told in _REMEDIES.items() if sign in cause), "")
        return StoreError(f"the database {self.shown} cannot be used: {cause}{remedy}")


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        patience = {"connect_timeout": _CONNECT_SECONDS}
        return create_engine(
            url, isolation_level="REPEATABLE READ", pool_pre_ping=True, connect_args=patience
        )
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "do_connect", _sqlite_connects)
    event.listen(engine, "connect", _sqlite_connected)
    event.listen(engine, "checkin", _sqlite_given_back)
    event.listen(engine, "begin", _sqlite_begins)
    event.listen(engine, "before_cursor_execute", _sqlite_asks)
    return engine


def _sqlite_connects(_dialect: object, record: Any, where: list[Any], how: dict[str, Any]) -> None:
    """What nobody here can write is read as it lies."""
    lies = frozen(Path(where[0])) if record is not None else None
    if lies is not None:
        record.info["frozen"] = lies
        where[0], how["uri"] = lies.address, True


def _sqlite_asks(connection: Connection, *_: object) -> None:
    """A statement on a file that is written meanwhile could find half of it."""
    lies: Frozen | None = connection.info.get("frozen")
    if lies is not None:
        lies.check()


def _sqlite_given_back(_connection: object, record: Any) -> None:
    """The next time it may lie there otherwise."""
    if record.info.pop("frozen", None):
        record.invalidate()


def _given_back_too_late(_connection: object, record: ConnectionPoolEntry) -> None:
    """Nobody asks a pool that was closed for connections: left to it, this one would stay open."""
    record.invalidate()


def _sqlite_connected(connection: sqlite3.Connection, _record: object) -> None:
    """Transactions are ours, not the driver's; a publish never blocks a reader (write-ahead log)."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _sqlite_begins(connection: Connection) -> None:
    if not connection.get_execution_options().get("portal_writes", False):
        # Straight to the driver: it opens nothing yet, so nothing can go wrong, and each answer needs one.
        raw: Any = connection.connection.dbapi_connection
        raw.execute("BEGIN")
        return
    if connection.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal":
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _version(connection: Connection) -> int | None:
    """The version of the tables, None where there are none yet.

    Raises:
        StoreError: they are not ours, or newer than this program.
    """
    known = inspect(connection).get_table_names()
    if not known:
        return None
    version: int | None = connection.execute(select(schema.c.version)).scalar() if "schema" in known else None
    if version is None:
        raise StoreError("this database holds other tables than ours; give another PORTAL_DATABASE_URL")
    if version > SCHEMA_VERSION:
        raise StoreError("this database was written by a newer version of the program; update the program")
    return version
