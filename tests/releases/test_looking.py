"""Folders with very many files are looked at by two processes, which see what one sees."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from portal_api.releases.publishing import looking
from portal_api.releases.publishing.looking import look_at

FOLDERS = {
    "content/articles": (".md",),
    "translations/de/LC_MESSAGES": (".po",),
    "translations/es/LC_MESSAGES": (".po",),
    "translations/es/reviews": (".toml",),
}
LATER_NS = 4_000_000_000_000_000_000


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Files, a link, a name that is no UTF-8, a file that does not count, and a folder that is not there."""
    for number, folder in enumerate([*FOLDERS][:3]):
        (tmp_path / folder).mkdir(parents=True)
        for name in ("a", "b", "c"):
            (tmp_path / folder / f"{name}{FOLDERS[folder][0]}").write_text(name * (number + 1))
    (tmp_path / "content/articles/link.md").symlink_to("a.md")
    (tmp_path / "content/articles/notes.txt").write_text("no article")
    Path(os.fsdecode(os.fsencode(tmp_path / "translations/de/LC_MESSAGES") + b"/\xff.po")).write_text("odd")
    return tmp_path


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is only one, nobody helps."""
    monkeypatch.setattr(looking, "cores", lambda: 2)


def seen(root: Path, program: str, many_bytes: int) -> list[tuple[str, bytes]]:
    known = {name: one.packed for name, one in look_at(root, FOLDERS, {}, LATER_NS).items()}
    found = look_at(root, FOLDERS, known, LATER_NS, many_bytes=many_bytes, program=program)
    return [(name, listing.packed) for name, listing in found.items()]


@pytest.mark.usefixtures("two_cores")
def test_two_processes_see_what_one_sees(library: Path) -> None:
    alone = seen(library, "no such program", 10**9)
    assert [name for name, _ in alone] == [*FOLDERS]
    assert seen(library, sys.executable, 0) == alone


@pytest.mark.usefixtures("two_cores")
def test_the_other_process_is_asked(library: Path, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    helper = tmp_path / "helper"
    helper.write_text(f'#!/bin/sh\ntouch "{asked}"\nexec "{sys.executable}" "$@"\n')
    helper.chmod(0o755)
    seen(library, str(helper), 10**9)
    assert not asked.exists()
    seen(library, str(helper), 0)
    assert asked.exists()


@pytest.mark.usefixtures("two_cores")
@pytest.mark.parametrize("program", ["no such program", "/bin/false", "/bin/echo", "/bin/true"])
def test_where_nobody_can_help_all_is_seen_all_the_same(library: Path, program: str) -> None:
    assert seen(library, program, 0) == seen(library, sys.executable, 10**9)


@pytest.mark.usefixtures("two_cores")
def test_a_module_in_the_current_folder_is_not_run(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "struct", "portal_api"):
        (library / f"{name}.py").write_text("open('taken-in', 'w').close()\n")
    monkeypatch.chdir(library)
    assert seen(library, sys.executable, 0) == seen(library, sys.executable, 10**9)
    assert not (library / "taken-in").exists()
