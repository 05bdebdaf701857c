"""Every command is found by its name, and none costs anything before somebody asks for it."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from portal_api.cli import COMMANDS, portal

HEAVY = ("flask", "sqlalchemy", "babel", "marshmallow", "markdown_it", "granian")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_the_name_under_which_it_is_found(name: str) -> None:
    command = portal.commands[name]
    assert command.name == name


@pytest.mark.parametrize(("name", "members"), [(name, rest) for name, (_, *rest) in COMMANDS.items() if rest])
def test_a_group_has_the_members_of_other_modules(name: str, members: list[str]) -> None:
    group = portal.commands[name]
    assert isinstance(group, click.Group)
    assert len(group.commands) >= len(members) > 0


def test_a_name_that_nobody_gave_is_no_command() -> None:
    assert portal.get_command(click.Context(portal), "publsh") is None


def test_telling_the_version_reads_nothing_heavy() -> None:
    code = f"""
import sys
from portal_api.cli import portal
portal(["--version"], standalone_mode=False)
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")
