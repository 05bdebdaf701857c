"""A folder is looked at without reading a file, and no change in it is missed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.releases.publishing.fingerprints import EMPTY, Listing, look

PO = (".po",)
LATER_NS = 3_000_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three catalogs that were written an hour ago."""
    for name in ("a", "b", "ñ c"):
        (tmp_path / f"{name}.po").write_text("msgid")
        os.utime(tmp_path / f"{name}.po", (time.time() - 3600,) * 2)
    (tmp_path / "notes.txt").write_text("no catalog")
    return tmp_path


def later(folder: Path) -> Listing:
    """As somebody sees it who comes some seconds after the last change."""
    return look(folder, PO, time.time_ns() + LATER_NS)


def kept(listing: Listing) -> bytes:
    """As the next publication knows it."""
    return listing.packed


def test_where_nothing_changed_nothing_is_looked_at_again(folder: Path) -> None:
    assert later(folder).changed_since(kept(later(folder))) == frozenset()


def test_a_text_of_the_same_length_with_the_same_time_is_another_one(folder: Path) -> None:
    before, status = later(folder), (folder / "a.po").stat()
    (folder / "a.po").write_text("msgst")
    os.utime(folder / "a.po", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert later(folder).changed_since(kept(before)) == {"a.po"}


def test_what_came_and_went_is_named(folder: Path) -> None:
    before = later(folder)
    (folder / "a.po").unlink()
    (folder / "d.po").write_text("new")
    assert later(folder).changed_since(kept(before)) == {"a.po", "d.po"}


def test_files_that_may_change_within_the_tick_of_their_clock_are_looked_at_again(folder: Path) -> None:
    every = {"a.po", "b.po", "ñ c.po"}
    now = look(folder, PO, time.time_ns())
    assert now.changed_since(kept(now)) == every
    assert later(folder).changed_since(kept(now)) == every


def test_a_link_is_looked_at_every_time(folder: Path) -> None:
    (folder / "l.po").symlink_to(folder / "a.po")
    assert later(folder).changed_since(kept(later(folder))) == {"l.po"}


def test_another_process_sees_the_same(folder: Path) -> None:
    code = "import sys, pathlib; from portal_api.releases.publishing.fingerprints import look; "
    code += "sys.stdout.buffer.write(look(pathlib.Path(sys.argv[1]), ('.po',), 2 ** 62).packed)"
    found = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, check=True)
    assert later(folder).changed_since(found.stdout) == frozenset()


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert look(tmp_path / "none", PO, 0) == EMPTY


@given(st.binary(max_size=40))
@settings(max_examples=200)
def test_what_is_no_listing_hides_no_file(data: bytes) -> None:
    known = Listing.unpacked(data)
    assert Listing(("a.po",), (5,)).changed_since(data) >= (set() if 5 in known.marks else {"a.po"})
