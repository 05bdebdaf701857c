"""Accept-Language: what browsers send, and what only troublemakers send."""

from __future__ import annotations

import pytest
from effort import assert_cheap
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.locales import Locale, parse_accept_language

HEADERS = [
    (None, ""),
    ("", ""),
    ("*", ""),
    ("de", "de"),
    ("da, en-gb;q=0.8, en;q=0.7", "da en-GB en"),
    ("en;q=0.7,da,en-GB;q=0.8", "da en-GB en"),
    ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr-CH fr en de"),
    ("zh_TW,zh;q=0.9", "zh-TW zh"),
    ("en ; q=0.5 , \tde", "de en"),
    ("en;Q=0.5,de;q=1.000,fr;q=1", "de fr en"),
    # Equals stay in order; of the same language twice the more wanted counts.
    ("es,pt,it", "es pt it"),
    ("en;q=0.1,de;q=0.5,en", "en de"),
    ("iw,he;q=0.9", "he"),
    # Not wanted.
    ("en;q=0,de", "de"),
    ("en;q=0.000,de", "de"),
    ("en;q=.5,de", "de en"),
    ("en;q=.875,de;q=.9,fr;q=0.88", "de fr en"),
    ("en;q=.0,de", "de"),
    ("en;q=.,de", "de"),
    ("en;q=.1234,de", "de"),
    # Malformed: the tag goes, the others stay.
    ("en;q=1.1,de", "de"),
    ("en;q=0.1234,de", "de"),
    ("en;q=-1,de", "de"),
    ("en;q=,de", "de"),
    ("en;q=nan,de", "de"),
    ("en;q=1e1,de", "de"),
    ("en;q=٠,de", "de"),
    ("en;level=1,de", "de"),
    ("en;q=0.5;q=0.9,de", "de"),
    ("english,de", "de"),
    ("de en", ""),
    (",,, ,de,,", "de"),
    ("<script>,de", "de"),
    ("d\u0435,de", "de"),
    ("\ud800,de", "de"),
]


@pytest.mark.parametrize(("header", "expected"), HEADERS)
def test_wanted_languages_come_best_first(header: str | None, expected: str) -> None:
    assert [str(locale) for locale in parse_accept_language(header).wanted] == expected.split()


def test_at_most_ten_tags_are_read() -> None:
    header = ",".join(f"q{chr(97 + number)}a" for number in range(20))
    assert len(parse_accept_language(header).wanted) == 10


def test_a_tag_cut_at_256_bytes_is_left_out() -> None:
    kept, cut = "de".ljust(251) + ",", "zh-Hant"
    assert (kept + cut)[:256] == kept + "zh-H"
    assert str(parse_accept_language(kept + cut)) == "de"
    assert str(parse_accept_language(kept + "zh-T")) == "de"
    assert str(parse_accept_language(kept + "es")) == "de,es"


def test_a_megabyte_costs_less_than_a_millisecond() -> None:
    headers = ["en-GB,de;q=0.5," * 70_000, "x" * 1_000_000, "," * 1_000_000, "en;" + " " * 1_000_000 + "q=1"]
    for header in headers:
        assert_cheap(lambda header=header: parse_accept_language(header), seconds=0.001)


@given(st.text(max_size=400) | st.text("ab-, ;q=.01*\t", max_size=400))
@settings(max_examples=300, deadline=None)
def test_no_header_raises_or_wants_a_language_twice(header: str) -> None:
    wishes = parse_accept_language(header)
    named = (*wishes.wanted, *wishes.refused)
    assert len(named) == len(set(named)) <= 10


@given(
    st.lists(st.sampled_from(["en", "EN-us", "en-GB", "de", "zh-TW", "*", "iw", "he"]), max_size=6), st.data()
)
@settings(deadline=None)
def test_the_normal_spelling_says_the_same(tags: list[str], data: st.DataObject) -> None:
    weights = st.sampled_from(["", ";q=0", ";q=0.5", ";q=1.0", ";q=0.000"])
    wishes = parse_accept_language(", ".join(tag + data.draw(weights) for tag in tags))
    assert parse_accept_language(str(wishes)) == wishes


@pytest.mark.parametrize(
    ("header", "refused", "kept"),
    [
        ("en;q=0", "en en-GB", "es zh-Hant"),
        ("en-US;q=0", "en-US en", "en-GB"),
        ("en;q=0, en-GB", "en en-US", "en-GB"),
        ("en-GB;q=0, en", "en-GB", "en en-US en-AU"),
        ("en;q=0, en", "", "en en-GB"),
        ("zh;q=0, zh-Hant;q=0.1", "zh zh-Hans", "zh-Hant zh-Hant-HK"),
        ("iw;q=0", "he", "yi"),
        ("*;q=0, es", "", "es en"),
        ("english;q=0, d\u0435;q=0, x-en;q=0", "", "en de"),
        ("en;q=1.0, en;q=0.0001", "", "en"),
    ],
)
def test_a_language_is_refused_by_name_unless_it_is_wanted_more_exactly(
    header: str, refused: str, kept: str
) -> None:
    wishes = parse_accept_language(header)
    assert [tag for tag in refused.split() if not wishes.refuses(Locale(tag))] == []
    assert [tag for tag in kept.split() if wishes.refuses(Locale(tag))] == []
