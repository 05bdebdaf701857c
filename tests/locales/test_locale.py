"""Language tags: what is one, how it is spelled, how it runs, what it is called."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langcodes.data_dicts import LANGUAGE_REPLACEMENTS

from portal_api.errors import InvalidTag
from portal_api.locales import Locale
from portal_api.locales.locale import RIGHT_TO_LEFT, _tag

CANONICAL = [
    ("en", "en"),
    ("EN_us", "en-US"),
    ("pt_br", "pt-BR"),
    ("zh_hans_cn", "zh-Hans-CN"),
    ("zh-CN", "zh-CN"),
    ("ES-419", "es-419"),
    ("CA-ES-Valencia", "ca-ES-valencia"),
    ("de-de-u-co-PHONEBK-a-foo-X-Bar", "de-DE-a-foo-u-co-phonebk-x-bar"),
    ("sl-rozaj-biske-1994", "sl-rozaj-biske-1994"),
    ("X-Bork", "x-bork"),
    ("und", "und"),
    ("no", "no"),
    ("iw", "he"),
    ("in", "id"),
    ("ji", "yi"),
    ("mo", "ro"),
    ("tl", "fil"),
    ("sh", "sr-Latn"),
    ("sh-ME", "sr-Latn-ME"),
    ("sh-Cyrl", "sr-Cyrl"),
    ("deu", "de"),
    ("zh-cmn-Hans", "zh-Hans"),
    ("zh-yue-HK", "yue-HK"),
    ("zh-min-nan", "nan"),
    ("ar-arz", "arz"),
    ("i-klingon", "tlh"),
    ("i-default", "en-x-i-default"),
    ("en-GB-oed", "en-GB-oxendict"),
    ("sgn-BE-FR", "sfb"),
    ("art-lojban", "jbo"),
    ("en-UK", "en-GB"),
    ("my-BU", "my-MM"),
    ("hy-SU", "hy-AM"),
    ("en-840", "en-US"),
    ("zh-Qaai", "zh-Zinh"),
    ("el-polytoni", "el-polyton"),
    ("prs", "prs"),
    ("kmr", "kmr"),
    ("cnr", "cnr"),
]

NOT_TAGS = [
    "",
    "e",
    "*",
    "-",
    "en-",
    "-en",
    "en--US",
    " en",
    "en\n",
    "english",
    "articles",
    "root",
    "91",
    "1n",
    "en-US-GB",
    "de-DE-DE",
    "de-1996-1996",
    "en-a",
    "en-a-bb-a-cc",
    "en-x",
    "en-abc-def-ghi",
    "i-nothing",
    "en_US.UTF-8",
    "sr@latin",
    "en-\u0130",
    "\u212ae",
    "ｅｎ",
    "e\u0301n",
    "\ud800",
    "en\0",
    "../en",
    "en-" + "a" * 9,
    "x-" + "a" * 9,
    "en-x" + "-abcdefgh" * 12,
    "en-" * 100_000,
]


@pytest.mark.parametrize(("text", "tag"), CANONICAL)
def test_a_tag_has_one_spelling(text: str, tag: str) -> None:
    assert str(Locale.parse(text)) == tag
    assert str(Locale.parse(tag)) == tag


@pytest.mark.parametrize("text", NOT_TAGS)
def test_what_is_no_tag_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(InvalidTag, match=r"BCP 47 .* pt-BR") as refusal:
        Locale.parse(text)
    assert len(str(refusal.value)) < 300


def test_every_legacy_tag_becomes_a_tag_that_stays_as_it_is() -> None:
    for legacy in LANGUAGE_REPLACEMENTS:
        if not legacy.startswith("und-") and legacy != "root":
            once = Locale.parse(legacy)
            assert Locale.parse(once.tag) == once


@given(st.text(max_size=120) | st.text("abcdexh-_01249", max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_canonical_tag_or_refused(text: str) -> None:
    try:
        locale = Locale.parse(text)
    except InvalidTag:
        return
    assert Locale.parse(str(locale)) == locale
    assert Locale.parse(locale.folder) == locale
    assert Locale.parse(locale.tag.swapcase()) == locale
    assert all(Locale.parse(str(parent)) == parent for parent in locale.parents())
    assert {parent.script for parent in locale.parents()} <= {locale.script}


def test_the_folder_is_spelled_as_gettext_does() -> None:
    assert Locale.parse("pt-BR").folder == "pt_BR"
    assert Locale.parse("zh-Hans").folder == "zh_Hans"


def test_what_readers_send_is_remembered_only_up_to_a_bound() -> None:
    for number in range(10_000):
        Locale.parse(f"en-x-{number}")
    remembered = _tag.cache_info()
    assert remembered.maxsize is not None
    assert remembered.currsize <= remembered.maxsize < 10_000


SCRIPTS = [
    ("en", "Latn", "ltr"),
    ("ar", "Arab", "rtl"),
    ("he", "Hebr", "rtl"),
    ("fa-AF", "Arab", "rtl"),
    ("prs", "Arab", "rtl"),
    ("ps", "Arab", "rtl"),
    ("ckb", "Arab", "rtl"),
    ("ku", "Latn", "ltr"),
    ("ku-Arab", "Arab", "rtl"),
    ("kmr", "Latn", "ltr"),
    ("ur", "Arab", "rtl"),
    ("ur-Latn", "Latn", "ltr"),
    ("ur-Aran", "Aran", "rtl"),
    ("pa", "Guru", "ltr"),
    ("pa-PK", "Arab", "rtl"),
    ("az-IR", "Arab", "rtl"),
    ("uz-AF", "Arab", "rtl"),
    ("ug", "Arab", "rtl"),
    ("dv", "Thaa", "rtl"),
    ("yi", "Hebr", "rtl"),
    ("aii", "Syrc", "rtl"),
    ("nqo", "Nkoo", "rtl"),
    ("ff-Adlm", "Adlm", "rtl"),
    ("rhg", "Rohg", "rtl"),
    ("rhg-Latn", "Latn", "ltr"),
    ("zh", "Hans", "ltr"),
    ("zh-HK", "Hant", "ltr"),
    ("yue", "Hant", "ltr"),
    ("sr", "Cyrl", "ltr"),
    ("sr-ME", "Latn", "ltr"),
    ("mn-CN", "Mong", "ltr"),
    ("ksw", "Mymr", "ltr"),
    ("hmn", "Latn", "ltr"),
    ("mh", "Latn", "ltr"),
    ("cnh", "Latn", "ltr"),
    ("und-IL", "Hebr", "rtl"),
    ("und", "Zzzz", "ltr"),
    ("x-bork", "Zzzz", "ltr"),
    ("qaa-IL", "Zzzz", "ltr"),
]


@pytest.mark.parametrize(("tag", "script", "direction"), SCRIPTS)
def test_a_language_runs_as_its_script_does(tag: str, script: str, direction: str) -> None:
    locale = Locale.parse(tag)
    assert (locale.script, locale.direction) == (script, direction)


# One letter of each script that Unicode 14, which Python 3.11 knows, has a direction for.
LETTERS = {
    "Adlm": "\N{ADLAM SMALL LETTER ALIF}",
    "Arab": "\N{ARABIC LETTER BEH}",
    "Hebr": "\N{HEBREW LETTER BET}",
    "Mand": "\N{MANDAIC LETTER AB}",
    "Mend": "\N{MENDE KIKAKUI SYLLABLE M001 KI}",
    "Nkoo": "\N{NKO LETTER BA}",
    "Rohg": "\N{HANIFI ROHINGYA LETTER BA}",
    "Samr": "\N{SAMARITAN LETTER BIT}",
    "Syrc": "\N{SYRIAC LETTER BETH}",
    "Thaa": "\N{THAANA LETTER BAA}",
    "Yezi": "\N{YEZIDI LETTER BE}",
    "Latn": "b",
    "Deva": "\N{DEVANAGARI LETTER BA}",
    "Ethi": "\N{ETHIOPIC SYLLABLE BA}",
    "Mong": "\N{MONGOLIAN LETTER BA}",
    "Tfng": "\N{TIFINAGH LETTER YAB}",
}


def test_the_scripts_that_run_right_to_left_are_those_of_unicode() -> None:
    for script, letter in LETTERS.items():
        assert (unicodedata.bidirectional(letter) in {"R", "AL"}) == (script in RIGHT_TO_LEFT), script


PARENTS = [
    ("en", ""),
    ("es-MX", "es-419 es"),
    ("en-GB", "en-001 en"),
    ("en-AT", "en-150 en-001 en"),
    ("pt-MZ", "pt-PT pt"),
    ("pt-BR", "pt"),
    ("de-CH-1901", "de-CH de"),
    ("de-AT-u-co-phonebk", "de-AT de"),
    ("zh-Hans-CN", "zh-Hans zh"),
    ("zh-CN", "zh"),
    ("zh-Hant", ""),
    ("zh-Hant-HK", "zh-Hant"),
    ("zh-MO", "zh-Hant-MO zh-Hant-HK zh-Hant"),
    ("zh-TW", "zh-Hant-TW zh-Hant"),
    ("sr-Latn-RS", "sr-Latn"),
    ("sr-Cyrl-ME", "sr-Cyrl sr"),
    ("pa-PK", "pa-Arab-PK pa-Arab"),
    ("uz-AF", "uz-Arab-AF uz-Arab"),
    ("hi-Latn", ""),
    ("ht", ""),
    ("nb", "no"),
    ("nn-NO", "nn no"),
    ("und-FR", ""),
    ("x-bork", ""),
]


@pytest.mark.parametrize(("tag", "parents"), PARENTS)
def test_parents_are_those_of_cldr_in_one_script_and_language(tag: str, parents: str) -> None:
    assert [str(parent) for parent in Locale.parse(tag).parents()] == parents.split()


OWN_NAMES = [
    ("en", "English"),
    ("ar", "العربية"),
    ("es", "español"),
    ("es-419", "español latinoamericano"),
    ("pt-BR", "português (Brasil)"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
    ("zh-Hans-CN", "简体中文 (中国)"),
    ("zh-TW", "中文 (台灣)"),
    ("fa-AF", "دری"),
    ("prs", "دری"),
    ("kmr", "kurdî (kurmancî)"),
    ("ckb", "کوردیی ناوەندی"),
    ("ku-Arab", "کوردی"),
    ("ur", "اردو"),
    ("ur-Latn", "Urdu"),
    ("pa-Arab", "پنجابی (عربی)"),
    ("sr-Latn", "srpski (latinica)"),
    ("cnr", "crnogorski"),
    ("hmn", "Hmoob"),
    ("hmn-US", "Hmoob (US)"),
    ("ksw", "ကညီကျိာ်"),
    ("mh", "Kajin M̧ajel̗"),
    ("cnh", "Lai Holh"),
    ("ca-valencia", "català (valencià)"),
    ("de-u-co-phonebk", "Deutsch"),
    ("tlh", "tlh"),
    ("mn-Mong", "mn-Mong"),
    ("und-FR", "und-FR"),
    ("x-bork", "x-bork"),
]


@pytest.mark.parametrize(("tag", "name"), OWN_NAMES)
def test_a_language_is_called_as_its_readers_call_it(tag: str, name: str) -> None:
    assert Locale.parse(tag).own_name == name


@pytest.mark.parametrize("tag", ["de-x-leicht", "de-1996", "de-AT", "de-Cyrl"])
def test_languages_that_differ_are_called_differently(tag: str) -> None:
    assert Locale.parse(tag).own_name != Locale("de").own_name
    assert Locale.parse("de-x-leicht").own_name == "Deutsch (x-leicht)"


def test_the_copied_names_are_those_of_cldr() -> None:
    """Asked in a process of its own, which forgets all that CLDR says as it ends."""
    code = """
from portal_api.locales import Locale
from portal_api.locales.cldrnames import CLDR_NAMES
from portal_api.locales.names import name_in_cldr
for tag, name in CLDR_NAMES.items():
    if (now := name_in_cldr(Locale.parse(tag).subtags)) != name:
        print(tag, name, now)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == ""
