"""Everything about releases is proved on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres import PostgreSQL, postgresql, programs
from tiny import TinyLibrary


@pytest.fixture(scope="session")
def server() -> Iterator[PostgreSQL]:
    """The PostgreSQL server of this test run."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with postgresql() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/portal.db"
    running: PostgreSQL = request.getfixturevalue("server")
    return running.new_database()


@pytest.fixture
def tiny(tmp_path: Path, database_url: str) -> Iterator[TinyLibrary]:
    """A tiny library with English files only, nothing published yet."""
    library = TinyLibrary(tmp_path / "library", database_url)
    yield library
    library.store.close()
