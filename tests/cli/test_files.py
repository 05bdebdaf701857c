"""Files are written whole or not at all."""

from __future__ import annotations

import os
import resource
import stat
from pathlib import Path

import pytest

from portal_api.cli.files import write_whole
from portal_api.errors import SourceErrors


def test_a_file_and_its_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "translations" / "es" / "a.po"
    assert write_whole(path, b"one")
    assert path.read_bytes() == b"one"


def test_a_file_that_would_not_change_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    write_whole(path, b"one")
    before = path.stat()
    assert not write_whole(path, b"one")
    assert path.stat().st_ino == before.st_ino
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_permissions_are_kept_and_new_files_obey_the_mask(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    mask = os.umask(0o027)
    try:
        write_whole(path, b"one")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o600)
    write_whole(path, b"two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"one")
    (tmp_path / "link.md").symlink_to("real.md")
    write_whole(tmp_path / "link.md", b"two")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"two"


def test_a_write_that_fails_names_the_file_and_leaves_it_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"one")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        with pytest.raises(
            SourceErrors, match=r"a\.po:1: this file cannot be written \(File too large\); it is"
        ):
            write_whole(path, b"two" * 1_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [file.name for file in tmp_path.iterdir()] == ["a.po"]
    assert path.read_bytes() == b"one"
