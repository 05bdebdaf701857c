"""The words of one language, as its texts have them -> those that a reader may have meant."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice

from portal_api.releases.finding.terms import letters_in_a_row

TABLES = (
    "CREATE TABLE word (term TEXT PRIMARY KEY, backwards TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX word_backwards ON word (backwards)",
    "CREATE TABLE misspelled (form TEXT, term TEXT, PRIMARY KEY (form, term)) WITHOUT ROWID",
)

# How near a word is to what was typed.
WHOLE, BEGINS, ENDS, NEAR = 1.0, 0.6, 0.4, 0.3

# What begins or ends like a word is bounded, the shortest first: it is the nearest.
_ALIKE_AT_MOST = 20
_LOOKED_AT = 1000
_SHORTEST_BEGINNING = 2
_PARTICLE = 2
_SHORTEST_END = 3
# A mistake in a shorter word makes another word of it; nobody types a longer one.
_MISSPELLED = range(4, 25)
# Arabic writes its article, and what stands before it, in one word with the noun.
_ARTICLE = "ال"
_LAST = "\U0010ffff"


def learn(connection: sqlite3.Connection, terms: Collection[str]) -> None:
    """Know these terms, too."""
    new = sorted(set(terms).difference(_known(connection, list(terms))))
    connection.executemany("INSERT INTO word VALUES (?, ?)", ((term, term[::-1]) for term in new))
    forms = ((form, term) for term in new if _can_be_misspelled(term) for form in _shortened(term))
    connection.executemany("INSERT INTO misspelled VALUES (?, ?)", forms)


def meant(connection: sqlite3.Connection, typed: str, lives: Callable[[str], bool]) -> dict[str, float]:
    """The terms that somebody who typed this may have meant, and how near each is.

    The word itself, half-typed words, words with another one in front (`Drüsenfieber`, an Arabic article);
    only where there is none of them, words that are one slip of a finger away. A number means just itself.
    Only terms that some article still has count, so that an index that is older knows no more than a new one.
    """
    whole = dict.fromkeys(filter(lives, _known(connection, [typed])), WHOLE)
    row = letters_in_a_row(typed)
    if typed.isdecimal() or (row and len(typed) >= row) or (whole and len(typed) <= _PARTICLE and not row):
        return whole
    found: dict[str, float] = {}
    if row or len(typed) >= _SHORTEST_END:
        found |= dict.fromkeys(_some(lives, _ending(connection, typed)), ENDS)
    if len(typed) > _PARTICLE + len(_ARTICLE) and typed.startswith(_ARTICLE):
        bare = typed.removeprefix(_ARTICLE)
        found |= dict.fromkeys(_some(lives, (*_known(connection, [bare]), *_ending(connection, bare))), ENDS)
    if row or len(typed) >= _SHORTEST_BEGINNING:
        found |= dict.fromkeys(_some(lives, _beginning(connection, typed)), BEGINS)
    found |= whole
    return found or dict.fromkeys(_some(lives, _near(connection, typed)), NEAR)


def _some(lives: Callable[[str], bool], terms: Iterable[str]) -> Iterator[str]:
    """The first few that live."""
    return islice(filter(lives, terms), _ALIKE_AT_MOST)


def _known(connection: sqlite3.Connection, terms: list[str]) -> Iterator[str]:
    return _rows(
        connection,
        "SELECT term FROM word WHERE term IN (SELECT value FROM json_each(?))",
        json.dumps(terms),
    )


def _beginning(connection: sqlite3.Connection, typed: str) -> Iterator[str]:
    return _rows(
        connection,
        "SELECT term FROM word WHERE term > ? AND term < ? ORDER BY length(term), term LIMIT ?",
        *(typed, typed + _LAST, _LOOKED_AT),
    )


def _ending(connection: sqlite3.Connection, typed: str) -> Iterator[str]:
    backwards = typed[::-1]
    return _rows(
        connection,
        "SELECT term FROM word WHERE backwards > ? AND backwards < ? ORDER BY length(term), term LIMIT ?",
        *(backwards, backwards + _LAST, _LOOKED_AT),
    )


def _near(connection: sqlite3.Connection, typed: str) -> Iterator[str]:
    """Two words that differ in one letter, or in the order of two, have a form in common that lacks one."""
    if not _can_be_misspelled(typed):
        return iter(())
    shorter = sorted(_shortened(typed))
    return _rows(
        connection,
        "SELECT term FROM misspelled WHERE form IN (SELECT value FROM json_each(?)) UNION "
        "SELECT term FROM word WHERE term IN (SELECT value FROM json_each(?)) ORDER BY term LIMIT ?",
        *(json.dumps([typed, *shorter]), json.dumps(shorter), _LOOKED_AT),
    )


def _shortened(term: str) -> set[str]:
    return {term[:at] + term[at + 1 :] for at in range(len(term))}


def _can_be_misspelled(term: str) -> bool:
    return len(term) in _MISSPELLED and term.isalpha() and not letters_in_a_row(term)


def _rows(connection: sqlite3.Connection, statement: str, *values: object) -> Iterator[str]:
    return (row[0] for row in connection.execute(statement, values))
