"""What a reader asks -> the articles that answer it best, from the index of one language."""

from __future__ import annotations

import heapq
import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal_api.releases.finding.passages import Place
from portal_api.releases.finding.postings import postings
from portal_api.releases.finding.terms import terms
from portal_api.releases.finding.vocabulary import meant

# What is asked beyond these is ignored: a question has few words that tell.
MOST_TERMS = 10

_WEIGHTS = {Place.TITLE: 8.0, Place.HEADING: 3.0, Place.TEXT: 1.0}
# An article that lacks more than half of what was asked, by what it tells, is about something else.
_SHARE = 0.5
_DIGITS = 6
_NAMES = "SELECT number, name FROM article WHERE number IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True)
class Found:
    """The best articles for a question, best first; `total` is how many there are.

    `hits` are the terms that answer it, and which of the asked ones each stands for.
    """

    articles: tuple[str, ...]
    total: int
    hits: Mapping[str, int]


def asked(query: str) -> tuple[str, ...]:
    """The terms of a question, each once."""
    return tuple(dict.fromkeys(terms(query)))[:MOST_TERMS]


def rank(connection: sqlite3.Connection, alive: bytes, query: str, limit: int) -> Found:
    """The articles that answer a question, of those whose number is `alive`.

    A rare word tells more than a common one, a title more than a heading, a heading more than the text below,
    and the word itself more than one that begins, ends or looks like it. Ties go by the id of the article.
    """
    living = _Living(connection, alive)
    hits: dict[str, int] = {}
    scores: defaultdict[int, float] = defaultdict(float)
    told: defaultdict[int, float] = defaultdict(float)
    needed = 0.0
    for order, typed in enumerate(asked(query)):
        near = meant(connection, typed, living.has)
        best = _best(living, near)
        if not best:
            continue
        hits = {**dict.fromkeys(near, order), **hits}
        rarity = math.log(1 + alive.count(1) / len(best))
        needed += rarity * _SHARE
        for number, value in best.items():
            scores[number] += rarity * value
            told[number] += rarity
    matching = {number: round(scores[number], _DIGITS) for number, tells in told.items() if tells >= needed}
    return Found(tuple(_named(connection, matching, limit)), len(matching), hits)


class _Living:
    """Which articles have a term, those left out that have changed since they were written down."""

    def __init__(self, connection: sqlite3.Connection, alive: bytes) -> None:
        self._connection = connection
        self._dead = frozenset(number for number, lives in enumerate(alive) if not lives)
        self._known: dict[str, list[tuple[Place, set[int]]]] = {}

    def has(self, term: str) -> bool:
        """Whether any article has it; every term of an index without dead articles is of a living one."""
        return not self._dead or any(numbers for _, numbers in self.of(term))

    def of(self, term: str) -> list[tuple[Place, set[int]]]:
        """The numbers of those that have it at each place."""
        if term not in self._known:
            found = postings(self._connection, term)
            self._known[term] = [(place, set(numbers).difference(self._dead)) for place, numbers in found]
        return self._known[term]


def _best(living: _Living, near: Mapping[str, float]) -> dict[int, float]:
    """How well each article answers one word: by its best term at the best place."""
    groups: defaultdict[float, set[int]] = defaultdict(set)
    for term, nearness in near.items():
        for place, numbers in living.of(term):
            groups[nearness * _WEIGHTS[place]] |= numbers
    best: dict[int, float] = {}
    for value in sorted(groups):
        best |= dict.fromkeys(groups[value], value)
    return best


def _named(connection: sqlite3.Connection, scores: Mapping[int, float], limit: int) -> Iterator[str]:
    """The ids of the best articles."""
    last = min(heapq.nlargest(limit, scores.values()), default=0.0)
    good = [number for number, score in scores.items() if score >= last]
    names = dict(connection.execute(_NAMES, (json.dumps(good),)))
    best = heapq.nsmallest(limit, good, key=lambda number: (-scores[number], names[number]))
    return (names[number] for number in best)
