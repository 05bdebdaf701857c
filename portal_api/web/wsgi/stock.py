"""The finished answers of one release, bounded by bytes: what nobody asks for twice goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from portal_api.releases.record.stored import Release
from portal_api.web.wsgi.colophon import NOTHING_KNOWN
from portal_api.web.wsgi.finished import Finished

# Path and query, and behind them the reader's languages where the answer depends on them.
Key = tuple[str, ...]

# What stands under path and query where the answer depends on the reader's languages.
BY_LANGUAGE: Final = Finished("", [], b"", NOTHING_KNOWN)

# A client can invent queries, languages and spellings without end, but no articles. So what has none of
# these has most of the room to itself.
_SHARE_OF_VARIANTS = 0.25
_LARGEST_SHARE = 0.25
_SIZE_OF_A_NOTE = 400


def _locked() -> threading.Lock:
    """It is quicker made than an event."""
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass(slots=True)
class Flight:
    """An answer that somebody renders just now for a reader of `languages`; None where that failed."""

    key: Key
    languages: str
    answer: Finished | None = None
    in_the_air: threading.Lock = field(default_factory=_locked)

    def land(self) -> None:
        """Let go all who wait."""
        self.in_the_air.release()

    def wait(self, languages: str) -> Finished | None:
        """The answer once it is there; None where it failed, or is for readers of other languages."""
        with self.in_the_air:
            pass
        answer = self.answer
        return None if answer is None or (answer.by_language and languages != self.languages) else answer


class Stock:
    """The finished answers of one release. `answers` is read without a lock; all else is safe to share."""

    def __init__(self, release: Release | None, limit: int) -> None:
        """An empty stock of at most `limit` bytes."""
        self.release = release
        self.answers: dict[Key, Finished] = {}
        variants = int(limit * _SHARE_OF_VARIANTS)
        self._plain = _Row(self.answers, limit - variants)
        self._variants = _Row(self.answers, variants)
        self._flights: dict[Key, Flight] = {}
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return self._plain.size + self._variants.size

    @property
    def evicted(self) -> int:
        """How many answers had to make room for others."""
        return self._plain.evicted + self._variants.evicted

    def find(self, key: Key, languages: str) -> Finished | None:
        """The answer under path and query for a reader of these languages."""
        found = self.answers.get(key)
        return self.answers.get((*key, languages)) if found is BY_LANGUAGE else found

    def board(self, key: Key, languages: str) -> tuple[Flight, bool]:
        """The flight that brings an answer, and whether the caller is to lead it and land it."""
        with self._lock:
            found = self.find(key, languages)
            if found is not None:
                return _arrived(found, key, languages), False
            place = (*key, languages) if self.answers.get(key) is BY_LANGUAGE else key
            flight = self._flights.get(place)
            if flight is not None:
                return flight, False
            made = self._flights[place] = Flight(place, languages)
            return made, True

    def land(self, flight: Flight) -> None:
        """End a flight, whether it brought an answer or not: nobody waits any longer."""
        with self._lock:
            self._flights.pop(flight.key, None)
        flight.land()

    def put(self, key: Key, languages: str, answer: Finished) -> None:
        """Keep an answer; where it is too large for the room there is, do nothing."""
        row = self._variants if _is_variant(key, answer) else self._plain
        with self._lock:
            if not answer.by_language:
                row.put(key, answer, answer.size() + _size_of(key))
            elif row.put((*key, languages), answer, answer.size() + _size_of((*key, languages))):
                row.put(key, BY_LANGUAGE, _SIZE_OF_A_NOTE + _size_of(key))


class _Row:
    """A part of the stock with its own room: first in, first out, with a second chance for what was used."""

    def __init__(self, answers: dict[Key, Finished], limit: int) -> None:
        self.size = 0
        self.evicted = 0
        self._answers = answers
        self._limit = limit
        self._sizes: OrderedDict[Key, int] = OrderedDict()

    def put(self, key: Key, answer: Finished, size: int) -> bool:
        if size > self._limit * _LARGEST_SHARE:
            return False
        self._remove(key)
        while self.size + size > self._limit:
            self._make_room()
        self._sizes[key] = size
        self._answers[key] = answer
        self.size += size
        return True

    def _make_room(self) -> None:
        """Take away the oldest that nobody has asked for since it was last looked at."""
        oldest = next(iter(self._sizes))
        answer = self._answers[oldest]
        if answer.used:
            answer.used = False
            self._sizes.move_to_end(oldest)
            return
        self._remove(oldest)
        self.evicted += 1

    def _remove(self, key: Key) -> None:
        size = self._sizes.pop(key, None)
        if size is not None:
            self.size -= size
            del self._answers[key]


def _arrived(answer: Finished, key: Key, languages: str) -> Flight:
    flight = Flight(key, languages, answer)
    flight.land()
    return flight


def _is_variant(key: Key, answer: Finished) -> bool:
    return bool(key[1]) or answer.by_language or not answer.status.startswith("200")


def _size_of(key: Key) -> int:
    return sum(60 + 2 * len(part) for part in key)
