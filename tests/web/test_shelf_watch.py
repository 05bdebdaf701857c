"""A new release is noticed in the background, and nothing that ends the watch leaves an old shelf behind."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres import PostgreSQL, postgresql, programs
from shelving import Portal
from tiny import TinyLibrary
from waiting import wait_for

from portal_api.releases.record.store import Store

ARTICLE = "/v1/en/articles/pump"
WITHIN_SECONDS = 1.0


@pytest.fixture
def watched(own_library: TinyLibrary) -> Iterator[Portal]:
    """A shelf that looks for releases in the background, as servers have it."""
    portal = Portal(own_library.store, poll_seconds=WITHIN_SECONDS)
    yield portal
    portal.shelf._watch.stop()


def test_a_publication_is_in_answers_within_a_second(watched: Portal, own_library: TinyLibrary) -> None:
    replica = Portal(Store(own_library.store.database.shown), poll_seconds=WITHIN_SECONDS)
    for portal in (watched, replica):
        assert b"within 2 hours" in portal.ask(ARTICLE).body
    took = []
    for hours in (3, 4, 5):  # the machine may be busy at one of these moments
        new = b"within %d hours" % hours
        publish(own_library, hours)
        published = time.monotonic()
        wait_for(lambda new=new: all(new in portal.ask(ARTICLE).body for portal in (watched, replica)))
        took.append(time.monotonic() - published)
    replica.shelf._watch.stop()
    assert min(took) < WITHIN_SECONDS, took


def test_hits_do_not_ask_the_store(own_library: TinyLibrary) -> None:
    store = CountingStore(own_library.store.database.shown)
    portal = Portal(store, poll_seconds=3600)
    portal.ask(ARTICLE)
    asked = store.asked
    assert asked
    for _ in range(100):
        portal.ask(ARTICLE)
    assert store.asked == asked
    store.close()


def test_the_shelf_does_not_outlive_the_watch(watched: Portal) -> None:
    watched.ask(ARTICLE)
    assert watched.shelf.reading().shelf_answers == 1
    watched.shelf._watch.stop()
    assert watched.shelf.reading().shelf_answers == 0


def test_the_watch_begins_again_after_it_ended(watched: Portal, own_library: TinyLibrary) -> None:
    watched.ask(ARTICLE)
    watched.shelf._watch.stop()
    watched.ask(ARTICLE)
    publish(own_library, 3)
    wait_for(lambda: b"within 3 hours" in watched.ask(ARTICLE).body)


def test_a_restored_older_database_is_served_too(watched: Portal, own_library: TinyLibrary) -> None:
    """Going back to a backup takes the release number down."""
    path = own_library.root / "portal.db"
    own_library.store.close()
    backup = path.read_bytes()
    publish(own_library, 3)
    assert b"within 3 hours" in watched.ask(ARTICLE).body
    own_library.store.close()
    fresh = path.with_name("restored.db")
    fresh.write_bytes(backup)
    fresh.replace(path)
    wait_for(lambda: b"within 2 hours" in watched.ask(ARTICLE).body)
    assert watched.shelf.reading().release == 2


def test_a_child_process_has_its_own_watch_and_an_empty_shelf(
    watched: Portal, own_library: TinyLibrary
) -> None:
    watched.ask(ARTICLE)
    context = multiprocessing.get_context("fork")
    ours, childs = context.Pipe()

    def child() -> None:
        before = watched.shelf.reading().shelf_answers
        watched.ask(ARTICLE)
        childs.send((before, [thread.name for thread in threading.enumerate()]))

    process = context.Process(target=child)
    process.start()
    assert ours.poll(30)
    answers, threads = ours.recv()
    process.join()
    assert answers == 0
    assert "portal-watch" in threads
    publish(own_library, 3)
    wait_for(lambda: b"within 3 hours" in watched.ask(ARTICLE).body)


def test_when_postgresql_is_gone_the_shelf_goes_on_and_recovers(tmp_path: Path) -> None:
    if programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with postgresql() as server:
        tiny = TinyLibrary(tmp_path / "library", server.new_database())
        tiny.publish()
        portal = Portal(tiny.store, poll_seconds=WITHIN_SECONDS)
        try:
            goes_on_and_recovers(portal, tiny, server)
        finally:
            portal.shelf._watch.stop()
            tiny.store.close()


def goes_on_and_recovers(portal: Portal, library: TinyLibrary, server: PostgreSQL) -> None:
    """Fails unless the shelf answers during an outage, and new releases are seen after it."""
    first = portal.ask(ARTICLE)
    publish(library, 3)
    wait_for(lambda: portal.ask(ARTICLE).body != first.body)
    kept = portal.ask(ARTICLE)
    with server.stopped():
        time.sleep(WITHIN_SECONDS)
        assert portal.ask(ARTICLE) == kept
        gone = portal.ask("/v1/en/articles")
        assert gone.status == 503
        assert b'"disclaimer"' in gone.body
    wait_for(lambda: portal.ask("/v1/en/articles").status == 200)
    publish(library, 4)
    wait_for(lambda: b"within 4 hours" in portal.ask(ARTICLE).body)


class CountingStore(Store):
    """A real store that counts how often anything is read."""

    asked = 0

    def current(self) -> int | None:
        self.asked += 1
        return super().current()

    def snapshot(self, release=None):
        self.asked += 1
        return super().snapshot(release)


def publish(library: TinyLibrary, hours: int) -> None:
    """Publish another number."""
    library.change("content/articles/pump.md", f"within {hours - 1} hours", f"within {hours} hours")
    library.publish()
