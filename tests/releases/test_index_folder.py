"""Where the index of the search lies: where it is shared and lasts, and never where others could write it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from portal_api.errors import StoreError
from portal_api.releases.finding.indexfolder import index_folder

SERVER = "postgresql+psycopg://portal@db.example/portal"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of its own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_it_lies_where_a_setting_says(tmp_path: Path) -> None:
    assert index_folder(f"{tmp_path}/a/b", SERVER) == tmp_path / "a/b"
    assert (tmp_path / "a/b").is_dir()


def test_it_lies_beside_an_sqlite_file(tmp_path: Path) -> None:
    for _ in range(2):
        assert index_folder("", f"sqlite:///{tmp_path}/portal.db") == tmp_path / "portal.db-search"


def test_beside_a_file_that_nobody_may_write_to_it_is_among_the_temporary_ones(
    temporary: Path, tmp_path: Path
) -> None:
    (tmp_path / "portal.db-search").write_text("no folder")
    assert index_folder("", f"sqlite:///{tmp_path}/portal.db").parent == temporary


def test_for_a_server_it_is_one_for_each_database_that_nobody_else_can_write(temporary: Path) -> None:
    found = index_folder("", SERVER)
    assert (found.parent, found.stat().st_mode & 0o777) == (temporary, 0o700)
    assert index_folder("", SERVER) == found
    assert index_folder("", f"{SERVER}2") != found


def test_a_folder_that_others_could_write_is_refused(temporary: Path) -> None:
    index_folder("", SERVER).chmod(0o777)
    with pytest.raises(StoreError, match="PORTAL_SEARCH_FOLDER"):
        index_folder("", SERVER)


def test_a_link_that_somebody_laid_there_is_refused(temporary: Path, tmp_path: Path) -> None:
    found = index_folder("", SERVER)
    found.rmdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    found.symlink_to(elsewhere)
    with pytest.raises(StoreError, match="own"):
        index_folder("", SERVER)


def test_what_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        index_folder(f"{tmp_path}/file/folder", SERVER)
