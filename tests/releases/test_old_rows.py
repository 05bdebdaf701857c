"""A row of the memory that is as it was before is noticed, although its seal is right."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny import ARTICLE, TinyLibrary

from portal_api.releases.publishing.memory import Memory
from portal_api.releases.publishing.roll import Roll
from portal_api.releases.publishing.seals import SEAL_BYTES

PUMP, SECOND = "content/articles/pump.md", "content/articles/second.md"
SEAL = st.binary(min_size=SEAL_BYTES, max_size=SEAL_BYTES).filter(any)
SEALS = st.lists(SEAL, unique=True, min_size=2, max_size=9)


@pytest.fixture
def corrected(tiny: TinyLibrary) -> TinyLibrary:
    """Two articles; `pump` was published with 5 mg, then by mistake with 50 mg, and its file says 5 mg again.

    What the first publication remembered of it stands in the place of what the second did.
    """
    tiny.article("second", ARTICLE.replace("# Pump", "# Second"))
    tiny.publish()
    before = remembered(tiny, "pump")
    tiny.change(PUMP, "**5 mg**", "**50 mg**")
    tiny.publish()
    tiny.change(PUMP, "**50 mg**", "**5 mg**")
    put_back(tiny, before)
    return tiny


def memory_of(library: TinyLibrary) -> Path:
    return Memory(library.root).folder / "memory.db"


def remembered(library: TinyLibrary, article: str) -> tuple[Any, ...]:
    with closing(sqlite3.connect(memory_of(library))) as connection:
        (row,) = connection.execute("SELECT * FROM unit WHERE article = ?", [article])
        return tuple(row)


def put_back(library: TinyLibrary, row: tuple[Any, ...]) -> None:
    with closing(sqlite3.connect(memory_of(library))) as connection, connection:
        connection.execute("REPLACE INTO unit VALUES (?, ?, ?, ?, ?)", row)


def test_a_dose_that_was_corrected_reaches_readers_whatever_an_old_row_says(corrected: TinyLibrary) -> None:
    told = corrected.publish()
    assert not told.nothing_changed
    assert "was damaged; it was thrown away" in " ".join(told.notes)
    body = str(corrected.edition("en").body)
    assert "5 mg" in body
    assert "50 mg" not in body


def test_once_thrown_away_nothing_is_told_again(corrected: TinyLibrary) -> None:
    corrected.publish()
    again = corrected.publish()
    assert again.nothing_changed
    assert again.notes == ()


def test_an_old_row_is_noticed_where_another_article_changed(corrected: TinyLibrary) -> None:
    corrected.change(SECOND, "2 hours", "3 hours")
    assert "was damaged; it was thrown away" in " ".join(corrected.publish().notes)
    assert "50 mg" not in str(corrected.edition("en").body)


def test_a_row_put_back_unchanged_is_no_old_one(tiny: TinyLibrary) -> None:
    tiny.publish()
    put_back(tiny, remembered(tiny, "pump"))
    told = tiny.publish()
    assert (told.nothing_changed, told.notes) == (True, ())


@given(SEALS, st.randoms())
def test_a_roll_has_its_own_seals_in_any_order_and_no_others(seals: list[bytes], random: Any) -> None:
    *kept, other = seals
    roll = Roll.of(("article", "data", None, None, seal) for seal in kept)
    random.shuffle(kept)
    assert roll.has(kept)
    assert not roll.has(seals)
    assert not roll.has(kept[1:])
    assert not roll.has([*kept[1:], other])
    assert not roll.has([*kept[1:], None])
