"""Every example that a command's help prints is understood as it is printed."""

from __future__ import annotations

import shlex

import click
import pytest
from click.testing import CliRunner

from portal_api.cli import portal


def examples(group: click.Group = portal, path: tuple[str, ...] = ()) -> list[str]:
    """The lines below `Example:` of a group and all that is in it."""
    found = [
        line.strip()
        for line in CliRunner().invoke(portal, [*path, "--help"]).output.partition("Example")[2].splitlines()
        if line.startswith("    portal ")
    ]
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            found += examples(command, (*path, name))
        elif command is not None:
            text = CliRunner().invoke(portal, [*path, name, "--help"]).output.partition("Example")[2]
            found += [line.strip() for line in text.splitlines() if line.startswith("    portal ")]
    return found


@pytest.mark.parametrize("line", sorted(set(examples())))
def test_an_example_is_understood_as_it_is_printed(line: str) -> None:
    words = shlex.split(line.partition(" > ")[0], comments=True)[1:]
    command: click.Command = portal
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(click.Context(command), words[0])
        assert found is not None, f"there is no command {words[0]}"
        command, words = found, words[1:]
    try:
        command.make_context(command.name, words)
    except click.BadParameter as error:
        # The files that an example names are on the reader's disk.
        if "does not exist" not in str(error):
            raise


def test_there_are_examples() -> None:
    assert len(set(examples())) > 30
