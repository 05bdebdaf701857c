"""Whatever goes wrong is told in plain words, with the right exit code and no traceback."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tiny import ARTICLE, TinyLibrary

from portal_api.cli import portal
from portal_api.cli.refusals import CarefulGroup
from portal_api.errors import PortalError


def ending(error: BaseException) -> tuple[int, str]:
    """How the command ends, and what it says, when this is raised in it."""

    @click.group(cls=CarefulGroup)
    def group() -> None:
        """Nothing."""

    @group.command()
    def fail() -> None:
        raise error

    result = CliRunner().invoke(group, ["fail"])
    return result.exit_code, result.output


def test_what_people_can_mend_is_told_without_a_traceback() -> None:
    assert ending(PortalError("mend this")) == (1, "mend this\n")


def test_a_file_that_cannot_be_used_is_named() -> None:
    code, text = ending(PermissionError(errno.EACCES, "Permission denied", "content/library.toml"))
    remedy = "mend the permissions of it and its folder, or name another place"
    assert (code, text) == (1, f"content/library.toml: Permission denied; {remedy}\n")


def test_our_own_mistake_is_told_as_ours_with_where_to_report_it() -> None:
    code, text = ending(ZeroDivisionError("division by zero"))
    assert code == 3
    assert "ZeroDivisionError: division by zero" in text
    assert "a mistake in the program, not yours" in text
    assert "README.md" in text


def test_ctrl_c_ends_with_one_word() -> None:
    assert ending(KeyboardInterrupt()) == (130, "\nStopped.\n")


def test_outside_of_a_library_the_command_says_how_to_find_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(portal, ["stamp"])
    assert result.exit_code == 2
    assert "--library" in result.output
    assert "portal init" in result.output


def test_a_library_is_found_from_any_folder_in_it_and_by_name(
    run, tiny: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny.root / "content" / "articles")
    assert run("stamp").exit_code == 0
    monkeypatch.chdir(tiny.root.parent)
    assert run("stamp", "--library", str(tiny.root)).exit_code == 0


def test_a_setting_that_cannot_be_used_is_named(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_URL", "mysql://root:secret@example.org/x")
    result = run("publish")
    assert result.exit_code == 1
    assert "PORTAL_DATABASE_URL" in result.output
    assert "secret" not in result.output


def test_mistakes_in_the_settings_of_the_library_are_counted(run, tiny: TinyLibrary) -> None:
    tiny.write("content/library.toml", "colour = 1\n")
    result = run("publish")
    assert result.exit_code == 1
    assert "content/library.toml:1:" in result.output
    assert "to mend." in result.output


def every_command(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The words of each command, groups included."""
    found = []
    for name, command in group.commands.items():
        found.append((*path, name))
        if isinstance(command, click.Group):
            found += every_command(command, (*path, name))
    return found


@pytest.mark.parametrize("words", every_command(portal), ids=" ".join)
def test_every_command_has_help_and_every_last_one_an_example(words: tuple[str, ...]) -> None:
    command: click.Command = portal
    for word in words:
        assert isinstance(command, click.Group)
        command = command.commands[word]
    result = CliRunner().invoke(portal, [*words, "--help"])
    assert result.exit_code == 0
    if not isinstance(command, click.Group):
        assert f"portal {' '.join(words)}" in result.output.partition("Example:")[2]


def test_an_unknown_command_is_a_question_of_usage() -> None:
    assert CliRunner().invoke(portal, ["pubish"]).exit_code == 2


def test_a_closed_pipe_is_nobodys_mistake(run, tiny: TinyLibrary) -> None:
    script = f"{sys.executable} -m portal_api catalogs update | true"
    done = subprocess.run(
        ["sh", "-c", script],
        cwd=tiny.root,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.parametrize(
    ("word", "meant"),
    [("check", "portal catalogs check"), ("approve", "portal review approve"), ("add", "portal locales add")],
)
def test_a_command_without_its_group_is_told_how_it_is_written(run, word: str, meant: str) -> None:
    result = run(word)
    assert result.exit_code == 2
    assert f"No such command '{word}'. Did you mean: {meant}?" in result.output


def test_a_command_that_nobody_has_is_a_question_of_usage(run) -> None:
    result = run("nonsense")
    assert result.exit_code == 2
    assert "No such command 'nonsense'." in result.output


def test_of_many_articles_those_are_named_that_are_called_much_the_same(run, tiny: TinyLibrary) -> None:
    for number in range(20):
        tiny.article(f"article-{number}", ARTICLE)
    near = run("coverage", "es", "pumpe").output
    assert "is it one of these: pump?" in " ".join(near.split())
    far = run("coverage", "es", "zzzz").output
    assert "of its 23 none is called like that" in " ".join(far.split())
