"""A week does not become a day: units are compared where the number is a word, or is not said at all."""

from __future__ import annotations

import pytest

from portal_api.catalogs.checks import check
from portal_api.catalogs.meaning import meaning_may_differ
from portal_api.locales import Locale
from tests.effort import assert_cheap

WRONG = [
    ("es", "Take it once a week.", "Tómelo una vez al día."),
    ("de", "Take it once a week.", "Nehmen Sie es einmal täglich ein."),
    ("ar", "Take it once a week.", "تناوله مرة واحدة يوميًا."),
    ("zh-Hans", "Take it once a week.", "每天服用一次。"),
    ("ja", "Take it once a week.", "1日1回服用してください。"),
    ("pl", "Use it for 2 weeks.", "Stosować przez dwa miesiące."),
    ("es", "Repeat it every eight hours for two days.", "Repita cada ocho días durante dos horas."),
    ("es", "Give five milligrams.", "Administre cinco gramos."),
    ("tr", "Take one teaspoon.", "Bir yemek kaşığı alın."),
    ("fr", "Inject 10 units of insulin.", "Injectez 10 ml d'insuline."),
    ("es", "The dose is 40 mg/kg.", "La dosis es de 40 mg."),
    ("es", "The dose is 40 mg.", "La dosis es de 40 mg/kg."),
    ("it", "It was 100 mg/dl.", "Era 100 mg/l."),
    ("de", "It runs at 5 ml per minute.", "Es läuft mit 5 ml pro Stunde."),
    ("de", "Take 1/2 tablet.", "Nehmen Sie 1-2 Tabletten."),
    ("fr", "Take 1/4 tablet.", "Prenez 1 à 4 comprimés."),
    ("es", "Take 1 tablet 3 times a day.", "Tome 3 comprimidos 1 vez al día."),
    ("de", "5 in 100 people", "100 von 5 Menschen"),
    ("pt", "Take 1 tablet every 8 hours.", "Tome 1 comprimido de 6 em 6 horas."),
    ("pt", "Take 8 tablets every 8 hours.", "Tome comprimidos de 8 em 8 horas."),
    ("nl", "Wait 5 hours.", "Wacht 17 uur."),
    ("fr", "Wait between 2 and 5 hours.", "Attendez entre 2 et 17 heures."),
    ("nl", "Not more than 4 g in 48 hours.", "Niet meer dan 4 g per etmaal."),
    ("ko", "The cough may last two months.", "기침은 2주 동안 계속될 수 있습니다."),
    ("ko", "Take 10 mg once a week.", "1일 1회 10 mg을 복용하십시오."),
    ("ko", "Take 10 mg once a day.", "주 1회 10 mg을 복용하십시오."),
    ("ko", "Take 10 mg once a day.", "일주일에 한 번 10 mg을 복용하십시오."),
    ("de", "Children over 40 kg: 10 mg/kg.", "Kinder über 40 kg: 10 mg."),
    ("zh-Hans", "Children under 40 kg: 15 mg/kg.", "体重不足40公斤的儿童：15毫克。"),
    ("ru", "2.5 mg/kg (maximum 150 mg/kg a day)", "2,5 мг (не более 150 мг/кг в сутки)"),
    ("ja", "2.5 mg/kg (maximum 150 mg/kg a day)", "2.5 mg（1日最大150 mg/kg）"),
    ("de", "Solution 2 mg/ml. Inject 5 ml.", "Lösung 2 mg. Spritzen Sie 5 ml."),
    ("de", "Infuse at 5 ml/h.", "Mit 5 ml/min infundieren."),
    ("pl", "Infuse at 5 ml/h; it lasts 100 h.", "Podawać 5 ml; wystarcza na 100 h."),
    ("de", "Take 5 mg/day.", "Nehmen Sie 5 mg/Woche."),
    ("fr", "Take 5 mg/day.", "Prenez 5 mg."),
    ("de", "Wash them for twenty seconds.", "Waschen Sie sie zwanzig Minuten lang."),
    ("fr", "Wait twenty minutes.", "Attendez vingt secondes."),
    ("de", "Shake it for ten seconds.", "Zehn Stunden schütteln."),
    ("th", "Wait twenty seconds.", "รอยี่สิบนาที"),
    ("ko", "Wait twenty minutes.", "이십 초 기다리십시오."),
    ("de", "It heals in a fortnight.", "Es heilt in zwei Tagen."),
    ("sv", "It heals in a fortnight.", "Det läker på två dagar."),
    ("cs", "It began a week ago.", "Začalo to před měsícem."),
    ("hu", "It began a week ago.", "Egy hónapja kezdődött."),
    ("mk", "Take 10 mg once a week.", "Земајте 10 mg еднаш дневно."),
    ("az", "Take 10 mg once a week.", "Gündə bir dəfə 10 mg qəbul edin."),
    ("lt", "Take 10 mg once a day.", "Vartokite 10 mg kartą per savaitę."),
    ("am", "Take 10 mg once a day.", "በሳምንት አንድ ጊዜ 10 mg ይውሰዱ።"),
    ("he", "Wait.", "\u2067חכה"),
]
RIGHT = [
    ("es", "Rest for 48 hours.", "Descanse dos días."),
    ("de", "Not more than 12 months.", "Nicht länger als ein Jahr."),
    ("da", "4 g in 24 hours.", "4 g i døgnet."),
    ("fr", "Take it for a week.", "Prenez-le pendant huit jours."),
    ("fr", "Take it for 2 weeks.", "Prenez-le pendant 15 jours."),
    ("es", "Take it for two weeks.", "Tómelo durante quince días."),
    ("de", "Take it every day.", "Nehmen Sie es einmal täglich ein."),
    ("es", "Some day care programmes for children under 3", "Programas de cuidado para menores de 3 años"),
    ("zh-Hans", "The dose is 40 mg/kg.", "剂量为每公斤40毫克。"),
    ("ja", "The dose is 40 mg/kg.", "用量は体重1kgあたり40mgです。"),
    (
        "de",
        "Blood pressure of 120/80; we are there 24/7.",
        "Blutdruck von 120/80; wir sind rund um die Uhr da.",
    ),
    ("pt", "Take 1 tablet every 8 hours.", "Tome 1 comprimido de 8 em 8 horas."),
    ("pt-BR", "Take 1 tablet every 12 hours.", "Tome 1 comprimido de 12/12 h."),
    ("es", "Take 1 tablet every 3 days.", "Tome 1 comprimido de 3 en 3 días."),
    ("fr", "Call us 24/7.", "Appelez-nous 24 heures sur 24, 7 jours sur 7."),
    ("nl", "Not more than 4 g in 24 hours.", "Niet meer dan 4 g per etmaal."),
    ("nl", "Call between 9 and 5.", "Bel tussen 9 en 17 uur."),
    ("fr", "Call between 9 and 5.", "Appelez entre 9 h et 17 h."),
    ("ko", "Take 10 mg once a week.", "주 1회 10 mg을 복용하십시오."),
    ("ko", "Take 10 mg once a day.", "1일 1회 10 mg을 복용하십시오."),
    ("zh-Hans", "Children under 40 kg: 15 mg/kg.", "体重不足40公斤的儿童：每公斤15毫克。"),
    ("fi", "Children under 40 kg: 15 mg/kg.", "Alle 40 kg painavat lapset: 15 mg painokiloa kohti."),
    ("ru", "Children under 40 kg: 15 mg/kg.", "Дети до 40 кг: 15 мг на 1 кг массы тела."),
    ("de", "Give 10 mg/kg or 15 mg/kg.", "Geben Sie 10 mg oder 15 mg pro Kilogramm."),
    ("de", "Infuse at 5 ml/h.", "Stündlich 5 ml infundieren."),
    ("ru", "Infuse at 5 ml/h.", "Вводите 5 мл/ч."),
    ("fr", "Take 5 mg/day.", "Prenez 5 mg/24 h."),
    ("ja", "Take 5 mg/day.", "1日5 mgを服用。"),
    ("th", "Wait twenty seconds.", "รอยี่สิบวินาที"),
    ("es", "Wait sixty seconds.", "Espere un minuto."),
    ("es", "The second dose is given after a month.", "La segunda dosis se pone después de un mes."),
    ("fr", "Wait for the second minute.", "Attendez la seconde minute."),
    ("ca", "It heals in a fortnight.", "Es cura en quinze dies."),
    ("de", "Use it once a day for a fortnight.", "Vierzehn Tage lang einmal täglich anwenden."),
    ("ar", "Come back in a fortnight.", "ارجع بعد أسبوعين."),
    ("de", "A phase 1/2 trial", "Eine Studie der Phase 1 und 2"),
    ("de", "Take 1 1/2 tablets.", "Nehmen Sie 1,5 Tabletten."),
    ("de", "Take half a tablet.", "Nehmen Sie 1/2 Tablette."),
    ("es", "1 billion people", "mil millones de personas"),
    ("pt-PT", "1 billion people", "mil milhões de pessoas"),
    ("sw", "Come at 2:30.", "Njoo saa nane na nusu."),
    ("hi", "Come at 7:30.", "साढ़े सात बजे आइए।"),
    ("ar", "Call 120 now.", "اتصل على \u2068120\u2069 الآن."),
    ("de", "It is not shown to anybody.", "Es wird niemandem angezeigt."),
]


def severities(tag: str, source: str, target: str) -> set[str]:
    return {finding.severity for finding in check(source, target, Locale("en"), Locale(tag))} - {"info"}


@pytest.mark.parametrize(("tag", "source", "target"), WRONG)
def test_another_unit_or_amount_blocks(tag: str, source: str, target: str) -> None:
    assert "error" in severities(tag, source, target)


@pytest.mark.parametrize(("tag", "source", "target"), RIGHT)
def test_the_same_amount_in_other_words_passes(tag: str, source: str, target: str) -> None:
    assert severities(tag, source, target) == set()


@pytest.mark.parametrize(
    ("tag", "target"), [("so", "Qaado hal mar maalintii."), ("lb", "Huelt et eemol pro Dag.")]
)
def test_words_from_cldr_alone_warn_and_do_not_block(tag: str, target: str) -> None:
    assert severities(tag, "Take it once a week.", target) == {"warning"}


def test_a_language_without_words_is_not_judged() -> None:
    assert severities("xx", "Take it once a week.", "Kora bintu naa.") == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Take it every day.", "Take it every other day."),
        ("Take it in the morning.", "Take it in the evening."),
        ("تناوله قبل الأكل", "تناوله بعد الأكل"),
        ("इसे नहीं लें", "इसे लें"),
        ("Принимайте до еды", "Принимайте после еды"),
    ],
)
def test_another_time_or_order_is_no_harmless_change(old: str, new: str) -> None:
    assert meaning_may_differ(old, new) is not None


def test_many_units_and_numbers_cost_little() -> None:
    turns = iter(range(100))

    def judge() -> None:
        source = f"{next(turns)} " + "5 mg/kg, 2 weeks, 1/2 day. " * 300
        check(source, "6 mg, dos meses, 3 horas. " * 300, Locale("en"), Locale("es"))

    assert_cheap(judge, seconds=2)
