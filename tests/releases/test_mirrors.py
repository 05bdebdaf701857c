"""Exported files stop being served at a newer release, and only then; the database knows where they are."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tiny import NOW, TinyLibrary

from portal_api.errors import Overtaken
from portal_api.releases.caches import Order, Unreached, tell
from portal_api.releases.holding import Named, hold, unhold
from portal_api.releases.record import mirrors
from portal_api.releases.record.mirrors import MARK, SERVED, LiveExport, is_made_for, new_mark
from portal_api.releases.record.store import Changes, Imprint, Store
from portal_api.releases.rollback import roll_back

IMPRINT = Imprint(NOW, "A. Nurse", "portal-api test")


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


@pytest.fixture
def live(tiny: TinyLibrary, tmp_path: Path) -> LiveExport:
    """A folder that the database of a published library knows, with nothing served yet."""
    tiny.publish()
    folder = tmp_path / "mirror"
    folder.mkdir()
    (folder / MARK).write_text("its mark")
    export = LiveExport("its mark", "web-1", str(folder))
    tiny.store.know_live(export)
    return export


def put(live: LiveExport, release: int) -> Path:
    """The link through which files of this release are served."""
    export = Path(live.folder) / "exports" / f"000001-release-{release}"
    (export / "files").mkdir(parents=True, exist_ok=True)
    link = export / SERVED
    link.symlink_to("files")
    return link


def test_whatever_makes_a_release_stops_the_files_itself_so_that_a_killed_command_leaves_none(
    tiny: TinyLibrary, live: LiveExport
) -> None:
    """Nobody tells a cache here: each of these ends where a command would begin to."""
    tiny.change("content/articles/pump.md", "2 hours", "3 hours")
    for order in (
        tiny.publish,
        lambda: hold(tiny.store, Named("pump"), "unsafe", IMPRINT),
        lambda: unhold(tiny.store, Named("pump"), IMPRINT),
        lambda: roll_back(tiny.store, 1, IMPRINT),
    ):
        link = put(live, tiny.store.current() or 0)
        order()
        assert not link.is_symlink()


def test_in_a_database_that_was_replaced_by_an_older_one_numbers_save_no_file(
    tiny: TinyLibrary, live: LiveExport
) -> None:
    link = put(live, 41)
    hold(tiny.store, Named("pump"), "unsafe", IMPRINT)
    assert not link.is_symlink()


def test_what_is_not_published_after_all_stops_nothing(tiny: TinyLibrary, live: LiveExport) -> None:
    link = put(live, 1)
    with pytest.raises(Overtaken):
        tiny.store.publish(Changes(), IMPRINT, on_top_of=None)
    assert link.is_symlink()


def test_files_are_put_in_their_place_only_while_their_release_is_the_current_one(
    tiny: TinyLibrary, live: LiveExport
) -> None:
    switched: list[int] = []
    hold(tiny.store, Named("pump"), "unsafe", IMPRINT)
    assert not tiny.store.while_current(1, lambda: switched.append(1))
    assert tiny.store.while_current(2, lambda: switched.append(2))
    assert switched == [2]


def test_a_folder_is_known_by_its_mark_wherever_it_lies(tiny: TinyLibrary, live: LiveExport) -> None:
    moved = replace(live, host="web-2", folder="/srv/elsewhere")
    tiny.store.know_live(moved)
    assert tiny.store.live_exports() == (moved,)
    tiny.store.forget_live(live)
    assert tiny.store.live_exports() == ()


def test_a_mark_is_made_for_one_folder_and_for_no_copy(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    mark = new_mark(first)
    assert len({mark, new_mark(first), new_mark(second)}) == 3
    assert is_made_for(mark, first)
    assert is_made_for(mark, first.rename(tmp_path / "renamed"))
    assert not is_made_for(mark, second)
    assert not is_made_for("", second)


@pytest.mark.parametrize("boot", ["another start of a machine", None, b"\xff"])
def test_a_mark_says_nothing_of_a_folder_on_another_machine_even_if_the_disks_are_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, boot: str | bytes | None
) -> None:
    """A machine that does not tell when it was started may be any."""
    mark = new_mark(tmp_path)
    if boot is not None:
        (tmp_path / "boot_id").write_bytes(boot if isinstance(boot, bytes) else boot.encode())
    monkeypatch.setattr(mirrors, "_BOOT", tmp_path / "boot_id")
    assert not is_made_for(mark, tmp_path)
    assert is_made_for(new_mark(tmp_path), tmp_path) == isinstance(boot, str)


@pytest.mark.parametrize("mark", ["another mark", "", "its mark and more", "\xff" * 100, None])
def test_another_folder_at_the_same_path_is_left_alone_and_the_known_one_named(
    tiny: TinyLibrary, live: LiveExport, mark: str | None
) -> None:
    link = put(live, 1)
    (Path(live.folder) / MARK).unlink()
    if mark is not None:
        (Path(live.folder) / MARK).write_text(mark)
    hold(tiny.store, Named("pump"), "unsafe", IMPRINT)
    (unreached,) = tell([live], Order(("portal",), 1, 2, 0))
    assert link.is_symlink()
    assert str(unreached).startswith(
        f"web-1:{live.folder}: it is not on this machine; run portal purge there"
    )


def test_a_folder_that_cannot_be_looked_into_is_named_with_the_reason(live: LiveExport) -> None:
    (Path(live.folder) / MARK).unlink()
    (Path(live.folder) / MARK).mkdir()
    (unreached,) = tell([live], Order(("portal",), 1, 2, 0))
    assert unreached.why == "Is a directory"


def test_a_release_stands_where_the_files_cannot_be_stopped(tiny: TinyLibrary, live: LiveExport) -> None:
    link = put(live, 1)
    link.unlink()
    link.mkdir()  # a folder in place of the link cannot be unlinked, whoever tries
    hold(tiny.store, Named("pump"), "unsafe", IMPRINT)
    assert tiny.store.current() == 2
    (unreached,) = tell([live], Order(("portal",), 1, 2, 0))
    assert str(unreached) == f"web-1:{live.folder}: Is a directory"


def test_a_database_that_nothing_was_published_to_knows_no_folder(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/nothing.db")
    assert store.live_exports() == ()
    store.close()


def test_where_the_folder_is_gone_nothing_else_fails(tiny: TinyLibrary, live: LiveExport) -> None:
    shutil.rmtree(live.folder)
    hold(tiny.store, Named("pump"), "unsafe", IMPRINT)
    assert tiny.store.current() == 2
