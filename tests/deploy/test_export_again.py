"""An export into the folder of an earlier one makes only what changed, and is the same as one made anew."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from changing import (
    add_an_article,
    change_our_own_words,
    change_the_disclaimer,
    correct_a_dose,
    end_a_hold,
    hold_a_section,
    withdraw_an_article,
)
from click.testing import CliRunner
from small_portal import BASE, FEVER, SVG, write_library
from tiny import TinyLibrary

from portal_api.cli import portal
from portal_api.cli.mirror import earlier, exporting, making
from portal_api.locales import Locale
from portal_api.releases.publishing.losses import Consent

_PLACE = re.compile(rb"/[^\"]*/exports/[0-9]+-release-[0-9]+")
_PROGRAM = re.compile(rb'"made_with": "[0-9a-f]*"')
HOLDING = (hold_a_section, end_a_hold, withdraw_an_article)
ADDRESSES = ("files/v1/es/articles/pump.json", "others/v1/articles/pump@es.json")


def export(tiny: TinyLibrary, folder: Path, **settings: str) -> None:
    environment = {"PORTAL_DATABASE_URL": tiny.store.url, "PORTAL_BASE_URL": BASE} | settings
    result = CliRunner().invoke(portal, ["export", str(folder)], env=environment, prog_name="portal")
    assert result.exit_code == 0, result.output


def exported(folder: Path) -> dict[str, bytes]:
    """Every file of an export by its name; where it lies is left out, and which program made it.

    Somebody may be at work on the program while this runs.
    """
    root = (folder / "current").resolve()
    files = (path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): _less(path.read_bytes()) for path in files}


def _less(data: bytes) -> bytes:
    return _PROGRAM.sub(b"", _PLACE.sub(b"", data))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were made, and not kept, since this was last cleared."""
    found: list[str] = []
    make: Callable[..., Iterator[object]] = exporting.made

    def made(order: object, paths: Sequence[str], copyist: object) -> Iterator[object]:
        found.extend(paths)
        return make(order, paths, copyist)

    monkeypatch.setattr(exporting, "made", made)
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published library and its export, copied for each test."""
    folder = tmp_path_factory.mktemp("again")
    tiny = TinyLibrary(folder / "library", f"sqlite:///{folder}/portal.db")
    tiny.settings("en", "es")
    tiny.write("content/figures/fever.svg", SVG)
    tiny.article("fever", FEVER)
    tiny.offer("es")
    tiny.publish()
    export(tiny, folder / "mirror")
    tiny.store.close()
    return folder


@pytest.fixture
def library(made: Path, tmp_path: Path) -> Iterator[TinyLibrary]:
    """The library; its export lies beside it."""
    shutil.copytree(made, tmp_path, symlinks=True, dirs_exist_ok=True)
    tiny = TinyLibrary(tmp_path / "library", f"sqlite:///{tmp_path}/portal.db")
    yield tiny
    tiny.store.close()


def test_after_every_change_it_is_the_same_as_one_made_anew(tmp_path: Path) -> None:
    """Looked at now and then: to make one anew takes the better part of a second."""
    tiny = write_library(tmp_path / "library")
    tiny.settings("en", "es", "fr")
    tiny.publish(Consent(dropped=frozenset(map(Locale, ("ar", "pt-BR", "zh-Hant")))))
    for change in (correct_a_dose, change_our_own_words, add_an_article, *HOLDING, change_the_disclaimer):
        export(tiny, tmp_path / "again")
        before = tiny.store.current()
        change(tiny)
        if tiny.store.current() == before:
            tiny.publish()
        if change in (hold_a_section, change_the_disclaimer):
            export(tiny, tmp_path / "again")
            export(tiny, tmp_path / change.__name__)
            again, anew = exported(tmp_path / "again"), exported(tmp_path / change.__name__)
            assert [name for name in {**again, **anew} if again.get(name) != anew.get(name)] == []
    tiny.store.close()


def test_where_nothing_changed_nothing_is_made(
    library: TinyLibrary, tmp_path: Path, asked: list[str]
) -> None:
    before = exported(tmp_path / "mirror")
    export(library, tmp_path / "mirror")
    assert sorted(asked) == ["/livez", "/readyz"]
    assert exported(tmp_path / "mirror") == before


def test_only_what_a_release_changed_is_made(library: TinyLibrary, tmp_path: Path, asked: list[str]) -> None:
    library.change("content/articles/fever.md", "Shivering", "Shivering a lot")
    library.publish()
    export(library, tmp_path / "mirror")
    assert "/v1/en/articles/fever/sections/symptoms" in asked
    assert "/v1/articles/fever" in asked
    assert [path for path in asked if "pump" in path] == ["/v1/articles/pump/locales"]


@pytest.mark.parametrize(
    "settings", [{"PORTAL_BASE_URL": f"{BASE}/other"}, {"PORTAL_FRAME_ANCESTORS": "https://a.example"}]
)
def test_with_other_settings_all_is_made(
    library: TinyLibrary, tmp_path: Path, asked: list[str], settings: dict[str, str]
) -> None:
    export(library, tmp_path / "mirror", **settings)
    again = list(asked)
    asked.clear()
    export(library, tmp_path / "anew", **settings)
    assert again == asked


def test_what_another_version_of_the_program_made_is_not_believed(
    library: TinyLibrary, tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier, "_program", lambda: iter([b"a later one"]))
    export(library, tmp_path / "mirror")
    assert "/v1/es/articles/pump" in asked


def test_a_release_of_a_restored_database_is_not_taken_for_another_with_its_number(
    library: TinyLibrary, tmp_path: Path
) -> None:
    shutil.copy(tmp_path / "portal.db", tmp_path / "backup.db")
    library.change("content/articles/pump.md", "within 2 hours", "within 3 hours")
    library.publish()
    export(library, tmp_path / "mirror")
    library.store.close()
    shutil.copy(tmp_path / "backup.db", tmp_path / "portal.db")
    library.change("content/articles/pump.md", "within 3 hours", "within 4 hours")
    library.publish()
    export(library, tmp_path / "mirror")
    assert library.store.current() == 2
    text = (tmp_path / "mirror/current/files/v1/en/articles/pump.txt").read_text()
    assert "within 4 hours" in text


def _shorten(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def _take_away(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("damage", [_shorten, _take_away])
@pytest.mark.parametrize("name", [*ADDRESSES, "manifest.jsonl"])
def test_what_was_damaged_is_made_again(
    library: TinyLibrary, tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    sound = exported(tmp_path / "mirror")
    damage(tmp_path / "mirror/current" / name)
    export(library, tmp_path / "mirror")
    assert exported(tmp_path / "mirror") == sound


def test_a_compressed_file_that_is_gone_is_made_again(library: TinyLibrary, tmp_path: Path) -> None:
    sound = exported(tmp_path / "mirror")
    (tmp_path / "mirror/current" / f"{ADDRESSES[0]}.br").unlink()
    export(library, tmp_path / "mirror")
    assert exported(tmp_path / "mirror") == sound


@pytest.mark.parametrize("file", ["files/../../../../letters.txt", "/etc/hosts", "manifest.jsonl"])
def test_a_manifest_that_names_a_file_outside_is_not_believed(
    library: TinyLibrary, tmp_path: Path, file: str
) -> None:
    sound = exported(tmp_path / "mirror")
    manifest = tmp_path / "mirror/current/manifest.jsonl"
    about, first, *rest = manifest.read_text("utf-8").splitlines()
    lines = [about, json.dumps(json.loads(first) | {"file": file}), *rest]
    manifest.write_text("\n".join(lines), "utf-8")
    export(library, tmp_path / "mirror")
    assert exported(tmp_path / "mirror") == sound


def test_an_export_that_fails_leaves_no_empty_folder(tmp_path: Path) -> None:
    tiny = TinyLibrary(tmp_path / "library", f"sqlite:///{tmp_path}/portal.db")
    environment = {"PORTAL_DATABASE_URL": tiny.store.url, "PORTAL_BASE_URL": BASE}
    result = CliRunner().invoke(portal, ["export", str(tmp_path / "out")], env=environment)
    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()


def test_several_processes_make_the_same_export_as_one(
    library: TinyLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_WORTH_IT", 1)
    export(library, tmp_path / "by several")
    assert exported(tmp_path / "by several") == exported(tmp_path / "mirror")


def test_what_a_process_cannot_write_is_told_and_nothing_is_exported(
    library: TinyLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_WORTH_IT", 1)
    (tmp_path / "no folder").write_text("")
    monkeypatch.setattr(exporting, "Order", partial(_elsewhere, tmp_path / "no folder"))
    environment = {"PORTAL_DATABASE_URL": library.store.url, "PORTAL_BASE_URL": BASE}
    result = CliRunner().invoke(portal, ["export", str(tmp_path / "out")], env=environment)
    assert result.exit_code == 1
    assert "no folder" in result.output
    assert not (tmp_path / "out").exists()


def _elsewhere(place: Path, *arguments: object) -> making.Order:
    """An order to put files where none can be."""
    return replace(making.Order(*arguments), folder=place)
