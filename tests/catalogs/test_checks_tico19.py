"""On professional translations of health texts the checks stay quiet, and name what is shifted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portal_api.catalogs.checks import check, check_catalog
from portal_api.locales import Locale

EN = Locale("en")
CLEAN = ("ar", "bn", "es-419", "fa", "fr", "hi", "km", "pt-BR", "ru", "sw", "zh")
SHIFTED_DOCUMENT = "PubMed_8"
EVERY = 12


def rows(shared: Path, tag: str) -> list[dict[str, str]]:
    lines = (shared / "data" / "tico19" / f"{tag}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def is_shifted(part: list[dict[str, str]], tag: str) -> bool:
    pairs = [(row["seg"], row["en"], row["t"]) for row in part]
    return any(finding.check == "shifted" for _, finding in check_catalog(pairs, EN, Locale(tag)))


@pytest.mark.parametrize("tag", CLEAN)
def test_at_most_three_percent_of_sound_translations_are_blocked(shared: Path, tag: str) -> None:
    sound = [row for row in rows(shared, tag) if (tag, row["doc"]) != ("fr", SHIFTED_DOCUMENT)][::EVERY]
    blocked = [
        row["seg"]
        for row in sound
        if any(finding.severity == "error" for finding in check(row["en"], row["t"], EN, Locale(tag)))
    ]
    assert len(blocked) <= 0.03 * len(sound), blocked


def test_the_catalog_known_to_be_shifted_is_named(shared: Path) -> None:
    assert is_shifted(rows(shared, "so"), "so")


def test_the_document_known_to_be_shifted_is_named(shared: Path) -> None:
    assert is_shifted([row for row in rows(shared, "fr") if row["doc"] == SHIFTED_DOCUMENT], "fr")


@pytest.mark.parametrize("tag", ["es-419", "zh"])
def test_a_sound_catalog_is_not_named(shared: Path, tag: str) -> None:
    assert not is_shifted(rows(shared, tag)[::3], tag)
