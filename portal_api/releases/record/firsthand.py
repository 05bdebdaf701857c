"""One statement -> its first row, straight from the driver: a tenth of what a transaction of its own costs.

It is for rows that say themselves when they were valid, and is asked for every answer that no cache has.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Engine, Select

from portal_api.releases.record.frozen import Frozen

Row = Sequence[Any]


class Firsthand:
    """Asks through the connections of an engine. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        """Nothing is opened yet."""
        self._engine = engine
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._compiled: dict[Select[Any], tuple[str, Sequence[str] | None]] = {}
        self._own = threading.local()

    @property
    def error(self) -> type[Exception]:
        """What the driver raises."""
        return cast("type[Exception]", self._engine.dialect.loaded_dbapi.Error)

    def first(self, statement: Select[Any], asked: Mapping[str, object]) -> Row | None:
        """The first row of a statement that is made once; its values are as the driver has them.

        Raises:
            Firsthand.error, SQLAlchemyError: the database cannot be read.
            StoreError: it was written meanwhile by somebody whom SQLite does not see.
        """
        spoken = self._spoken(statement, asked)
        # What is forgotten meanwhile stays forgotten: nothing opened before is kept for those who come after.
        own = self._own
        if getattr(own, "connection", None) is not None:
            return self._by_kept(own, spoken)
        pooled = self._engine.raw_connection()
        if self._is_sqlite and not pooled.info.get("frozen"):
            own.connection = pooled.dbapi_connection
            pooled.detach()
            return self._by_kept(own, spoken)
        return self._by_pooled(pooled, spoken)

    def forget(self) -> None:
        """Let go of what was kept: another file lies in its place. The engine forgot before."""
        self._own = threading.local()

    def _by_kept(self, own: Any, spoken: tuple[str, Any]) -> Row | None:
        """By the connection that this thread has to a file; after an error it gets another one."""
        try:
            return _fetched(own.connection, *spoken)
        except self.error:
            own.connection = None
            raise

    def _by_pooled(self, pooled: Any, spoken: tuple[str, Any]) -> Row | None:
        """By one that is given back: to a server, or to a file that cannot be written just now."""
        try:
            row = _fetched(pooled, *spoken)
            lies: Frozen | None = pooled.info.get("frozen")
            if lies is not None:
                lies.check()
        except self.error:
            pooled.invalidate()
            raise
        finally:
            pooled.close()
        return row

    def _spoken(self, statement: Select[Any], asked: Mapping[str, object]) -> tuple[str, Any]:
        """The statement as the driver wants it, by position or by name."""
        if statement not in self._compiled:
            compiled = statement.compile(dialect=self._engine.dialect)
            self._compiled[statement] = (str(compiled), getattr(compiled, "positiontup", None))
        text, names = self._compiled[statement]
        return text, [asked[name] for name in names] if names else asked


def _fetched(connection: Any, text: str, asked: Any) -> Row | None:
    """All is fetched, so that nothing stays open."""
    cursor = connection.cursor()
    try:
        rows = cursor.execute(text, asked).fetchall()
    finally:
        cursor.close()
    return cast("Row", rows[0]) if rows else None
