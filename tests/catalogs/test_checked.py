"""What is remembered of the checks is what they would say again, or it is not believed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.articles.glossary import Glossary, Term
from portal_api.catalogs.checked import Checks, RememberedChecks
from portal_api.locales import Locale

EN, DE, FR = Locale("en"), Locale("de"), Locale("fr")
VERSION = b"1"
GLOSSARY = Glossary((Term("blood thinner", "en", {DE: ("Blutverdünner",)}),))
TEXTS = [
    ("Take 5 mg.", "Nehmen Sie 5 mg."),
    ("Take 5 mg.", "Nehmen Sie 50 mg."),
    ("Do you take a blood thinner?", "Nehmen Sie ein dünnes Blutmittel?"),
    ("Do not drive.", "Fahren Sie."),
]


def ask(checks: Checks, locale: Locale = DE) -> list[object]:
    pairs = [(str(place), *pair) for place, pair in enumerate(TEXTS)]
    return [checks.of_texts(*pair, EN, locale) for pair in TEXTS] + [checks.of_catalog(pairs, EN, locale)]


def filled(glossary: Glossary = GLOSSARY) -> bytes:
    first = RememberedChecks(VERSION, glossary)
    ask(first)
    return first.packed()


def test_what_is_remembered_is_what_the_checks_say(asked: list[str]) -> None:
    expected = ask(Checks(GLOSSARY))
    data = filled()
    asked.clear()
    assert ask(RememberedChecks(VERSION, GLOSSARY, data)) == expected
    assert asked == []


@pytest.mark.parametrize(
    ("version", "glossary", "locale"),
    [
        (b"2", GLOSSARY, DE),
        (VERSION, Glossary(), DE),
        (VERSION, Glossary((Term("blood thinner", "en", {DE: ("Gerinnungshemmer",)}),)), DE),
        (VERSION, GLOSSARY, FR),
    ],
    ids=["another version", "no glossary", "another form", "another language"],
)
def test_what_was_found_under_other_rules_is_not_believed(
    asked: list[str], version: bytes, glossary: Glossary, locale: Locale
) -> None:
    data = filled()
    asked.clear()
    ask(RememberedChecks(version, glossary, data), locale)
    assert asked == [target for _, target in TEXTS]


def test_a_glossary_that_says_the_same_in_another_order_is_the_same(asked: list[str]) -> None:
    terms = (*GLOSSARY.terms, Term("pump", "en", {DE: ("Pumpe",)}))
    data = filled(Glossary(terms))
    asked.clear()
    ask(RememberedChecks(VERSION, Glossary(terms[::-1]), data))
    assert asked == []


@settings(max_examples=100)
@given(st.integers(0, 1000))
def test_of_a_memory_that_was_cut_off_nothing_wrong_is_believed(length: int) -> None:
    assert ask(RememberedChecks(VERSION, GLOSSARY, filled()[:length])) == ask(Checks(GLOSSARY))


@settings(max_examples=100)
@given(st.binary(max_size=60))
def test_what_is_no_memory_is_forgotten(noise: bytes) -> None:
    assert ask(RememberedChecks(VERSION, GLOSSARY, noise)) == ask(Checks(GLOSSARY))
