"""A word diff tells what became of the old wording, and loses nothing of either."""

from __future__ import annotations

import pytest
from effort import assert_cheap
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.preview.wording import word_diff


def told(old: str, new: str) -> str:
    marks = {"same": "{}", "gone": "-{}-", "new": "+{}+"}
    return "".join(marks[piece.kind].format(piece.text) for piece in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Take 5 mg a day.", "Take 10 mg a day.", "Take -5-+10+ mg a day."),
        ("about 100.4 degrees", "about 101.3 degrees", "about -100.4-+101.3+ degrees"),
        ("the same", "the same", "the same"),
        ("", "new text", "+new text+"),
        ("每天两次", "每天三次", "每天-两-+三+次"),
    ],
)
def test_words_and_numbers_are_struck_out_whole(old, new, shown) -> None:
    assert told(old, new) == shown


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_both_wordings_can_be_read_in_it(old, new) -> None:
    pieces = word_diff(old, new)
    assert "".join(one.text for one in pieces if one.kind != "new") == old
    assert "".join(one.text for one in pieces if one.kind != "gone") == new


def test_very_long_texts_take_no_time() -> None:
    old, new = "a b " * 2500, "b c " * 2500
    assert_cheap(lambda: word_diff(old, new), seconds=0.5)
