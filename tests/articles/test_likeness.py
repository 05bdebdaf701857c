"""Which of the texts that translators know an author's text is, or looks like."""

from __future__ import annotations

import random

import pytest
from effort import assert_cheap
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.articles.likeness import recognised

OLD = {
    "dose": "Take one tablet every morning.",
    "rest": "Rest for two days, and drink a lot.",
    "中": "请每天早上服用一片药。",
}


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Take one tablet every morning with water.", "dose"),
        ("Take two tablets every morning.", "dose"),
        ("Drink a lot, and rest for two days.", "rest"),
        ("请每天晚上服用一片药。", "中"),
        ("Call your doctor if the pain comes back.", None),
        ("", None),
    ],
)
def test_a_changed_text_is_recognised_and_another_one_is_not(text: str, id_: str | None) -> None:
    assert recognised([text], OLD).get(0) == id_


def test_an_equal_text_goes_before_a_similar_one() -> None:
    texts = ["Take one tablet every evening.", "Take one tablet every morning."]
    assert recognised(texts, OLD) == {1: "dose"}


def test_each_of_several_equal_texts_is_found_once_in_their_order() -> None:
    assert recognised(["Same.", "Same.", "Same."], {"a": "Same.", "b": "Same."}) == {0: "a", 1: "b"}


@settings(max_examples=100)
@given(st.lists(st.text("ab ", max_size=6), max_size=6), st.lists(st.text("ab ", max_size=6), max_size=6))
def test_nothing_is_found_twice_and_every_equal_text_is_found(texts: list[str], old: list[str]) -> None:
    known = {str(number): text for number, text in enumerate(old)}
    found = recognised(texts, known)
    assert len(set(found.values())) == len(found)
    for text in set(texts) & set(old):
        places = [at for at, one in enumerate(texts) if one == text]
        equal = [at for at in places if at in found and known[found[at]] == text]
        assert len(equal) == min(len(places), old.count(text))


def test_texts_of_the_same_letters_cost_no_more_than_others() -> None:
    letters = random.Random(1)
    texts = ["".join(letters.sample("abcdefgh " * 44, 396)) for _ in range(280)]
    known = {str(number): text for number, text in enumerate(texts[140:])}
    assert_cheap(lambda: recognised(texts[:140], known), seconds=2)
