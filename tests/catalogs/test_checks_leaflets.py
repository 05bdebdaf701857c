"""Leaflet sentences by somebody who had not seen the rules: few sound ones are blocked, most errors are."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]
# What the sets reached when they were written down, less a little: a rule that costs more is no gain.
AT_MOST_BLOCKED = 0.01
AT_LEAST_CAUGHT = {
    "another number or unit written": 0.94,
    "digit changed": 0.99,
    "zero appended": 0.99,
    "decimal point lost": 0.99,
    "number dropped": 0.94,
}


@pytest.fixture
def leaflets(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """How the sentences are read, and the errors made in them."""
    monkeypatch.syspath_prepend(PROJECT / "benchmarks")
    import leaflets  # noqa: PLC0415 - the folder of the benchmarks is on the path only here

    return leaflets


def is_blocked(row: Any, target: str) -> bool:
    return "error" in row.severities(target)


def test_few_sound_sentences_are_blocked(leaflets: ModuleType) -> None:
    rows = [row for name in leaflets.SETS for row in leaflets.sentences(leaflets.TESTS / f"{name}.toml")]
    blocked = [row for row in rows if is_blocked(row, leaflets.sound(row.text))]
    assert len(blocked) <= AT_MOST_BLOCKED * len(rows), blocked


def test_most_errors_are_blocked(leaflets: ModuleType) -> None:
    made: dict[str, list[bool]] = defaultdict(list)
    for name in leaflets.SETS:
        for row in leaflets.sentences(leaflets.TESTS / f"{name}.toml"):
            for kind, wrong in leaflets.errors(row.text):
                made[kind].append(is_blocked(row, wrong))
    caught = {kind: sum(hits) / len(hits) for kind, hits in made.items()}
    assert {kind: share for kind, share in AT_LEAST_CAUGHT.items() if caught[kind] < share} == {}, caught
