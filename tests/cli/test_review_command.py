"""review accept and review status: one finding accepted for exactly these words, and who approved what."""

from __future__ import annotations

import json

import pytest
from tiny import TinyLibrary

WRONG = {"h1": "es: Llame a su equipo en menos de 3 horas."}


@pytest.fixture
def wrong(tiny: TinyLibrary) -> TinyLibrary:
    """A library whose Spanish pump has one wrong number."""
    tiny.offer("es")
    tiny.translate("es", "pump", WRONG)
    return tiny


def accept(run, *, check: str = "numbers", because: str = "3 hours here"):
    return run("review", "accept", "es", "pump", "h1", check, "--by", "Ana", "--because", because)


def blocking(run) -> list[str]:
    found = json.loads(run("catalogs", "check", "es", "pump", "--json").output)
    return [one["check"] for one in found if one["severity"] == "error" and not one["accepted"]]


def test_an_accepted_finding_no_longer_blocks_and_the_release_keeps_who_said_so(
    run, wrong: TinyLibrary
) -> None:
    assert "numbers" in blocking(run)
    for check in blocking(run):
        assert accept(run, check=check).exit_code == 0
    assert blocking(run) == []
    wrong.publish()
    assert wrong.statuses("es")["when-to-get-help"] == "translated"
    kept = wrong.edition("es").origins["when-to-get-help"]["accepted"]
    assert {"segment": "h1", "check": "numbers", "by": "Ana", "because": "3 hours here"} in kept


def test_it_is_shown_in_coverage_and_status(run, wrong: TinyLibrary) -> None:
    accept(run)
    assert "accepted: h1 numbers, by Ana: 3 hours here" in run("coverage", "es", "pump").output
    assert "es pump h1: numbers accepted by Ana: 3 hours here" in run("review", "status", "es").output


def test_it_lapses_when_a_word_changes(run, wrong: TinyLibrary) -> None:
    for check in blocking(run):
        accept(run, check=check)
    wrong.change("translations/es/LC_MESSAGES/pump.po", "menos de 3 horas", "menos de 30 horas")
    assert "numbers" in blocking(run)


def test_all_that_is_accepted_is_told_and_listed_once(run, wrong: TinyLibrary) -> None:
    """A wrong number is one that is missing and one too many; who accepts the check accepts both."""
    output = accept(run).output
    assert output.count("Accepted: ") == 2
    assert run("coverage", "es", "pump").output.count("accepted: h1 numbers") == 1


def test_accepting_twice_writes_nothing_more(run, wrong: TinyLibrary) -> None:
    accept(run)
    path = wrong.root / "translations/es/reviews/pump.toml"
    before = path.read_bytes()
    assert "Accepted already, by Ana" in accept(run).output
    assert path.read_bytes() == before


def test_what_the_checks_did_not_find_cannot_be_accepted(run, wrong: TinyLibrary) -> None:
    result = accept(run, check="links")
    assert result.exit_code == 2
    assert "the checks find there: numbers" in result.output


@pytest.mark.parametrize("because", ["", "  ", "two\nlines"])
def test_a_record_says_why_in_one_line(run, wrong: TinyLibrary, because: str) -> None:
    assert accept(run, because=because).exit_code == 2


def test_a_section_can_be_named_behind_a_slash(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    options = ("--by", "Ana", "--role", "nurse", "--yes")
    assert "1 approval recorded" in run("review", "approve", "es", "pump/risks", *options).output
    assert run("review", "approve", "es", "pump/nothing", *options).exit_code == 2


def test_status_tells_who_approved_what_and_what_lapsed(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    run("review", "approve", "es", "pump", "--by", "Ana", "--role", "nurse", "--yes")
    tiny.change("translations/es/LC_MESSAGES/pump.po", 'msgstr "es: Infection"', 'msgstr "es: Contagion"')
    lines = run("review", "status", "es", "pump").output.splitlines()
    (risks,) = (line for line in lines if "risks" in line)
    (head,) = (line for line in lines if "head" in line)
    assert "by Ana lapsed: a text changed" in risks
    assert "by Ana, nurse" in head
    assert "lapsed" not in head


def test_an_article_that_cannot_be_read_is_no_question_of_usage(run, tiny: TinyLibrary) -> None:
    tiny.article("broken", "no front matter\n")
    result = run("review", "approve", "es", "broken", "--by", "Ana", "--role", "nurse")
    assert result.exit_code == 1
    assert "broken.md:1:" in result.output


def test_a_text_marked_as_unsure_waits_for_its_translator_not_for_an_approval(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    tiny.change("translations/es/LC_MESSAGES/pump.po", 'msgctxt "h1"', '#, fuzzy\nmsgctxt "h1"')
    rows = [line for line in run("review", "status", "es", "pump").output.splitlines() if "when-to" in line]
    assert [row.partition("human")[2].strip() for row in rows] == [
        "not ready: marked as unsure (fuzzy) by its translator"
    ]


def test_a_section_or_a_text_that_is_not_there_is_told_as_that(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    section = run("review", "approve", "es", "pump/nothing", "--by", "Ana", "--role", "nurse")
    assert "no section 'nothing'; there are: head, overview, risks" in " ".join(section.output.split())
    text = run("review", "accept", "es", "pump", "zz9", "numbers", "--by", "Ana", "--because", "so")
    assert text.exit_code == 2
    assert "pump has no text with the id 'zz9'" in text.output


def test_what_was_accepted_is_listed_once(run, wrong: TinyLibrary) -> None:
    for check in blocking(run):
        accept(run, check=check)
    lines = [line for line in run("review", "status", "es", "pump").output.splitlines() if "accepted" in line]
    assert len(lines) == len(set(lines)) > 0
