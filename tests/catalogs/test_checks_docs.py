"""docs/checks.md says what the checks do: the same ids, severities and promises, and its examples run."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from portal_api.articles.glossary import Glossary, read_glossary
from portal_api.catalogs.checks import CHECKS, SHIFTED, check
from portal_api.locales import Locale

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_TIMES = re.compile(r"(.+) ×(\d+)\Z")


class Example(NamedTuple):
    """One row of a check's table."""

    check: str
    severity: str
    verdict: str
    language: str
    source: str
    target: str


def _sections() -> list[tuple[str, str, str]]:
    """Severity, id and text of each documented check."""
    found = []
    for part in re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        severity = part.partition(":")[0]
        for section in re.split(r"^### ", part, flags=re.MULTILINE)[1:]:
            identity, _, text = section.partition("\n")
            found.append((severity, identity.strip(), text.strip()))
    return found


def _examples() -> list[Example]:
    return [
        Example(identity, severity, *(_plain(cell) for cell in row.strip("| ").split(" | ")))
        for severity, identity, text in _sections()
        for row in text.splitlines()
        if row.startswith(("| wrong", "| right"))
    ]


def _plain(cell: str) -> str:
    text = _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), cell.strip("`"))
    repeated = _TIMES.match(text)
    return repeated.group(1) * int(repeated.group(2)) if repeated else text


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    """The glossary that the page shows."""
    path = tmp_path_factory.mktemp("docs") / "glossary.toml"
    path.write_text(PAGE.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0], encoding="utf-8")
    return read_glossary(path)


def test_every_check_is_documented_and_nothing_else() -> None:
    assert {identity for _, identity, _ in _sections()} == {one.id for one in CHECKS} | {SHIFTED}


def test_severities_and_promises_are_those_of_the_rules() -> None:
    documented = {identity: (severity, text.split("\n\n")[0]) for severity, identity, text in _sections()}
    for one in CHECKS:
        promise = (inspect.getdoc(one.rule) or "").split("\n\n")[0].replace("\n", " ")
        assert documented[one.id] == (one.severity, promise)


def test_every_check_has_a_wrong_and_a_right_example() -> None:
    shown = {(example.check, example.verdict) for example in _examples()}
    assert shown == {(one.id, verdict) for one in CHECKS for verdict in ("wrong", "right")}


@pytest.mark.parametrize("example", _examples(), ids=lambda example: f"{example.check}-{example.verdict}")
def test_examples_do_what_the_page_says(example: Example, glossary: Glossary) -> None:
    source = Locale("de" if example.language == "en" else "en")
    found = check(example.source, example.target, source, Locale(example.language), glossary)
    named = [(finding.check, finding.severity) for finding in found]
    if example.verdict == "wrong":
        assert (example.check, example.severity) in named
    else:
        assert example.check not in [identity for identity, _ in named]
