"""Whatever lies in the folders of a library: it is told in its author's words, and hinders nothing else."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from drafts import draft_of
from tiny import ARTICLE, TinyLibrary

from portal_api.cli import portal
from portal_api.errors import SourceErrors
from portal_api.whereabouts import MEMORY_FOLDER

TEXT = ARTICLE.encode()
ARTICLES, CATALOGS, REVIEWS = "content/articles", "translations/es/LC_MESSAGES", "translations/es/reviews"
FIGURE = 'figure: {{file: {}, alt: "A pump", credit: "Ana", licence: CC-BY-4.0}}\n---\n# '
DISCLAIMER = "content/disclaimer.md"
LONGEST = 255
LONG = "a" * (LONGEST - 3) + ".md"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles in English and Spanish, published and remembered."""
    folder = tmp_path_factory.mktemp("published")
    library = TinyLibrary(folder / "library", f"sqlite:///{folder}/portal.db")
    library.settings("en", "es")
    library.article("second", ARTICLE.replace("# Pump", "# Second"))
    library.offer("es")
    library.publish()
    library.store.close()
    return folder


@pytest.fixture
def tiny(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TinyLibrary]:
    """The same for one test, which stands in its folder."""
    shutil.copytree(published, tmp_path, dirs_exist_ok=True)
    library = TinyLibrary(tmp_path / "library", f"sqlite:///{tmp_path}/portal.db")
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{tmp_path}/portal.db")
    monkeypatch.chdir(library.root)
    yield library
    library.store.close()


def portal_says(*arguments: str) -> Result:
    """What a command answers; one of these exit codes means that it knew what it did."""
    result = CliRunner().invoke(portal, arguments)
    assert result.exit_code in (0, 1), result.output
    return result


Strange = Callable[[Path], object]


def file_at(name: str) -> Strange:
    """An article with this name, in whatever folder."""

    def write(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(TEXT)

    return write


def link_at(name: str, target: str) -> Strange:
    def link(root: Path) -> None:
        _away(root / name).symlink_to(target)

    return link


def folder_at(name: str) -> Strange:
    return lambda root: _away(root / name).mkdir()


def empty_at(name: str) -> Strange:
    return lambda root: _away(root / name).write_bytes(b"")


def pipe_at(name: str) -> Strange:
    return lambda root: os.mkfifo(_away(root / name))


def socket_at(name: str) -> Strange:
    def bind(root: Path) -> None:
        path = _away(root / name)
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(path.relative_to(Path.cwd())))

    return bind


def _away(path: Path) -> Path:
    """A place where nothing lies any more."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    return path


def _every_kind(name: str) -> Iterator[tuple[Strange, str]]:
    """Whatever may lie in the place of a file, and how it is told."""
    yield link_at(name, "nowhere"), name
    yield link_at(name, Path(name).name), name
    yield folder_at(name), name
    yield pipe_at(name), name
    yield socket_at(name), name


# What was done, and what is told of it.
NAMES: tuple[tuple[Strange, str], ...] = (
    (file_at(f"{ARTICLES}/\udcff.md"), rf"{ARTICLES}/\xff.md"),
    (file_at(f"{ARTICLES}/caf\udce9.txt"), rf"{ARTICLES}/caf\xe9.txt"),
    (folder_at(f"{ARTICLES}/\udcff.md"), rf"{ARTICLES}/\xff.md"),
    (file_at(f"{CATALOGS}/\udcff.po"), rf"{CATALOGS}/\xff.po"),
    (file_at(f"{REVIEWS}/\udcff.toml"), rf"{REVIEWS}/\xff.toml"),
    (file_at("content/figures/\udcff.svg"), r"content/figures/\xff.svg"),
    (file_at(f"{ARTICLES}/two\nlines.md"), rf"{ARTICLES}/two\nlines.md"),
    (file_at(f"{ARTICLES}/\x1b[31mred.md"), rf"{ARTICLES}/\u001b[31mred.md"),
    (file_at(f"{ARTICLES}/left\u202eright.md"), rf"{ARTICLES}/left\u202eright.md"),
    (file_at(f"{ARTICLES}/{LONG}"), f"{ARTICLES}/{LONG}"),
    (file_at(f"{ARTICLES}/Pump.md"), f"{ARTICLES}/Pump.md"),
    (file_at(f"{ARTICLES}/pump.MD"), f"{ARTICLES}/pump.MD"),
    (file_at(f"{ARTICLES}/caf\u00e9.md"), f"{ARTICLES}/caf\u00e9.md"),
    (file_at(f"{ARTICLES}/cafe\u0301.md"), f"{ARTICLES}/cafe\u0301.md"),
    (file_at(f"{ARTICLES}/c:\\d ;.md"), f"{ARTICLES}/c:\\d ;.md"),
)
PLACES = tuple(
    one
    for name in (
        f"{ARTICLES}/pump.md",
        "content/disclaimer.md",
        f"{CATALOGS}/pump.po",
        f"{REVIEWS}/pump.toml",
    )
    for one in _every_kind(name)
)
FOLDERS = tuple(
    (make, name)
    for name in (ARTICLES, CATALOGS, REVIEWS, "content/figures")
    for make in (
        link_at(name, "nowhere"),
        link_at(name, Path(name).name),
        empty_at(name),
    )
)
DECIDING = tuple(
    one for name in ("withdrawn", "harmless", "glossary") for one in _every_kind(f"content/{name}.toml")
)


@pytest.mark.parametrize(("strange", "told"), [*NAMES, *PLACES])
def test_what_lies_there_is_told_with_every_publication_and_hinders_no_other(tiny, strange, told):
    strange(tiny.root)
    tiny.change("content/articles/second.md", "5 mg", "6 mg")
    result = portal_says("publish")
    assert re.search(f"^{re.escape(told)}:1: .+; .+", result.output, re.MULTILINE)
    assert result.exit_code == 1
    tiny.change("content/articles/second.md", "6 mg", "7 mg")
    assert f"{told}:1: " in portal_says("publish").output
    assert "7 mg" in str(tiny.edition("en", "second").body)
    assert tiny.edition("en").title == "Pump"


@pytest.mark.parametrize(("strange", "told"), FOLDERS)
def test_a_folder_that_cannot_be_read_is_told_and_takes_nothing_away(tiny, strange, told):
    strange(tiny.root)
    assert re.search(f"^{told}:1: .+; .+", portal_says("publish").output, re.MULTILINE)
    assert tiny.edition("en", "second").title == "Second"
    assert tiny.statuses("es")["overview"] == "translated"


@pytest.mark.parametrize(("strange", "told"), [*NAMES[::4], *PLACES[::3], *FOLDERS[::4]])
def test_the_other_commands_tell_it_too_and_go_on(tiny, strange, told):
    strange(tiny.root)
    for words in (("catalogs", "check"), ("coverage",)):
        assert f"{told}:1: " in portal_says(*words).output
    for words in (("catalogs", "update"), ("stamp",), ("review", "status"), ("locales",)):
        portal_says(*words)


@pytest.mark.parametrize(("strange", "told"), DECIDING)
def test_nothing_is_published_while_a_file_that_decides_for_all_is_no_file(tiny, strange, told):
    strange(tiny.root)
    with pytest.raises(SourceErrors, match=f"{told}:1: "):
        tiny.publish()


def test_a_recall_is_not_lost_where_its_file_became_a_link_that_leads_nowhere(tiny):
    recall = '[[withdrawn]]\narticle = "pump"\nreason = "incorrect"\non = 2026-11-01\n'
    path = tiny.write("content/withdrawn.toml", recall)
    tiny.publish()
    path.rename(path.with_name("withdrawn-2026.toml"))
    path.symlink_to("withdrawn-2027.toml")
    with pytest.raises(SourceErrors):
        tiny.publish()


@pytest.mark.parametrize("name", ["pump.svg", f"{'a' * LONGEST}.svg"])
def test_a_figure_that_cannot_be_read_hinders_its_own_article_only(tiny, name):
    tiny.change("content/articles/pump.md", "---\n# ", FIGURE.format(name))
    tiny.change("content/articles/second.md", "5 mg", "6 mg")
    told = [problem for problem in tiny.publish().problems if problem.path.name == name]
    assert ["this figure" in problem.what for problem in told] == [True]
    assert "6 mg" in str(tiny.edition("en", "second").body)


def test_a_path_through_a_link_to_itself_is_no_part_of_the_library(tiny):
    link_at("content/loop", "loop")(tiny.root)
    result = portal_says("publish", "content/loop/pump.md")
    assert "content/loop/pump.md:1: this is no part of the library" in result.output


def test_a_file_whose_name_is_no_utf_8_is_told_where_it_is_named_itself(tiny):
    name = f"{ARTICLES}/\udcff.md"
    file_at(name)(tiny.root)
    assert rf"{ARTICLES}/\xff.md:1: this is not read: its name" in portal_says("publish", name).output


@pytest.mark.parametrize("make", [pipe_at, folder_at, lambda name: link_at(name, Path(name).name)])
def test_whatever_lies_in_the_place_of_the_memory_hinders_nothing(tiny, make):
    make(f"{MEMORY_FOLDER}/memory.db")(tiny.root)
    tiny.change("content/articles/second.md", "5 mg", "6 mg")
    tiny.publish()
    assert "6 mg" in str(tiny.edition("en", "second").body)


ENCODINGS = ({"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "cp1252"})


@pytest.mark.parametrize(
    ("surroundings", "words"),
    [
        *((one, ("publish",)) for one in ENCODINGS),
        ({"PYTHONIOENCODING": "ascii"}, ("catalogs", "check", "--json")),
        ({"PYTHONIOENCODING": "cp1252"}, ("coverage",)),
    ],
)
def test_every_strange_name_can_be_printed_everywhere(tiny, surroundings, words):
    for strange, _ in NAMES:
        strange(tiny.root)
    printed = _printed(words, surroundings)
    told = r"\udcff.md" if "--json" in words else r"\xff.md"
    assert told in printed
    if surroundings.get("PYTHONIOENCODING") == "ascii":
        assert printed.isascii()


def _printed(words: Sequence[str], surroundings: dict[str, str]) -> str:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "PYTHON"))}
    command = [sys.executable, "-m", "portal_api", *words]
    done = subprocess.run(command, env=plain | surroundings, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    return (done.stdout + done.stderr).decode(surroundings.get("PYTHONIOENCODING", "utf-8"))


def test_a_draft_is_made_of_whatever_lies_there(tiny, tmp_path):
    for strange, _ in (*NAMES, *PLACES[::2]):
        strange(tiny.root)
    draft = draft_of(tiny, tmp_path / "private")
    assert draft.has("second")
    draft.stop()


def test_files_that_come_and_go_while_they_are_read_hinder_nothing(tiny):
    done = threading.Event()
    restless = [tiny.root / ARTICLES / "pump.md", tiny.catalog("es", "pump")]
    texts = [path.read_bytes() for path in restless]

    def come_and_go() -> None:
        while not done.is_set():
            for path, text in zip(restless, texts, strict=True):
                path.unlink(missing_ok=True)
                path.write_bytes(text)

    saving = threading.Thread(target=come_and_go)
    saving.start()
    try:
        for dose in range(6, 12):
            text = ARTICLE.replace("# Pump", "# Second").replace("5 mg", f"{dose} mg")
            tiny.article("second", text)
            tiny.publish()
            assert f"{dose} mg" in str(tiny.edition("en", "second").body)
    finally:
        done.set()
        saving.join()
    tiny.publish()
    assert tiny.statuses("es")["overview"] == "translated"
