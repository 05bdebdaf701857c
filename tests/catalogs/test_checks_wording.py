"""Numbers that words and signs say: tolerances, multiples, hours with names; what denies nothing."""

from __future__ import annotations

import pytest

from portal_api.catalogs.checks import check
from portal_api.catalogs.reading.idioms import idiom
from portal_api.catalogs.reading.spelled import in_words
from portal_api.locales import Locale

EN = "en"
TOLERANCE, DOUBLE, EVENING = "5 ± 2 mg a day", "Take a double dose.", "Take it at 8 p.m."

# source, language of the translation, translation, the check that finds it (none: nothing does)
ROWS = [
    (TOLERANCE, "de", "5 ± 2 mg am Tag", None),
    (TOLERANCE, "de", "5 +/- 2 mg am Tag", None),
    ("5 +/- 2 mg a day", "de", "5 ± 2 mg am Tag", None),
    (TOLERANCE, "ru", "5 плюс-минус 2 мг в день", None),
    (TOLERANCE, "zh-Hans", "每天5毫克，正负2毫克", None),
    (TOLERANCE, "de", "5 - 2 mg am Tag", "signs"),
    (TOLERANCE, "fr", "5 à 2 mg par jour", "signs"),
    ("5 mg, then 2 mg", "pl", "5 mg ± 2 mg", "signs"),
    ("within ±5 mmHg", "es", "dentro de -5 mmHg", "signs"),
    ("within ±5 mmHg", "ar", "في حدود ±5 mmHg", None),
    (DOUBLE, "de", "Nehmen Sie die doppelte Dosis.", None),
    (DOUBLE, "de", "Nehmen Sie die dreifache Dosis.", "number-words"),
    (DOUBLE, "pl", "Proszę przyjąć podwójną dawkę.", None),
    (DOUBLE, "pl", "Proszę przyjąć potrójną dawkę.", "number-words"),
    (DOUBLE, "tr", "Dozu üç katına çıkarın.", "number-words"),
    (DOUBLE, "zh-Hans", "请服用三倍剂量。", "number-words"),
    (DOUBLE, "hi", "दोगुनी खुराक लें।", None),
    (DOUBLE, "hi", "तिगुनी खुराक लें।", "number-words"),
    ("a triple dose", "uk", "подвійна доза", "number-words"),
    ("It doubled.", "fr", "Cela a été multiplié.", None),
    (EVENING, "th", "รับประทานเวลา 2 ทุ่ม", None),
    (EVENING, "th", "รับประทานเวลาสองทุ่ม", None),
    (EVENING, "th", "รับประทานเวลา 20.00 น.", None),
    (EVENING, "th", "รับประทานเวลา 3 ทุ่ม", "numbers"),
    ("Take it at 2 p.m.", "th", "รับประทานเวลา 2 ทุ่ม", "numbers"),
    ("Take it at 8 a.m.", "th", "รับประทานเวลา 2 ทุ่ม", "time-of-day"),
    ("Take it at 3 a.m.", "th", "รับประทานเวลาตี 3", None),
    ("Take it at 3 p.m.", "th", "รับประทานเวลาตี 3", "time-of-day"),
    ("Take it at 3 p.m.", "th", "รับประทานเวลาบ่าย 3 โมง", None),
    ("Store at 20 °C.", "he", "יש לאחסן ב-20 מעלות צלזיוס.", None),
    ("Store at −20 °C.", "he", "יש לאחסן ב-20 מעלות צלזיוס.", "signs"),
    ("Do not drive.", "ar", "ما هي القيادة.", "negation"),
    ("Do not drive.", "ar", "لا تقُد السيارة.", None),
    ("Take no more than 3 tablets.", "de", "Nehmen Sie höchstens 3 Tabletten.", None),
    ("Take no tablets.", "de", "Nehmen Sie Tabletten.", "negation"),
    ("Take it daily.", "ja", "1日1回服用してください。", None),
    ("Take 1 tablet a day.", "zh-Hans", "每日1次，每次1片。", None),
    ("Take it twice a day.", "zh-Hans", "每天1次。", "numbers"),
    ("Take two tablets a day.", "ja", "1日1錠服用してください。", "numbers"),
    ("Take three tablets for a week.", "de", "Nehmen Sie 1 Woche lang drei Tabletten.", None),
    ("Take three tablets for a week.", "de", "Nehmen Sie 1 Monat lang drei Tabletten.", "numbers"),
    ("Take it at 9:30 a.m.", "zh-Hans", "早上9点半服用。", None),
    ("Take it at 9:30 a.m.", "zh-Hans", "晚上9点半服用。", "time-of-day"),
    ("Take it for 2 hours 30 minutes.", "fr", "Prenez-le pendant 2 h 30.", None),
    ("every 8 hours", "nb", "hver 8. time", None),
    ("every 8 hours", "nb", "hver 8. dag", "units"),
    ("1,500 people", "pl", "1,5 tys. osób", None),
    ("1,500 people", "pl", "15 tys. osób", "numbers"),
]  # fmt: skip

TELUGU = [
    ("రెండు మాత్రలు", "2"),
    ("ఇరవై ఐదు", "25"),
    ("నూట యాభై", "150"),
    ("రెండు వందల యాభై", "250"),
    ("ఐదు వేలు", "5000"),
    ("రెండు లక్షలు", "200000"),
    ("ఒకటిన్నర మాత్ర", "1.5"),
    ("సగం మాత్ర", "0.5"),
]


@pytest.mark.parametrize(("source", "tag", "target", "expected"), ROWS)
def test_words_and_signs_keep_what_they_say(source: str, tag: str, target: str, expected: str | None) -> None:
    found = {one.check for one in check(source, target, Locale(EN), Locale(tag)) if one.severity != "info"}
    named = found & {"numbers", "signs", "time-of-day", "number-words", "negation", "units"}
    assert named == ({expected} if expected else set())


def test_an_arabic_question_denies_nothing() -> None:
    found = check("ما هي الأعراض؟", "What are the symptoms?", Locale("ar"), Locale("en"))
    assert "negation" not in [one.check for one in found]


@pytest.mark.parametrize(("text", "value"), TELUGU)
def test_telugu_numbers_are_read(text: str, value: str) -> None:
    assert in_words(text, idiom("te")).numbers == {value}
