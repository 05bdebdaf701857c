"""What decides for a whole library is read strictly, whatever people write into it."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest
from effort import assert_cheap

from portal_api.articles.library import Library, read_library
from portal_api.errors import SourceErrors

SETTINGS = """\
default_locale = "en"
locales = ["en", "pt_BR"]
[publisher]
name = "Tiny Health"
url = "https://tiny.example.org"
notice = "Tiny Health, CC BY 4.0"
[policy]
machine = "publish"
human = "publish"
"""
EXCEPTION = '[[policy.except]]\nlocales = ["pt-BR"]\nmachine = "reviewed-only"\n'


def read(root: Path, settings: str = SETTINGS, withdrawn: str = "", harmless: str = "") -> Library:
    (root / "content" / "articles").mkdir(parents=True, exist_ok=True)
    for name, text in (("library", settings), ("withdrawn", withdrawn), ("harmless", harmless)):
        (root / "content" / f"{name}.toml").write_bytes(text.encode())
    return read_library(root)


def first_problem(root: Path, **files: str) -> str:
    with pytest.raises(SourceErrors) as caught:
        read(root, **files)
    return str(caught.value.problems[0]).removeprefix(f"{root}/content/")


@pytest.mark.parametrize("changed", [SETTINGS.replace("\n", "\r\n"), "\ufeff" + SETTINGS])
def test_what_windows_editors_do_to_a_file_changes_nothing(changed: str, tmp_path: Path) -> None:
    assert read(tmp_path, changed) == read(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"Tiny Health"', "“Tiny Health”", "library.toml:4: this is not valid TOML"),
        ('"Tiny Health"', '""', "library.toml:4: 'name' is empty"),
        ('"Tiny Health"', '"Tiny\\u202eHealth"', "library.toml:4: 'name' has an invisible character"),
        ("tiny.example.org", "tiny.example.org/\\" + '" onclick=', "library.toml:5: "),
        ("https://tiny", "tiny", "library.toml:5: 'tiny.example.org' is not a web address; it must begin"),
        ('"pt_BR"', '"und"', "library.toml:2: nobody knows in which script und is written; say it"),
        ('"pt_BR"', '"mul"', "library.toml:2: nobody knows in which script mul is written"),
        ('"pt_BR"', "5", "library.toml:2: 5 is not a language tag"),
        (EXCEPTION, "x = 1\n", "library.toml:10: unknown key 'x'; write one of: machine, human, except"),
        (EXCEPTION, 'except = ["pt-BR"]\n', "library.toml:1: 'policy.except' holds something that is not"),
        ('["pt-BR"]', "5", "library.toml:11: 'locales' is not a list"),
        ('["pt-BR"]', '"pt-BR"', "library.toml:11: 'locales' is not a list"),
        (EXCEPTION, "x = " + "9" * 5_000, "library.toml:1: this is not valid TOML"),
        (EXCEPTION, "x = " + "[" * 5_000, "library.toml:1: this is not valid TOML"),
        (EXCEPTION, "# " + "x" * 20_000, "library.toml:10: this line is longer"),
    ],
)
def test_a_mistake_in_the_settings_is_named_with_its_line(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    settings = SETTINGS + EXCEPTION
    assert old in settings
    assert first_problem(tmp_path, settings=settings.replace(old, new, 1)).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('withdrawn = ["pump"]', "withdrawn.toml:1: 'withdrawn' holds something that is not a table"),
        ('[withdrawn]\narticle = "pump"', "withdrawn.toml:1: 'withdrawn' is not a list"),
        ("[[withdrawn]]\non = 2026-02-30", "withdrawn.toml:2: this is not valid TOML"),
        ("\n[[withdrawn]]\n", "withdrawn.toml:2: 'article' is missing in [withdrawn]"),
    ],
)
def test_a_mistake_in_what_is_withdrawn_is_named_with_its_line(text: str, said: str, tmp_path: Path) -> None:
    assert first_problem(tmp_path, withdrawn=text).startswith(said)


@pytest.mark.parametrize(
    ("settings", "withdrawn"),
    [
        (SETTINGS + "".join(f"k{n} = 1\n" for n in range(9_000)), ""),
        (SETTINGS, "[[withdrawn]]\nx = 1\n" * 9_000),
    ],
)
def test_a_file_of_nothing_but_mistakes_gives_a_short_list_in_an_instant(
    settings: str, withdrawn: str, tmp_path: Path
) -> None:
    def refused() -> None:
        with pytest.raises(SourceErrors) as caught:
            read(tmp_path, settings, withdrawn)
        assert len(caught.value.problems) <= 50

    assert_cheap(refused, seconds=2)


@pytest.mark.parametrize(
    ("stray", "said"),
    [
        ("content/articles/asthma.MD", "this is not read: an article is a file in this folder"),
        ("content/articles/asthma.markdown", "this is not read"),
        ("content/articles/2026/asthma.md", "this is not read"),
        ("translations/pt-BR/LC_MESSAGES/asthma.po", "the catalogs of pt-BR stand in pt_BR"),
        ("translations/pt/LC_MESSAGES/asthma.po", "the catalogs of pt-BR stand in pt_BR"),
        ("translations/en_US/LC_MESSAGES/asthma.po", "the catalogs of en stand in en"),
    ],
)
def test_what_nobody_would_ever_read_is_named(stray: str, said: str, tmp_path: Path) -> None:
    (tmp_path / stray).parent.mkdir(parents=True)
    (tmp_path / stray).touch()
    problems = dict(read(tmp_path).problems)
    del problems["disclaimer"]
    ((problem,),) = problems.values()
    assert said in problem.what


@pytest.mark.parametrize(
    "other",
    [
        "content/articles/.#asthma.md",
        "content/articles/.DS_Store",
        "content/articles/asthma.md~",
        "translations/sw/LC_MESSAGES/asthma.po",
        "translations/pt_PT/asthma.po",
        "translations/README.txt",
    ],
)
def test_what_others_keep_there_is_left_alone(other: str, tmp_path: Path) -> None:
    (tmp_path / other).parent.mkdir(parents=True)
    (tmp_path / other).touch()
    assert read(tmp_path).problems.keys() <= {"disclaimer"}


def test_a_pipe_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    read(tmp_path)
    (tmp_path / "content/library.toml").unlink()
    os.mkfifo(tmp_path / "content/library.toml")
    with pytest.raises(SourceErrors, match="this is not an ordinary file"):
        read_library(tmp_path)


ARTICLE = """---
language: en
kind: condition
audience: adult
review: {by: "Dr A", on: 2026-10-01}
---
# Knee

Lead. {#a}
"""


@pytest.mark.parametrize(
    ("today", "problems"),
    [
        (datetime.date(2026, 10, 1), []),
        # In Auckland it is the first of October already.
        (datetime.date(2026, 9, 30), []),
        (datetime.date(2026, 9, 29), ["review: `on: 2026-10-01` is yet to come"]),
    ],
)
def test_nobody_has_reviewed_an_article_on_a_day_to_come(
    today: datetime.date, problems: list[str], tmp_path: Path
) -> None:
    read(tmp_path)
    path = tmp_path / "content/articles/knee.md"
    path.write_text(ARTICLE, "utf-8")
    found = read_library(tmp_path, today=today).problems.get("knee", ())
    assert [(problem.line, problem.what) for problem in found] == [(5, what) for what in problems]
