"""What an export writes, shares with the one before, and takes away; a half one is never served."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from small_portal import BASE, FEVER, SVG
from tiny import TinyLibrary
from werkzeug.exceptions import ServiceUnavailable

from portal_api.cli import exporting, portal
from portal_api.cli.mirrorfolder import KEPT_EXPORTS, SUFFIXES
from portal_api.releases.mirrors import stop_serving


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> TinyLibrary:
    """A library that tests only read."""
    return new_library(tmp_path_factory.mktemp("library"))


def new_library(folder: Path) -> TinyLibrary:
    """`pump` and `fever` in English and Spanish, published."""
    tiny = TinyLibrary(folder, f"sqlite:///{folder}/portal.db")
    tiny.settings("en", "es")
    tiny.write("content/figures/fever.svg", SVG)
    tiny.article("fever", FEVER)
    tiny.offer("es")
    tiny.publish()
    return tiny


def export(tiny: TinyLibrary, folder: Path, *, base: str = BASE) -> Result:
    settings = {"PORTAL_DATABASE_URL": tiny.store.url} | ({"PORTAL_BASE_URL": base} if base else {})
    return CliRunner().invoke(portal, ["export", str(folder)], env=settings, prog_name="portal")


def order(tiny: TinyLibrary, *arguments: str) -> None:
    environment = {"PORTAL_DATABASE_URL": tiny.store.url}
    assert CliRunner().invoke(portal, arguments, env=environment).exit_code == 0


def manifest(folder: Path) -> list[dict]:
    lines = (folder / "current" / "manifest.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def inodes(folder: Path) -> dict[str, int]:
    root = folder / "current"
    return {
        str(path.relative_to(root)): path.stat().st_ino for path in root.glob("files/**/*") if path.is_file()
    }


def test_the_manifest_tells_every_file_with_its_headers(library: TinyLibrary, tmp_path: Path) -> None:
    assert export(library, tmp_path / "mirror").exit_code == 0
    about, *rows = manifest(tmp_path / "mirror")
    assert (about["release"], about["base_url"]) == (library.store.current(), BASE)
    named = set()
    for row in rows:
        data = (tmp_path / "mirror" / "current" / row["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["sha256"]
        assert int(row["headers"]["Content-Length"]) == len(data)
        assert "terms-of-service" in row["headers"]["Link"]
        named |= {row["file"], *(row["file"] + SUFFIXES[coding] for coding in row["codings"])}
    root = (tmp_path / "mirror" / "current").resolve()
    there = {str(path.relative_to(root)) for top in ("files", "others") for path in (root / top).rglob("*.*")}
    assert {name for name in there if (root / name).is_file()} == named


def test_what_did_not_change_is_shared_and_what_changed_is_taken_away(tmp_path: Path) -> None:
    tiny = new_library(tmp_path / "library")
    folder = tmp_path / "mirror"
    export(tiny, folder)
    before, old = inodes(folder), (folder / "current").resolve()
    assert "0 written anew" in export(tiny, folder).output
    assert inodes(folder) == before
    tiny.change("content/articles/fever.md", "Shivering", "Shivering a lot")
    tiny.publish()
    export(tiny, folder)
    after = inodes(folder)
    fever = [name for name in after if "fever" in name and "/sections/" not in name and "en" in name]
    assert fever
    assert all(after[name] != before[name] for name in fever if name.endswith((".json", ".txt")))
    assert {name for name in after if after[name] == before.get(name)} > {"files/v1/es/articles/pump.txt"}
    assert not any(b"Shivering\n" in path.read_bytes() for path in old.rglob("*fever*.txt"))
    tiny.store.close()


def test_a_held_text_is_in_no_export_any_more_not_in_an_older_one_either(tmp_path: Path) -> None:
    tiny = new_library(tmp_path / "library")
    folder = tmp_path / "mirror"
    export(tiny, folder)
    assert files_with(folder, b"Shivering")
    assert files_with(folder, SVG.encode())
    order(tiny, "hold", "fever", "--reason", "unsafe", "--by", "tester")
    export(tiny, folder)
    assert files_with(folder, b"Shivering") == files_with(folder, SVG.encode()) == []
    assert not (folder / "current/files/en/fever.html").exists()
    tiny.store.close()


def files_with(folder: Path, text: bytes) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and text in path.read_bytes()]


def test_an_export_that_is_broken_off_changes_nothing(
    library: TinyLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mirror"
    export(library, folder)
    served = (folder / "current").resolve()

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "write_nginx_files", fails)
    result = export(library, folder)
    assert result.exit_code == 1
    assert "No space left" in result.output
    assert (folder / "current").resolve() == served
    assert [path.name for path in (folder / "exports").iterdir()] == [served.name]


def test_what_a_killed_export_left_is_cleared_away(library: TinyLibrary, tmp_path: Path) -> None:
    left = tmp_path / "mirror" / "exports" / "000001-release-1.draft" / "files"
    left.mkdir(parents=True)
    (left / "half.json").write_bytes(b"{")
    assert export(library, tmp_path / "mirror").exit_code == 0
    assert not left.exists()


def test_two_exports_at_once_do_not_meet(library: TinyLibrary, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    export(library, folder)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = export(library, folder)
    assert result.exit_code == 1
    assert "another export" in result.output


def test_a_hold_during_the_export_is_not_overlooked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The release is held back between the rendering and the switch: what is served knows of it."""
    tiny = new_library(tmp_path / "library")
    write = exporting.write_nginx_files
    orders = [("hold", "fever", "--reason", "unsafe", "--by", "tester")]

    def hold_first(*arguments: object) -> None:
        if orders:
            order(tiny, *orders.pop())
        write(*arguments)

    monkeypatch.setattr(exporting, "write_nginx_files", hold_first)
    assert export(tiny, tmp_path / "mirror").exit_code == 0
    assert manifest(tmp_path / "mirror")[0]["release"] == tiny.store.current()
    assert files_with(tmp_path / "mirror", b"Shivering") == []
    tiny.store.close()


@pytest.mark.parametrize("holds", [1, 3])
def test_a_hold_during_the_last_step_of_an_export_is_not_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, holds: int
) -> None:
    """The order came when the draft was whole and not served yet; so the order could not stop it."""
    tiny = new_library(tmp_path / "library")
    folder = tmp_path / "mirror"
    names = ("pump", "pump/risks", "fever")
    orders = [("hold", name, "--reason", "unsafe", "--by", "tester") for name in names]
    del orders[:-holds]

    def sync_slowly() -> None:
        if orders:
            order(tiny, *orders.pop())
            assert stop_serving(folder, tiny.store.current()) is None

    monkeypatch.setattr(os, "sync", sync_slowly)
    assert (export(tiny, folder).exit_code == 0) == (holds < exporting._TRIES)
    assert not any(files_with(link.resolve(), b"Shivering") for link in folder.glob("exports/*/served"))
    is_whole = manifest(folder)[0]["release"] == tiny.store.current()
    assert is_whole == (folder / "current" / "served").is_symlink() == (holds < exporting._TRIES)
    tiny.store.close()


def test_only_a_few_exports_are_kept(library: TinyLibrary, tmp_path: Path) -> None:
    for _ in range(KEPT_EXPORTS + 2):
        export(library, tmp_path / "mirror")
    kept = sorted(path.name for path in (tmp_path / "mirror" / "exports").iterdir())
    assert kept == [f"00000{number}-release-1" for number in (3, 4, 5)]
    assert str((tmp_path / "mirror" / "current").readlink()) == "exports/000005-release-1"


def test_a_folder_of_something_else_is_left_alone(library: TinyLibrary, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("mine")
    result = export(library, tmp_path / "letters")
    assert result.exit_code == 1
    assert "is not empty and holds no export" in result.output
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["mine.txt"]


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
    assert not (tmp_path / name / "current").exists()


def test_a_link_in_place_of_the_lock_empties_no_other_file(library: TinyLibrary, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    (tmp_path / "mirror" / "exports").mkdir(parents=True)
    (tmp_path / "mirror" / ".lock").symlink_to(tmp_path / "letter.txt")
    export(library, tmp_path / "mirror")
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_a_changed_title_is_in_no_list_of_an_older_export(tmp_path: Path) -> None:
    """Lists in the reader's language and their further pages are no plain files; they go like the others."""
    tiny = new_library(tmp_path / "library")
    folder = tmp_path / "mirror"
    export(tiny, folder)
    lists = [path for path in files_with(folder, b"Fever") if "others" in path.parts]
    assert lists
    order(tiny, "hold", "fever", "--reason", "unsafe", "--by", "tester")
    export(tiny, folder)
    assert files_with(folder, b"Fever") == []
    assert list(folder.glob("exports/*1-*/others/json/unavailable@es.json"))
    tiny.store.close()


def test_addresses_of_this_machine_are_pointed_out(library: TinyLibrary, tmp_path: Path) -> None:
    assert "PORTAL_BASE_URL is not set" in export(library, tmp_path / "mirror", base="").output
    assert "PORTAL_BASE_URL" not in export(library, tmp_path / "other").output


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
