"""An edition that is asked for by itself is the same as in a transaction, and holds nothing up."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event
from tiny import TinyLibrary

from portal_api.errors import NothingPublished, StoreError, UnknownArticle
from portal_api.locales import Locale
from portal_api.releases.record.store import Store
from portal_api.releases.record.stored import Release, StoredEdition

ENGLISH = Locale("en")


@pytest.fixture
def published(tiny: TinyLibrary) -> TinyLibrary:
    """A library with one release."""
    tiny.publish()
    return tiny


@pytest.fixture
def in_a_file(tmp_path: Path) -> Iterator[TinyLibrary]:
    """The same in an SQLite file."""
    library = TinyLibrary(tmp_path / "filed", f"sqlite:///{tmp_path}/filed.db")
    library.publish()
    yield library
    library.store.close()


def current(store: Store) -> Release:
    """The current release."""
    with store.snapshot() as snapshot:
        return snapshot.release


def alone(store: Store, release: Release, article: str = "pump") -> StoredEdition:
    """An edition as an answer reads it: by one statement."""
    view = store.view(release)
    with store.snapshot(release.id) as snapshot:
        view.take(snapshot.known())
    try:
        return view.edition(article, ENGLISH)
    finally:
        view.close()


def test_an_edition_is_the_same_as_in_a_transaction(published: TinyLibrary) -> None:
    release = current(published.store)
    with published.store.snapshot() as snapshot:
        assert alone(published.store, release) == snapshot.edition("pump", ENGLISH)
    with pytest.raises(UnknownArticle):
        alone(published.store, release, "nope")


def test_an_older_release_stays_as_it_was(published: TinyLibrary) -> None:
    first = current(published.store)
    before = alone(published.store, first)
    published.change("content/articles/pump.md", "**5 mg**", "**7 mg**")
    published.publish()
    assert alone(published.store, first).data == before.data
    assert b"7 mg" in alone(published.store, current(published.store)).data


def test_who_has_read_does_not_keep_the_log_from_being_emptied(
    in_a_file: TinyLibrary, tmp_path: Path
) -> None:
    alone(in_a_file.store, current(in_a_file.store))
    in_a_file.change("content/articles/pump.md", "**5 mg**", "**7 mg**")
    in_a_file.publish()
    log = tmp_path / "filed.db-wal"
    assert not log.exists() or log.stat().st_size == 0


def test_each_thread_reads_by_itself(published: TinyLibrary) -> None:
    release = current(published.store)
    found: list[StoredEdition] = []
    threads = [
        threading.Thread(target=lambda: found.append(alone(published.store, release))) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20
    assert len({edition.digest for edition in found}) == 1


def test_another_file_is_read_once_the_store_was_closed(in_a_file: TinyLibrary, tmp_path: Path) -> None:
    alone(in_a_file.store, current(in_a_file.store))
    other = TinyLibrary(tmp_path / "other", f"sqlite:///{tmp_path}/other.db")
    other.change("content/articles/pump.md", "**5 mg**", "**9 mg**")
    other.publish()
    other.store.close()
    (tmp_path / "other.db").replace(tmp_path / "filed.db")
    in_a_file.store.close()
    assert b"9 mg" in alone(in_a_file.store, current(in_a_file.store)).data


def test_a_connection_that_was_just_opened_when_the_file_was_replaced_is_not_kept(
    in_a_file: TinyLibrary, tmp_path: Path
) -> None:
    other = TinyLibrary(tmp_path / "other", f"sqlite:///{tmp_path}/other.db")
    other.change("content/articles/pump.md", "**5 mg**", "**9 mg**")
    other.publish()
    other.store.close()
    release = current(in_a_file.store)
    view = in_a_file.store.view(release)
    with in_a_file.store.snapshot() as snapshot:
        view.take(snapshot.known())

    def replace(*_: object) -> None:
        """What the watch does, at the worst moment: this thread has a connection and has not used it yet."""
        (tmp_path / "other.db").replace(tmp_path / "filed.db")
        in_a_file.store.close()

    event.listen(in_a_file.store.database._engine, "checkout", replace, once=True)
    assert b"5 mg" in view.edition("pump", ENGLISH).data
    assert b"9 mg" in view.edition("pump", ENGLISH).data


def test_another_file_is_brought_up_to_date_like_the_first(in_a_file: TinyLibrary, tmp_path: Path) -> None:
    """Whoever restores a file of a newer version is told so, not answered from tables nobody knows."""
    alone(in_a_file.store, current(in_a_file.store))
    newer = TinyLibrary(tmp_path / "newer", f"sqlite:///{tmp_path}/newer.db")
    newer.publish()
    with newer.store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE schema SET version = version + 1")
    newer.store.close()
    (tmp_path / "newer.db").replace(tmp_path / "filed.db")
    in_a_file.store.close()
    with pytest.raises(StoreError, match="newer version"):
        current(in_a_file.store)


def test_after_an_error_a_thread_reads_again(published: TinyLibrary) -> None:
    release = current(published.store)
    alone(published.store, release)
    view = published.store.view(release)
    with published.store.snapshot() as snapshot:
        view.take(snapshot.known())
    with published.store.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE body RENAME TO hidden")
    with pytest.raises(NothingPublished):
        view.edition("pump", ENGLISH)
    with published.store.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE hidden RENAME TO body")
    assert view.edition("pump", ENGLISH).title == "Pump"


def test_a_file_that_is_gone_is_told(in_a_file: TinyLibrary, tmp_path: Path) -> None:
    release = current(in_a_file.store)
    view = in_a_file.store.view(release)
    with in_a_file.store.snapshot() as snapshot:
        view.take(snapshot.known())
    (tmp_path / "filed.db").rename(tmp_path / "away.db")
    with pytest.raises(StoreError, match="there is no database"):
        view.edition("pump", ENGLISH)
