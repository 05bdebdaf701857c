"""portal locales add: a new language in one command, and clear words for a tag that is none."""

from __future__ import annotations

import json
import re

import pytest
from rich.cells import cell_len
from tiny import TinyLibrary

from portal_api.catalogs.gettext.po import read_po
from portal_api.locales import Locale


@pytest.mark.parametrize(
    ("tag", "folder", "told"),
    [
        ("sw", "sw", ["Kiswahili", "Latn, left to right", "nplurals=2"]),
        ("prs", "prs", ["دری", "Arab, right to left"]),
        ("ksw", "ksw", ["Mymr, left to right"]),
        ("cnh", "cnh", ["Lai Holh", "Latn, left to right"]),
        ("rhg-Latn", "rhg_Latn", ["Latn, left to right"]),
        ("zh_hant", "zh_Hant", ["Hant, left to right", "nplurals=1"]),
        ("de-1996", "de_1996", ["Latn, left to right"]),
    ],
)
def test_a_language_gets_its_catalogs_and_its_place(
    run, tiny: TinyLibrary, tag: str, folder: str, told: list[str]
) -> None:
    result = run("locales", "add", tag)
    assert result.exit_code == 0, result.output
    assert all(text in result.output for text in told), result.output
    locale = Locale.parse(tag)
    for name in ("portal", "disclaimer", "pump"):
        po = read_po(tiny.root / "translations" / folder / "LC_MESSAGES" / f"{name}.po", locale)
        assert not any(entry.translated for entry in po.live())
    assert str(locale) in run("locales").output
    assert "unchanged" in run("catalogs", "update", str(locale)).output


def test_it_says_what_is_needed_before_readers_are_offered_it(run, tiny: TinyLibrary) -> None:
    tiny.settings("en", machine="reviewed-only")
    output = run("locales", "add", "sw").output
    assert "1. translate translations/sw/LC_MESSAGES/disclaimer.po (3 texts, 16 words)" in output
    assert "2. have a person approve it: portal review approve sw disclaimer" in output
    assert "3. portal publish" in output
    people = run("locales", "add", "so", "--origin", "human").output
    assert "have a person approve it" not in people
    assert (tiny.root / "translations/so/reviews/pump.toml").read_text("utf-8").endswith('origin = "human"\n')


def test_the_steps_it_names_lead_to_an_offered_language(run, tiny: TinyLibrary) -> None:
    run("locales", "add", "sw", "--origin", "human")
    tiny.translate("sw", "disclaimer")
    assert run("publish").exit_code == 0
    swahili = next(line for line in run("locales").output.splitlines() if line.startswith("sw"))
    assert swahili.split()[-1] == "now"


def test_coverage_counts_what_the_command_told_of(run, tiny: TinyLibrary) -> None:
    told = re.search(r"all in all ([\d,]+) texts, ([\d,]+) words", run("locales", "add", "sw").output)
    (language,) = json.loads(run("coverage", "sw", "--json").output)["locales"]
    assert told is not None
    texts, words = (int(number.replace(",", "")) for number in told.groups())
    assert language["needs"]["missing"] == {"segments": texts, "words": words}
    listed = [line.split() for line in run("catalogs", "update", "sw").output.splitlines()]
    assert sum(int(row[-2]) for row in listed if "unchanged" in row) == texts


@pytest.mark.parametrize(
    "before",
    [
        'locales = ["en", "es"] # ours\n',
        'locales = [\n    "en",  # first\n    "es",\n]\n',
        'locales = [\r\n  "en",\r\n  "es"\r\n]\r\n',
    ],
)
def test_everything_else_in_the_file_stays(run, tiny: TinyLibrary, before: str) -> None:
    path = tiny.root / "content/library.toml"
    rest = path.read_text("utf-8").replace('locales = ["en", "es", "ar"]\n', "")
    newline = "\r\n" if "\r\n" in before else "\n"
    top, _, tables = rest.partition("[publisher]")
    whole = f"# a comment\n{top}{before}\n# another\n[publisher]{tables}".replace("\r\n", "\n")
    path.write_bytes(whole.replace("\n", newline).encode())
    assert run("locales", "add", "sw").exit_code == 0
    after = path.read_bytes().decode()
    assert '"sw"' in after
    kept = [line for line in whole.splitlines() if '"es"' not in line]
    assert [line for line in after.splitlines() if line in kept] == kept
    assert (newline == "\r\n") == ("\r\n" in after)
    assert run("catalogs", "update", "sw").exit_code == 0


@pytest.mark.parametrize(
    ("tag", "why"),
    [
        ("klingon!", "is not a language tag"),
        ("qq", "names no language"),
        ("qaa", "names no language"),
        ("und", "names no language"),
        ("en-x-simple", "write the tag without them"),
        ("en-u-nu-latn", "write the tag without them"),
        ("en-XA", "names no language"),
        ("es", "in the library already"),
        ("es-ES", "means the same as es"),
        ("AR", "in the library already"),
        ("sw-Arab", "is written in Latn"),
        ("so-Latn", "write only so"),
        ("a" * 200, "is not a language tag"),
        ("../../etc", "is not a language tag"),
    ],
)
def test_a_tag_that_cannot_be_added_changes_nothing(run, tiny: TinyLibrary, tag: str, why: str) -> None:
    before = {path: path.read_bytes() for path in tiny.root.rglob("*") if path.is_file()}
    result = run("locales", "add", tag)
    assert result.exit_code == 2
    assert why in " ".join(result.output.split())
    assert before == {path: path.read_bytes() for path in tiny.root.rglob("*") if path.is_file()}


def test_an_unusual_script_can_be_meant(run, tiny: TinyLibrary) -> None:
    result = run("locales", "add", "sw-Arab", "--unusual-script")
    assert result.exit_code == 0, result.output
    assert "right to left" in result.output


def test_catalogs_that_are_there_already_are_kept(run, tiny: TinyLibrary) -> None:
    tiny.settings("en", "es", "ar", "sw")
    tiny.translate("sw")
    tiny.settings("en")
    assert run("locales", "add", "sw").exit_code == 0
    assert all(entry.translated for entry in read_po(tiny.catalog("sw", "pump"), Locale("sw")).live())


@pytest.mark.parametrize(
    "tags",
    [
        ("zh-Hant-HK", "yue-Hant-HK", "ja", "ko", "my"),
        ("ar-001", "ckb", "rhg-Arab", "ku-Arab-IQ", "he", "ur-PK", "sd-Arab"),
        ("sl-rozaj-biske-1994", "ca-valencia", "en-GB-oxendict", "pt-BR"),
    ],
    ids=lambda tags: tags[0],
)
def test_whatever_languages_are_called_the_list_fits_80_columns(run, tiny: TinyLibrary, tags) -> None:
    tiny.settings("en", *tags)
    output = run("locales").output
    assert max(map(cell_len, output.splitlines())) <= 80, output
    rows = {line.split()[0]: line for line in output.splitlines()[1 : 2 + len(tags)]}
    assert set(rows) == {"en", *tags}, "no tag is cut"
    assert all(row.endswith("  no") for tag, row in rows.items() if tag != "en")
    assert all(f"{tag} is not offered: its disclaimer is missing" in output for tag in tags)


def test_a_language_that_would_go_is_told_with_the_reason(run, tiny: TinyLibrary) -> None:
    tiny.settings("en", "es")
    tiny.offer("es")
    run("publish")
    tiny.change("content/disclaimer.md", 'version: "1"', 'version: "2"\nsupersedes: at-once')
    tiny.change("content/disclaimer.md", "for education only", "for your education only")
    output = run("locales").output
    assert "until next publication" in output
    assert "es would go with the next publication: its disclaimer is stale; version 2 supersedes" in output
