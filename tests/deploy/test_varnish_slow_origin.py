"""An answer that was on its way while its text was purged, twice, is neither kept nor shown."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from answer import ask
from dribbling import Origin, dribbling_origin
from listening import free_ports
from varnishing import standing_varnish
from waiting import PATIENCE_SECONDS

from portal_api.releases.caches import Order, tell

# What Varnish says by itself is not asked for here.
NO_WORDS = "sub portal_say { }\n"
NOTICED = 'var.global_set("order", req.http.Portal-Order);'
PATHS = (f"/v1/en/articles/slow-{number}" for number in range(1000))


@dataclass
class Slow:
    """A cache, and the server behind it."""

    port: int
    purge_port: int
    origin: Origin
    told: int = 1

    def get(self, path: str) -> str:
        """The text at a path, in one word."""
        answer = ask(self.port, path)
        assert answer.status == 200
        assert "order" not in str(answer.headers)
        words = set(answer.text.replace("old", "old ").replace("new", "new ").split())
        assert len(words) == 1
        return words.pop()

    def purge_twice(self) -> None:
        """What a command does that publishes something new; the server has it from now on."""
        self.told += 1
        self.origin.say("new", self.told)
        for _ in range(2):
            order = Order(("article-slow",), self.told - 1, self.told, patience=10)
            assert tell([f"http://127.0.0.1:{self.purge_port}"], order) == ()

    def held_up(self, path: str, people: ThreadPoolExecutor) -> Future[str]:
        """What somebody gets who asks now; the answer stops after its first half."""
        self.origin.hold_up()
        answer = people.submit(self.get, path)
        assert self.origin.begun.wait(PATIENCE_SECONDS)
        return answer


@contextmanager
def slow_edge(folder: Path, changes: dict[str, str] | None = None) -> Iterator[Slow]:
    """A cache in front of a server that can be held up."""
    (folder / "words.vcl").write_text(NO_WORDS)
    readers, purges, front = free_ports(3)
    with (
        dribbling_origin() as origin,
        standing_varnish(folder, (readers, purges, front, origin.port), changes=changes),
    ):
        yield Slow(readers, purges, origin)


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slow]:
    with slow_edge(tmp_path_factory.mktemp("slow")) as standing:
        yield standing


@pytest.fixture
def people() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as threads:
        yield threads


@pytest.fixture
def path(slow: Slow) -> str:
    """An address that nobody asked for yet, which says what is old by now."""
    slow.origin.say("old", slow.told)
    slow.origin.seconds = 300
    return next(PATHS)


def test_who_asked_gets_the_new_text_and_so_does_everybody_after(
    slow: Slow, people: ThreadPoolExecutor, path: str
) -> None:
    asker = slow.held_up(path, people)
    slow.purge_twice()
    slow.origin.goes_on.set()
    assert asker.result() == slow.get(path) == "new"


def test_who_waited_with_others_gets_the_new_text(slow: Slow, people: ThreadPoolExecutor, path: str) -> None:
    asker = slow.held_up(path, people)
    waiting = [people.submit(slow.get, path) for _ in range(4)]
    time.sleep(0.1)
    slow.purge_twice()
    waiting += [people.submit(slow.get, path) for _ in range(3)]
    time.sleep(0.1)
    slow.origin.goes_on.set()
    assert {asker.result(), *(one.result() for one in waiting)} == {"new"}


def test_what_was_fetched_in_the_background_is_looked_at_before_it_is_shown(
    slow: Slow, people: ThreadPoolExecutor, path: str
) -> None:
    slow.origin.seconds = 1
    assert slow.get(path) == "old"
    time.sleep(1.1)
    asker = slow.held_up(path, people)
    assert asker.result() == "old"
    slow.origin.seconds = 300
    slow.purge_twice()
    slow.origin.goes_on.set()
    time.sleep(0.3)  # nobody waits for it: it is kept before anybody asks
    assert [slow.get(path) for _ in range(3)] == ["new"] * 3


def test_a_slow_answer_without_an_order_meanwhile_is_kept_as_any_other(
    slow: Slow, people: ThreadPoolExecutor, path: str
) -> None:
    asked = slow.origin.asked
    asker = slow.held_up(path, people)
    waiting = [people.submit(slow.get, path) for _ in range(4)]
    time.sleep(0.1)
    slow.origin.goes_on.set()
    assert {asker.result(), *(one.result() for one in waiting), slow.get(path)} == {"old"}
    assert slow.origin.asked == asked + 1


def test_what_is_kept_already_is_not_asked_for_again_after_an_order_for_something_else(
    slow: Slow, path: str
) -> None:
    assert slow.get(path) == "old"
    asked = slow.origin.asked
    slow.told += 1
    order = Order(("article-other",), slow.told - 1, slow.told, patience=10)
    assert tell([f"http://127.0.0.1:{slow.purge_port}"], order) == ()
    assert [slow.get(path) for _ in range(3)] == ["old"] * 3
    assert slow.origin.asked == asked


def test_without_the_look_the_old_text_would_be_kept(tmp_path: Path, people: ThreadPoolExecutor) -> None:
    """The proof that this is what closes the gap: nothing else here notices."""
    with slow_edge(tmp_path, {NOTICED: ""}) as unguarded:
        asker = unguarded.held_up("/v1/en/articles/slow", people)
        unguarded.purge_twice()
        unguarded.origin.goes_on.set()
        assert asker.result() == unguarded.get("/v1/en/articles/slow") == "old"
