"""Every cache is told what to forget, and who was not told is named with the reason."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from receiving import receiving
from waiting import assert_soon

from portal_api.releases import caches
from portal_api.releases.caches import Order, tell

ORDER = Order(("release", "article-pump"), 40, 41, 10.0)


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "PAUSES_SECONDS", (0.01, 0.02))


@contextmanager
def speaking(data: bytes) -> Iterator[str]:
    """A server that sends these bytes to everybody, and says no more."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        connections: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                connections.append(connection)
                connection.sendall(data)

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
        for connection in connections:
            connection.close()


def test_each_cache_gets_the_keys_and_the_release() -> None:
    with receiving() as one, receiving() as other:
        assert tell([one.url, f"{other.url}/edge"], ORDER) == ()
    assert one.keys == other.keys == [{"release", "article-pump"}]
    assert (one.orders[0]["Portal-Since"], one.orders[0]["Portal-Release"]) == ("40", "41")
    assert one.orders[0]["Portal-Patience"] == "10.0"
    assert "Portal-Anew" not in one.orders[0]
    assert (one.orders[0]["path"], other.orders[0]["path"]) == ("/", "/edge")


def test_a_cache_is_told_to_begin_anew_where_that_is_meant() -> None:
    with receiving() as cache:
        tell([cache.url], Order(("portal",), 0, 3, 10.0, anew=True))
    assert cache.orders[0]["Portal-Anew"] == "yes"


def test_many_keys_come_in_headers_that_caches_can_read() -> None:
    keys = tuple(f"article-{number:0100}" for number in range(500))
    with receiving() as cache:
        assert tell([cache.url], Order(keys, 40, 41, 10.0)) == ()
    assert set().union(*cache.keys) == set(keys)
    assert max(len(order["Surrogate-Key"]) for order in cache.orders) <= 4000
    complete = ["Portal-Complete" in order for order in cache.orders]
    assert complete == [False] * (len(complete) - 1) + [True]


def test_a_cache_that_fails_for_a_moment_is_told_again() -> None:
    with receiving([503, 500]) as cache:
        assert tell([cache.url], ORDER) == ()
    assert len(cache.orders) == 3


@pytest.mark.parametrize(
    ("status", "words"), [(403, "may not purge there"), (405, "may not"), (503, "answers 503")]
)
def test_a_refusal_is_told_with_its_reason(status: int, words: str) -> None:
    with receiving([status] * 3) as cache:
        (unreached,) = tell([cache.url], ORDER)
    assert words in str(unreached)
    assert str(unreached).startswith(cache.url)


def test_a_cache_that_is_not_there_is_named_and_keeps_no_other_one_waiting() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        gone = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with receiving() as cache:
            (unreached,) = tell([gone, cache.url], ORDER)
    assert str(unreached) == f"{gone}: Connection refused"
    assert len(cache.orders) == 1


@pytest.mark.parametrize(
    ("data", "words"), [(b"", "timed out"), (b"SSH-2.0-OpenSSH\r\n", "does not speak HTTP")]
)
def test_what_does_not_answer_like_a_cache_is_given_up(
    monkeypatch: pytest.MonkeyPatch, data: bytes, words: str
) -> None:
    monkeypatch.setattr(caches, "ANSWERS_WITHIN_SECONDS", 0.2)

    def told(_: int) -> float:
        start = time.monotonic()
        with speaking(data) as url:
            (unreached,) = tell([url], ORDER)
        assert words in unreached.why
        return time.monotonic() - start

    assert_soon(told, seconds=10)


def test_without_caches_nobody_is_told() -> None:
    assert tell([], ORDER) == ()
