"""The manual for translators explains every message, status and fate there is."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from portal_api.catalogs.agency.takeback import Fate
from portal_api.catalogs.checks import SHIFTED
from portal_api.catalogs.needs import STATUSES
from portal_api.cli.judging import STALE, UNSURE

MANUAL = (Path(__file__).parents[2] / "docs/translators.md").read_text("utf-8")


@pytest.mark.parametrize("name", [STALE.check, UNSURE.check, SHIFTED, "mark", "unreadable", *get_args(Fate)])
def test_every_message_that_is_no_check_of_one_text_has_its_row(name: str) -> None:
    assert f"\n| `{name}` | " in MANUAL


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_explained(status: str) -> None:
    assert f"`{status}`" in MANUAL


def test_the_session_quotes_what_is_really_said() -> None:
    assert f"{STALE.what}; {STALE.remedy}".replace(" ", "") in MANUAL.replace("\n", "").replace(" ", "")
