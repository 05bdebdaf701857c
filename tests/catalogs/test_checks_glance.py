"""A rule that is not asked because of the characters of two texts would have had nothing to say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.catalogs.checks import CHECKS, Check
from portal_api.catalogs.reading.glance import kinds_of
from portal_api.catalogs.rules.findings import Pair
from portal_api.catalogs.rules.legibility import empty, is_ordinary, too_long
from portal_api.locales import Locale

EN = Locale("en")
PIECES = [
    *"0123456789٣५½<>≤±−-–*_[](){}%\\`!&~#\n:@“”«»『\u202e\ufffd. ",
    *(
        " five ",
        "mg",
        " pm",
        " May ",
        "http://a.org",
        "a@b.org",
        "{n}",
        "%(n)s",
        " minus ",
        " at least ",
        "五百万",
    ),
]
texts = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)
languages = st.sampled_from(["ar", "de", "en", "fr", "hi", "km", "ru", "so", "zh"]).map(Locale)
GATED = [one for one in CHECKS if one.about is not None]
GIVEN = [one for one in CHECKS if one.given is not None]


@pytest.mark.parametrize("check", GATED, ids=lambda check: check.id)
@given(source=texts, target=texts, locale=languages)
@settings(max_examples=60, deadline=None)
def test_a_rule_has_nothing_to_say_without_the_characters_it_is_about(
    check: Check, source: str, target: str, locale: Locale
) -> None:
    pair = Pair(source, target, EN, locale)
    assert check.about is not None
    assert check.about & pair.kinds or not list(check.rule(pair))


@pytest.mark.parametrize("check", GIVEN, ids=lambda check: check.id)
@given(source=texts, target=texts, locale=languages)
@settings(max_examples=60, deadline=None)
def test_a_rule_has_nothing_to_say_where_the_source_gives_no_reason(
    check: Check, source: str, target: str, locale: Locale
) -> None:
    pair = Pair(source, target, EN, locale)
    assert check.given is not None
    assert check.given(source, pair.source_idiom) or not list(check.rule(pair))


@given(source=texts, target=texts)
@settings(max_examples=100, deadline=None)
def test_an_ordinary_text_is_neither_empty_nor_too_long(source: str, target: str) -> None:
    pair = Pair(source, target, EN, Locale("de"))
    assert not is_ordinary(source, target) or not [*empty(pair), *too_long(pair)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("take ৫", "number"),
        ("½", "number"),
        ("−", "sign"),
        ("a<b", "angle"),
        ("*", "mark"),
        ("{x}", "brace"),
        ("a:b", "colon"),
        ("a@b", "at"),
        ("「a」", "quote"),
        ("a\u202eb", "odd"),
    ],
)
def test_a_glance_sees_the_character(text: str, kind: str) -> None:
    assert kinds_of(text) == {kind}


def test_letters_and_full_stops_tell_nothing() -> None:
    assert kinds_of("Rest. Ruhen Sie sich aus, ቆይ፣ 休息。 आराम करें।") == frozenset()
