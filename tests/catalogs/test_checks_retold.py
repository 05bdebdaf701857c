"""The same amount in other words passes: fifteen days for two weeks, morning and evening for twice a day.

What the words of a neighbour could hide is blocked: a part of the day too few, the ends of a range exchanged.
"""

from __future__ import annotations

import pytest

from portal_api.catalogs.checks import check
from portal_api.locales import Locale

RIGHT = [
    ("ar", "Rest for twenty minutes.", "استرح لمدة عشرين دقيقة."),
    ("ar", "Wait 20 minutes.", "انتظر عشرين دقيقة."),
    ("ar", "Take it for thirty days.", "تناوله لمدة ثلاثين يومًا."),
    ("ar", "Wait for fifteen minutes.", "انتظر خمس عشرة دقيقة."),
    ("ar", "Wait twenty-one minutes.", "انتظر إحدى وعشرين دقيقة."),
    ("he", "Take it for thirty days.", "קחו את זה שלושים יום."),
    ("tr", "Wait twenty minutes.", "Yirmi dakika bekleyin."),
    ("fr", "Come back in a fortnight.", "Revenez dans 15 jours."),
    ("fr", "Come back in two weeks.", "Revenez dans une quinzaine."),
    (
        "fr",
        "Take one tablet every 8 hours for a fortnight.",
        "Prenez un comprimé toutes les 8 heures pendant 15 jours.",
    ),
    ("es", "Come back in a fortnight.", "Vuelva dentro de una quincena."),
    ("es", "Come back in a fortnight.", "Vuelva en 15 días."),
    ("pt", "Take it for a fortnight.", "Tome durante 15 dias."),
    ("it", "Take it for a fortnight.", "Lo prenda per 15 giorni."),
    ("de", "Come back in a week.", "Kommen Sie in 8 Tagen wieder."),
    ("de", "Wait three quarters of an hour.", "Warten Sie 45 Minuten."),
    ("fr", "Wait three quarters of an hour.", "Attendez 45 minutes."),
    ("pl", "Wait three quarters of an hour.", "Proszę odczekać 45 minut."),
    ("ar", "Wait three quarters of an hour.", "انتظر 45 دقيقة."),
    ("fr", "Take one tablet twice a day.", "Prenez un comprimé matin et soir."),
    ("de", "Take one tablet twice a day.", "Nehmen Sie morgens und abends eine Tablette."),
    ("es", "Take one tablet twice daily.", "Tome un comprimido por la mañana y por la noche."),
    ("ru", "Take one tablet twice a day.", "Принимайте по одной таблетке утром и вечером."),
    ("tr", "Take one tablet twice a day.", "Sabah akşam bir tablet alın."),
    ("hi", "Take one tablet twice a day.", "सुबह और शाम एक गोली लें।"),
    ("de", "Take one tablet three times a day.", "Nehmen Sie morgens, mittags und abends eine Tablette."),
    ("fr", "A third of them had three doses.", "Un tiers d’entre eux ont reçu trois doses."),
    ("de", "A third of them had three doses.", "Ein Drittel von ihnen erhielt drei Dosen."),
    ("es", "Of three children, a third had a fever.", "De tres niños, un tercio tuvo fiebre."),
    ("fr", "The 6-in-1 vaccine", "Le vaccin hexavalent"),
    ("it", "Your baby needs the 6-in-1 vaccine.", "Il suo bambino ha bisogno del vaccino esavalente."),
    ("de", "The 6-in-1 vaccine", "Der Sechsfachimpfstoff"),
    ("pl", "The 6-in-1 vaccine", "Szczepionka 6 w 1"),
    ("es", "Take it once a day for a week.", "Tómelo una vez al día durante una semana."),
    ("de", "Take it once a day for a week.", "Nehmen Sie es eine Woche lang einmal täglich."),
    ("nl", "Take it once a day in the first week.", "Neem het de eerste week eenmaal per dag."),
    ("zh-Hans", "Take it once a day for a week.", "每天一次，连服一周。"),
    ("fr", "Repeat every 5 to 10 minutes.", "Répétez toutes les 5 à 10 minutes."),
    ("ar", "Repeat every 5-10 minutes.", "كرر كل 10-5 دقائق."),
    ("es", "in 2010-11", "en 2010-11"),
    ("am", "Take 5 ml.", "5 ሚ.ሊ. ይውሰዱ።"),
]
WRONG = [
    ("ar", "Rest for twenty minutes.", "استرح لمدة ثلاثين دقيقة."),
    ("ar", "Wait thirty seconds.", "انتظر ثلاثين دقيقة."),
    ("ar", "Wait twenty-one minutes.", "انتظر عشرين دقيقة."),
    ("fr", "Come back in three weeks.", "Revenez dans une quinzaine de jours."),
    ("it", "Take it for a week.", "Lo prenda per 15 giorni."),
    ("de", "Come back in a fortnight.", "Kommen Sie in 15 Tagen wieder."),
    ("fr", "Come back in a month.", "Revenez dans 8 jours."),
    ("fr", "Wait three quarters of an hour.", "Attendez 15 minutes."),
    ("de", "Wait three quarters of an hour.", "Warten Sie 45 Stunden."),
    ("ru", "Wait three quarters of an hour.", "Подождите 30 минут."),
    ("fr", "Take one tablet twice a day.", "Prenez un comprimé le soir."),
    ("de", "Take one tablet twice a day.", "Nehmen Sie morgens, mittags und abends eine Tablette."),
    ("es", "Take one tablet three times a day.", "Tome un comprimido por la mañana y por la noche."),
    ("pl", "Take one tablet twice a week.", "Przyjmować jedną tabletkę rano i wieczorem."),
    ("fr", "A third of them had three doses.", "La moitié d’entre eux ont reçu trois doses."),
    ("fr", "Take three tablets.", "Prenez un tiers de comprimé."),
    ("fr", "The 6-in-1 vaccine", "Le vaccin pentavalent"),
    ("es", "Take it once a day for a week.", "Tómelo una vez a la semana durante un día."),
    ("fr", "Take it once a day for a week.", "Prenez-le une fois par semaine pendant un jour."),
    ("ru", "Take it once a day for a week.", "Принимайте один раз в неделю в течение дня."),
    ("de", "Repeat every 5-10 minutes.", "Alle 10-5 Minuten wiederholen."),
    ("fr", "Repeat every 5 to 10 minutes.", "Répétez toutes les 10 à 5 minutes."),
    ("es", "Take 2.5 to 5 ml.", "Tome de 5 a 2,5 ml."),
    ("ja", "Wait 4-6 hours.", "6～4時間待ちます。"),
    ("am", "Take 5 ml.", "5 ሚሊ ግራም ይውሰዱ።"),
]


def blocked(source: str, target: str, tag: str) -> list[str]:
    findings = check(source, target, Locale("en"), Locale(tag))
    return [f"{finding.check}: {finding.what}" for finding in findings if finding.severity == "error"]


@pytest.mark.parametrize(("tag", "source", "target"), RIGHT)
def test_the_same_amount_in_other_words_passes(tag: str, source: str, target: str) -> None:
    assert blocked(source, target, tag) == []


@pytest.mark.parametrize(("tag", "source", "target"), WRONG)
def test_another_amount_in_such_words_is_blocked(tag: str, source: str, target: str) -> None:
    assert blocked(source, target, tag)
