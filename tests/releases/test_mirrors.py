"""Exported files stop being served at a newer release, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_api.releases.caches import Order, Unreached, tell
from portal_api.releases.mirrors import SERVED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Exports of releases 3 and 4, and one in the making."""
    for name in ("000001-release-3", "000002-release-4", "000003-release-3.draft", "letters"):
        export = tmp_path / "exports" / name
        (export / "files").mkdir(parents=True)
        (export / SERVED).symlink_to("files")
    return tmp_path


def served(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in folder.glob(f"exports/*/{SERVED}"))


def told(folder: Path, release: int, *, anew: bool = False) -> tuple[Unreached, ...]:
    return tell([f"file://{folder}"], Order(("portal",), release - 1, release, 0, anew))


@pytest.mark.parametrize(
    ("release", "left"),
    [
        (3, ["000001-release-3", "000002-release-4"]),
        (4, ["000002-release-4"]),
        (5, []),
    ],
)
def test_files_of_older_releases_are_served_no_more(folder: Path, release: int, left: list[str]) -> None:
    assert told(folder, release) == told(folder, release) == ()
    assert served(folder) == [*left, "000003-release-3.draft", "letters"]
    assert (folder / "exports/000001-release-3/files").is_dir()


def test_in_another_database_a_number_says_nothing(folder: Path) -> None:
    assert told(folder, 1, anew=True) == ()
    assert served(folder) == ["000003-release-3.draft", "letters"]


def test_a_folder_without_an_export_is_named(tmp_path: Path) -> None:
    (unreached,) = told(tmp_path / "nothing", 1)
    assert str(unreached) == f"file://{tmp_path}/nothing: No such file or directory"
