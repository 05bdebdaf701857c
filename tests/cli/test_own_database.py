"""A library has one database, in its own folder, wherever a command is typed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from commanding import Run
from tiny import TinyLibrary

from portal_api.cli.options import settings_of
from portal_api.errors import SettingsError

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
