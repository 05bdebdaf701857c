"""Parts of the day tell one number of times, and only where all of them are meant.

What stands for one number of the source excuses no other one: fourteen days are a fortnight, not "twice".
"""

from __future__ import annotations

import pytest

from portal_api.catalogs.checks import check
from portal_api.locales import Locale

TWICE = "Take one tablet twice a day."
PIECES = "Take one and a half tablets in the morning and half a tablet at night."
FORTNIGHT = "Take it twice a day for a fortnight."
RIGHT = [
    ("de", TWICE, "Nehmen Sie morgens und abends eine Tablette."),
    ("es", TWICE, "Tome un comprimido por la mañana y otro por la noche."),
    ("pl", TWICE, "Jedna tabletka rano i wieczorem."),
    ("tr", TWICE, "Sabah akşam bir tablet alın."),
    ("ar", TWICE, "خذ قرصًا صباحًا ومساءً."),
    ("it", TWICE, "Prenda una compressa mattina e sera, prima o dopo i pasti."),
    ("ru", TWICE, "Принимайте по таблетке утром и вечером."),
    ("fr", "Take two tablets twice a day.", "Prenez deux comprimés matin et soir."),
    ("fr", "Take two tablets twice a day.", "Prenez 2 comprimés matin et soir."),
    ("pt", "Take one tablet three times a day.", "Tome um comprimido de manhã, à tarde e à noite."),
    ("sk", "Use one drop in both eyes twice daily.", "Kvapnite jednu kvapku do oboch očí dvakrát denne."),
    ("de", "Use one drop in both eyes twice daily.", "Morgens und abends einen Tropfen in jedes Auge."),
    ("fr", FORTNIGHT, "Prenez-le matin et soir pendant 15 jours."),
    ("es", FORTNIGHT, "Tómelo dos veces al día durante 14 días."),
    ("pt", FORTNIGHT, "Tome 2 vezes por dia durante 14 dias."),
    ("fr", PIECES, "Prenez un comprimé et demi le matin et un demi-comprimé le soir."),
    ("es", PIECES, "Tome 1,5 comprimidos por la mañana y medio por la noche."),
    ("de", PIECES, "Nehmen Sie morgens eineinhalb Tabletten, abends eine halbe."),
]
WRONG = [
    ("de", TWICE, "Nehmen Sie morgens oder abends eine Tablette."),
    ("de", TWICE, "Nehmen Sie morgen Abend eine Tablette."),
    ("de", TWICE, "Nehmen Sie nicht abends, sondern morgens eine Tablette."),
    ("es", TWICE, "Tome un comprimido por la mañana o por la noche."),
    ("es", TWICE, "Tome un comprimido mañana por la noche."),
    ("es", TWICE, "Tome un comprimido por la mañana, no por la noche."),
    ("pl", TWICE, "Jedna tabletka rano albo wieczorem."),
    ("tr", TWICE, "Sabah veya akşam bir tablet alın."),
    ("ar", TWICE, "خذ قرصًا صباحًا أو مساءً."),
    ("uk", TWICE, "Приймайте по таблетці вранці або ввечері."),
    ("ru", TWICE, "Принимайте по таблетке утром, а не вечером."),
    ("fr", "Take two tablets twice a day.", "Prenez un comprimé matin et soir."),
    ("fr", "Take two tablets twice a day.", "Prenez deux comprimés le matin."),
    ("fr", "Take two tablets twice a day.", "Prenez 2 comprimés le matin."),
    ("de", "Take three tablets three times a day.", "Nehmen Sie morgens und abends drei Tabletten."),
    ("fr", FORTNIGHT, "Prenez-le le soir pendant 15 jours."),
    ("es", FORTNIGHT, "Tómelo al día durante 14 días."),
    ("de", FORTNIGHT, "14 Tage lang abends einnehmen."),
    ("fr", "Use it for a fortnight.", "Utilisez-le pendant une quinzaine de semaines."),
    ("fr", PIECES, "Prenez un comprimé le matin et un demi-comprimé le soir."),
    ("es", PIECES, "Tome un comprimido por la mañana y medio por la noche."),
    ("nl", PIECES, "Neem 's ochtends een tablet en 's avonds een halve tablet."),
]


@pytest.mark.parametrize(("language", "source", "target"), RIGHT)
def test_parts_of_the_day_that_are_all_meant_tell_how_often(language: str, source: str, target: str) -> None:
    assert not _blocking(language, source, target)


@pytest.mark.parametrize(("language", "source", "target"), WRONG)
def test_a_number_that_nothing_stands_for_blocks(language: str, source: str, target: str) -> None:
    assert _blocking(language, source, target)


def _blocking(language: str, source: str, target: str) -> list[str]:
    found = check(source, target, Locale("en"), Locale(language))
    return [f"{finding.check}: {finding.what}" for finding in found if finding.severity == "error"]
