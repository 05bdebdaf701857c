"""What was known of all articles together, as it was before, is noticed: it would count what has changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

from tiny import ARTICLE, TinyLibrary

from portal_api.releases.publishing.memory import Memory
from portal_api.releases.summary import Summary


def known(library: TinyLibrary) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(Memory(library.root).folder / "memory.db")) as connection:
        return connection.execute("SELECT * FROM meta WHERE name = 'known'").fetchall()


def put_back(library: TinyLibrary, rows: list[tuple[Any, ...]]) -> None:
    with closing(sqlite3.connect(Memory(library.root).folder / "memory.db")) as connection, connection:
        connection.executemany("REPLACE INTO meta VALUES (?, ?, ?)", rows)


def counts(summary: Summary) -> list[tuple[int, int, int]]:
    return [(one.complete, one.partial, one.untranslated) for one in summary.locales]


def test_counts_of_before_are_not_told_beside_articles_of_today(tiny: TinyLibrary) -> None:
    tiny.publish()
    old = known(tiny)
    tiny.article("second", ARTICLE.replace("# Pump", "# Second"))
    right = counts(tiny.publish())
    put_back(tiny, old)
    told = tiny.publish()
    assert "was damaged; it was thrown away" in " ".join(told.notes)
    assert counts(told) == right


def test_what_is_known_now_put_back_unchanged_is_believed(tiny: TinyLibrary) -> None:
    tiny.publish()
    put_back(tiny, known(tiny))
    assert tiny.publish().notes == ()
