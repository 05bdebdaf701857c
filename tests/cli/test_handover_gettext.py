"""GNU gettext's own tools and ours alternate on one file: no complaint, no ping-pong, nothing lost."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from tiny import TinyLibrary

from portal_api.catalogs.gettext.po import Entry, new_po, read_po
from portal_api.locales import Locale

DE = Locale("de")


@pytest.fixture(autouse=True)
def _gettext() -> None:
    if shutil.which("msgfmt") is None:
        pytest.skip("GNU gettext is not installed (Debian: apt-get install gettext)")


def gettext(program: str, *arguments: str | Path) -> str:
    """Runs a tool of gettext; what it prints, complaints included."""
    done = subprocess.run(
        [program, *map(str, arguments)], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout + done.stderr


@pytest.fixture
def german(run, tiny: TinyLibrary) -> Path:
    """A German catalog with long texts, one of them outdated, one unsure, one gone."""
    tiny.settings("en", "de")
    long = "It gives **5 mg** a day, " + "and then again and again " * 8 + "until the end."
    tiny.change("content/articles/pump.md", "- Infection {#r2}", f"- Infection {{#r2}}\n- {long} {{#r3}}")
    tiny.offer("de")
    tiny.change("content/articles/pump.md", "within 2 hours", "within 4 hours")
    tiny.change("content/articles/pump.md", "- Feeling sleepy {#r1}\n", "")
    run("catalogs", "update", "de")
    return tiny.catalog("de", "pump")


def test_msgfmt_has_nothing_to_say_about_any_catalog(run, tiny: TinyLibrary) -> None:
    for tag in ("sw", "zh-Hant", "prs", "ksw", "ar-EG"):
        run("locales", "add", tag)
        tiny.translate(tag)
    for path in tiny.root.rglob("*.po"):
        assert gettext("msgfmt", "-c", "-o", "/dev/null", path) == "", path


def test_msgcat_and_ours_alternate_without_ping_pong(run, german: Path) -> None:
    gettext("msgcat", "-o", german, german)
    as_msgcat_has_it = german.read_bytes()
    for _ in range(2):
        assert "unchanged" in run("catalogs", "update", "de", "pump").output
        assert german.read_bytes() == as_msgcat_has_it
        gettext("msgcat", "-o", german, german)
        assert german.read_bytes() == as_msgcat_has_it


def test_an_update_rewrites_only_what_changed_in_a_file_that_msgcat_wrapped(
    run, tiny: TinyLibrary, german: Path
) -> None:
    gettext("msgcat", "-o", german, german)
    before = german.read_text("utf-8")
    tiny.change("content/articles/pump.md", "Infection", "Infections")
    run("catalogs", "update", "de", "pump")
    gone = set(before.splitlines()) - set(german.read_text("utf-8").splitlines())
    assert gone == {'msgid "Infection"'}


def test_what_msgcat_reads_and_writes_means_the_same(german: Path, tmp_path: Path) -> None:
    gettext("msgcat", "-o", tmp_path / "copy.po", german)
    first, second = read_po(german, DE), read_po(tmp_path / "copy.po", DE)
    assert first.entries == second.entries
    assert first.header == second.header


def test_msgmerge_and_ours_alternate_without_ping_pong(run, german: Path, tmp_path: Path) -> None:
    template = tmp_path / "pump.pot"
    gettext(
        "msgattrib", "--no-obsolete", "--clear-fuzzy", "--clear-previous", "--empty", "-o", template, german
    )
    gettext(
        "msgmerge", "--quiet", "--no-fuzzy-matching", "--previous", "-U", "--backup=none", german, template
    )
    merged = german.read_bytes()
    assert "unchanged" in run("catalogs", "update", "de", "pump").output
    gettext(
        "msgmerge", "--quiet", "--no-fuzzy-matching", "--previous", "-U", "--backup=none", german, template
    )
    assert german.read_bytes() == merged


def test_a_translators_comment_and_mark_survive_both(run, tiny: TinyLibrary, german: Path) -> None:
    text = german.read_text("utf-8")
    mark = "# accept: length because German is longer\n"
    german.write_text(text.replace('msgctxt "r2"', f'{mark}msgctxt "r2"', 1), "utf-8")
    gettext("msgcat", "-o", german, german)
    tiny.change("content/articles/pump.md", "Infection", "An infection")
    run("catalogs", "update", "de", "pump")
    gettext("msgcat", "-o", german, german)
    entry = next(one for one in read_po(german, DE).live() if one.context == "r2")
    assert entry.comments == ("accept: length because German is longer",)
    assert entry.fuzzy


@pytest.mark.parametrize(
    "command",
    [
        ("msgattrib",),
        ("msgattrib", "--no-wrap"),
        ("msgattrib", "--width=40"),
        ("msgcat", "--no-wrap"),
        ("msgcat", "--width=100"),
        ("msgconv", "--to-code=UTF-8"),
    ],
    ids=" ".join,
)
def test_however_a_tool_wraps_lines_an_update_leaves_them_so(
    run, german: Path, command: tuple[str, ...]
) -> None:
    gettext(*command, "-o", german, german)
    wrapped = german.read_bytes()
    assert "unchanged" in run("catalogs", "update", "de", "pump").output
    assert german.read_bytes() == wrapped
    assert gettext("msgfmt", "-c", "-o", "/dev/null", german) == ""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_after_an_editor_like_poedit_only_what_changed_is_written_anew(
    run, tiny: TinyLibrary, german: Path, newline: str
) -> None:
    """It wraps at 79, keeps its own header fields in its own order, and takes the line ends it found."""
    gettext("msgcat", "--width=79", "-o", german, german)
    text = german.read_text("utf-8")
    own = '"X-Generator: Poedit 3.4\\n"\n"X-Poedit-Bookmarks: -1,3\\n"\n'
    text = text.replace('"Language: de\\n"\n', "").replace(
        '"MIME-Version', f'{own}"Language: de\\n"\n"MIME-Version'
    )
    german.write_bytes(text.replace("\n", newline).encode())
    before = german.read_bytes().decode().split(newline)
    tiny.change("content/articles/pump.md", "Infection", "Infections")
    run("catalogs", "update", "de", "pump")
    after = german.read_bytes().decode().split(newline)
    assert set(before) - set(after) == {'msgid "Infection"'}
    assert set(after) - set(before) == {'msgid "Infections"', '#| msgid "Infection"'}
    assert own.splitlines() == [line for line in after if line.startswith('"X-')]


def test_what_msgmerge_left_empty_takes_its_translation_back_when_the_text_returns(
    run, german: Path, tmp_path: Path
) -> None:
    """Without fuzzy matching it makes the old message obsolete, and the changed one has no translation."""
    sources = [
        Entry(one.context, one.id.replace("Infection", "Infections")) for one in read_po(german, DE).live()
    ]
    template = tmp_path / "pump.pot"
    template.write_bytes(new_po(DE, sources).to_bytes())
    gettext("msgmerge", "--quiet", "--no-fuzzy-matching", "-U", "--backup=none", german, template)
    assert '#~ msgid "Infection"' in german.read_text("utf-8")
    run("catalogs", "update", "de", "pump")
    entry = next(one for one in read_po(german, DE).live() if one.context == "r2")
    assert entry.translated
    assert not entry.fuzzy
    assert gettext("msgfmt", "-c", "-o", "/dev/null", german) == ""
