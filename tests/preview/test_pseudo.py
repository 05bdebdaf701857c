"""Pseudo-languages: longer or mirrored, with everything kept that a translation must keep."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.articles.inline import MarkupError, runs
from portal_api.catalogs.checks import check
from portal_api.catalogs.gettext.po import parse_po
from portal_api.catalogs.messages import ENGLISH, word_messages
from portal_api.catalogs.pseudo import (
    ACCENTED,
    MIRRORED,
    PSEUDO_LOCALES,
    pseudo_acceptances,
    pseudo_catalog,
    pseudo_text,
)
from portal_api.words import WORDS

DOSE = (
    "Take **5 mg** of it *twice* a day, see [the leaflet](https://x.example/a_b) or write to a.b@c.example."
)


def test_the_accented_language_is_forty_percent_longer() -> None:
    text = "The team fills the pump again after some months and tells you what to look for at home."
    assert 1.35 * len(text) < len(pseudo_text(text, ACCENTED)) < 1.5 * len(text)


def test_the_mirrored_language_runs_from_right_to_left() -> None:
    assert MIRRORED.direction == "rtl"
    mirrored = pseudo_text("Call your team", MIRRORED)
    assert all("\u0600" <= letter <= "\u06ff" for letter in mirrored if letter != " ")


@pytest.mark.parametrize("locale", PSEUDO_LOCALES)
@pytest.mark.parametrize("kept", ["**5 mg**", "](https://x.example/a_b)", "a.b@c.example"])
def test_markup_numbers_and_addresses_stay(locale, kept) -> None:
    assert kept in pseudo_text(DOSE, locale)


@pytest.mark.parametrize("locale", PSEUDO_LOCALES)
@pytest.mark.parametrize(
    "text",
    ["{article} has moved", "the COVID-19 virus and vitamin B12", "at 38.5 °C (101.3 °F)", r"a \* b"],
)
def test_placeholders_names_units_and_escapes_stay(locale, text) -> None:
    changed = pseudo_text(text, locale)
    assert changed != text or text == r"a \* b"
    errors = [one for one in check(text, changed, ENGLISH, locale) if one.severity == "error"]
    assert errors == []
    assert (r"\*" in changed) == (r"\*" in text)


def test_every_word_of_ours_is_a_catalog_that_reads_back() -> None:
    for locale in PSEUDO_LOCALES:
        made = pseudo_catalog(word_messages(WORDS), locale)
        again = parse_po(made.to_bytes(), made.path)
        assert [entry.texts for entry in again.live()] == [entry.texts for entry in made.live()]


def test_what_a_check_would_refuse_is_accepted_by_name() -> None:
    from_words = pseudo_catalog(word_messages(WORDS), MIRRORED)
    for record in pseudo_acceptances(from_words, ENGLISH):
        assert record.by == "portal preview"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="abcXYZ 0159.,*_[]()\\{}éж中-@:/\n°", max_size=80), st.sampled_from(PSEUDO_LOCALES))
def test_a_text_keeps_its_markup_whatever_it_is(text, locale) -> None:
    try:
        before = runs(text)
    except MarkupError:
        pseudo_text(text, locale)
        return
    after = runs(pseudo_text(text, locale))
    looks = [(run.strong, run.emphasis, run.href) for run in after]
    assert looks == [(run.strong, run.emphasis, run.href) for run in before]
