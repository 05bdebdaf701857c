"""How far the index of one language has come: which release it is of, and what it is on the way to."""

from __future__ import annotations

import sqlite3
import unicodedata
from dataclasses import dataclass, replace

from portal_api import __version__
from portal_api.locales import Locale
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import Release

TABLE = (
    "CREATE TABLE progress (one INTEGER PRIMARY KEY CHECK (one = 1), "
    "maker TEXT, release INTEGER, aim INTEGER, digest TEXT, after TEXT, alive BLOB)"
)

# What decides which terms a text has: another maker's index is made anew.
MAKER = f"1 {__version__} {unicodedata.unidata_version}"


@dataclass(frozen=True)
class Progress:
    """The index has all of `release`; 0 is none. `alive` has a 1 for each number of an article that counts.

    While `after` is not None, what changed until the release `aim` is being added, and everything up to the
    article `after` is there. `digest` is that of `aim`.
    """

    release: int = 0
    aim: int = 0
    digest: str = ""
    after: str | None = None
    alive: bytes = b""

    def is_of(self, release: Release) -> bool:
        """Whether the index is just of this release."""
        return self.after is None and (self.release, self.digest) == (release.id, release.digest)

    def is_of_the_same(self, snapshot: Snapshot) -> bool:
        """Whether the release it has come to, which is none after the snapshot's, is one of that database."""
        if self.aim == 0:
            return True
        found = _with_number(snapshot, self.aim)
        return any((one.id, one.digest) == (self.aim, self.digest) for one in found)

    def begun(self, release: Release) -> Progress:
        """The same, on the way to a release, unless it is on its way already."""
        return (
            self if self.after is not None else replace(self, aim=release.id, digest=release.digest, after="")
        )

    def arrived(self, alive: bytes) -> Progress:
        """The same, where it wanted to be."""
        return replace(self, release=self.aim, after=None, alive=alive)


def read_progress(connection: sqlite3.Connection, locale: Locale) -> Progress | None:
    """How far the index of a language has come; None where it is not that one, not ours, or nothing yet."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'progress'").fetchone():
        return None
    row = connection.execute("SELECT maker, release, aim, digest, after, alive FROM progress").fetchone()
    return Progress(*row[1:]) if row and row[0] == f"{MAKER} {locale}" else None


def keep_progress(connection: sqlite3.Connection, locale: Locale, made: Progress) -> None:
    """Remember it."""
    values = (f"{MAKER} {locale}", made.release, made.aim, made.digest, made.after, made.alive)
    connection.execute("REPLACE INTO progress VALUES (1, ?, ?, ?, ?, ?, ?)", values)


def _with_number(snapshot: Snapshot, number: int) -> tuple[Release, ...]:
    if number == snapshot.release.id:
        return (snapshot.release,)
    return snapshot.releases(before=number + 1, limit=1)
