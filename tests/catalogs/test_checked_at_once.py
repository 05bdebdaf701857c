"""A whole catalog asked at once gets the findings of its texts, and is believed only while it is the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.articles.glossary import Glossary, Term
from portal_api.catalogs.checked import Asked, Checks, RememberedChecks
from portal_api.locales import Locale

EN, DE = Locale("en"), Locale("de")
GLOSSARY = Glossary((Term("blood thinner", "en", {DE: ("Blutverdünner",)}),))
SHEET: list[Asked] = [
    ("Take 5 mg.", "Nehmen Sie 5 mg.", EN, DE),
    ("Take 5 mg.", "Nehmen Sie 50 mg.", EN, DE),
    ("Take 5 mg.", "Nehmen Sie 5 mg.", EN, DE),
    ("Do you take a blood thinner?", "Nehmen Sie ein dünnes Blutmittel?", EN, DE),
]
EXPECTED = Checks(GLOSSARY).of_all(SHEET)


def memory(data: bytes = b"", glossary: Glossary = GLOSSARY) -> RememberedChecks:
    return RememberedChecks(b"1", glossary, data)


def filled(sheet: list[Asked]) -> bytes:
    first = memory()
    first.of_all(sheet)
    first.of_catalog([("a", "Take 5 mg.", "Nehmen Sie 5 mg.")], EN, DE)
    return first.packed()


def test_a_catalog_that_did_not_change_is_known_at_one_look(asked: list[str]) -> None:
    data = filled(SHEET)
    asked.clear()
    again = memory(data)
    assert again.of_all(SHEET) == EXPECTED
    assert memory(again.packed()).of_all(SHEET) == EXPECTED
    assert asked == []


@pytest.mark.parametrize("place", range(len(SHEET)))
def test_of_a_catalog_that_changed_only_what_is_new_is_checked(asked: list[str], place: int) -> None:
    data = filled(SHEET)
    asked.clear()
    changed = [*SHEET]
    changed[place] = ("Take 5 mg.", "Nehmen Sie 7 mg.", EN, DE)
    assert memory(data).of_all(changed) == Checks(GLOSSARY).of_all(changed)
    assert asked[0] == "Nehmen Sie 7 mg."
    assert len(asked) == 1 + len(SHEET)


def test_texts_that_changed_places_keep_their_own_findings() -> None:
    assert memory(filled(SHEET)).of_all(SHEET[::-1]) == EXPECTED[::-1]


def test_under_another_glossary_the_catalog_is_checked_again(asked: list[str]) -> None:
    data = filled(SHEET)
    asked.clear()
    memory(data, Glossary()).of_all(SHEET)
    assert set(asked) == {target for _, target, _, _ in SHEET}


@settings(max_examples=100)
@given(st.integers(0, 1000))
def test_a_memory_that_was_cut_off_makes_no_error_sound(length: int) -> None:
    assert memory(filled(SHEET)[:length]).of_all(SHEET) == EXPECTED


@settings(max_examples=100)
@given(st.lists(st.sampled_from(SHEET), max_size=6), st.lists(st.sampled_from(SHEET), max_size=6))
def test_what_is_remembered_of_one_catalog_is_never_taken_for_another(
    before: list[Asked], now: list[Asked]
) -> None:
    assert memory(filled(before)).of_all(now) == Checks(GLOSSARY).of_all(now)
