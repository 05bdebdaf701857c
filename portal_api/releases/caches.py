"""An order to forget -> the caches in front of the service, told at once and in parallel."""

from __future__ import annotations

import http.client
import ssl
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from portal_api.releases.record.mirrors import LiveExport, stop_serving

ANSWERS_WITHIN_SECONDS = 2.0
# A cache that is just restarted is worth waiting for; a hold is not to wait long for one that is gone.
PAUSES_SECONDS = (0.2, 0.6)
# Caches read eight kilobytes of a header; other headers need some of a request too.
_LONGEST_LIST = 4000
_MOST_AT_ONCE = 16


@dataclass(frozen=True)
class Order:
    """What caches have to forget: the answers with one of these keys, which changed after release `since`.

    A cache that was told of no release as late as that one has missed an order, and forgets everything.
    From now on they keep no answer of a release before `release`; after `patience` seconds, in which each
    server has noticed it, they pass none on either. `anew`: they forget which release they were told of
    before, because the database is another one.
    """

    keys: tuple[str, ...]
    since: int
    release: int
    patience: float
    anew: bool = False


@dataclass(frozen=True)
class Unreached:
    """A cache that may still show what it was to forget, and why."""

    url: str
    why: str

    def __str__(self) -> str:
        return f"{self.url}: {self.why}"


def tell(caches: Sequence[str | LiveExport], order: Order) -> tuple[Unreached, ...]:
    """Gives the order to every cache, each up to three times; those that did not take it, in their order.

    A cache is a URL, or a folder of exported files in front of one.
    """
    with ThreadPoolExecutor(min(len(caches), _MOST_AT_ONCE) or 1) as threads:
        answers = list(threads.map(lambda cache: _tell_one(cache, order), caches))
    return tuple(
        Unreached(str(cache), why) for cache, why in zip(caches, answers, strict=True) if why is not None
    )


def _tell_one(cache: str | LiveExport, order: Order) -> str | None:
    """Why the cache did not take the order; None where it did."""
    if isinstance(cache, LiveExport):
        return cache.stop(order.release, anew=order.anew)
    return _ask_thrice(cache, order)


def _ask_thrice(url: str, order: Order) -> str | None:
    why = _try(url, order)
    for pause in PAUSES_SECONDS:
        if why is None:
            return None
        time.sleep(pause)
        why = _try(url, order)
    return why


def _try(url: str, order: Order) -> str | None:
    where = urlsplit(url)
    if where.scheme == "file":
        return stop_serving(Path(where.path), order.release, anew=order.anew)
    try:
        connection = _connection(where)
        try:
            return _give(connection, where.path or "/", order)
        finally:
            connection.close()
    except http.client.HTTPException as error:
        return f"it does not speak HTTP ({type(error).__name__})"
    except OSError as error:
        return error.strerror or str(error) or type(error).__name__


def _connection(where: SplitResult) -> http.client.HTTPConnection:
    host = where.hostname or ""
    if where.scheme == "https":
        safe = ssl.create_default_context()
        return http.client.HTTPSConnection(host, where.port, timeout=ANSWERS_WITHIN_SECONDS, context=safe)
    return http.client.HTTPConnection(host, where.port, timeout=ANSWERS_WITHIN_SECONDS)


def _give(connection: http.client.HTTPConnection, path: str, order: Order) -> str | None:
    """The keys in as many requests as they need, on one connection."""
    *first, last = _lists(order.keys)
    for keys in (*first, last):
        headers = _headers(keys, order) | ({"Portal-Complete": "yes"} if keys is last else {})
        connection.request("PURGE", path, headers=headers)
        answer = connection.getresponse()
        answer.read(_LONGEST_LIST)
        if not 200 <= answer.status < 300:
            return _refused(answer.status)
    return None


def _headers(keys: str, order: Order) -> dict[str, str]:
    told = {
        "Surrogate-Key": keys,
        "Portal-Since": str(order.since),
        "Portal-Release": str(order.release),
        "Portal-Patience": f"{order.patience:.1f}",
    }
    return told | ({"Portal-Anew": "yes"} if order.anew else {})


def _refused(status: int) -> str:
    if status in (403, 405):
        return f"it answers {status}: this machine may not purge there, or it is not the address for that"
    return f"it answers {status}"


def _lists(keys: Sequence[str]) -> Iterator[str]:
    """The keys with spaces between them, in texts that fit into a header."""
    line = ""
    for key in keys:
        if line and len(line) + 1 + len(key) > _LONGEST_LIST:
            yield line
            line = key
        else:
            line = f"{line} {key}" if line else key
    yield line
