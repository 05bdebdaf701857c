"""What the store promises: old releases stay readable, a publication is whole or not there."""

from __future__ import annotations

import itertools
import multiprocessing
import random
import re
import sqlite3
import time
from multiprocessing.connection import Connection
from pathlib import Path

import psycopg
import pytest
from statements import run_statements
from tiny import NOW, TinyLibrary

from portal_api.errors import NothingPublished, PublishRefused, StoreError
from portal_api.locales import Locale
from portal_api.releases.record.store import Changes, Imprint, Store

IMPRINT = Imprint(NOW, "tester", "portal-api test")


def test_an_earlier_release_says_what_it_said(tiny):
    tiny.publish()
    tiny.change("content/articles/pump.md", "5 mg", "6 mg")
    tiny.publish()
    with tiny.store.snapshot(1) as then, tiny.store.snapshot() as now:
        assert "5 mg" in str(then.edition("pump", Locale("en")).body)
        assert "6 mg" in str(now.edition("pump", Locale("en")).body)
        assert [release.id for release in now.releases()] == [2, 1]
        assert [release.id for release in then.releases()] == [1]


def test_what_did_not_change_keeps_its_release(tiny):
    tiny.article("other", (tiny.root / "content/articles/pump.md").read_text().replace("# Pump", "# Other"))
    tiny.publish()
    tiny.change("content/articles/pump.md", "5 mg", "6 mg")
    tiny.publish()
    assert tiny.edition("en").since == 2
    assert tiny.edition("en", "other").since == 1


def test_the_digest_of_a_release_depends_on_all_before_it(tiny, tmp_path):
    tiny.publish()
    tiny.change("content/articles/pump.md", "5 mg", "6 mg")
    tiny.publish()
    other = TinyLibrary(tmp_path / "other", f"sqlite:///{tmp_path}/other.db")
    other.change("content/articles/pump.md", "5 mg", "6 mg")
    other.publish()
    with tiny.store.snapshot() as mine, other.store.snapshot() as theirs:
        assert mine.edition("pump", Locale("en")).body == theirs.edition("pump", Locale("en")).body
        assert mine.release.digest != theirs.release.digest
    other.store.close()


def test_before_the_first_publication_there_is_nothing_to_read(tmp_path):
    store = Store(f"sqlite:///{tmp_path}/none.db")
    with pytest.raises(NothingPublished, match="portal publish"), store.snapshot():
        pass
    assert store.current() is None
    assert not (tmp_path / "none.db").exists()


def test_a_publication_on_top_of_an_old_release_is_refused(tiny):
    tiny.publish()
    with pytest.raises(PublishRefused, match="publish again"):
        tiny.store.publish(Changes(), IMPRINT, on_top_of=None)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"this is not a database, only a text that somebody saved here", "cannot be used"),
        (b"", "portal publish"),
    ],
)
def test_a_file_that_is_no_database_is_told(tmp_path, content, expected):
    (tmp_path / "wrong.db").write_bytes(content)
    with pytest.raises(StoreError, match=expected), Store(f"sqlite:///{tmp_path}/wrong.db").snapshot():
        pass


def test_tables_of_a_newer_program_are_refused(tiny, database_url):
    tiny.publish()
    run_statements(database_url, "UPDATE schema SET version = version + 1")
    tiny.change("content/articles/pump.md", "5 mg", "6 mg")
    with pytest.raises(StoreError, match="newer version of the program"):
        tiny.publish()


def test_somebody_elses_tables_are_refused(tiny, database_url):
    run_statements(database_url, "CREATE TABLE customers (name TEXT)")
    with pytest.raises(StoreError, match="other tables than ours"):
        tiny.publish()


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://root@localhost/x", "sqlite+nothing:///x"])
def test_a_url_that_cannot_be_used_is_told_with_a_remedy(url):
    with pytest.raises(StoreError, match=r"sqlite:///FILE") as error:
        Store(url).current()
    assert "Traceback" not in str(error.value)


def test_a_connection_in_use_while_the_store_is_closed_is_closed_when_it_is_given_back(tiny):
    tiny.publish()
    with tiny.store.database.reading() as connection:
        raw = connection.connection.dbapi_connection
        tiny.store.close()
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    with pytest.raises((psycopg.OperationalError, sqlite3.ProgrammingError), match="closed"):
        raw.execute("SELECT 1")
    assert tiny.store.current() == 1


def test_a_password_is_never_told():
    store = Store("postgresql+psycopg://portal:geheim@127.0.0.1:1/portal")
    with pytest.raises(StoreError) as error:
        store.current()
    assert "geheim" not in str(error.value)


def _publish_for_ever(root: Path, url: str, first: int, started: Connection) -> None:
    """Put a new number into every article, publish, and again, until somebody kills this process."""
    library = TinyLibrary(root, url)
    for number in itertools.count(first):
        for path in (root / "content/articles").glob("*.md"):
            fresh = path.with_suffix(".new")
            fresh.write_text(re.sub(r"\*\*.*\*\*", f"**{number} mg**", path.read_text()))
            fresh.replace(path)
        library.publish()
        started.send(number)


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_a_publisher_killed_at_any_moment_leaves_one_whole_release(tiny, database_url):
    """Twenty SIGKILLs during publications: every read finds all articles of one and the same release."""
    pump = (tiny.root / "content/articles/pump.md").read_text()
    for name in ("two", "three", "four", "five", "six"):
        tiny.article(name, pump)
    tiny.publish()
    chance = random.Random(20)
    seen = set()
    for start in range(20):
        _publish_and_kill(tiny, database_url, start * 100 + 10, delay=chance.uniform(0.0, 0.08))
        seen.add(_number_in_every_article(Store(database_url)))
    assert len(seen) > 10, "the publisher was killed before it published anything"


def _publish_and_kill(tiny: TinyLibrary, url: str, number: int, delay: float) -> None:
    context = multiprocessing.get_context("fork")  # 5 ms a start instead of 600
    started, ours = context.Pipe()
    process = context.Process(target=_publish_for_ever, args=(tiny.root, url, number, ours))
    process.start()
    assert started.poll(30), "the publisher did not start"
    time.sleep(delay)
    process.kill()
    process.join()


def _number_in_every_article(store: Store) -> str:
    """The number that all articles state; they were always published together."""
    with store.snapshot() as snapshot:
        editions = snapshot.all_editions().values()
        found = {edition.body["sections"][0]["blocks"][0]["text"] for edition in editions}
        assert len(editions) == 6
        assert len(found) == 1, found
    store.close()
    return found.pop()
