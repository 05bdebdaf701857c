"""Headings are recognised in the languages of a library, and not guessed where nothing speaks for it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.articles.headings import ENGLISH_HEADINGS, Headings

USUAL = {
    "de": {
        "overview": "Was ist das?",
        "symptoms": "Welche Beschwerden gibt es?",
        "side-effects": "Welche Nebenwirkungen gibt es?",
        "when-to-get-help": "Wann soll ich Hilfe holen?",
        "what-happens": "Was geschieht dabei?",
        "recovery": "Was geschieht danach?",
    },
    "es": {
        "overview": "¿Qué es?",
        "what-happens": "¿Qué ocurre?",
        "recovery": "¿Qué ocurre después?",
        "risks-or-complications": "¿Cuáles son los riesgos?",
        "when-to-get-help": "¿Cuándo debo pedir ayuda?",
    },
    "ar": {
        "overview": "ما المقصود بذلك؟",
        "symptoms": "ما الأعراض؟",
        "risks-or-complications": "ما المخاطر؟",
        "side-effects": "ما الآثار الجانبية؟",
    },
    "ja": {
        "overview": "これは何ですか？",
        "symptoms": "どのような症状がありますか？",
        "causes": "原因は何ですか？",
        "side-effects": "どのような副作用がありますか？",
    },
    "hi": {"symptoms": "लक्षण क्या हैं?", "causes": "इसका कारण क्या है?"},
}


def announced(language: str, heading: str, *, guess: bool) -> str | None:
    usual = [(text, aspect) for aspect, text in USUAL[language].items()]
    found = Headings(usual).aspect(heading, guess=guess)
    return found.name if found else None


@pytest.mark.parametrize(
    ("language", "aspect", "heading"),
    [(language, aspect, text) for language, known in USUAL.items() for aspect, text in known.items()],
)
def test_a_usual_heading_is_known_however_it_is_written(language: str, aspect: str, heading: str) -> None:
    for written in (heading, heading.upper(), f" {heading.strip('¿?؟？')}: ", heading.replace(" ", "\xa0")):
        assert announced(language, written, guess=False) == aspect


@pytest.mark.parametrize(
    ("language", "heading", "aspect"),
    [
        ("de", "Beschwerden", "symptoms"),
        ("de", "Wann Hilfe holen?", "when-to-get-help"),
        ("de", "Nebenwirkungen", "side-effects"),
        ("es", "¿Qué es la fiebre?", "overview"),
        ("es", "¿Qué ocurre durante la operación?", "what-happens"),
        ("es", "¿Qué ocurre después de la operación?", "recovery"),
        ("es", "Los riesgos de la anestesia", "risks-or-complications"),
        ("ar", "الأعراض", "symptoms"),
        ("ar", "ما المقصود بالحمى؟", "overview"),
        ("ja", "副作用", "side-effects"),
        ("hi", "लक्षण", "symptoms"),
    ],
)
def test_a_page_may_say_it_in_its_own_way(language: str, heading: str, aspect: str) -> None:
    assert announced(language, heading, guess=True) == aspect
    assert announced(language, heading, guess=False) is None


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("de", "Zebras"),
        ("de", "Wann wirkt es?"),
        ("de", "Welche gibt es?"),
        ("es", "¿Cuál es la dosis?"),
        ("ar", "الحمى"),
        ("ja", "犬"),
        ("ja", ""),
    ],
)
def test_what_nothing_speaks_for_is_not_guessed(language: str, heading: str) -> None:
    assert announced(language, heading, guess=True) is None


def test_english_headings_are_known_everywhere() -> None:
    assert announced("de", "Side effects", guess=False) == "side-effects"
    found = ENGLISH_HEADINGS.aspect("What are the risks?")
    assert found is not None
    assert found.name == "risks-or-complications"


@given(st.lists(st.text(max_size=12), max_size=6), st.text(max_size=20))
@settings(max_examples=60, deadline=None)
def test_no_heading_and_no_list_of_usual_ones_breaks_it(usual: list[str], heading: str) -> None:
    known = Headings((one, "overview") for one in usual)
    for guess in (False, True):
        found = known.aspect(heading, guess=guess)
        assert found is None or found.name == "overview" or ENGLISH_HEADINGS.aspect(heading) == found
