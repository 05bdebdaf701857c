"""Which articles have which terms, and where: written a batch at a time, read a term at a time.

A batch is never changed. An article that changed gets a new number, and its old one is dead: so a publication
costs what it changed.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping

from portal_api.releases.finding.passages import Place

TABLE = (
    "CREATE TABLE posting (term TEXT, place INTEGER, batch INTEGER, numbers BLOB NOT NULL, "
    "PRIMARY KEY (term, place, batch)) WITHOUT ROWID"
)

_TYPE = "I"


class Batch:
    """What is gathered of some articles before it is written."""

    def __init__(self) -> None:
        self._numbers: defaultdict[tuple[str, Place], array[int]] = defaultdict(lambda: array(_TYPE))

    def add(self, number: int, terms: Mapping[str, Place]) -> None:
        """The terms of one article, each with the best place it stands at."""
        for found in terms.items():
            self._numbers[found].append(number)

    @property
    def terms(self) -> set[str]:
        """All of them."""
        return {term for term, _ in self._numbers}

    def write(self, connection: sqlite3.Connection, batch: int) -> None:
        """Keep it under a number that no other batch has."""
        rows = sorted((term, place, batch, found.tobytes()) for (term, place), found in self._numbers.items())
        connection.executemany("INSERT INTO posting VALUES (?, ?, ?, ?)", rows)


def postings(connection: sqlite3.Connection, term: str) -> Iterator[tuple[Place, array[int]]]:
    """The numbers of the articles that have a term at each place, in pieces."""
    for place, packed in connection.execute("SELECT place, numbers FROM posting WHERE term = ?", (term,)):
        numbers = array(_TYPE)
        numbers.frombytes(packed)
        yield Place(place), numbers
