"""What holds for every text, every number and every language that CLDR knows."""

from __future__ import annotations

import datetime
import itertools
from decimal import Decimal

import pytest
from babel import localedata
from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from effort import assert_cheap
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.articles.inline import MAX_LENGTH
from portal_api.catalogs.checks import check, check_catalog
from portal_api.locales import Locale

EN = Locale("en")
# Toki Pona has no numbers to speak of: CLDR groups its digits by two.
LANGUAGES = sorted(i for i in localedata.locale_identifiers() if "_" not in i and i not in {"root", "tok"})
HARMLESS = {"empty", "characters", "script", "markup", "doubled-word", "quotes"}
BLOCKING = {"numbers", "units"}
UNITS = ("mass-milligram", "mass-gram", "volume-milliliter", "duration-hour", "duration-day", "duration-week")

CHOSEN = ("ar", "bn", "de", "fa", "hi", "ja", "km", "my", "pt", "ru", "sw", "ta", "tr", "uk", "zh", "zu")

texts = st.text(max_size=80)
CHARACTERS = "0123456789٣五百½⅓.,،٫٬'’/:-–%°*_[](){}<>\\ \u00a0\u202f\u200b\u202e\ud800"
PIECES = "1,000 | million|万| mg|two |COVID-19|http://|tel:|@|{n}| pm|XIX|January |24/7|1990s|quatre-vingt"
SIGNS = "−5 | -2|<= |≥|±|at least |or more|8 in the evening|9 May |half a "
hostile = st.lists(st.sampled_from([*CHARACTERS, *PIECES.split("|"), *SIGNS.split("|")]), max_size=60).map(
    "".join
)
languages = st.sampled_from(LANGUAGES)
numbers = st.one_of(
    st.decimals(min_value=0, max_value=10**6, places=3),
    st.integers(min_value=0, max_value=10**9).map(Decimal),
)


def found(source: str, target: str, locale: str) -> set[str]:
    return {finding.check for finding in check(source, target, EN, Locale(locale))}


@given(source=st.one_of(texts, hostile), target=st.one_of(texts, hostile), language=languages)
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_a_check(source: str, target: str, language: str) -> None:
    for finding in check(source, target, EN, Locale(language)):
        for span, text in ((finding.source_span, source), (finding.target_span, target)):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
    check_catalog([("a", source, target), ("b", target, source)], EN, Locale(language))


@pytest.mark.parametrize(
    "piece", ["8 am ", "8 in the morning ", "< 5 ", "at least 5 ", "-5 ", "9 May ", "one mg 1 mg "]
)
def test_the_longest_text_of_one_thing_takes_no_time_to_speak_of(piece: str) -> None:
    text = (piece * MAX_LENGTH)[:MAX_LENGTH]
    lengths = itertools.count(MAX_LENGTH, -1)  # each time another text: what numbers it says is remembered

    def checked() -> None:
        source = text[: next(lengths)]
        check(source, source.replace("am", "pm"), EN, Locale("de"))

    assert_cheap(checked, seconds=2)


@given(text=hostile, language=languages)
@settings(max_examples=60, deadline=None)
def test_a_text_agrees_with_itself(text: str, language: str) -> None:
    locale = Locale(language)
    findings = check(text, text, locale, locale)
    assert {finding.check for finding in findings} <= {
        "empty",
        "characters",
        "same-as-source",
        "script",
        "markup",
    }


@given(number=numbers, language=languages)
@settings(max_examples=60, deadline=None)
def test_a_number_passes_in_the_writing_of_every_language(number: Decimal, language: str) -> None:
    source, target = (f"a {format_decimal(number, locale=tag)} b" for tag in ("en", language))
    assert not found(source, target, language) & BLOCKING


@given(number=numbers, power=st.sampled_from([10, 100, 1000]), language=languages)
@settings(max_examples=60, deadline=None)
def test_a_number_times_ten_is_found_in_every_language(number: Decimal, power: int, language: str) -> None:
    wrong = number * power or Decimal(power)
    source, target = (
        f"a {format_decimal(number, locale='en')} b",
        f"a {format_decimal(wrong, locale=language)} b",
    )
    assert "numbers" in found(source, target, language)


@pytest.mark.parametrize("language", CHOSEN)
def test_percentages_dates_and_times_pass_as_cldr_writes_them(language: str) -> None:
    day, hour = datetime.date(2020, 5, 9), datetime.time(20, 30)
    for source, target in (
        (format_percent(0.25, locale="en"), format_percent(0.25, locale=language)),
        (format_date(day, "long", locale="en"), format_date(day, "long", locale=language)),
        (format_time(hour, "short", locale="en"), format_time(hour, "short", locale=language)),
    ):
        assert not found(source, target, language) & BLOCKING, target


@given(
    count=st.integers(min_value=3, max_value=999),
    unit=st.sampled_from(UNITS),
    other=st.sampled_from(UNITS),
    language=st.sampled_from(
        ["ar", "bn", "de", "es", "fa", "fr", "hi", "ja", "ko", "pl", "ru", "th", "vi", "zh"]
    ),
)
@settings(max_examples=60, deadline=None)
def test_units_are_told_apart_as_cldr_writes_them(count: int, unit: str, other: str, language: str) -> None:
    source = format_unit(count, unit, locale="en")
    target = format_unit(count, other, locale=language)
    assert ("units" in found(source, target, language)) is (unit != other)
