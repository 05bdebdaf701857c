"""portal coverage and catalogs check: what a person, a program and GitHub are told."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from tiny import ARTICLE, TinyLibrary

from portal_api.catalogs.gettext.po import read_po
from portal_api.catalogs.rules.findings import Finding
from portal_api.cli.judging import Place
from portal_api.cli.showing import annotation, marked
from portal_api.locales import Locale

ES = Locale("es")


MANY = (
    "es",
    "ar",
    "zh-Hans",
    "pt-BR",
    "de",
    "fr",
    "it",
    "nl",
    "pl",
    "sv",
    "da",
    "fi",
    "cs",
    "ro",
    "hu",
    "tr",
)


def sections(output: str, name: str = "pump") -> dict[str, dict]:
    (locale,) = json.loads(output)["locales"]
    (catalog,) = (one for one in locale["catalogs"] if one["name"] == name)
    return {part["section"]: part for part in catalog["parts"]}


def test_the_table_shows_article_by_language_and_what_each_language_needs(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    output = run("coverage").output
    rows = [line.split() for line in output.splitlines()]
    assert ["pump", "4/4", "0/4"] in rows
    assert ["es", "-", "-", "-", "-"] in rows
    assert any(row[:1] == ["ar"] and "w)" in row for row in rows)


@pytest.mark.parametrize("arguments", [(), ("es",), ("es", "pump")])
def test_no_table_is_wider_than_80_columns(run, tiny: TinyLibrary, arguments: tuple[str, ...]) -> None:
    known = ["en", *MANY]
    tiny.settings(*known)
    tiny.article("a-very-long-name-" * 4 + "pump", ARTICLE)
    output = run("coverage", *arguments).output
    assert max(map(cell_len, output.splitlines())) <= 80, output
    if not arguments:
        assert all(f" {tag}" in output for tag in known if tag != "en")


SETS = (
    ("sw", "prs", "ksw", "cnh", "kmr", "ckb", "rhg-Latn", "hmn", "mww-Latn", "mam", "quc", "tlh-Latn"),
    ("zh-Hant-HK", "yue-Hant", "nan-Latn", "sr-Latn", "uz-Cyrl", "az-Arab-IR", "ca-valencia", "de-1996"),
    ("sl-rozaj-biske-1994",),
    ("sl-rozaj-biske-1994", "sl-rozaj-lipaw-1994", "ca-valencia", "en-simple", "de-1901", "es-419"),
)


@pytest.mark.parametrize("tags", SETS, ids=lambda tags: tags[0])
def test_whatever_the_languages_are_called_no_line_is_wider_than_80_columns(
    run, tiny: TinyLibrary, tags: tuple[str, ...]
) -> None:
    tiny.settings("en", *tags)
    tiny.article("a-very-long-name-" * 4 + "pump", ARTICLE)
    for arguments in ((), (tags[0],), (tags[-1], "pump")):
        output = run("coverage", *arguments).output
        assert max(map(cell_len, output.splitlines())) <= 80, output
        assert all(tag in output for tag in (arguments[:1] or tags))


def test_json_tells_every_section_its_needs_and_who_approved_it(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    run("review", "approve", "es", "pump/risks", "--by", "Ana", "--role", "nurse", "--yes")
    tiny.translate("es", "pump", {"h1": ""})
    found = sections(run("coverage", "es", "--json").output)
    assert found["risks"]["approval"]["by"] == "Ana"
    assert found["risks"]["needs"]["missing"] == {"segments": 0, "words": 0}
    assert found["when-to-get-help"]["status"] == "missing"
    assert found["when-to-get-help"]["needs"]["missing"] == {"segments": 1, "words": 6}


def test_a_heading_that_articles_share_is_told_but_counted_where_it_is_translated(
    run, tiny: TinyLibrary
) -> None:
    tiny.offer("es")
    tiny.translate("es", "portal", {"heading.overview": ""})
    rows = [line.split() for line in run("coverage", "es", "pump").output.splitlines()]
    assert ["overview", "missing", "heading", "in", "portal.po", "human,", "not", "reviewed"] in rows
    assert ["to", "do:", "headings", "in", "portal.po"] in rows
    found = sections(run("coverage", "es", "--json").output)["overview"]
    assert (found["status"], found["shared_heading"]) == ("missing", "missing")
    assert found["needs"]["missing"] == {"segments": 0, "words": 0}
    words = sections(run("coverage", "es", "--json").output, "portal")
    assert words["heading.overview"]["needs"]["missing"] == {"segments": 1, "words": 3}


def test_csv_has_a_row_for_each_section(run, tiny: TinyLibrary) -> None:
    rows = list(csv.DictReader(io.StringIO(run("coverage", "es", "pump", "--csv").output)))
    assert [row["section"] for row in rows] == ["head", "overview", "risks", "when-to-get-help"]
    assert {row["status"] for row in rows} == {"missing"}
    assert rows[2]["missing_segments"] == "3"


def test_stale_since_is_told_once_readers_see_it(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    tiny.publish()
    tiny.change("content/articles/pump.md", "**5 mg**", "**6 mg**")
    assert "stale from the next publication on: overview" in run("coverage", "es", "pump").output
    release = tiny.publish().release
    found = sections(run("coverage", "es", "--json").output)
    assert found["overview"]["stale_since"]["release"] == release
    assert f"stale since release {release} (2026-11-22): overview" in run("coverage", "es", "pump").output


def test_without_a_database_coverage_works_and_makes_none(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    tiny.change("content/articles/pump.md", "**5 mg**", "**6 mg**")
    assert sections(run("coverage", "es", "--json").output)["overview"]["stale_since"] is None
    assert not (tiny.root.parent / "portal.db").exists()


def test_a_catalog_that_cannot_be_read_is_told_and_the_others_are_shown(run, tiny: TinyLibrary) -> None:
    tiny.catalog("es", "pump").parent.mkdir(parents=True)
    tiny.catalog("es", "pump").write_bytes(b"nonsense")
    result = run("coverage", "es")
    assert result.exit_code == 1
    assert "pump.po:1:" in result.output
    assert "disclaimer in es" in result.output


def wrong_number(tiny: TinyLibrary) -> int:
    """A Spanish catalog with one wrong dose; the line of its entry."""
    tiny.offer("es")
    tiny.translate("es", "pump", {"p1": "Da **50 mg** al día, vea [más](https://www.example.org/more)."})
    return next(e.line for e in read_po(tiny.catalog("es", "pump"), ES).live() if e.context == "p1")


def test_a_check_marks_the_part_that_differs(run, tiny: TinyLibrary) -> None:
    line = wrong_number(tiny)
    output = run("catalogs", "check", "es", "pump").output
    assert f"pump.po:{line}: error[numbers]: " in output
    assert "source: It gives **«5" in output
    assert "target: Da **«50" in output


def test_a_finding_shows_both_texts_also_where_no_part_of_them_differs(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    target = f"es: Llame a su equipo {'y espere y descanse ' * 12}en 2 horas!"
    tiny.translate("es", "pump", {"h1": target})
    output = run("catalogs", "check", "es", "pump").output
    assert "warning[end-punctuation]" in output
    assert "    source: Call your team within 2 hours.\n" in output
    shown = next(line for line in output.splitlines() if line.startswith("    target: es: Llame"))
    assert shown.endswith("en 2 horas!"), "the end is what the finding is about"
    assert len(shown) < len(target)


def test_an_error_says_what_it_means_for_readers(run, tiny: TinyLibrary) -> None:
    wrong_number(tiny)
    said = "Until an error is mended, readers get its section in the source language."
    assert said in run("catalogs", "check", "es").output
    assert said not in run("catalogs", "check", "ar").output


def test_a_check_shows_what_changed_in_the_source(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    tiny.change(
        "content/articles/pump.md", "Call your team within 2 hours.", "Call your team within 4 hours."
    )
    output = run("catalogs", "check", "es", "pump").output
    assert "    was: Call your team within «2» hours." in output
    assert "    now: Call your team within «4» hours." in output
    assert "    translation: es: Call your team within 2 hours." in output
    assert "run: portal catalogs update" in output
    run("catalogs", "update", "es")
    assert "take the mark fuzzy away" in run("catalogs", "check", "es", "pump").output


def test_an_update_says_which_texts_are_gone(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    tiny.change("content/articles/pump.md", "- Infection {#r2}\n", "")
    assert "r2: 'Infection' is gone" in run("catalogs", "update", "es").output
    assert "gone" not in run("catalogs", "update", "es").output


def test_a_check_speaks_json_with_everything_a_program_needs(run, tiny: TinyLibrary) -> None:
    line = wrong_number(tiny)
    result = run("catalogs", "check", "es", "pump", "--json")
    assert result.exit_code == 1
    known = json.loads(result.output)
    found = next(one for one in known if one["check"] == "numbers" and one["target_span"])
    assert found["file"].endswith("translations/es/LC_MESSAGES/pump.po")
    assert (found["line"], found["severity"], found["section"], found["segment"]) == (
        line,
        "error",
        "overview",
        "p1",
    )
    start, end = found["target_span"]
    assert found["target"][start:end].startswith("50")


def test_a_check_speaks_to_github(run, tiny: TinyLibrary) -> None:
    line = wrong_number(tiny)
    output = run("catalogs", "check", "es", "pump", "--github").output
    assert f"::error file=translations/es/LC_MESSAGES/pump.po,line={line},title=numbers::" in output


@pytest.mark.parametrize("option", ["--json", "--github"])
def test_a_file_that_cannot_be_read_is_told_in_the_same_way(run, tiny: TinyLibrary, option: str) -> None:
    tiny.offer("es")
    tiny.catalog("es", "pump").write_bytes(b"nonsense")
    result = run("catalogs", "check", "es", option)
    assert result.exit_code == 1
    assert "unreadable" in result.output


def test_an_annotation_is_one_line_whatever_the_text() -> None:
    finding = Finding("x", "warning", "a\nb, 50%: c", "d\r")
    text = annotation(Place(Path("a,b:c.po"), 3, finding))
    assert text == "::warning file=a%2Cb%3Ac.po,line=3,title=x::a%0Ab, 50%25: c; d%0D"


@pytest.mark.parametrize(
    ("text", "span", "shown"),
    [
        ("Take 5 mg.", (5, 9), "Take «5 mg»."),
        ("Sag «ja» 5", (9, 10), "Sag «ja» ⟦5⟧"),
        ("x" * 100 + "5" + "y" * 100, (100, 101), "..." + "x" * 40 + "«5»" + "y" * 40 + "..."),
        ("short", (-3, 99), "«short»"),
        ("", (0, 0), "«»"),
        ("plain", None, "plain"),
    ],
)
def test_the_mark_shows_the_place_and_little_else(
    text: str, span: tuple[int, int] | None, shown: str
) -> None:
    assert marked(text, span) == shown
