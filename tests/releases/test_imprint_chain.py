"""Who published a release, when and why is chained like what it changed; older releases are told apart."""

from __future__ import annotations

import pytest
from sqlalchemy import text, update
from tiny import TinyLibrary

from portal_api.releases.record import tables
from portal_api.releases.record.chain import chained
from portal_api.releases.record.integrity import _Check, inspect
from portal_api.releases.record.store import Store


def published_twice(tiny: TinyLibrary) -> Store:
    tiny.publish()
    tiny.change("content/articles/pump.md", "Infection", "An infection")
    tiny.publish()
    return tiny.store


def as_older_versions_made_it(store: Store) -> None:
    """Give every release the digest it would have had before its imprint was chained."""
    with store.snapshot() as snapshot:
        told = _Check(snapshot)
        assert [*told.flaws()] == []
        lines = {number: [*told._lines(number)] for number in range(1, snapshot.release.id + 1)}
    with store.database.writing() as connection:
        before = ""
        for number, said in lines.items():
            before = chained(before, said)
            change = update(tables.release).where(tables.release.c.id == number).values(digest=before)
            connection.execute(change)


@pytest.mark.parametrize(
    "change",
    [
        "published_by = 'Somebody Else'",
        "published_at = '2020-01-01T00:00:00+00:00'",
        "note = 'Nothing to see'",
        "tool = 'another tool'",
        "source_revision = 'abc'",
    ],
)
def test_whoever_changes_what_a_release_says_of_itself_is_found_out(tiny: TinyLibrary, change: str) -> None:
    store = published_twice(tiny)
    with store.database.writing() as connection:
        connection.execute(text(f"UPDATE release SET {change} WHERE id = 1"))
    flaws = [str(flaw) for flaw in inspect(store).flaws]
    assert flaws == ["release 1: its digest does not follow from what it says and changed"]


def test_a_new_record_is_covered_throughout(tiny: TinyLibrary) -> None:
    report = inspect(published_twice(tiny))
    assert (report.releases, report.flaws, report.bare) == (2, (), ())


def test_releases_of_older_versions_stay_sound_and_are_named(tiny: TinyLibrary) -> None:
    store = published_twice(tiny)
    as_older_versions_made_it(store)
    assert inspect(store).flaws == ()
    tiny.change("content/articles/pump.md", "An infection", "Infections")
    tiny.publish()
    report = inspect(store)
    assert (report.releases, report.flaws, report.bare) == (3, (), (1, 2))
