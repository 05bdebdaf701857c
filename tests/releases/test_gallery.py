"""What a picture promises: it goes with the texts that show it, and stays while one of them may be read."""

from __future__ import annotations

import io

import pytest
from small_portal import FEVER, SVG
from sqlalchemy import text
from statements import run_statements
from tiny import NOW, TinyLibrary

from portal_api.errors import Held, UnknownArticle, Withdrawn
from portal_api.locales import Locale
from portal_api.releases.holding import Named, hold, unhold
from portal_api.releases.publishing.publish import Consent
from portal_api.releases.record.archive import restore_archive, write_archive
from portal_api.releases.record.gallery import Picture, find_picture
from portal_api.releases.record.integrity import check
from portal_api.releases.record.store import Imprint, Store
from portal_api.releases.rollback import roll_back

BY = Imprint(NOW, "Dr Ana Ruiz", "portal-api test")
OTHER_ALT = FEVER.replace("Fever", "Chill").replace("A thermometer", "A glass tube").replace("Shiv", "Quiv")
OTHER_ALT = OTHER_ALT.replace("A raised temperature", "A lowered one").replace("Above 38", "Below 36")
WITHDRAWN = '[[withdrawn]]\narticle = "fever"\nreason = "{}"\non = 2026-11-22\n'


@pytest.fixture
def pictured(tiny: TinyLibrary) -> TinyLibrary:
    """`fever` with a picture, in English and Spanish."""
    tiny.offer("es")
    tiny.write("content/figures/fever.svg", SVG)
    tiny.article("fever", FEVER)
    tiny.translate("es", "fever")
    tiny.publish()
    return tiny


def name_of(tiny: TinyLibrary, article: str = "fever", tag: str = "en") -> str:
    return tiny.edition(tag, article).body["figure"]["file"]


def seen(tiny: TinyLibrary, name: str) -> Picture:
    with tiny.store.snapshot() as snapshot:
        return find_picture(snapshot, name)


def held(tiny: TinyLibrary, section: str = "", tag: str | None = None) -> None:
    hold(tiny.store, Named("fever", section, Locale(tag) if tag else None), "unsafe", BY)


def other_picture(tiny: TinyLibrary) -> None:
    tiny.write("content/figures/fever.svg", SVG.replace("40", "44"))


def test_a_picture_is_shown_with_its_article(pictured: TinyLibrary) -> None:
    found = seen(pictured, name_of(pictured))
    assert (found.data, found.media_type, found.articles) == (SVG.encode(), "image/svg+xml", ("fever",))


@pytest.mark.parametrize("section", ["", "figure"])
def test_a_held_picture_is_shown_to_nobody_until_it_is_released(pictured: TinyLibrary, section: str) -> None:
    name = name_of(pictured)
    held(pictured, section)
    with pytest.raises(Held) as caught:
        seen(pictured, name)
    assert (caught.value.reason, caught.value.article) == ("unsafe", "fever")
    unhold(pictured.store, Named("fever", section), BY)
    assert seen(pictured, name).articles == ("fever",)


def test_a_picture_held_in_one_language_stays_for_the_others(pictured: TinyLibrary) -> None:
    name = name_of(pictured)
    held(pictured, "figure", "es")
    assert pictured.edition("es", "fever").body["figure"] is None
    assert seen(pictured, name).articles == ("fever",)
    held(pictured, "", "en")
    with pytest.raises(Held):
        seen(pictured, name)


@pytest.mark.parametrize("reason", ["incorrect", "superseded"])
def test_a_withdrawn_article_takes_its_picture_with_it(pictured: TinyLibrary, reason: str) -> None:
    name = name_of(pictured)
    pictured.write("content/withdrawn.toml", WITHDRAWN.format(reason))
    pictured.publish(Consent(loss=True))
    with pytest.raises(Withdrawn) as caught:
        seen(pictured, name)
    assert (caught.value.reason, caught.value.article) == (reason, "fever")


def test_a_picture_stays_while_another_article_shows_the_same_bytes(pictured: TinyLibrary) -> None:
    pictured.article("chill", OTHER_ALT)
    pictured.publish()
    name = name_of(pictured)
    assert name_of(pictured, "chill") == name
    assert seen(pictured, name).articles == ("chill", "fever")
    held(pictured)
    assert seen(pictured, name).articles == ("chill",)
    hold(pictured.store, Named("chill"), "legal", BY)
    with pytest.raises(Held):
        seen(pictured, name)


def test_a_picture_that_was_replaced_stays_with_the_words_of_then(pictured: TinyLibrary) -> None:
    name = name_of(pictured)
    other_picture(pictured)
    pictured.publish()
    assert name_of(pictured) != name
    assert seen(pictured, name).articles == ()


def test_a_picture_that_was_held_and_replaced_stays_away(pictured: TinyLibrary) -> None:
    name = name_of(pictured)
    held(pictured, "figure")
    other_picture(pictured)
    pictured.publish()
    assert seen(pictured, name_of(pictured)).articles == ("fever",)
    with pytest.raises(Held):
        seen(pictured, name)


def test_no_rollback_brings_a_held_picture_back(pictured: TinyLibrary) -> None:
    name = name_of(pictured)
    held(pictured, "figure")
    roll_back(pictured.store, 1, BY)
    with pytest.raises(Held):
        seen(pictured, name)


@pytest.mark.parametrize("section", ["", "figure"])
def test_other_words_bring_no_held_picture_back(pictured: TinyLibrary, section: str) -> None:
    name = name_of(pictured)
    held(pictured, section)
    pictured.article("fever", FEVER.replace("A thermometer", "A thermometer."))
    pictured.publish()
    with pytest.raises(Held):
        seen(pictured, name)
    if section:
        assert pictured.edition("en", "fever").body["figure"] is None
    roll_back(pictured.store, 1, BY)
    with pytest.raises(Held):
        seen(pictured, name)


def test_other_words_bring_no_picture_back_in_the_language_where_it_is_held(pictured: TinyLibrary) -> None:
    held(pictured, "figure", "es")
    pictured.change("translations/es/LC_MESSAGES/fever.po", "es: A thermometer", "es: A thermometer.")
    pictured.publish()
    assert pictured.edition("es", "fever").body["figure"] is None
    assert seen(pictured, name_of(pictured)).articles == ("fever",)


def test_a_picture_that_was_never_shown_is_not_there(pictured: TinyLibrary) -> None:
    held(pictured)
    other_picture(pictured)
    pictured.publish()
    with pictured.store.snapshot() as snapshot:
        (name,) = snapshot.connection.execute(
            text("SELECT name FROM figure WHERE name NOT IN (SELECT name FROM edition_figure)")
        ).scalars()
    for one in (name, "nothing.svg"):
        with pytest.raises(UnknownArticle):
            seen(pictured, one)


def test_an_upgraded_database_knows_its_pictures(pictured: TinyLibrary, database_url: str) -> None:
    name = name_of(pictured)
    run_statements(database_url, "DROP TABLE edition_figure", "UPDATE schema SET version = 2")
    store = Store(database_url)
    with store.snapshot() as snapshot:
        assert find_picture(snapshot, name).articles == ("fever",)
    assert check(store) == ()
    store.close()


def test_a_restored_record_knows_its_pictures(pictured: TinyLibrary, tmp_path) -> None:
    name = name_of(pictured)
    held(pictured)
    unhold(pictured.store, Named("fever"), BY)
    file = io.BytesIO()
    write_archive(pictured.store, file)
    store = Store(f"sqlite:///{tmp_path}/restored.db")
    restore_archive(store, file)
    with store.snapshot() as snapshot:
        assert find_picture(snapshot, name).articles == ("fever",)
    assert check(store) == ()
    store.close()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM edition_figure", "noted is None"),
        ("UPDATE edition_figure SET name = 'other.svg'", "noted is other.svg"),
        (
            "INSERT INTO edition_figure SELECT id, 'more.svg' FROM edition WHERE article_id = 'pump'",
            "noted is more.svg",
        ),
    ],
)
def test_what_is_noted_of_pictures_is_checked(
    pictured: TinyLibrary, database_url: str, damage: str, told: str
) -> None:
    assert check(pictured.store) == ()
    run_statements(database_url, damage)
    flaws = [str(flaw) for flaw in check(pictured.store)]
    assert flaws
    assert all(told in flaw for flaw in flaws)
