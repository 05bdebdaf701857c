"""A publication is noticed at once, on SQLite and on PostgreSQL, without asking for releases."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tiny import TinyLibrary
from waiting import assert_soon

from portal_api.errors import StoreError
from portal_api.releases.record.lookout import Lookout, lookout


class Replaced:
    """Counts how often a database was replaced."""

    times = 0

    def __call__(self) -> None:
        self.times += 1


@pytest.fixture
def look(tiny: TinyLibrary, database_url: str) -> Iterator[Lookout]:
    """A lookout over a library of one release."""
    tiny.publish()
    found = lookout(database_url, Replaced())
    yield found
    found.close()


def test_the_first_look_may_always_see_something_new(look: Lookout) -> None:
    assert look.changed()


def test_a_publication_by_another_connection_is_seen(look: Lookout, tiny: TinyLibrary) -> None:
    look.changed()
    tiny.change("content/articles/pump.md", "within 2 hours", "within 3 hours")
    tiny.publish()
    assert look.changed()


def test_on_sqlite_nothing_is_seen_where_nothing_was_written(look: Lookout, database_url: str) -> None:
    look.changed()
    assert look.changed() == (not database_url.startswith("sqlite"))


def test_a_publication_ends_the_waiting_on_postgresql(
    look: Lookout, tiny: TinyLibrary, database_url: str
) -> None:
    if database_url.startswith("sqlite"):
        began = time.monotonic()
        look.wait(0.05)
        assert time.monotonic() - began >= 0.05
        return
    look.wait(0)  # connects

    def waited(turn: int) -> float:
        tiny.change("content/articles/pump.md", f"within {2 + turn} hours", f"within {3 + turn} hours")
        tiny.publish()
        began = time.monotonic()
        look.wait(30)
        return time.monotonic() - began

    assert_soon(waited, seconds=5)


def test_a_restored_backup_is_noticed_as_another_file(tmp_path: Path) -> None:
    path = tmp_path / "file.db"
    tiny = TinyLibrary(tmp_path / "files", f"sqlite:///{path}")
    tiny.publish()
    replaced = Replaced()
    look = lookout(f"sqlite:///{path}", replaced)
    look.changed()
    assert not look.changed()
    tiny.store.close()
    shutil.copy(path, tmp_path / "copy.db")
    (tmp_path / "copy.db").replace(path)
    assert look.changed()
    assert replaced.times == 1
    look.close()


def test_a_file_that_is_gone_is_told_and_found_again(tmp_path: Path) -> None:
    path = tmp_path / "file.db"
    tiny = TinyLibrary(tmp_path / "files", f"sqlite:///{path}")
    tiny.publish()
    tiny.store.close()
    look = lookout(f"sqlite:///{path}", Replaced())
    assert look.changed()
    path.rename(tmp_path / "away.db")
    for _ in range(2):
        with pytest.raises(StoreError):
            look.changed()
    (tmp_path / "away.db").rename(path)
    assert look.changed()
    look.close()


def test_a_postgresql_that_does_not_answer_is_told() -> None:
    look = lookout("postgresql+psycopg://nobody@127.0.0.1:1/nothing", Replaced())
    with pytest.raises(StoreError, match="PostgreSQL does not answer"):
        look.wait(0.1)
    look.close()
