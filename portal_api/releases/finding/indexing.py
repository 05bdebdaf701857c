"""What changed in one language since the index was made -> the index of the current release.

A step at a time, each a transaction: whoever is interrupted leaves what is done to the next one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import select

from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json
from portal_api.releases.finding import postings, progress, vocabulary
from portal_api.releases.finding.passages import Place, passages
from portal_api.releases.finding.postings import Batch
from portal_api.releases.finding.progress import Progress, keep_progress
from portal_api.releases.finding.terms import terms
from portal_api.releases.record import tables
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import StoredEdition

# So many articles take a tenth of a second, more or less.
STEP = 200
# Then an index is mostly of articles that have changed, and is made anew.
_DEAD_AT_LEAST = 2_000
_DEAD_SHARE = 0.75

_ARTICLE = "CREATE TABLE article (name TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE) WITHOUT ROWID"
_TABLES = (progress.TABLE, _ARTICLE, postings.TABLE, *vocabulary.TABLES)


def begin(connection: sqlite3.Connection) -> Progress:
    """An index of nothing, whatever was there."""
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        connection.execute(f'DROP TABLE "{name}"')
    for statement in _TABLES:
        connection.execute(statement)
    return Progress()


def step(connection: sqlite3.Connection, snapshot: Snapshot, locale: Locale, made: Progress) -> Progress:
    """A step nearer to the snapshot's release."""
    if made.after is None and _is_worn_out(made):
        made = begin(connection)
    on_the_way = made.begun(snapshot.release)
    found = snapshot.editions(locale, since=on_the_way.release, after=on_the_way.after or None, limit=STEP)
    if not found:
        alive = _without(connection, on_the_way.alive, _gone(snapshot, locale, on_the_way.release))
        arrived = on_the_way.arrived(alive)
        keep_progress(connection, locale, arrived)
        return arrived
    editions = (snapshot.edition(one.article_id, locale) for one in found)
    alive = _add(connection, editions, on_the_way.alive)
    nearer = replace(on_the_way, after=found[-1].article_id, alive=alive)
    keep_progress(connection, locale, nearer)
    return nearer


def terms_of(body: Json) -> dict[str, Place]:
    """The terms of an edition, and the best place that each stands at."""
    best: dict[str, Place] = {}
    for passage in sorted(passages(body), key=lambda one: one.place):
        best |= dict.fromkeys(terms(passage.text), passage.place)
    return best


def _is_worn_out(made: Progress) -> bool:
    dead = made.alive.count(0)
    return dead > _DEAD_AT_LEAST and dead > _DEAD_SHARE * len(made.alive)


def _add(connection: sqlite3.Connection, editions: Iterable[StoredEdition], alive: bytes) -> bytes:
    batch, numbers = Batch(), bytearray(alive)
    first = len(numbers)
    for edition in editions:
        _bury(connection, numbers, edition.article_id)
        connection.execute("REPLACE INTO article VALUES (?, ?)", (edition.article_id, len(numbers)))
        batch.add(len(numbers), terms_of(edition.body))
        numbers.append(1)
    vocabulary.learn(connection, batch.terms)
    batch.write(connection, first)
    return bytes(numbers)


def _without(connection: sqlite3.Connection, alive: bytes, gone: Iterable[str]) -> bytes:
    numbers = bytearray(alive)
    for name in gone:
        _bury(connection, numbers, name)
        connection.execute("DELETE FROM article WHERE name = ?", (name,))
    return bytes(numbers)


def _bury(connection: sqlite3.Connection, numbers: bytearray, name: str) -> None:
    for (number,) in connection.execute("SELECT number FROM article WHERE name = ?", (name,)):
        numbers[number] = 0


def _gone(snapshot: Snapshot, locale: Locale, release: int) -> Iterator[str]:
    """The articles of which an edition ended after a release, and that have none now."""
    e = tables.edition.c
    ended = (
        select(e.article_id)
        .distinct()
        .where(e.locale == str(locale), e.until > release, e.until <= snapshot.release.id)
    )
    for name in snapshot.connection.execute(ended).scalars().all():
        if snapshot.find_edition(name, locale) is None:
            yield name
