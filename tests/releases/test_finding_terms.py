"""What counts as the same word: across cases, accents, vowel points, other spellings, and without spaces."""

from __future__ import annotations

import pytest
from effort import assert_cheap
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.releases.finding.folding import fold
from portal_api.releases.finding.terms import places, terms

SAME = [
    ("Fièvre", "fievre"),
    ("FIÈVRE", "fie\u0300vre"),
    ("Straße", "STRASSE"),
    ("Übelkeit", "ubelkeit"),
    ("œdème", "oedeme"),
    ("İLAÇ ışık ISI", "ilac isik isi"),
    ("sốt đau đầu", "sot dau dau"),
    ("Łódź smørre", "lodz smorre"),
    ("ёлка май", "елка маи"),
    ("Πυρετός", "πυρετοσ"),
    ("الحُمَّى", "الحمي"),
    ("الأطفال إسعاف آلام", "الاطفال اسعاف الام"),
    ("عـــلاج", "علاج"),
    ("حرارة", "حراره"),
    ("کودک یک", "كودك يك"),
    ("شָׁלוֹם", "شלום"),
    ("बुख़ार", "बुखार"),
    ("दाँत", "दांत"),
    ("バクロフェン", "ばくろふぇん"),
    ("ﾊﾞｸﾛﾌｪﾝ", "バクロフェン"),
    ("ＡＢＣ１２", "abc12"),
    ("٣٨ ۳۸ ३८", "38 38 38"),
    ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
]


@pytest.mark.parametrize(("written", "typed"), SAME)
def test_what_readers_leave_out_or_confuse_makes_no_difference(written: str, typed: str) -> None:
    assert terms(written) == terms(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [("का", "कि"), ("ไข่", "ไข้"), ("กา", "กี"), ("និង", "នាង"), ("kann", "kan"), ("5", "50"), ("حب", "حر")],
)
def test_other_letters_are_other_words(one: str, other: str) -> None:
    assert terms(one) != terms(other)


def test_words_are_parted_where_a_script_parts_them() -> None:
    assert terms("L’enfant a 38,5 °C (fièvre)!") == ["l", "enfant", "a", "38", "5", "c", "fievre"]
    assert terms("क्या करें?") == ["क्या", "करें"]


def test_scripts_without_spaces_are_cut_into_letters_in_a_row() -> None:
    assert terms("子供发烧") == ["子供", "供发", "发烧"]
    assert terms("ไข้สูง") == ["ไข้", "ข้ส", "้สู", "สูง"]
    assert terms("ยา") == ["ยา"]
    assert terms("体温39度high") == ["体温", "39", "度", "high"]


def test_a_part_of_a_text_without_spaces_has_terms_of_the_whole() -> None:
    for whole, part in (("小児の発熱と頭痛", "発熱"), ("เด็กมีไข้สูง", "มีไข้"), ("កុមារក្តៅខ្លួន", "ក្តៅ")):
        assert set(terms(part)) <= set(terms(whole))


def test_each_term_says_where_it_stands_with_its_vowel_points() -> None:
    text = "ا الحُمَّى, Fie\u0300vre\u0301 5"
    assert [text[start:end] for _, start, end in places(text)] == ["ا", "الحُمَّى", "Fie\u0300vre\u0301", "5"]


@settings(max_examples=300)
@given(st.text(max_size=60))
def test_places_are_those_of_the_terms_in_any_text(text: str) -> None:
    found = [*places(text)]
    assert [term for term, _, _ in found] == terms(text)
    assert all(0 <= start < end <= len(text) for _, start, end in found)


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_folding_again_changes_nothing_and_nothing_but_letters_and_digits_is_left(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert not set(folded) & set("\0\n\t'\"%_*()-")


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "\u0301" * 100_000, "ก" * 100_000, "ﷺ" * 20_000, "a " * 50_000]
)
def test_a_long_or_strange_text_is_cheap(text: str) -> None:
    assert_cheap(lambda: terms(text), seconds=1)


def test_every_character_there_is_can_be_folded() -> None:
    for start in range(0, 0x110000, 0x1000):
        fold("".join(map(chr, range(start, start + 0x1000))))
