"""Leaflet sentences by somebody who had not seen the rules: few sound ones are blocked, most errors are."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import pytest

from portal_api.catalogs.checks import check
from portal_api.locales import Locale

PROJECT = Path(__file__).resolve().parents[2]
SETS = ("strangers", "newcomers", "latecomers")
# What the sets reached when they were written down, less a little: a rule that costs more is no gain.
AT_MOST_BLOCKED = 0.02
AT_LEAST_CAUGHT = {
    "another number or unit written": 0.86,
    "digit changed": 0.99,
    "zero appended": 0.99,
    "decimal point lost": 0.99,
    "number dropped": 0.93,
}


@pytest.fixture
def leaflets(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """How the sentences are read, and the errors made in them."""
    monkeypatch.syspath_prepend(PROJECT / "benchmarks")
    import leaflets  # noqa: PLC0415 - the folder of the benchmarks is on the path only here

    return leaflets


def rows() -> list[tuple[str, str, str]]:
    found = []
    for name in SETS:
        table = tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
        sources = table.pop("source")
        found += [(tag, sources[key], text) for tag, texts in table.items() for key, text in texts.items()]
    return found


def is_blocked(tag: str, source: str, target: str) -> bool:
    findings = check(source, target, Locale("en"), Locale.parse(tag))
    return any(finding.severity == "error" for finding in findings)


def test_few_sound_sentences_are_blocked(leaflets: ModuleType) -> None:
    sentences = rows()
    blocked = [row for row in sentences if is_blocked(row[0], row[1], leaflets.sound(row[2]))]
    assert len(blocked) <= AT_MOST_BLOCKED * len(sentences), blocked


def test_most_errors_are_blocked(leaflets: ModuleType) -> None:
    made: dict[str, list[bool]] = defaultdict(list)
    for tag, source, text in rows():
        for kind, wrong in leaflets.errors(text):
            made[kind].append(is_blocked(tag, source, wrong))
    caught = {kind: sum(hits) / len(hits) for kind, hits in made.items()}
    assert {kind: share for kind, share in AT_LEAST_CAUGHT.items() if caught[kind] < share} == {}, caught
