"""content/glossary.toml: what it accepts, and that every mistake in it is told with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from effort import assert_cheap, processor_seconds

from portal_api.articles.glossary import Glossary, Term, read_glossary
from portal_api.catalogs.checks import check
from portal_api.errors import SourceErrors
from portal_api.locales import Locale

THINNER = """
[[term]]
term = "blood thinner"
accepted = {de = ["Blutverdünner", "Gerinnungshemm"], pt = ["anticoagulante"], pt-PT = ["diluente"]}
"""

MISTAKES = [
    ("[[term]]\nterm = 'a'", 1, "'accepted' is missing"),
    ("\n[[term]]\nterm = 5\naccepted = {de = ['b']}", 3, "'term' is not a text"),
    ("[[term]]\nterm = ' '\naccepted = {de = ['b']}", 2, "empty"),
    ("[[term]]\nterm = 'a'\naccepted = {de = 'b'}", 3, "not a list of texts"),
    ("[[term]]\nterm = 'a'\naccepted = {de = []}", 3, "not a list of texts"),
    ("[[term]]\nterm = 'a'\naccepted = {'d e' = ['b']}", 3, "not a language tag"),
    ("[[term]]\nterm = 'a'\nform = 'b'\naccepted = {de = ['b']}", 3, "unknown key"),
    ("[[term]]\nterm = 'a'\naccepted = {}\n[[term]]\nterm = 'A'\naccepted = {}", 5, "twice"),
    ("term = ['a']", 1, "not a table"),
    ("term = 'a'", 1, "not a list"),
    ("[[term", 1, "not valid TOML"),
]


def written(folder: Path, text: str) -> Path:
    path = folder / "glossary.toml"
    path.write_text(text, encoding="utf-8")
    return path


def warned(glossary: Glossary, source: str, target: str, tag: str, source_tag: str = "en") -> bool:
    found = check(source, target, Locale(source_tag), Locale(tag), glossary)
    return ("glossary", "warning") in [(one.check, one.severity) for one in found]


def test_a_library_may_do_without_a_glossary(tmp_path: Path) -> None:
    assert read_glossary(tmp_path / "glossary.toml") == Glossary()


@pytest.mark.parametrize(
    ("tag", "target", "expected"),
    [
        ("de", "Nehmen Sie den BLUTVERDÜNNER", False),
        ("de", "Nehmen Sie Gerinnungshemmer", False),
        ("de-AT", "Nehmen Sie Blutdünner", True),
        ("pt-BR", "Tome o anticoagulante", False),
        ("pt-PT", "Tome o anticoagulante", True),
        ("fr", "Prenez-le", False),
    ],
)
def test_one_of_the_accepted_forms_of_the_language_will_do(
    tmp_path: Path, tag: str, target: str, expected: bool
) -> None:
    glossary = read_glossary(written(tmp_path, THINNER))
    assert warned(glossary, "Take the Blood  thinner", target, tag) is expected


def test_a_term_is_a_whole_word_of_its_own_language(tmp_path: Path) -> None:
    glossary = read_glossary(written(tmp_path, THINNER))
    assert not warned(glossary, "blood thinnerish", "egal", "de")
    assert not warned(glossary, "a blood thinner", "egal", "de", source_tag="nl")


def test_of_two_terms_in_one_place_the_longer_one_is_asked_for() -> None:
    terms = tuple(Term(text, "en", {}) for text in ("blood", "blood thinner", "COVID-19"))
    found = [
        (term.text, span) for term, span in Glossary(terms).found("Blood\u00a0thinner, blood, covid-19", "en")
    ]
    assert found == [("blood thinner", (0, 13)), ("blood", (15, 20)), ("COVID-19", (22, 30))]


def test_a_long_glossary_takes_about_as_long_as_a_short_one() -> None:
    text = "Take one tablet of the blood thinner with a glass of water every morning. " * 20

    def searching(size: int) -> Callable[[], object]:
        glossary = Glossary(tuple(Term(f"word{number}", "en", {}) for number in range(size)))
        list(glossary.found(text, "en"))
        return lambda: [list(glossary.found(text, "en")) for _ in range(20)]

    short = min(processor_seconds(searching(10)) for _ in range(5))
    assert_cheap(searching(2000), seconds=5 * short)


@pytest.mark.parametrize(("text", "line", "what"), MISTAKES)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    with pytest.raises(SourceErrors) as caught:
        read_glossary(written(tmp_path, text))
    [problem] = caught.value.problems
    assert (problem.line, what in problem.what) == (line, True), problem
    assert problem.remedy
