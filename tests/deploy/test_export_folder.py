"""What an export writes, shares with the one before, and takes away; a half one is never served."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from small_portal import BASE, FEVER, SVG
from tiny import NOW, TinyLibrary
from werkzeug.exceptions import ServiceUnavailable

from portal_api.cli import portal
from portal_api.cli.mirror import exporting
from portal_api.cli.mirror.draft import SUFFIXES, Draft
from portal_api.cli.mirror.mirrorfolder import KEPT_EXPORTS, MirrorFolder
from portal_api.releases.holding import Named, hold
from portal_api.releases.record import mirrors
from portal_api.releases.record.mirrors import LiveExport
from portal_api.releases.record.store import Imprint, Store

IMPRINT = Imprint(NOW, "tester", "portal-api test")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`pump` and `fever` in English and Spanish, published and exported; made once, because an export takes
    the better part of a second, and copied for each test.
    """
    folder = tmp_path_factory.mktemp("made")
    tiny = TinyLibrary(folder / "library", f"sqlite:///{folder}/portal.db")
    tiny.settings("en", "es")
    tiny.write("content/figures/fever.svg", SVG)
    tiny.article("fever", FEVER)
    tiny.offer("es")
    tiny.publish()
    assert export(tiny, folder / "mirror").exit_code == 0
    tiny.store.close()
    return folder


@pytest.fixture
def library(made: Path, tmp_path: Path) -> Iterator[TinyLibrary]:
    """The published library."""
    shutil.copytree(made / "library", tmp_path / "library")
    shutil.copy(made / "portal.db", tmp_path)
    tiny = TinyLibrary(tmp_path / "library", f"sqlite:///{tmp_path}/portal.db")
    yield tiny
    tiny.store.close()


@pytest.fixture
def mirror(made: Path, tmp_path: Path) -> Path:
    """Its export."""
    return shutil.copytree(made / "mirror", tmp_path / "mirror", symlinks=True)


def export(tiny: TinyLibrary, folder: Path, *options: str, base: str = BASE) -> Result:
    settings = {"PORTAL_DATABASE_URL": tiny.store.url} | ({"PORTAL_BASE_URL": base} if base else {})
    return CliRunner().invoke(portal, ["export", *options, str(folder)], env=settings, prog_name="portal")


def order(tiny: TinyLibrary, *arguments: str, code: int = 0) -> str:
    environment = {"PORTAL_DATABASE_URL": tiny.store.url, "PORTAL_POLL_SECONDS": "0"}
    result = CliRunner().invoke(portal, arguments, env=environment)
    assert result.exit_code == code, result.output
    return result.output


def manifest(folder: Path) -> list[dict]:
    lines = (folder / "current" / "manifest.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def inodes(folder: Path) -> dict[str, int]:
    root = folder / "current"
    return {
        str(path.relative_to(root)): path.stat().st_ino for path in root.glob("files/**/*") if path.is_file()
    }


def test_the_manifest_tells_every_file_with_its_headers(library: TinyLibrary, mirror: Path) -> None:
    about, *rows = manifest(mirror)
    assert (about["release"], about["base_url"]) == (library.store.current(), BASE)
    named = set()
    for row in rows:
        data = (mirror / "current" / row["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["sha256"]
        assert int(row["headers"]["Content-Length"]) == len(data)
        assert "terms-of-service" in row["headers"]["Link"]
        named |= {row["file"], *(row["file"] + SUFFIXES[coding] for coding in row["codings"])}
    root = (mirror / "current").resolve()
    there = {str(path.relative_to(root)) for top in ("files", "others") for path in (root / top).rglob("*.*")}
    assert {name for name in there if (root / name).is_file()} == named


def test_what_did_not_change_is_shared_and_what_changed_is_taken_away(
    library: TinyLibrary, mirror: Path
) -> None:
    before, old = inodes(mirror), (mirror / "current").resolve()
    assert "0 written anew" in export(library, mirror).output
    assert inodes(mirror) == before
    library.change("content/articles/fever.md", "Shivering", "Shivering a lot")
    library.publish()
    export(library, mirror)
    after = inodes(mirror)
    fever = [name for name in after if "fever" in name and "/sections/" not in name and "en" in name]
    assert fever
    assert all(after[name] != before[name] for name in fever if name.endswith((".json", ".txt")))
    assert {name for name in after if after[name] == before.get(name)} > {"files/v1/es/articles/pump.txt"}
    assert not any(b"Shivering\n" in path.read_bytes() for path in old.rglob("*fever*.txt"))


def test_a_held_text_is_in_no_export_any_more_not_in_an_older_one_either(
    library: TinyLibrary, mirror: Path
) -> None:
    """Lists in the reader's language and their further pages are no plain files; they go like the others."""
    assert files_with(mirror, b"Shivering")
    assert files_with(mirror, SVG.encode())
    assert [path for path in files_with(mirror, b"Fever") if "others" in path.parts]
    order(library, "hold", "fever", "--reason", "unsafe", "--by", "tester")
    assert export(library, mirror).exit_code == 0
    assert files_with(mirror, b"Shivering") == files_with(mirror, SVG.encode()) == []
    assert files_with(mirror, b"Fever") == []
    assert not (mirror / "current/files/en/fever.html").exists()
    assert list(mirror.glob("exports/*1-*/others/json/unavailable@es.json"))


def files_with(folder: Path, text: bytes) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and text in path.read_bytes()]


def test_an_export_that_is_broken_off_changes_nothing(
    library: TinyLibrary, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = (mirror / "current").resolve()

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "write_nginx_files", fails)
    result = export(library, mirror)
    assert result.exit_code == 1
    assert f"{mirror}: No space left on device; nothing was exported" in result.output
    assert (mirror / "current").resolve() == served
    assert [path.name for path in (mirror / "exports").iterdir()] == [served.name]


def test_what_a_killed_export_left_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / "exports" / "000001-release-1.draft" / "files"
    left.mkdir(parents=True)
    (left / "half.json").write_bytes(b"{")
    with MirrorFolder(tmp_path).draft(1, live=False):
        assert not left.exists()


def test_two_exports_at_once_do_not_meet(library: TinyLibrary, mirror: Path) -> None:
    with (mirror / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = export(library, mirror)
    assert result.exit_code == 1
    assert "another export" in result.output


def hold_while(function: Callable[..., object], tiny: TinyLibrary, *names: Named) -> Callable[..., object]:
    """The function, which is overtaken at each of its first calls by a hold."""
    left = list(names)

    def slow(*arguments: object) -> object:
        if left:
            hold(tiny.store, left.pop(), "unsafe", IMPRINT)
        return function(*arguments)

    return slow


@pytest.mark.parametrize("options", [(), ("--live",)])
def test_a_hold_during_the_export_is_not_overlooked(
    library: TinyLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    """The release is held back when the draft is whole and not served yet: what is served knows of it."""
    monkeypatch.setattr(os, "sync", hold_while(os.sync, library, Named("fever")))
    assert export(library, tmp_path / "mirror", *options).exit_code == 0
    assert manifest(tmp_path / "mirror")[0]["release"] == library.store.current() == 2
    assert files_with(tmp_path / "mirror", b"Shivering") == []


def test_an_export_that_is_overtaken_each_time_gives_up_and_serves_nothing(
    library: TinyLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = (Named("pump"), Named("pump", "risks"), Named("fever"))
    assert len(names) == exporting._TRIES
    monkeypatch.setattr(exporting, "_fill", hold_while(lambda *_: None, library, *names))
    result = export(library, tmp_path / "mirror", "--live")
    assert result.exit_code == 1
    assert "try again later" in result.output
    assert not (tmp_path / "mirror" / "current").exists()


def test_a_hold_during_the_last_step_of_a_live_export_stops_it(
    library: TinyLibrary, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No command can get between the last look at the release and the step that follows from it."""
    switch = MirrorFolder.switch
    holding = threading.Thread(target=lambda: hold(library.store, Named("fever"), "unsafe", IMPRINT))

    def switch_slowly(folder: MirrorFolder, draft: Draft) -> None:
        holding.start()
        holding.join(0.5)  # one that does not wait for the export is done by now
        switch(folder, draft)

    monkeypatch.setattr(MirrorFolder, "switch", switch_slowly)
    assert export(library, mirror, "--live").exit_code == 0
    holding.join()
    assert manifest(mirror)[0]["release"] == 1
    assert library.store.current() == 2
    assert served(mirror) == []


def served(folder: Path) -> list[str]:
    """The exports whose files are served live."""
    return sorted(link.parent.name for link in folder.glob("exports/*/served"))


def test_only_a_live_export_is_served_live_and_the_database_knows_it(
    library: TinyLibrary, mirror: Path
) -> None:
    assert (served(mirror), library.store.live_exports()) == ([], ())
    export(library, mirror, "--live")
    assert served(mirror) == ["000002-release-1"]
    (known,) = library.store.live_exports()
    assert known.lies_in(mirror)
    assert known.folder == str(mirror)
    warned = export(library, mirror)
    assert "served live before" in warned.output
    assert library.store.live_exports() == (known,)
    order(library, "hold", "fever", "--reason", "unsafe", "--by", "tester", code=1)
    assert served(mirror) == []


def test_after_an_older_backup_is_restored_no_lost_or_held_text_comes_back(
    library: TinyLibrary, mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Release numbers go backwards, and the restored database knows no folder until the next live export."""
    order(library, "backup", str(tmp_path / "older.zip"))
    library.change("content/articles/fever.md", "Shivering", "Shivering a lot")
    library.publish()
    assert export(library, mirror, "--live").exit_code == 0
    restored = SimpleNamespace(store=Store(f"sqlite:///{tmp_path}/restored.db"))
    monkeypatch.setenv("PORTAL_PURGE_URLS", f"file://{mirror}")
    order(restored, "restore", str(tmp_path / "older.zip"), code=1)
    assert served(mirror) == []
    assert export(restored, mirror, "--live").exit_code == 0
    assert served(mirror) == ["000003-release-1"]
    assert files_with(mirror, b"Shivering a lot") == []
    order(restored, "hold", "fever", "--reason", "unsafe", "--by", "tester", code=1)
    assert served(mirror) == []
    export(restored, mirror, "--live")
    assert files_with(mirror, b"Shivering") == []
    restored.store.close()


def test_a_copy_of_a_live_folder_is_another_one_and_the_first_is_not_forgotten(
    library: TinyLibrary, mirror: Path
) -> None:
    """On another machine it may even lie at the same path."""
    first = replace(marked(mirror, library), host="web-1")
    library.store.know_live(first)
    copy = shutil.copytree(mirror, mirror.with_name("copy"), symlinks=True)
    mirror.rename(mirror.with_name("that of web-1"))
    copy.rename(mirror)
    second = marked(mirror, library)
    assert set(library.store.live_exports()) == {first, second}
    assert first.lies_in(mirror.with_name("that of web-1"))
    assert second.lies_in(mirror)
    assert marked(mirror, library) == second


def marked(folder: Path, library: TinyLibrary) -> LiveExport:
    """A folder that the database knows, as a live export makes it."""
    mirror = MirrorFolder(folder)
    export = mirror.as_live(library.store.live_exports())
    library.store.know_live(export)
    mirror.mark(export)
    return export


def test_a_folder_is_the_same_one_under_every_name_of_its_machine(
    library: TinyLibrary, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A container has another name each time: folders that are gone would be named for ever."""
    for name in ("pod-1", "pod-2"):
        monkeypatch.setattr(socket, "gethostname", lambda name=name: name)
        assert export(library, mirror, "--live").exit_code == 0
    assert [str(known) for known in library.store.live_exports()] == [f"pod-2:{mirror}"]
    told = order(library, "hold", "fever", "--reason", "unsafe", "--by", "tester", code=1)
    assert "PORTAL_PURGE_URLS" in told
    assert str(mirror) not in told
    assert served(mirror) == []


REFUSE = "CREATE TRIGGER refuse BEFORE INSERT ON live_export BEGIN SELECT RAISE(ABORT, 'refused'); END"


@pytest.mark.parametrize("step", ["known", "marked", "switched"])
def test_a_live_export_that_is_broken_off_leaves_a_folder_that_can_be_stopped(
    library: TinyLibrary, mirror: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, step: str
) -> None:
    """The machine has another name since it was started anew, so the folder gets a new mark."""
    monkeypatch.setattr(socket, "gethostname", lambda: "web-old")
    assert export(library, mirror, "--live").exit_code == 0
    monkeypatch.setattr(socket, "gethostname", lambda: "web-new")
    (tmp_path / "boot_id").write_text("started anew")
    monkeypatch.setattr(mirrors, "_BOOT", tmp_path / "boot_id")
    (before,) = served(mirror)
    with monkeypatch.context() as during, closing(sqlite3.connect(tmp_path / "portal.db")) as database:
        if step == "known":
            database.execute(REFUSE)
        else:
            during.setattr(MirrorFolder, {"marked": "mark", "switched": "switch"}[step], fails)
        assert export(library, mirror, "--live").exit_code == 1
        database.execute("DROP TRIGGER IF EXISTS refuse")
    assert served(mirror) == [before]
    order(library, "hold", "fever", "--reason", "unsafe", "--by", "tester", code=1)
    assert served(mirror) == []


def fails(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_only_a_few_exports_are_kept(tmp_path: Path) -> None:
    folder = MirrorFolder(tmp_path)
    for _ in range(KEPT_EXPORTS + 2):
        with folder.only_one(), folder.draft(1, live=False) as draft:
            folder.switch(draft)
            folder.tidy()
    kept = sorted(path.name for path in (tmp_path / "exports").iterdir())
    assert kept == [f"00000{number}-release-1" for number in (3, 4, 5)]
    assert str((tmp_path / "current").readlink()) == "exports/000005-release-1"


def test_a_folder_of_something_else_is_left_alone(library: TinyLibrary, letters: Path) -> None:
    result = export(library, letters)
    assert result.exit_code == 1
    assert "is not empty and holds no export" in result.output
    assert [path.name for path in letters.iterdir()] == ["mine.txt"]


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder of somebody."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("mine")
    return tmp_path / "letters"


def test_files_of_somebody_else_are_not_taken_for_old_exports(library: TinyLibrary, tmp_path: Path) -> None:
    letters = [tmp_path / "mine" / "exports" / str(year) / "letter.txt" for year in range(2021, 2027)]
    for letter in letters:
        letter.parent.mkdir(parents=True)
        letter.write_text("mine")
    result = export(library, tmp_path / "mine")
    assert result.exit_code == 1
    assert "is not empty and holds no export" in result.output
    assert all(letter.read_text() == "mine" for letter in letters)


@pytest.mark.parametrize("name", ["a$uri", "a\nreturn 200;"])
def test_a_folder_that_nginx_would_take_for_an_order_is_refused(
    library: TinyLibrary, tmp_path: Path, name: str
) -> None:
    result = export(library, tmp_path / name)
    assert result.exit_code == 1
    assert "cannot stand in a configuration of nginx" in result.output
    assert not (tmp_path / name).exists()


def test_a_link_in_place_of_the_lock_empties_no_other_file(letters: Path) -> None:
    mirror = letters.with_name("mirror")
    (mirror / "exports").mkdir(parents=True)
    (mirror / ".lock").symlink_to(letters / "mine.txt")
    with MirrorFolder(mirror).only_one():
        assert (letters / "mine.txt").read_text() == "mine"


def test_addresses_of_this_machine_are_pointed_out(library: TinyLibrary, letters: Path) -> None:
    assert "PORTAL_BASE_URL is not set" in export(library, letters, base="").output
    assert "PORTAL_BASE_URL" not in export(library, letters).output


def test_before_the_first_release_there_is_nothing_to_export(tmp_path: Path) -> None:
    tiny = TinyLibrary(tmp_path / "library", f"sqlite:///{tmp_path}/portal.db")
    result = export(tiny, tmp_path / "mirror")
    assert result.exit_code == 1
    assert "portal publish" in result.output
    assert not (tmp_path / "mirror" / "current").exists()


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("/v1/<locale>/news/<headline>", "nobody has said which values headline can have"),
        ("/v1/broken", "/v1/broken answers 500"),
        ("/v1/picture", "files of image/gif are unknown"),
        ("/v1/plain", "/v1/plain is text/plain; charset=utf-8, and nginx would say"),
    ],
)
def test_what_a_later_route_brings_is_refused_loudly(
    library: TinyLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str, said: str
) -> None:
    """An address that nobody thought of is never missing in silence."""
    create = exporting.create_app

    def with_more(*arguments: object) -> Flask:
        app = create(*arguments)
        answers = {
            "/v1/picture": lambda: ("GIF", {"Content-Type": "image/gif", "ETag": '"1"'}),
            "/v1/plain": lambda: ("text", {"Content-Type": "text/plain; charset=utf-8", "ETag": '"1"'}),
        }
        app.add_url_rule(rule, "more", answers.get(rule, _unavailable))
        return app

    monkeypatch.setattr(exporting, "create_app", with_more)
    result = export(library, tmp_path / "mirror")
    assert (result.exit_code, said in result.output) == (1, True), result.output
    assert not (tmp_path / "mirror" / "current").exists()


def _unavailable(**_: str) -> None:
    raise ServiceUnavailable
