"""What earlier publications found out, kept in a file beside the library that may be deleted at any time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal_api.errors import DamagedMemory
from portal_api.releases.publishing.known import Known
from portal_api.releases.publishing.roll import Roll
from portal_api.releases.publishing.seals import sealed, unsealed
from portal_api.whereabouts import MEMORY_FILE, MEMORY_FOLDER, note_database

_VERSION = 7
_WAIT_SECONDS = 5
# About 16,000 articles in twenty languages; of what is beyond, only the findings are remembered.
_MOST_BYTES = 1_000_000_000
_AT_ONCE = 500
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL, seal BLOB);
CREATE TABLE listing (folder TEXT PRIMARY KEY, data BLOB NOT NULL, seal BLOB);
CREATE TABLE unit (article TEXT PRIMARY KEY, data TEXT NOT NULL, remarks TEXT, figure TEXT, seal BLOB)
    WITHOUT ROWID;
CREATE INDEX unit_remarks ON unit (article) WHERE remarks IS NOT NULL;
CREATE INDEX unit_figure ON unit (figure);
CREATE TABLE findings (article TEXT, locale TEXT, data BLOB NOT NULL, seal BLOB,
    PRIMARY KEY (article, locale)) WITHOUT ROWID;
CREATE TABLE finished (article TEXT PRIMARY KEY, basis BLOB NOT NULL, data BLOB NOT NULL);
"""

# One statement, so that what another publication keeps meanwhile is in both or in none.
_KNOWN = "SELECT name, value, seal FROM meta UNION ALL SELECT NULL, NULL, seal FROM unit"
_EVERY_UNIT = "SELECT article, data, remarks, figure, seal FROM unit"
_NOT_AS_KEPT = "an article that was remembered has gone, or is as it was before"
_NOT_READABLE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)

Json = dict[str, Any]


@dataclass(frozen=True)
class Unit:
    """What came of one article, by language; under the empty tag, of what it says for all of them.

    `inputs` are digests of everything it came from; `tallies` what a summary counts; `remarks` what a person
    is told each time; `figure` the file in content/figures that the article shows.
    """

    article: str
    inputs: Mapping[str, str]
    tallies: Mapping[str, Any]
    remarks: Mapping[str, Any]
    figure: str | None = None


@dataclass(frozen=True)
class Remembered:
    """What one publication leaves for the next; units and findings replace those of the same name.

    `fresh`: all that was known is forgotten first, but findings and finished editions of the articles in
    `spared`. `finished` are the articles in `units` that came out whole, packed, from what `basis` stands
    for; what came from anything else is forgotten.
    """

    meta: Mapping[str, Any]
    listings: Mapping[str, bytes]
    fresh: bool
    units: Sequence[Unit]
    findings: Iterable[tuple[str, str, bytes]]
    basis: bytes
    finished: Iterable[tuple[str, bytes]]
    spared: Collection[str]


class Memory:
    """One SQLite file. What cannot be written is not remembered.

    Whatever reads raises DamagedMemory where something is not as it was kept: every row has a seal. A file
    that cannot be opened counts as forgotten.
    """

    def __init__(self, root: Path) -> None:
        """Opens nothing yet."""
        self._root = root
        self.folder = root / MEMORY_FOLDER
        self._path = self.folder / MEMORY_FILE
        self._roll = Roll()

    def meta(self) -> Mapping[str, Any]:
        """Everything that is kept by name; empty where nothing is remembered."""
        rows = self._read(_KNOWN)
        known = Known.unpacked(row for row in rows if row[0] == "known")
        self._roll = known.roll
        if not self._roll.has([seal for name, _, seal in rows if name is None]):
            raise DamagedMemory(_NOT_AS_KEPT)
        return known.meta

    def listings(self) -> Mapping[str, bytes]:
        """The folders as they were last seen."""
        return dict(self._rows("SELECT folder, data, seal FROM listing"))

    def units(self, articles: Collection[str]) -> dict[str, Unit]:
        """What came of these articles."""
        query = f"{_EVERY_UNIT} WHERE article IN (%s)"
        return {row[0]: _unit(*row) for row in map(unsealed, self._among(query, sorted(articles)))}

    def findings(self, articles: Collection[str]) -> dict[tuple[str, str], bytes]:
        """What the checks found in the catalogs of these articles."""
        query = "SELECT article, locale, data, seal FROM findings WHERE article IN (%s)"
        return {(row[0], row[1]): row[2] for row in map(unsealed, self._among(query, sorted(articles)))}

    def finished(self, articles: Collection[str], basis: bytes) -> dict[str, bytes]:
        """What came of these articles from what this basis stands for, each packed and sealed."""
        query = "SELECT article, CAST(data AS BLOB) FROM finished WHERE basis = ? AND article IN (%s)"
        return dict(self._among(query, sorted(articles), basis))

    def articles(self) -> frozenset[str]:
        """Every article that something is known about."""
        return frozenset(row[0] for row in self._every_unit())

    def showing(self, figures: Collection[str]) -> frozenset[str]:
        """The articles that show one of these figures."""
        return frozenset(article for article, _, _, figure in self._every_unit() if figure in figures)

    def remarks(self) -> dict[str, Json]:
        """What is to be said again, by article and language."""
        rows = self._rows(f"{_EVERY_UNIT} WHERE remarks IS NOT NULL ORDER BY article")
        if len(rows) != self._roll.remarks:
            raise DamagedMemory("a remark that was remembered has gone")
        return {article: json.loads(remarks) for article, _, remarks, _ in rows}

    def keep(self, new: Remembered) -> bool:
        """Replace what was known about what was visited; False where it cannot be written."""
        try:
            self._make_folder()
            if not self._path.is_file() or (new.fresh and not new.spared):
                self.forget()
            with closing(self._connect("rwc")) as connection, _all_or_nothing(connection):
                self._write(connection, new)
        except (sqlite3.Error, OSError, DamagedMemory):
            self.forget()
            return False
        return True

    def note(self, url: str) -> None:
        """Say beside the file into which database was published, where that can be written."""
        with suppress(OSError):
            self._make_folder()
            note_database(self._root, url)

    def forget(self) -> None:
        """Remove the file, so that nothing half known is relied on."""
        for path in self.folder.glob("memory.db*"):
            with suppress(OSError):
                path.unlink()

    def _make_folder(self) -> None:
        self.folder.mkdir(exist_ok=True)
        ignored = self.folder / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", "ascii")

    def _write(self, connection: sqlite3.Connection, new: Remembered) -> None:
        if not _is_ours(connection):
            _make_tables(connection)
        elif new.fresh:
            _forget_but(connection, new.spared)
        before = Known.unpacked(connection.execute("SELECT name, value, seal FROM meta WHERE name = 'known'"))
        now = Known(new.meta, _replace_units(connection, new.units, before.roll), new.basis)
        connection.execute("DELETE FROM meta")
        known = {"version": json.dumps(_VERSION), "known": now.packed}
        connection.executemany("INSERT INTO meta VALUES (?, ?, ?)", map(sealed, known.items()))
        connection.executemany("REPLACE INTO listing VALUES (?, ?, ?)", map(sealed, new.listings.items()))
        connection.executemany("REPLACE INTO findings VALUES (?, ?, ?, ?)", map(sealed, new.findings))
        if before.basis != new.basis:  # to look through all of them costs a read of much of the file
            connection.execute("DELETE FROM finished WHERE basis <> ?", [new.basis])
        made = ([unit.article] for unit in new.units if unit.article not in new.spared)
        connection.executemany("DELETE FROM finished WHERE article = ?", made)
        finished = ((name, new.basis, data) for name, data in _fitting(connection, new.finished))
        connection.executemany("INSERT INTO finished VALUES (?, ?, ?)", finished)

    def _among(self, query: str, values: list[str], *before: object) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(values), _AT_ONCE):
            some = values[start : start + _AT_ONCE]
            yield from self._read(query % ", ".join("?" * len(some)), *before, *some)

    def _every_unit(self) -> list[tuple[Any, ...]]:
        """What came of every article: of all that were kept, and of each what was kept last."""
        rows = self._read(_EVERY_UNIT)
        if Roll.of(rows) != self._roll:
            raise DamagedMemory(_NOT_AS_KEPT)
        return [*map(unsealed, rows)]

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return [*map(unsealed, self._read(query))]

    def _read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        if not self._path.is_file():  # a pipe would never end
            return []
        try:
            with closing(self._connect("ro")) as connection:
                return connection.execute(query, values).fetchall() if _is_ours(connection) else []
        except (sqlite3.Error, UnicodeDecodeError) as error:
            # The lower byte is the kind of error, the rest tells more of it.
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_READABLE:
                return []
            raise DamagedMemory(str(error)) from error

    def _connect(self, mode: str) -> sqlite3.Connection:
        address = f"{self._path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
        connection.text_factory = bytes.decode  # so that what is no UTF-8 has an error of its own
        return connection


def _row(unit: Unit) -> tuple[str, str, str | None, str | None]:
    data = json.dumps([unit.inputs, unit.tallies])
    return unit.article, data, json.dumps(unit.remarks) if unit.remarks else None, unit.figure


def _unit(article: str, data: str, remarks: str | None, figure: str | None) -> Unit:
    inputs, tallies = json.loads(data)
    return Unit(article, inputs, tallies, json.loads(remarks) if remarks else {}, figure)


@contextmanager
def _all_or_nothing(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Whether this version of the program made the file. Raises DamagedMemory where that is made up."""
    try:
        found = connection.execute("SELECT name, value, seal FROM meta WHERE name = 'version'").fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        return False
    return found is not None and unsealed(found)[1] == json.dumps(_VERSION)


def _replace_units(connection: sqlite3.Connection, units: Sequence[Unit], before: Roll) -> Roll:
    """Keep what came of these articles; the roll of all articles afterwards."""
    roll = before
    for row in map(sealed, map(_row, units)):
        old = connection.execute(f"{_EVERY_UNIT} WHERE article = ?", [row[0]]).fetchall()
        roll = roll.without(Roll.of(old)).joined(Roll.of([row]))
        connection.execute("REPLACE INTO unit VALUES (?, ?, ?, ?, ?)", row)
    return roll


def _forget_but(connection: sqlite3.Connection, articles: Collection[str]) -> None:
    """Forget everything but findings and finished editions of these articles."""
    connection.execute("CREATE TEMP TABLE kept (article TEXT PRIMARY KEY)")
    connection.executemany("INSERT INTO kept VALUES (?)", ([name] for name in articles))
    connection.execute("DELETE FROM listing")
    connection.execute("DELETE FROM unit")
    connection.execute("DELETE FROM meta")
    connection.execute("DELETE FROM findings WHERE article NOT IN (SELECT article FROM kept)")
    connection.execute("DELETE FROM finished WHERE article NOT IN (SELECT article FROM kept)")


def _fitting(
    connection: sqlite3.Connection, rows: Iterable[tuple[str, bytes]]
) -> Iterator[tuple[str, bytes]]:
    """As many of them as there is room for."""
    room: float | None = None
    for name, data in rows:
        if room is None:  # asked only where there are some: the answer takes a look at all that are kept
            room = _MOST_BYTES - connection.execute("SELECT total(length(data)) FROM finished").fetchone()[0]
        room -= len(data)
        if room >= 0:
            yield name, data


def _make_tables(connection: sqlite3.Connection) -> None:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in rows:
        connection.execute(f'DROP TABLE "{name}"')
    for statement in filter(str.strip, _TABLES.split(";")):
        connection.execute(statement)
