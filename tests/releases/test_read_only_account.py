"""A library that this account may only read is served, and what another account publishes is seen."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from sqlalchemy import event, select
from tiny import ARTICLE, TinyLibrary

from portal_api.app import create_app, with_shelf
from portal_api.errors import StoreError
from portal_api.releases.record import tables
from portal_api.releases.record.frozen import frozen
from portal_api.releases.record.lookout import lookout
from portal_api.releases.record.store import Store
from portal_api.settings import Settings

NOBODY = 65534
PATIENCE_SECONDS = 30
PUMP = "/v1/en/articles/pump"

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


@pytest.fixture
def library() -> Iterator[TinyLibrary]:
    """A published library in a folder that other accounts may look into."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        tiny = TinyLibrary(folder / "library", f"sqlite:///{folder}/portal.db")
        tiny.publish()
        tiny.store.close()
        yield tiny
        tiny.store.close()
        folder.chmod(0o755)


def test_what_may_only_be_read_is_served(library: TinyLibrary) -> None:
    status, body = _as_a_reader(library, _answer)
    assert (status, b"5 mg" in body) == (200, True)
    assert [path.name for path in _folder(library).glob("portal.db*")] == ["portal.db"]


def test_it_is_served_while_somebody_else_has_it_open(library: TinyLibrary) -> None:
    with closing(sqlite3.connect(_folder(library) / "portal.db")) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert _as_a_reader(library, _answer)[0] == 200


def test_a_publication_by_another_account_is_seen(library: TinyLibrary) -> None:
    def work(store: Store, talk: Connection) -> object:
        shelf = with_shelf(app := create_app(store, Settings(poll_seconds=0)), Settings(poll_seconds=0))
        app.wsgi_app = shelf
        seen = []
        for _ in range(3):
            talk.send("asked")
            talk.recv()
            seen.append(b"7 mg" in app.test_client().get(PUMP).data)
        return seen

    def meanwhile(talk: Connection) -> None:
        for number in (5, 7, 5):
            assert talk.recv() == "asked"
            _write_and_publish(library, number)
            talk.send("go on")

    assert _as_a_reader(library, work, meanwhile) == [False, True, False]


def test_the_lookout_tells_of_a_publication_by_another_account(library: TinyLibrary) -> None:
    def work(store: Store, talk: Connection) -> object:
        watched = lookout(store.url, store.close)
        seen = [watched.changed(), watched.changed()]
        talk.send("looked")
        talk.recv()
        return [*seen, watched.changed(), watched.changed()]

    def meanwhile(talk: Connection) -> None:
        assert talk.recv() == "looked"
        _write_and_publish(library, 9)
        talk.send("published")

    assert _as_a_reader(library, work, meanwhile) == [True, False, True, False]


def test_nothing_is_read_from_a_file_that_is_written_meanwhile(library: TinyLibrary) -> None:
    def work(store: Store, talk: Connection) -> object:
        def look() -> None:
            with store.snapshot() as snapshot:
                talk.send("reading")
                talk.recv()
                with pytest.raises(StoreError, match="written just now"):
                    snapshot.locales()

        with pytest.raises(StoreError, match="written just now"):
            look()
        with store.snapshot() as snapshot:
            return snapshot.release.id

    def meanwhile(talk: Connection) -> None:
        assert talk.recv() == "reading"
        _write_and_publish(library, 6)
        talk.send("published")

    assert _as_a_reader(library, work, meanwhile) == 2


def test_rows_that_are_fetched_while_the_file_is_written_are_given_to_nobody(library: TinyLibrary) -> None:
    """The statement began before that, so only its end can tell."""

    def work(store: Store, talk: Connection) -> object:
        def read() -> None:
            with store.database.reading() as connection:
                rows = connection.execution_options(yield_per=1).execute(select(tables.body))
                next(rows)
                talk.send("reading")
                talk.recv()
                rows.close()

        with pytest.raises(StoreError, match="written just now"):
            read()
        return "refused"

    def meanwhile(talk: Connection) -> None:
        assert talk.recv() == "reading"
        _write_and_publish(library, 6)
        talk.send("published")

    assert _as_a_reader(library, work, meanwhile) == "refused"


def test_a_row_that_is_asked_for_by_itself_is_of_no_file_that_is_written_meanwhile(
    library: TinyLibrary,
) -> None:
    def work(store: Store, talk: Connection) -> object:
        def wait(*_: object) -> None:
            talk.send("opened")
            talk.recv()

        asked = select(tables.release.c.id).order_by(tables.release.c.id.desc())
        before = store.database.first(asked, {})
        event.listen(store.database._engine, "checkout", wait, once=True)
        with pytest.raises(StoreError, match="written just now"):
            store.database.first(asked, {})
        return before, store.database.first(asked, {})

    def meanwhile(talk: Connection) -> None:
        assert talk.recv() == "opened"
        _write_and_publish(library, 6)
        talk.send("published")

    assert _as_a_reader(library, work, meanwhile) == ((1,), (2,))


def test_what_this_account_may_write_is_left_to_sqlite(library: TinyLibrary) -> None:
    assert frozen(_folder(library) / "portal.db") is None
    assert frozen(_folder(library) / "nothing.db") is None


def _folder(library: TinyLibrary) -> Path:
    return library.root.parent


def _write_and_publish(library: TinyLibrary, milligrams: int) -> None:
    _folder(library).chmod(0o755)
    library.article("pump", ARTICLE.replace("5 mg", f"{milligrams} mg"))
    library.publish()
    library.store.close()
    gc.collect()
    _folder(library).chmod(0o555)


def _answer(store: Store, _: Connection) -> object:
    response = create_app(store, Settings(poll_seconds=0)).test_client().get(PUMP)
    return response.status_code, response.data


def _as_a_reader(
    library: TinyLibrary,
    work: Callable[[Store, Connection], object],
    meanwhile: Callable[[Connection], None] = lambda _: None,
) -> object:
    """What `work` gives in a process that may only read; `meanwhile` is done here."""
    ours, childs = multiprocessing.Pipe()
    _answer(library.store, ours)  # what has to be loaded from files that only this account may read
    library.store.close()
    gc.collect()  # with the last connection SQLite takes its log away
    _folder(library).chmod(0o555)

    def child() -> None:
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        with closing(Store(library.store.url)) as store:
            childs.send(("done", work(store, childs)))

    process = multiprocessing.get_context("fork").Process(target=child, daemon=True)
    process.start()
    meanwhile(ours)
    assert ours.poll(PATIENCE_SECONDS), "the reader gave no answer"
    done, found = ours.recv()
    process.join()
    assert done == "done"
    return found
