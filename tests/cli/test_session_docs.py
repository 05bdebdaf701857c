"""The session that docs/translators.md tells really goes like that, word by word."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal_api.cli import portal

PROJECT = Path(__file__).parents[2]
MANUAL = (PROJECT / "docs/translators.md").read_text("utf-8")
# What the manual shows of a command: all of it, but for what `...` stands for.
TOLD = re.findall(r"^\$ portal (.+)\n((?:(?!```|\$ ).*\n)*)", MANUAL, re.MULTILINE)
ARTICLE, CATALOG = (
    "content/articles/baclofen-pump-child.md",
    "translations/de/LC_MESSAGES/baclofen-pump-child.po",
)

Run = Callable[[str], str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `portal` in a copy of the sample library that was published once."""
    for folder in ("content", "translations"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{tmp_path}/portal.db")

    def run_portal(command: str) -> str:
        return CliRunner().invoke(portal, command.split(), prog_name="portal").output

    run_portal("publish")
    return run_portal


def change(path: str, *changes: tuple[str, str]) -> None:
    """Saves a file in which each old text stands once, with the new one in its place."""
    text = Path(path).read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    Path(path).write_text(text, "utf-8")


def edit_the_article() -> None:
    """The five places in which the English article changes."""
    text = Path(ARTICLE).read_text("utf-8")
    last = re.findall(r"^- .*\n", text.partition("{#risks")[2].partition("\n## ")[0], re.MULTILINE)[-1]
    change(
        ARTICLE,
        ("another operation. {#z8g9}", "another operation! {#z8g9}"),
        ("- weakness {#tdj5}\n", ""),
        ("every 2 to 6 months", "every 1 to 6 months"),
        ("to write your questions down", "to bring a list of your questions"),
        (last, f"{last}- a leak of fluid, in about 3 of 100 children\n"),
    )


def translate_two(slip: str) -> None:
    """The translator mends one text, translates another, and leaves the third for tomorrow."""
    text = Path(CATALOG).read_text("utf-8")
    before, context, after = text.partition('msgctxt "qbq4"')
    head, mark, rest = before.rpartition("#, fuzzy\n")
    assert mark
    text = head + rest + context + after.replace("alle 2 bis 6 Monate", "alle 1 bis 6 Monate", 1)
    new = 'msgid "a leak of fluid, in about 3 of 100 children"\nmsgstr "'
    assert text.count(new) == 1
    Path(CATALOG).write_text(
        text.replace(new, f"{new}Austreten von Flüssigkeit, bei etwa {slip} von 100 Kindern"), "utf-8"
    )


def told(command: str, which: int = 0) -> str:
    """What the manual shows for a command; `which` of several times."""
    return [shown for asked, shown in TOLD if asked == command][which]


def agree(really: str, shown: str) -> None:
    """All that is shown is said, in this order, however lines are wrapped."""
    said, place = " ".join(really.split()), 0
    for piece in re.split(r"^\.\.\.$", shown, flags=re.MULTILINE):
        wanted = " ".join(piece.split())
        place = said.find(wanted, place)
        assert place >= 0, f"{wanted}\n\nis not in\n\n{said}"
        place += len(wanted)


def test_the_session_goes_as_it_is_told(run: Run) -> None:
    edit_the_article()
    assert "1 id given" in run("stamp baclofen-pump-child")
    update, check = "catalogs update de baclofen-pump-child", "catalogs check de baclofen-pump-child"
    coverage = "coverage de baclofen-pump-child"
    agree(run(update), told(update))
    agree(run(check), told(check))
    translate_two("30")
    agree(run(check), told(check, 1))
    change(CATALOG, ("bei etwa 30 von 100", "bei etwa 3 von 100"))
    assert "0 errors, 2 warnings." in run(check)
    agree(run(coverage), told(coverage))
    run("publish")
    assert re.search(
        r"^  stale since release 2 \(\d{4}-\d\d-\d\d\): preparation$", run(coverage), re.MULTILINE
    )
    run(update)
    assert Path(CATALOG).read_text("utf-8").count("#| msgid") == 1, "the old source went with the mark"


def test_a_language_is_added_as_it_is_told(run: Run) -> None:
    really, shown = run("locales add sw"), told("locales add sw")
    agree(*(re.sub(r"all in all [^)]+", "all in all so much", text) for text in (really, shown)))
