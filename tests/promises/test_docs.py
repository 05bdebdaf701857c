"""Every command, setting, problem code and URL is in the docs, and the docs name none that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from portal_api.app import create_app
from portal_api.cli import portal
from portal_api.releases.record.store import Store
from portal_api.settings import SETTINGS, Settings
from portal_api.web.problems import PROBLEMS

PROJECT = Path(__file__).parents[2]
PAGES = {path.name: path.read_text("utf-8") for path in [PROJECT / "README.md", *PROJECT.glob("docs/*.md")]}
EVERYTHING = "\n".join(PAGES.values())


def commands(group: click.Group, words: str = "portal") -> Iterator[tuple[str, click.Command]]:
    """Each command that does something, by its words."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            if command.invoke_without_command:
                yield f"{words} {name}", command
            yield from commands(command, f"{words} {name}")
        else:
            yield f"{words} {name}", command


COMMANDS = dict(commands(portal))


def urls() -> list[str]:
    """Each URL of the service with its variables in braces, as the docs write it."""
    settings = Settings()
    rules = create_app(Store(settings.database_url), settings).url_map.iter_rules()
    return sorted({re.sub(r"<(?:[^<>:]+:)?([^<>]+)>", r"{\1}", rule.rule) for rule in rules})


def missing(names: list[str], text: str) -> list[str]:
    """The names that do not stand in a text as a whole."""
    return [name for name in names if not re.search(rf"(?<![\w/-]){re.escape(name)}(?![\w/{{-])", text)]


def test_the_readme_lists_every_command() -> None:
    assert not missing(list(COMMANDS), PAGES["README.md"])


def test_every_command_in_the_docs_exists_with_its_options() -> None:
    wrong = []
    for found in re.finditer(r"^ *(portal [a-z].*)$|`(portal [a-z][^`]*)`", EVERYTHING, re.MULTILINE):
        line = found[1] or found[2]
        words = [word for word in COMMANDS if f"{line} ".startswith(f"{word} ")]
        options = {option for word in words for p in COMMANDS[word].params for option in p.opts}
        used = set(re.findall(r"(?<=\s)--?[a-z][a-z-]*", line.partition("#")[0]))
        if not words or used - options - {"--help", "-h"}:
            wrong.append(line)
    assert not wrong


def test_the_manual_for_operators_lists_every_setting_with_default_and_meaning() -> None:
    rows = [f"| `{one.name}` | `{one.default}` | {one.meaning} |" for one in SETTINGS]
    assert [row for row in rows if row not in PAGES["operators.md"]] == []


def test_every_setting_in_the_docs_exists() -> None:
    assert set(re.findall(r"\bPORTAL_[A-Z_]+\b", EVERYTHING)) <= {one.name for one in SETTINGS}


def test_every_url_is_in_the_docs() -> None:
    assert not missing(urls(), EVERYTHING)


def test_every_problem_code_is_in_the_docs() -> None:
    assert not missing(sorted(PROBLEMS), EVERYTHING)


def test_every_page_the_docs_link_to_exists() -> None:
    for path in [PROJECT / "README.md", PROJECT / "CHANGELOG.md", *PROJECT.glob("docs/*.md")]:
        text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text("utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)\s:#]+)(?:#[^)]*)?\)", text):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


@pytest.mark.parametrize("name", ["/v1/nothing", "portal fly", "PORTAL_X", "unknown-loca"])
def test_this_test_fires_when_a_name_is_missing(name: str) -> None:
    assert missing([name], EVERYTHING) == [name]
