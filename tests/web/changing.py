"""A library that changes in every way that readers can notice, one release after the other."""

from __future__ import annotations

from collections.abc import Callable

from small_portal import WITHDRAWN
from tiny import ARTICLE, NOW, TinyLibrary

from portal_api.locales import Locale
from portal_api.releases.holding import Named, hold, unhold
from portal_api.releases.record.store import Imprint
from portal_api.releases.rollback import roll_back

IMPRINT = Imprint(NOW, "tester", "portal-api test")


def correct_a_dose(tiny: TinyLibrary) -> None:
    tiny.change("content/articles/pump.md", "within 2 hours", "within 3 hours")


def correct_a_translation(tiny: TinyLibrary) -> None:
    tiny.translate("es", texts={"p1": "es: It gives **5 mg** a day, [more](https://www.example.org/more)!"})


def change_the_disclaimer(tiny: TinyLibrary) -> None:
    tiny.change("content/disclaimer.md", 'version: "1"', 'version: "2"')
    tiny.change("content/disclaimer.md", "education only", "learning only")


def translate_the_disclaimer(tiny: TinyLibrary) -> None:
    tiny.translate("es", "disclaimer")


def change_our_own_words(tiny: TinyLibrary) -> None:
    tiny.translate("es", "portal", {"label.sources": "es: The sources"})


def change_the_publisher(tiny: TinyLibrary) -> None:
    tiny.change("content/library.toml", "Tiny Health, CC BY 4.0", "Tiny Health, CC BY-SA 4.0")


def offer_a_language(tiny: TinyLibrary) -> None:
    tiny.translate("fr", "disclaimer")


def add_an_article(tiny: TinyLibrary) -> None:
    tiny.article("late", ARTICLE.replace("# Pump", "# Late"))


def withdraw_an_article(tiny: TinyLibrary) -> None:
    (tiny.root / "content/articles/late.md").unlink()
    more = WITHDRAWN.replace('"old"', '"late"').replace("superseded", "incorrect")
    tiny.write("content/withdrawn.toml", WITHDRAWN + more)


def hold_a_section(tiny: TinyLibrary) -> None:
    hold(tiny.store, Named("pump", "risks"), "incorrect", IMPRINT)


def hold_an_article_in_a_language(tiny: TinyLibrary) -> None:
    hold(tiny.store, Named("pump", "", Locale("es")), "unsafe", IMPRINT)


def end_a_hold(tiny: TinyLibrary) -> None:
    unhold(tiny.store, Named("pump", "risks"), IMPRINT)


def go_back(tiny: TinyLibrary) -> None:
    roll_back(tiny.store, 2, IMPRINT, restore_withdrawn=True)


STEPS: tuple[Callable[[TinyLibrary], None], ...] = (
    correct_a_dose,
    correct_a_translation,
    change_our_own_words,
    add_an_article,
    hold_a_section,
    hold_an_article_in_a_language,
    end_a_hold,
    withdraw_an_article,
    change_the_disclaimer,
    translate_the_disclaimer,
    change_the_publisher,
    offer_a_language,
    go_back,
)
