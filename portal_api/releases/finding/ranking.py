"""What a reader asks -> the articles that answer it best, from the index of one language."""

from __future__ import annotations

import heapq
import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
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
    dead = _dead(alive)
    hits: dict[str, int] = {}
    scores: defaultdict[int, float] = defaultdict(float)
    told: defaultdict[int, float] = defaultdict(float)
    needed = 0.0
    for order, typed in enumerate(asked(query)):
        near = meant(connection, typed)
        best = _best(connection, dead, near)
        if not best:
            continue
        hits = {**dict.fromkeys(near, order), **hits}
        rarity = math.log(1 + (len(alive) - len(dead)) / len(best))
        needed += rarity * _SHARE
        for number, value in best.items():
            scores[number] += rarity * value
            told[number] += rarity
    matching = {number: round(scores[number], _DIGITS) for number, tells in told.items() if tells >= needed}
    return Found(tuple(_named(connection, matching, limit)), len(matching), hits)


def _dead(alive: bytes) -> frozenset[int]:
    return frozenset(number for number, lives in enumerate(alive) if not lives) if 0 in alive else frozenset()


def _best(
    connection: sqlite3.Connection, dead: Collection[int], near: Mapping[str, float]
) -> dict[int, float]:
    """How well each article answers one word: by its best term at the best place."""
    groups: defaultdict[float, set[int]] = defaultdict(set)
    for term, nearness in near.items():
        for place, numbers in postings(connection, term):
            groups[nearness * _WEIGHTS[place]].update(numbers)
    best: dict[int, float] = {}
    for value in sorted(groups):
        best |= dict.fromkeys(groups[value].difference(dead), value)
    return best


def _named(connection: sqlite3.Connection, scores: Mapping[int, float], limit: int) -> Iterator[str]:
    """The ids of the best articles."""
    last = min(heapq.nlargest(limit, scores.values()), default=0.0)
    good = [number for number, score in scores.items() if score >= last]
    names = dict(connection.execute(_NAMES, (json.dumps(good),)))
    best = heapq.nsmallest(limit, good, key=lambda number: (-scores[number], names[number]))
    return (names[number] for number in best)
