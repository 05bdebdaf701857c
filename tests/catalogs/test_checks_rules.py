"""Each other rule catches what it promises to catch, and lets good translations pass."""

from __future__ import annotations

import pytest

from portal_api.catalogs.checks import CHECKS, check, check_catalog
from portal_api.locales import Locale

EN = Locale("en")

WRONG = [
    ("empty", "de", "Rest.", ""),
    ("empty", "ar", "Rest.", " … "),
    ("empty", "ja", "Rest.", "。"),
    ("too-long", "de", "Rest.", "Ruhe " * 5000),
    ("placeholders", "fr", "{n} days", "jours"),
    ("placeholders", "fr", "{n} days", "{m} jours"),
    ("placeholders", "fr", "%(n)s days", "%(N)s jours"),
    ("markup", "de", "**Stop** now", "Sofort aufhören"),
    ("markup", "de", "Stop now", "**Sofort** aufhören"),
    ("markup", "de", "**Stop** now", "**Sofort aufhören"),
    ("markup", "de", "**Stop** and *rest*", "**Halt** und **Ruhe**"),
    ("markup", "de", "**[b](https://b.example)**", "[b](https://b.example) **c**"),
    ("markup", "de", "Stop", "Halt <b>"),
    ("markup", "de", "Stop now", "Halt\nsofort"),
    ("links", "de", "[a](https://a.example/x)", "[a](https://a.example/y)"),
    ("links", "de", "[a](https://www.nhs.uk/kicks/fever)", "[a](https://www.nhs.uk/kicks/flu)"),
    ("links", "de", "[a](article:fever)", "[a](article:fieber)"),
    ("links", "ar", "See [a](article:fever#risks).", "انظر [أ](article:fever)."),
    ("links", "de", "[a](article:fever)", "[a](https://portal.example/de/fever)"),
    ("markup", "de", "See [a](article:fever).", "Siehe a."),
    ("links", "tr", "HTTPS://medlineplus.gov/1", "HTTPS://medlineplus.gov/2"),
    ("links", "de", "[call](tel:+15550100)", "[Anruf](tel:+15550101)"),
    ("emails", "de", "a@example.org", "b@example.org"),
    ("phones", "fr", "Call +44 20 7946 0958", "Appelez le +44 20 7946 0959"),
    ("phones", "fr", "Call 1-800-555-0199", "Appelez le 1-800-555-0991"),
    ("phones", "fr", "Call 0800 555 010", "Appelez le 800 555 010"),
    ("characters", "de", "Rest", "Ru\x07he"),
    ("characters", "de", "Rest", "Ru\ufffdhe"),
    ("characters", "de", "Rest", "Ru\ue000he"),
    ("characters", "ar", "Rest", "را\u202eحة"),
    ("characters", "he", "Rest", "\u2067מנוחה"),
    ("plural-other", "es", "{n} days of rest", "otros"),
    ("plural-other", "zh-Hans", "{n} days of rest", "其他"),
    ("units", "de", "Take 5 mg", "Nehmen Sie 5 g"),
    ("units", "de", "Take 5 micrograms", "Nehmen Sie 5 mg"),
    ("units", "ru", "Take 5 mcg", "Примите 5 мг"),
    ("units", "ar", "Take 5 mg", "خذ 5 مل"),
    ("units", "hi", "Wait 5 minutes", "5 घंटे रुकें"),
    ("units", "zh-Hans", "5 mg", "5毫升"),
    ("units", "zh-Hans", "every 8 hours", "每8天"),
    ("units", "ja", "5 mg", "5グラム"),
    ("units", "th", "5 mg", "5 กรัม"),
    ("units", "sw", "for 3 weeks", "kwa siku 3"),
    ("units", "fr", "at 39 °C", "à 39 °F"),
    ("units", "es", "1000 IU", "1000 mg"),
    ("units", "fr", "20% of people", "20 personnes"),
    ("units", "de", "Take 5 mg", "Nehmen Sie 5"),
    ("measures", "de", "Take it weekly", "Täglich einnehmen"),
    ("likely-measures", "so", "Take it once a week", "Qaado hal mar maalintii"),
    ("end-punctuation", "fr", "Are you ill?", "Vous êtes malade."),
    ("end-punctuation", "zh-Hans", "You may need:", "您可能需要。"),
    ("same-as-source", "fr", "Stop taking this", "Stop taking this"),
    ("script", "ar", "Stop taking this medicine", "Arrêtez ce médicament"),
    ("script", "de", "Stop taking this medicine", "Прекратите принимать"),
    ("length", "de", "Stop taking this medicine and see a doctor at once", "Halt"),
    ("doubled-word", "fr", "Stop now", "Arrêtez arrêtez maintenant"),
    ("signs", "de", "below \u221220 °C", "unter 20 °C"),
    ("signs", "fr", "at 20 °C", "à -20 °C"),
    ("signs", "es", "(\uff0d5)", "(5)"),
    ("signs", "it", "BMI > 30", "IMC < 30"),
    ("signs", "de", "if it is <5 mg", "wenn es 5 mg sind"),
    ("time-of-day", "ja", "at 9 am", "午後9時"),
    ("time-of-day", "en", "at 20:00", "at 8 am"),
    ("time-of-day", "sw", "at 8 am", "saa 2 usiku"),
    ("time-of-day", "ko", "from 8 am to 8 pm", "오후 8시부터 오후 8시까지"),
    ("months", "uk", "on January 9", "9 червня"),
    ("number-words", "de", "Take half a tablet", "Nehmen Sie eine viertel Tablette"),
    ("number-words", "hi", "two tablets", "तीन गोलियाँ"),
    ("number-words", "fr", "every other day", "tous les trois jours"),
    ("limits", "nl", "at least 2 litres", "hoogstens 2 liter"),
    ("limits", "vi", "no more than 4 tablets", "ít nhất 4 viên"),
    ("half-of-day", "cs", "at 9 pm", "v 9 hodin"),
    ("negation", "fr", "Do not drive", "Conduisez"),
    ("negation", "fr", "You don’t have to fast", "Vous êtes à jeun"),
    ("negation", "zh-Hans", "You cannot drive", "您可以开车"),
    ("quotes", "de", "“Stop”", "「Halt」"),
    ("spelled-out", "de", "Take three tablets", "Nehmen Sie vier Tabletten"),
    ("sentence-count", "de", "Rest. Drink. Sleep well and eat what you like, only nothing fried and salted.",
     "Ruhen Sie sich aus und essen Sie nichts Gebratenes und nichts sehr Salziges."),
]  # fmt: skip

RIGHT = [
    ("fr", "{n} days", "{n} jours"),
    ("de", "About 50% of people", "Etwa 50 % der Menschen"),
    (
        "ja",
        "**Stop** now. [Help](https://a.example/x)",
        "今すぐ**やめて**ください。[助け](https://a.example/x)",
    ),
    ("zh-Hans", "See https://a.example/x.", "见https://a.example/x。"),
    (
        "ar",
        "[Get help](article:type-2-diabetes-in-adults#when-to-get-help)",
        "[المساعدة](article:type-2-diabetes-in-adults#when-to-get-help)",
    ),
    ("de", "An article:covers much, see 2 of them.", "Ein Artikel:deckt viel ab, siehe 2 davon."),
    ("ar", "Write to a@example.org", "اكتب إلى a@example.org"),
    ("fa", "Call +44 20 7946 0958", "با ‎+۴۴ ۲۰ ۷۹۴۶ ۰۹۵۸ تماس بگیرید"),
    ("es", "Other", "Otros"),
    ("zh-Hans", "Reviewed by {reviewer}", "审核：{reviewer}"),
    ("fr", "You don’t have to fast", "Vous n’êtes pas à jeun"),
    ("de", "Take 5 mg every 8 hours", "Nehmen Sie 5 mg alle 8 Stunden"),
    ("fr", "Take 1000 IU", "Prenez 1000 UI"),
    ("ru", "Take 5 mcg and 2 ml", "Примите 5 мкг и 2 мл"),
    ("ar", "Take 5 mg", "خذ 5 ملغ"),
    ("hi", "Take 5 mg", "5 मिग्रा लें"),
    ("zh-Hans", "Take 5 mg for 3 days", "服用5毫克，连续3天"),
    ("ja", "50% at 37 °C", "37度で50パーセント"),
    ("tr", "20 to 30% of people", "insanların %20-30'u"),
    ("fr", "20 to 30% of people", "20 à 30 % des personnes"),
    ("sw", "20% of people for 3 weeks", "asilimia 20 ya watu kwa wiki 3"),
    ("so", "20% of people", "boqolkiiba 20 dadka"),
    ("am", "Take 5 mg.", "5 ሚግ ይውሰዱ።"),
    ("th", "Take 5 mg.", "กินยา 5 มก."),
    ("th", "Call your doctor.", "โทรหาแพทย์ของคุณ"),
    ("hi", "Call your doctor.", "अपने डॉक्टर को फ़ोन करें।"),
    ("my", "Call your doctor.", "သင့်ဆရာဝန်ကို ဖုန်းဆက်ပါ။"),
    ("ur", "Are you ill?", "کیا آپ بیمار ہیں؟"),
    ("el", "Are you ill?", "Είστε άρρωστοι;"),
    ("id", "The children play.", "Anak-anak bermain."),
    ("fr", "We rest.", "Nous nous reposons."),
    ("de", "“Stop” is what they said.", "„Halt“ sagten sie."),
    ("fr", "the doctor’s “advice”", "le « conseil » de l’ami"),
    ("xx", "Take 5 mg.", "Blah 5 mg."),
    ("xx", "Store at -20 °C, at least 5 days.", "Blah 20 °C 5 blah."),
    ("zh-Hans", "Store at −20 °C.", "在零下20℃储存。"),
    ("zh-Hans", "Store at -20 °C.", "在-20℃储存。"),
    ("ar", "Store at -20 °C.", "يُحفظ عند \u200e-20 درجة مئوية."),
    ("he", "at 5 °C", "ב -5 °C"),
    ("sw", "an 8-month-old boy", "mvulana wa miezi -8"),
    ("pl", "COVID-19 and 2-6 weeks", "COVID -19 i 2 -6 tygodni"),
    ("fr", "-20 to -30 °C", "–20 à –30 °C"),
    ("de", "at 8 pm for 8 days", "um 20 Uhr 8 Tage lang"),
    ("ru", "at 8 am and 8 pm for 3 days", "в 8 утра и в 8 вечера в течение 3 дней"),
    ("hi", "at 10 pm", "रात 10 बजे"),
    ("am", "at 9 pm", "ከምሽቱ 3 ሰዓት"),
    ("es", "from 9 May to 3 June", "del 9 de mayo al 3 de junio"),
    ("fr", "on 9 May", "le 9/5"),
    ("de", "one and a half tablets", "eineinhalb Tabletten"),
    ("zh-Hans", "half a tablet", "二分之一片"),
    ("es", "Take 1 mg with a glass of water", "Tome un mg con un vaso de agua"),
    ("ru", "at least 2 metres", "по меньшей мере 2 метра"),
]


@pytest.mark.parametrize(("identity", "locale", "source", "target"), WRONG)
def test_what_a_check_promises_to_catch_is_caught(
    identity: str, locale: str, source: str, target: str
) -> None:
    assert identity in {finding.check for finding in check(source, target, EN, Locale(locale))}


@pytest.mark.parametrize(("locale", "source", "target"), RIGHT)
def test_a_good_translation_has_no_finding(locale: str, source: str, target: str) -> None:
    assert check(source, target, EN, Locale(locale)) == ()


def test_every_check_is_tried_here() -> None:
    elsewhere = {"numbers", "glossary"}
    assert {one.id for one in CHECKS} - elsewhere == {identity for identity, *_ in WRONG}


def test_blocking_findings_come_first() -> None:
    found = check("Take 5 mg?", "Nehmen Sie 6 mg.", EN, Locale("de"))
    assert [finding.severity for finding in found] == sorted(
        (finding.severity for finding in found), key=["error", "warning", "info"].index
    )


def test_a_finding_says_what_to_do() -> None:
    for identity, locale, source, target in WRONG:
        for finding in check(source, target, EN, Locale(locale)):
            assert finding.what, identity
            assert finding.remedy, identity


SOURCES = [(f"s{n}", f"Take {n} mg", f"Nehmen Sie {n} mg") for n in range(1, 21)]


def test_a_sound_catalog_is_not_called_shifted() -> None:
    assert check_catalog(SOURCES, EN, Locale("de")) == ()


def test_a_catalog_shifted_by_one_has_one_finding() -> None:
    targets = [target for _, _, target in SOURCES]
    shifted = [(i, s, t) for (i, s, _), t in zip(SOURCES, targets[1:] + targets[:1], strict=True)]
    [(identity, finding)] = check_catalog(shifted, EN, Locale("de"))
    assert (identity, finding.check, finding.severity) == (None, "shifted", "error")


def test_a_few_wrong_numbers_are_no_shift() -> None:
    some = [(i, s, t.replace("1", "2") if n < 3 else t) for n, (i, s, t) in enumerate(SOURCES)]
    assert check_catalog(some, EN, Locale("de")) == ()


def test_what_is_not_translated_yet_says_nothing_about_a_shift() -> None:
    assert check_catalog([(i, s, "") for i, s, _ in SOURCES], EN, Locale("de")) == ()
