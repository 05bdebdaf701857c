"""Sentences in as many languages as we can write them: sound ones pass, a wrong number or unit blocks.

A denial that nobody wrote is warned about.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from portal_api.catalogs.checks import check
from portal_api.locales import Locale

_TABLE = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
_SOURCES = _TABLE.pop("source")
_FOOD = "Take it with food."
_DENIALS = _TABLE.pop("denial").items()
_CHOICE = re.compile(r"\{([^{|}]*)\|([^{|}]*)\}")
ROWS = [
    pytest.param(tag, _SOURCES[name], target, id=f"{tag}-{name}")
    for tag, targets in _TABLE.items()
    for name, target in targets.items()
]


def found(source: str, target: str, tag: str, *severities: str) -> list[str]:
    findings = check(source, target, Locale("en"), Locale.parse(tag))
    return [f"{finding.check}: {finding.what}" for finding in findings if finding.severity in severities]


@pytest.mark.parametrize(("tag", "source", "target"), ROWS)
def test_a_sound_sentence_passes_without_a_word(tag: str, source: str, target: str) -> None:
    assert found(source, _CHOICE.sub(r"\1", target), tag, "error", "warning") == []


@pytest.mark.parametrize(("tag", "source", "target"), ROWS)
def test_a_wrong_sentence_is_blocked(tag: str, source: str, target: str) -> None:
    assert found(source, _CHOICE.sub(r"\2", target), tag, "error")


@pytest.mark.parametrize(("tag", "target"), _DENIALS)
def test_a_sound_order_passes_without_a_word(tag: str, target: str) -> None:
    assert found(_FOOD, _CHOICE.sub(r"\1", target), tag, "error", "warning") == []


@pytest.mark.parametrize(("tag", "target"), _DENIALS)
def test_an_order_that_became_its_denial_is_warned_about(tag: str, target: str) -> None:
    text = _CHOICE.sub(r"\2", target)
    assert any(one.startswith("negation: ") for one in found(_FOOD, text, tag, "warning"))
    assert found(_FOOD, text, tag, "error") == []
