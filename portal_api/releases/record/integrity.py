"""The record -> what is wrong with it: bodies, rows, holds and the chain of the releases, each recomputed."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json, canonical
from portal_api.releases.record import tables
from portal_api.releases.record.chain import Line, chained, imprint_line
from portal_api.releases.record.changes import sha256
from portal_api.releases.record.gallery import hung
from portal_api.releases.record.holds import Holds
from portal_api.releases.record.leads import led
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.store import Store
from portal_api.releases.record.stored import DISCLAIMER, LIBRARY

_ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Flaw:
    """One thing that is wrong: where in the record, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass
class _Told:
    """What the rows of one table say of each release: the lines of what begins, the keys of what ends."""

    begun: dict[int, list[Line]] = field(default_factory=lambda: defaultdict(list))
    fresh: dict[int, set[Any]] = field(default_factory=lambda: defaultdict(set))
    ended: dict[int, set[Any]] = field(default_factory=lambda: defaultdict(set))

    def gone(self, release: int) -> list[Any]:
        """What ends with a release and is not replaced by it."""
        return sorted(self.ended[release] - self.fresh[release])


@dataclass(frozen=True)
class Report:
    """What was found in a record of so many releases.

    `bare` are the releases of older versions of the program, whose digests say nothing of who published them,
    when, and with which note.
    """

    releases: int
    flaws: tuple[Flaw, ...]
    bare: tuple[int, ...]


def inspect(store: Store) -> Report:
    """Everything that is to be said of the record in a store.

    Raises:
        NothingPublished: there is no record yet.
        StoreError: the database cannot be read.
    """
    with store.snapshot() as snapshot:
        found = _Check(snapshot)
        flaws = tuple(found.flaws())
        return Report(snapshot.release.id, flaws, tuple(found.bare))


def check(store: Store) -> tuple[Flaw, ...]:
    """Everything that is wrong with it. Raises as `inspect` does."""
    return inspect(store).flaws


class _Check:
    """One reading of the whole record."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._connection: Connection = snapshot.connection
        self._last = snapshot.release.id
        self.bare: list[int] = []
        self._bodies: set[str] = set()
        self._told = {table.name: _Told() for table in _DATED}

    def flaws(self) -> Iterator[Flaw]:
        yield from self._flaws_of_bodies()
        yield from self._flaws_of_figures()
        yield from self._flaws_of_gallery()
        yield from self._flaws_of_leads()
        for table in _DATED:
            yield from self._flaws_of_rows(table)
        yield from self._flaws_of_releases()
        yield from self._flaws_of_answers()

    def _flaws_of_bodies(self) -> Iterator[Flaw]:
        for row in self._rows(tables.body):
            self._bodies.add(row.digest)
            try:
                data = zlib.decompress(row.bytes)
            except zlib.error:
                yield Flaw(f"body {row.digest}", "it cannot be read")
                continue
            if sha256(data) != row.digest:
                yield Flaw(f"body {row.digest}", "its bytes are not what its digest says")

    def _flaws_of_figures(self) -> Iterator[Flaw]:
        for row in self._rows(tables.figure):
            if f".{sha256(row.bytes)[:16]}." not in row.name:
                yield Flaw(f"figure {row.name}", "its bytes are not what the digest in its name says")

    def _flaws_of_gallery(self) -> Iterator[Flaw]:
        """Which edition shows which picture is noted as its text says: else one could outlive its recall."""
        noted = {row.edition_id: row.name for row in self._rows(tables.edition_figure)}
        for number, name in hung(self._connection):
            if name != (found := noted.pop(number, None)):
                yield Flaw(f"edition in row {number}", f"it shows {name or 'no picture'}; noted is {found}")
        for number, name in noted.items():
            yield Flaw(f"figure {name}", f"it is noted for row {number}, which is no edition that was shown")

    def _flaws_of_leads(self) -> Iterator[Flaw]:
        """Which edition leads to which articles is noted as its text says: else it could outlive a recall."""
        noted: dict[int, set[str]] = {}
        for row in self._rows(tables.edition_lead):
            noted.setdefault(row.edition_id, set()).add(row.article_id)
        for number, articles in led(self._connection):
            if articles != (found := noted.pop(number, set())):
                told = ", ".join(sorted(articles)) or "nothing"
                noted_are = ", ".join(sorted(found)) or "nothing"
                yield Flaw(f"edition in row {number}", f"it leads to {told}; noted is {noted_are}")
        for number in noted:
            yield Flaw(f"edition in row {number}", "its links are noted, but it is no edition that was shown")

    def _flaws_of_rows(self, table: Table) -> Iterator[Flaw]:
        """What is wrong in the rows of one table; notes what they say of each release on the way."""
        shown_until: dict[Any, int | None] = {}
        told = self._told[table.name]
        for row in self._rows(table):
            where, key = _name(table, row), _key(table, row)
            yield from self._flaws_of_life(where, row)
            yield from (Flaw(where, what) for what in self._missing_bodies(row))
            if row.since != row.until:
                before = shown_until.get(key, 0)
                if before is None or before > row.since:
                    yield Flaw(where, "another row says what readers got at the same time")
                shown_until[key] = row.until
                if row.until is not None:
                    told.ended[row.until].add(key)
            told.begun[row.since].append(_line(table, row))
            told.fresh[row.since].add(key)

    def _flaws_of_life(self, where: str, row: Row[Any]) -> Iterator[Flaw]:
        if not 1 <= row.since <= self._last:
            yield Flaw(where, f"it begins with release {row.since}, which does not exist")
        if row.until is not None and not row.since <= row.until <= self._last:
            yield Flaw(where, f"it ends with release {row.until}, which does not exist or came before it")

    def _missing_bodies(self, row: Row[Any]) -> Iterator[str]:
        values = row._asdict()
        for digest in (values.get("body_digest"), values.get("whole_digest")):
            if digest is not None and digest not in self._bodies:
                yield f"its body {digest} is not there"

    def _flaws_of_releases(self) -> Iterator[Flaw]:
        """The numbers have no gap, and each digest is that of the one before and of what changed."""
        before, expected = "", 1
        for row in self._rows(tables.release):
            if row.id != expected:
                yield Flaw(f"release {row.id}", f"release {expected} is missing before it")
            lines = [*self._lines(row.id)]
            if chained(before, lines) == row.digest:
                self.bare.append(row.id)
            elif chained(before, [imprint_line(row._asdict()), *lines]) != row.digest:
                yield Flaw(f"release {row.id}", "its digest does not follow from what it says and changed")
            before, expected = row.digest, row.id + 1

    def _lines(self, release: int) -> Iterator[Line]:
        """What the digest of a release speaks of, as in chain.py, told from the rows."""
        for table in _DATED:
            told = self._told[table.name]
            yield from told.begun[release]
            yield from (_end(table, key) for key in told.gone(release))

    def _flaws_of_answers(self) -> Iterator[Flaw]:
        """The current release can be served, and shows nothing that is held."""
        if None not in self._snapshot.shared(LIBRARY) or not self._snapshot.shared(DISCLAIMER):
            yield Flaw(f"release {self._last}", "it has no publisher or no disclaimer")
        e, b = tables.edition, tables.body
        query = select(e, b.c.bytes).join(b, b.c.digest == e.c.body_digest).where(e.c.until.is_(None))
        for row in self._connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query):
            yield from (Flaw(_name(e, row), what) for what in _flaws_of_answer(row, self._snapshot.holds))

    def _rows(self, table: Table) -> Iterator[Row[Any]]:
        query = select(table).order_by(*table.primary_key.columns)
        yield from self._connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query)


_DATED = (tables.edition, tables.shared_text, tables.withdrawal, tables.hold)


def _flaws_of_answer(row: Row[Any], holds: Holds) -> Iterator[str]:
    try:
        body: Json = json.loads(zlib.decompress(row.bytes))
    except (zlib.error, ValueError):
        return
    if (body.get("id"), body.get("locale")) != (row.article_id, row.locale):
        yield f"its body is that of {body.get('id')} {body.get('locale')}"
        return
    if order := holds.on_edition(body, row.origins):
        yield f"it is shown although {order.name} is held"
    for part, order in holds.on_parts(body, row.origins).items():
        yield f"{part} is shown although {order.name} is held"


def _name(table: Table, row: Row[Any]) -> str:
    what = row.kind if table is tables.shared_text else row.article_id
    return " ".join(
        filter(None, (table.name.replace("_", " "), what, row.locale, f"since release {row.since}"))
    )


def _key(table: Table, row: Row[Any]) -> Any:
    if table is tables.hold:
        return row.id
    if table is tables.edition:
        return row.article_id, Locale.parse(row.locale)
    return (row.kind if table is tables.shared_text else row.article_id), row.locale


def _line(table: Table, row: Row[Any]) -> Line:
    if table is tables.withdrawal:
        return ("withdrawn", row.article_id, row.locale, row.reason, row.successor)
    if table is tables.hold:
        what = ("hold", row.article_id, row.section, row.locale, row.reason, row.held_by, row.note)
        return (*what, row.texts, row.sources)
    if table is tables.shared_text:
        return (row.kind, row.locale, row.body_digest, sha256(canonical(row.origins)))
    word = "parked edition" if row.since == row.until else "edition"
    line = (word, row.article_id, row.locale, row.body_digest, sha256(canonical(row.origins)))
    return line if row.whole_digest is None else (*line, row.whole_digest)


def _end(table: Table, key: Any) -> Line:
    if table is tables.hold:
        return ("no hold", key)
    if table is tables.edition:
        return ("no edition", key[0], str(key[1]))
    return (f"no {key[0]}", key[1]) if table is tables.shared_text else ("not withdrawn", *key)
