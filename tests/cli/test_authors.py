"""init, import, stamp: what an author types first."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
from tiny import TinyLibrary

SECONDS = 60.0

PAGE = """Glue Ear-Pediatric

Glue ear is common.

What is it?

Fluid fills the ear.

What are the risks?

  • Hearing loss
  • Earache
"""


def test_a_page_becomes_an_article_that_can_be_stamped_and_published(run, tiny: TinyLibrary) -> None:
    tiny.write("page.txt", PAGE)
    imported = run("import", "page.txt", "-o", "content/articles/glue-ear-child.md")
    assert imported.exit_code == 0, imported.output
    assert "audience" in imported.output
    assert "child" in imported.output
    assert run("stamp", "glue-ear-child").exit_code == 0
    assert run("publish").exit_code == 0
    assert tiny.edition("en", "glue-ear-child").title == "Glue Ear"


def test_a_page_in_a_language_of_the_library_is_understood_by_its_usual_headings(
    run, tiny: TinyLibrary
) -> None:
    tiny.settings("en", "de")
    usual = {"symptoms": "Welche Beschwerden gibt es?", "risks-or-complications": "Welche Risiken gibt es?"}
    tiny.translate("de", "portal", {f"heading.{name}": text for name, text in usual.items()})
    tiny.write("fieber.txt", "Fieber\n\nFieber ist häufig.\n\nBeschwerden\n\n• Husten\n• Kopfschmerzen\n")
    result = run("import", "fieber.txt", "-o", "content/articles/fieber.md", "--language", "de")
    assert "Beschwerden -> symptoms" in result.output
    assert "tells no aspect" not in result.output
    tiny.change("content/articles/fieber.md", "{#symptoms}", "")
    tiny.change("content/articles/fieber.md", "## Beschwerden", "## Welche Beschwerden gibt es?")
    assert run("stamp", "fieber").exit_code == 0
    assert "{#symptoms}" in (tiny.root / "content/articles/fieber.md").read_text("utf-8")


def test_a_catalog_of_headings_that_cannot_be_read_is_told_and_hinders_nothing(
    run, tiny: TinyLibrary
) -> None:
    tiny.write("translations/es/LC_MESSAGES/portal.po", "nothing of the kind")
    tiny.write("asma.txt", "Asma\n\nEs frecuente.\n")
    result = run("import", "asma.txt", "-o", "content/articles/asma.md", "--language", "es")
    assert result.exit_code == 0
    assert "its headings are not recognised" in result.output
    assert run("stamp").exit_code == 0


def test_an_import_writes_over_nothing_unless_told(run, tiny: TinyLibrary) -> None:
    tiny.write("page.txt", PAGE)
    target = tiny.write("content/articles/mine.md", "mine")
    options = ("import", "page.txt", "-o", "content/articles/mine.md")
    assert run(*options).exit_code == 2
    assert target.read_text("utf-8") == "mine"
    assert run(*options, "--force").exit_code == 0
    assert target.read_text("utf-8") != "mine"


@pytest.mark.parametrize("name", ["My page.md", "page.txt", "portal.md", "Page.md"])
def test_an_import_into_a_file_that_can_be_no_article_is_refused(run, tiny: TinyLibrary, name: str) -> None:
    tiny.write("page.txt", PAGE)
    refused = run("import", "page.txt", "-o", f"content/articles/{name}")
    assert refused.exit_code == 2
    assert not (tiny.root / "content/articles" / name).exists()


def test_the_real_page_is_understood(run, shared: Path) -> None:
    page = shared / "articles" / "intrathecal-baclofen-therapy-pediatric.txt"
    result = run("import", str(page), "-o", "content/articles/ibt-child.md")
    assert result.exit_code == 0
    assert "9 list items" in result.output
    assert "disclaimer is left out" in result.output
    assert run("stamp").exit_code == 0
    assert run("publish").exit_code == 0


def test_stamping_twice_gives_nothing_new(run, tiny: TinyLibrary) -> None:
    tiny.change("content/articles/pump.md", " {#r2}", "")
    path = tiny.root / "content/articles/pump.md"
    assert "1 id given" in run("stamp").output
    stamped = path.read_bytes()
    assert "0 ids given" in run("stamp").output
    assert path.read_bytes() == stamped


def test_an_id_that_seems_lost_is_asked_about_and_nothing_changes(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    tiny.change("content/articles/pump.md", "Feeling sleepy {#r1}", "Feeling very sleepy")
    path = tiny.root / "content/articles/pump.md"
    before = path.read_bytes()
    asked = run("stamp")
    assert asked.exit_code == 1
    assert "{#r1}" in asked.output
    assert path.read_bytes() == before
    told = run("stamp", "--new")
    assert told.exit_code == 0, told.output
    assert b"{#r1}" not in path.read_bytes()


def test_on_a_terminal_the_author_is_asked_and_the_old_id_comes_back(
    tiny: TinyLibrary,
) -> None:
    tiny.offer("es")
    tiny.change("content/articles/pump.md", "Feeling sleepy {#r1}", "Feeling very sleepy")
    said = at_a_terminal(tiny.root, "y\n", "stamp")
    assert "was Feeling sleepy" in said
    assert "now Feeling very sleepy" in said
    assert "1 id given" in said
    assert "Feeling very sleepy {#r1}" in (tiny.root / "content/articles/pump.md").read_text("utf-8")


def test_files_that_editors_keep_beside_an_article_are_not_stamped(run, tiny: TinyLibrary) -> None:
    (tiny.root / "content/articles/.#pump.md").symlink_to("ana@desk.4711")
    result = run("stamp")
    assert result.exit_code == 0, result.output
    assert ".#pump" not in result.output


def test_a_page_in_another_language_becomes_an_article_in_it(run, tiny: TinyLibrary) -> None:
    tiny.write("page.txt", "Fiebre\n\nLa fiebre es frecuente.\n")
    target = "content/articles/fiebre.md"
    assert run("import", "page.txt", "-o", target, "--language", "es").exit_code == 0
    assert "language: es\n" in (tiny.root / target).read_text("utf-8")
    assert run("import", "page.txt", "-o", target, "--language", "??").exit_code == 2


def at_a_terminal(folder: Path, typed: str, *arguments: str) -> str:
    """What `portal` prints on a terminal where somebody types an answer."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "portal_api", *arguments]
    with subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        said = b""
        try:
            while select.select([ours], [], [], SECONDS)[0] and (piece := os.read(ours, 4096)):
                said += piece
        except OSError:  # how a terminal says that nobody writes to it any more
            pass
        finally:
            os.close(ours)
    assert process.returncode == 0, said.decode()
    return said.decode()


def test_a_pipe_among_the_articles_stops_nothing(run, tiny: TinyLibrary) -> None:
    os.mkfifo(tiny.root / "content/articles/pipe.md")
    published = run("publish")
    assert "pipe.md:1: this is not an ordinary file" in published.output
    assert "new: pump (en)" in published.output


def test_a_file_whose_name_has_two_lines_is_told_in_one(run, tiny: TinyLibrary) -> None:
    tiny.article("two\nlines", "nothing\n")
    assert "content/articles/two\\nlines.md:1: " in run("publish").output


def test_one_broken_article_does_not_keep_the_others_from_their_ids(run, tiny: TinyLibrary) -> None:
    tiny.article("broken", "nothing\n")
    tiny.change("content/articles/pump.md", " {#r2}", "")
    result = run("stamp")
    assert result.exit_code == 1
    assert "content/articles/broken.md:1:" in result.output
    assert "1 id given" in result.output


def test_a_catalog_that_cannot_be_read_does_not_stop_a_stamp(run, tiny: TinyLibrary) -> None:
    tiny.write("translations/es/LC_MESSAGES/pump.po", "no catalog")
    result = run("stamp", "pump")
    assert result.exit_code == 0
    assert "was left out" in result.output


def test_an_article_can_be_named_by_its_path_too(run) -> None:
    assert run("stamp", "content/articles/pump.md").exit_code == 0
    assert run("stamp", "pump.md").exit_code == 0
    assert run("stamp", "no-such-article").exit_code == 2


def test_a_new_library_is_ready_to_publish(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = run("init", str(tmp_path / "mine"))
    assert begun.exit_code == 0
    assert "portal publish" in begun.output
    monkeypatch.chdir(tmp_path / "mine")
    assert 'machine = "reviewed-only"' in (tmp_path / "mine/content/library.toml").read_text("utf-8")
    published = run("publish")
    assert published.exit_code == 0, published.output
    assert "hand-washing (en)" in published.output
    assert "0 ids given" in run("stamp").output


def test_a_folder_with_anything_in_it_is_left_alone(run, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear", "utf-8")
    result = run("init", str(tmp_path / "full"))
    assert result.exit_code == 2
    assert "not empty" in result.output
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]
