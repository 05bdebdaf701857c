"""What an upgrade promises: a database of the first version keeps its releases, and a message says so."""

from __future__ import annotations

import logging
import re

import pytest
from sqlalchemy import create_engine, text
from statements import run_statements
from tiny import NOW, TinyLibrary

from portal_api.errors import StoreError
from portal_api.releases.holding import Named, hold
from portal_api.releases.record import migrations, tables
from portal_api.releases.record.integrity import check
from portal_api.releases.record.store import Imprint, Store

TO_VERSION_1 = (
    *(f"DROP TABLE {name}" for name in ("live_export", "edition_figure", "waiting", "hold")),
    "UPDATE schema SET version = 1",
)


@pytest.fixture
def old(tiny: TinyLibrary, database_url: str) -> TinyLibrary:
    """A database as version 1 left it, with two releases."""
    tiny.offer("es")
    tiny.publish()
    tiny.change("content/articles/pump.md", "Infection", "An infection")
    tiny.publish()
    tiny.store.close()
    run_statements(database_url, *TO_VERSION_1, *_without_whole_digest(database_url))
    tiny.store = Store(database_url)
    return tiny


def _without_whole_digest(url: str) -> list[str]:
    """SQLite cannot drop a column that refers to another table: the table is made again as it was."""
    if not url.startswith("sqlite"):
        return ["ALTER TABLE edition DROP COLUMN whole_digest"]
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT type, sql FROM sqlite_master WHERE tbl_name = 'edition'")
        ).all()
        names = [row[1] for row in connection.execute(text("PRAGMA table_info(edition)"))]
    engine.dispose()
    (made,) = [row.sql for row in found if row.type == "table"]
    old = re.sub(
        r",\s*whole_digest [^,]*|,\s*FOREIGN KEY\(whole_digest\) REFERENCES body \(digest\)", "", made
    )
    assert "whole_digest" not in old
    columns = ", ".join(name for name in names if name != "whole_digest")
    return [
        old.replace("TABLE edition", "TABLE old_edition"),
        f"INSERT INTO old_edition SELECT {columns} FROM edition",
        "DROP TABLE edition",
        "ALTER TABLE old_edition RENAME TO edition",
        *(row.sql for row in found if row.type == "index" and row.sql),
    ]


def test_reading_an_old_database_upgrades_it_and_says_so(old, caplog):
    with caplog.at_level(logging.WARNING, "portal_api"):
        assert old.statuses("es")["overview"] == "translated"
    (message,) = caplog.messages
    assert message.endswith(f"was upgraded from version 1 to {tables.SCHEMA_VERSION}")
    assert [*check(old.store)] == []


def test_publishing_into_an_old_database_upgrades_it(old):
    old.change("content/articles/pump.md", "5 mg", "6 mg")
    assert old.publish().release == 3
    assert [*check(old.store)] == []


def test_an_upgraded_database_has_what_a_new_one_has(old):
    hold(old.store, Named("pump", "overview"), "incorrect", Imprint(NOW, "Ana", "test"))
    assert old.statuses("es")["overview"] == "withheld incorrect"
    assert old.store.waiting() == {}
    assert old.store.live_exports() == ()
    assert [*check(old.store)] == []


def test_an_upgrade_that_fails_leaves_the_old_database(old, database_url):
    run_statements(database_url, "CREATE TABLE waiting (other INTEGER)", "CREATE TABLE hold (other INTEGER)")
    run_statements(database_url, "CREATE INDEX hold_other ON hold (other)")
    run_statements(database_url, "ALTER TABLE edition ADD COLUMN whole_digest VARCHAR(64)")
    with pytest.raises(StoreError, match="whole_digest"):
        old.store.current()
    engine = create_engine(database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version FROM schema")).scalar() == 1
    engine.dispose()


def test_a_newer_database_is_not_read_either(old, database_url):
    old.publish()
    run_statements(database_url, "UPDATE schema SET version = version + 1")
    store = Store(database_url)
    with pytest.raises(StoreError, match="newer version of the program"):
        store.current()
    store.close()


def test_every_version_has_its_step():
    assert sorted(migrations._STEPS) == [*range(2, tables.SCHEMA_VERSION + 1)]
