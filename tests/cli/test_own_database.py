"""A library has one database, in its own folder, wherever a command is typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commanding import Run
from tiny import TinyLibrary

from portal_api.cli.options import settings_of
from portal_api.errors import SettingsError
from portal_api.releases.record.database import Database

WSGI = Path(__file__).resolve().parents[2] / "wsgi.py"


@pytest.fixture
def bare(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `portal` where no setting names a database."""
    monkeypatch.delenv("PORTAL_DATABASE_URL")
    return run


def databases(folder: Path) -> list[str]:
    """Every database below a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("portal.db"))


def test_below_the_library_its_own_database_is_used(bare, tiny: TinyLibrary, monkeypatch) -> None:
    assert "Published as release 1." in bare("publish").output
    for folder in ("content", "content/articles", "translations/es"):
        (tiny.root / folder).mkdir(parents=True, exist_ok=True)
        monkeypatch.chdir(tiny.root / folder)
        result = bare("publish")
        assert result.exit_code == 0, result.output
        assert "Nothing changed" in result.output
        assert "from next publication" not in bare("locales").output
        assert bare("verify").exit_code == 0
        assert "1 " in bare("releases", "list").output
    assert databases(tiny.root.parent) == ["library/portal.db"]


def test_from_elsewhere_too(bare, tiny: TinyLibrary, tmp_path: Path, monkeypatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    for outcome in ("Published as release 1.", "Nothing changed"):
        assert outcome in bare("publish", "--library", str(tiny.root)).output
    assert databases(tmp_path) == ["library/portal.db"]


def test_the_database_that_the_environment_names_stays_as_it_is(run, tiny: TinyLibrary, monkeypatch) -> None:
    monkeypatch.chdir(tiny.root / "content")
    run("publish")
    assert databases(tiny.root.parent) == ["portal.db"]
    monkeypatch.setenv("PORTAL_DATABASE_URL", "sqlite:///portal.db")
    run("publish")
    assert databases(tiny.root.parent) == ["library/content/portal.db", "portal.db"]


def test_a_database_that_lies_beside_from_before_is_used_on(
    bare, tiny: TinyLibrary, tmp_path, monkeypatch
) -> None:
    cron = tmp_path / "cron"
    cron.mkdir()
    monkeypatch.chdir(cron)
    monkeypatch.setenv("PORTAL_DATABASE_URL", "sqlite:///portal.db")
    bare("publish", "--library", str(tiny.root))
    monkeypatch.delenv("PORTAL_DATABASE_URL")
    assert "Nothing changed" in bare("publish", "--library", str(tiny.root)).output
    assert databases(tmp_path) == ["cron/portal.db"]


def test_of_two_databases_none_is_guessed(bare, tiny: TinyLibrary, monkeypatch) -> None:
    bare("publish")
    monkeypatch.chdir(tiny.root / "content")
    (tiny.root / "content/portal.db").write_bytes((tiny.root / "portal.db").read_bytes())
    for command in (("publish",), ("holds",), ("releases", "list"), ("serve",)):
        result = bare(*command)
        assert result.exit_code == 1, result.output
        assert f"there are two databases, {tiny.root}/portal.db of the library" in result.output
        assert f"PORTAL_DATABASE_URL=sqlite:///{tiny.root}/portal.db" in result.output


def test_a_server_needs_no_library(bare, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "alone").mkdir()
    monkeypatch.chdir(tmp_path / "alone")
    assert settings_of().database_url == "sqlite:///portal.db"


def test_a_folder_that_no_url_can_name_is_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.delenv("PORTAL_DATABASE_URL", raising=False)
    library = TinyLibrary(tmp_path / "why?", f"sqlite:///{tmp_path}/other.db")
    library.store.close()
    with pytest.raises(SettingsError, match="a folder with \\? in its name"):
        settings_of(library.root)


def test_any_server_finds_the_same_database(bare, tiny: TinyLibrary) -> None:
    bare("publish")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import runpy; print(runpy.run_path({str(WSGI)!r})['settings'].database_url)",
        ],
        cwd=tiny.root / "content",
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == f"sqlite:///{tiny.root}/portal.db"


def test_a_new_library_keeps_what_the_program_makes_out_of_version_control(
    bare, tmp_path: Path, monkeypatch
) -> None:
    library = tmp_path / "new"
    assert bare("init", str(library)).exit_code == 0
    monkeypatch.chdir(library)
    assert bare("publish").exit_code == 0
    assert (library / "portal.db").is_file()
    subprocess.run(["git", "init", "--quiet"], check=True)
    listed = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], check=True, capture_output=True, text=True
    )
    assert "portal.db" not in listed.stdout
    assert ".portal" not in listed.stdout
    assert "content/library.toml" in listed.stdout


def test_the_database_of_the_library_one_stands_in_is_no_other_ones(bare, tmp_path, monkeypatch) -> None:
    for name in ("one", "other"):
        assert bare("init", str(tmp_path / name)).exit_code == 0
    monkeypatch.chdir(tmp_path / "other")
    assert "Published as release 1." in bare("publish").output
    for outcome in ("Published as release 1.", "Nothing changed"):
        result = bare("publish", "--library", "../one")
        assert outcome in result.output
        assert result.exit_code == 0, result.output
    assert databases(tmp_path) == ["one/portal.db", "other/portal.db"]
    assert len(json.loads(bare("releases", "list", "--json").output)) == 1


def test_a_database_that_may_be_anybodys_is_not_taken(bare, tiny: TinyLibrary, tmp_path, monkeypatch) -> None:
    cron = tmp_path / "cron"
    cron.mkdir()
    (cron / "portal.db").write_bytes(b"")
    monkeypatch.chdir(cron)
    result = bare("publish", "--library", str(tiny.root))
    assert result.exit_code == 1
    assert f"{cron}/portal.db in the current folder may be the database of another library" in result.output
    for database in (cron, tiny.root):
        assert f"PORTAL_DATABASE_URL=sqlite:///{database}/portal.db" in result.output
    assert (cron / "portal.db").read_bytes() == b""
    assert databases(tmp_path) == ["cron/portal.db"]


def test_no_command_begins_a_second_database_unasked(bare, tiny: TinyLibrary, tmp_path, monkeypatch) -> None:
    read_by_the_server = published_elsewhere(bare, tiny, tmp_path, monkeypatch)
    for folder in (tmp_path, tiny.root, tiny.root / "content"):
        monkeypatch.chdir(folder)
        result = bare("publish", "--library", str(tiny.root))
        assert result.exit_code == 1, result.output
        assert f"was published last into another database, {read_by_the_server}, and" in result.output
        assert f"PORTAL_DATABASE_URL={read_by_the_server}" in result.output
        assert f"PORTAL_DATABASE_URL=sqlite:///{tiny.root}/portal.db" in result.output
    for command in (("hold", "pump", "--reason", "incorrect", "--by", "x"), ("holds",), ("serve",)):
        result = bare(*command)
        assert result.exit_code == 1, result.output
        assert "was published last into another database" in result.output
    assert databases(tmp_path) == ["run/portal.db"]


def test_each_way_out_that_the_refusal_names_leads_out(
    bare, tiny: TinyLibrary, tmp_path, monkeypatch
) -> None:
    last = published_elsewhere(bare, tiny, tmp_path, monkeypatch)
    monkeypatch.chdir(tiny.root)
    monkeypatch.setenv("PORTAL_DATABASE_URL", last)
    assert "Nothing changed" in bare("publish").output
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{tiny.root}/portal.db")
    assert "Published as release 1." in bare("publish").output
    monkeypatch.delenv("PORTAL_DATABASE_URL")
    assert "Nothing changed" in bare("publish").output


def test_a_database_that_was_moved_into_the_library_is_used(
    bare, tiny: TinyLibrary, tmp_path, monkeypatch
) -> None:
    published_elsewhere(bare, tiny, tmp_path, monkeypatch)
    (tmp_path / "run/portal.db").rename(tiny.root / "portal.db")
    monkeypatch.chdir(tmp_path)
    assert "Nothing changed" in bare("publish", "--library", str(tiny.root)).output


def test_a_memory_from_before_that_names_no_database_is_asked_about(bare, tiny: TinyLibrary) -> None:
    bare("publish")
    (tiny.root / ".portal/database").unlink()
    assert "Nothing changed" in bare("publish").output
    (tiny.root / ".portal/database").unlink()
    (tiny.root / "portal.db").unlink()
    result = bare("publish")
    assert result.exit_code == 1
    assert "was published before, by a version that did not note into which database" in result.output


def test_a_database_that_was_deleted_is_made_again_wherever_the_library_lies(
    bare, tiny: TinyLibrary, tmp_path, monkeypatch
) -> None:
    bare("publish")
    (tiny.root / "portal.db").unlink()
    assert "Published as release 1." in bare("publish").output
    (tiny.root / "portal.db").unlink()
    moved = tiny.root.rename(tmp_path / "moved")
    monkeypatch.chdir(tmp_path)
    assert "Published as release 1." in bare("publish", "--library", str(moved)).output


def test_a_note_that_is_none_is_no_consent(bare, tiny: TinyLibrary, monkeypatch) -> None:
    bare("publish")
    (tiny.root / "portal.db").unlink()
    note = tiny.root / ".portal/database"
    for damaged in (b"", b"\n", b"\xff\x00", b"x" * 100_000):
        note.write_bytes(damaged)
        result = bare("publish")
        assert result.exit_code == 1
        assert "PORTAL_DATABASE_URL=" in result.output
        assert len(result.output) < 20_000
    note.unlink()
    os.mkfifo(note)
    assert bare("publish").exit_code == 1
    assert not (tiny.root / "portal.db").exists()
    monkeypatch.setenv("PORTAL_DATABASE_URL", "sqlite:///portal.db")
    assert "Published as release 1." in bare("publish").output
    assert note.is_file()


def test_the_note_of_a_server_tells_no_password() -> None:
    place = Database("postgresql+psycopg://ana:hunter2@db.example/portal?password=hunter3").place
    assert place == "postgresql+psycopg://ana:***@db.example/portal"


def published_elsewhere(bare: Run, tiny: TinyLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of the database, in the folder of a server, that the library was published into."""
    run = tmp_path / "run"
    run.mkdir()
    monkeypatch.chdir(run)
    monkeypatch.setenv("PORTAL_DATABASE_URL", "sqlite:///portal.db")
    assert "Published as release 1." in bare("publish", "--library", str(tiny.root)).output
    monkeypatch.delenv("PORTAL_DATABASE_URL")
    return f"sqlite:///{run}/portal.db"
