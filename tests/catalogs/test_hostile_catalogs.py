"""Catalogs damaged in every way of the benchmark are refused or published as they are."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from portal_api.catalogs.gettext.entry import PoFile
from portal_api.catalogs.gettext.pluralrule import PluralRule

PROJECT = Path(__file__).parents[2]
OF_EACH_KIND = 12


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The benchmark's trial of one file."""
    monkeypatch.syspath_prepend(PROJECT / "benchmarks")
    import trial  # noqa: PLC0415 - the folder of the benchmarks is on the path only here

    return trial


@pytest.fixture
def damages(monkeypatch: pytest.MonkeyPatch) -> tuple[Callable[..., bytes], ...]:
    """The benchmark's ways to damage a file."""
    monkeypatch.syspath_prepend(PROJECT / "benchmarks")
    from mutations import MUTATIONS  # noqa: PLC0415 - as above

    return MUTATIONS


def test_whatever_happens_to_a_catalog_no_promise_is_broken(
    trial: ModuleType, damages: tuple[Callable[..., bytes], ...]
) -> None:
    sound = [*trial.bases(PROJECT)]
    for damage in damages:
        row = trial.Row()
        for number in range(OF_EACH_KIND):
            dice = random.Random(f"{damage.__name__} {number}")
            base = dice.choice(sound)
            trial.tried(base, damage(base.data, dice), row)
        assert row.failures.total() == 0, (damage.__name__, row.failures)
        assert row.accepted + row.refused == OF_EACH_KIND


def test_the_same_dice_do_the_same_damage(
    trial: ModuleType, damages: tuple[Callable[..., bytes], ...]
) -> None:
    data = next(trial.bases(PROJECT)).data
    for damage in damages:
        assert damage(data, random.Random(5)) == damage(data, random.Random(5))


def _lose_a_byte(po: PoFile) -> bytes:
    return b"".join(entry.raw.encode() for entry in (po.header_entry, *po.entries))[1:]


def _crash(*_: object, **__: object) -> Any:
    raise KeyError("a mistake of ours")


@pytest.mark.parametrize(
    ("owner", "name", "broken", "told"),
    [
        ("PoFile", "to_bytes", _lose_a_byte, "not written back byte for byte"),
        ("trial", "babel_catalog", lambda *_: (), "Babel has others"),
        ("trial", "translate", _crash, "KeyError: 'a mistake of ours'"),
        ("trial", "canonical", lambda _: b"", "nothing is rendered"),
        ("trial", "SLOW_SECONDS", 0.0, "slow"),
    ],
)
def test_a_broken_promise_is_noticed(
    trial: ModuleType, monkeypatch: pytest.MonkeyPatch, owner: str, name: str, broken: object, told: str
) -> None:
    base = next(one for one in trial.bases(PROJECT) if isinstance(one.source, trial.Article))
    monkeypatch.setattr(PoFile if owner == "PoFile" else trial, name, broken)
    row = trial.Row()
    trial.tried(base, base.data, row)
    assert told in row.failures


def test_a_file_that_hangs_is_given_up_on(trial: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> PluralRule:
        while True:
            pass

    base = next(trial.bases(PROJECT))
    monkeypatch.setattr(trial, "parse_po", endless)
    monkeypatch.setattr(trial, "HANGS_SECONDS", 0.2)
    row = trial.Row()
    trial.tried(base, base.data, row)
    assert [*row.failures] == ["Hanging: more than 0.2 s"]
