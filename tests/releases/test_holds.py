"""What a hold promises: nobody gets the text, whatever is published later, until it is released by name."""

from __future__ import annotations

import shutil

import pytest
from tiny import ARTICLE, NOW, TinyLibrary

from portal_api.errors import Held, NotPublished
from portal_api.locales import Locale
from portal_api.releases.holding import Named, NotThere, hold, unhold
from portal_api.releases.record.store import Imprint

BY = Imprint(NOW, "Dr Ana Ruiz", "portal-api test", note="wrong dose")
TRANSLATED = dict.fromkeys(("head", "overview", "risks", "when-to-get-help"), "translated")
HELD = {"overview": "withheld incorrect"}


@pytest.fixture
def offered(tiny: TinyLibrary) -> TinyLibrary:
    """Spanish, with Mexican Spanish below it, and Arabic, published."""
    tiny.settings("en", "es", "es-MX", "ar")
    for tag in ("es", "ar"):
        tiny.offer(tag)
    for name in ("disclaimer", "portal"):
        tiny.translate("es-MX", name)
        tiny.origin("es-MX", name, "human")
    tiny.publish()
    return tiny


def held(tiny: TinyLibrary, section: str = "overview", tag: str | None = None, article: str = "pump"):
    """Hold it as incorrect."""
    return hold(tiny.store, Named(article, section, Locale(tag) if tag else None), "incorrect", BY)


def released(tiny: TinyLibrary, section: str = "overview", tag: str | None = None):
    """End that hold."""
    return unhold(tiny.store, Named("pump", section, Locale(tag) if tag else None), BY)


def everything(tiny: TinyLibrary) -> str:
    """All that readers can get of the current release."""
    with tiny.store.snapshot() as snapshot:
        return str([edition.body for edition in snapshot.all_editions().values()])


def test_a_held_section_is_shown_in_no_language(offered):
    made = held(offered)
    assert made.release.id == 2
    for tag in ("en", "es", "es-MX", "ar"):
        assert offered.statuses(tag)["overview"] == "withheld incorrect"
        section = offered.edition(tag).body["sections"][0]
        assert (section["title"], section["blocks"], section["locale"]) == ("", [], tag)
        assert offered.edition(tag).has_held
    assert "5 mg" not in everything(offered)


def test_what_is_not_held_stays(offered):
    held(offered)
    assert offered.statuses("ar") == TRANSLATED | HELD
    extent = offered.edition("ar").body["translation"]
    assert extent == {"complete": False, "translated": 2, "sections": 3}


def test_a_hold_in_one_language_holds_it_in_its_children_too(offered):
    held(offered, tag="es")
    assert offered.statuses("es") == TRANSLATED | HELD
    assert offered.statuses("es-MX")["overview"] == "withheld incorrect"
    assert offered.statuses("ar") == TRANSLATED
    assert offered.statuses("en")["overview"] == "source"


def test_a_hold_of_the_source_holds_it_wherever_it_is_shown_as_a_fallback(offered):
    offered.catalog("es", "pump").unlink()
    offered.write("content/withdrawn.toml", "")
    offered.article("second", ARTICLE.replace("# Pump", "# Second"))
    offered.publish()
    held(offered, tag="en", article="second")
    for tag in ("en", "es", "ar"):
        assert offered.statuses(tag, "second")["overview"] == "withheld incorrect"
    assert offered.statuses("ar") == TRANSLATED


def test_the_files_are_not_read(offered):
    shutil.rmtree(offered.root)
    held(offered)
    assert offered.statuses("es")["overview"] == "withheld incorrect"
    released(offered)
    assert offered.statuses("es") == TRANSLATED


@pytest.mark.parametrize("change", ["A small pump.", "Feeling sleepy"])
def test_no_later_publication_brings_it_back(offered, change):
    held(offered)
    offered.change("content/articles/pump.md", change, "Something new")
    assert offered.publish().release == 3
    for tag in ("en", "es", "es-MX", "ar"):
        assert offered.statuses(tag)["overview"] == "withheld incorrect"
    assert "5 mg" not in everything(offered)


def test_publishing_again_without_a_change_makes_no_release(offered):
    held(offered)
    assert offered.publish().release is None
    held(offered, section="")
    assert offered.publish().release is None


def test_a_corrected_source_is_shown_at_once_and_its_old_translations_are_not(offered):
    held(offered)
    offered.change("content/articles/pump.md", "5 mg", "6 mg")
    offered.publish()
    assert offered.statuses("en")["overview"] == "source"
    assert offered.statuses("es")["overview"] == "fallback stale"
    assert "6 mg" in str(offered.edition("es").body)
    assert "5 mg" not in everything(offered)


def test_a_publication_tells_what_is_held_and_what_was_corrected(offered):
    held(offered)
    held(offered, section="risks", tag="es")
    offered.change("content/articles/pump.md", "5 mg", "6 mg")
    first, second = offered.publish().notes
    assert first.startswith("pump/overview was held since release 2 (incorrect, by Dr Ana Ruiz)")
    assert "the old one stays held" in first.lower()
    assert second.startswith("pump/risks es is held since release 3")


def test_a_correction_that_is_taken_back_is_held_again(offered):
    held(offered)
    offered.change("content/articles/pump.md", "5 mg", "6 mg")
    offered.publish()
    offered.change("content/articles/pump.md", "6 mg", "5 mg")
    offered.publish()
    assert offered.statuses("en")["overview"] == "withheld incorrect"


def test_a_corrected_translation_is_shown_at_once(offered):
    held(offered, tag="es")
    offered.change("translations/es/LC_MESSAGES/pump.po", "es: It gives", "es: corrected: It gives")
    offered.publish()
    assert offered.statuses("es") == TRANSLATED
    assert offered.statuses("es-MX")["overview"] == "fallback missing"


def test_another_heading_brings_no_held_text_back(offered):
    held(offered, tag="es")
    offered.change("translations/es/LC_MESSAGES/portal.po", "es: What is it?", "es: About it")
    offered.publish()
    assert offered.statuses("es")["overview"] == "withheld incorrect"


def test_a_language_that_comes_later_does_not_show_a_translation_of_the_held_text(offered):
    held(offered)
    offered.settings("en", "es", "es-MX", "ar", "de")
    offered.offer("de")
    offered.publish()
    assert offered.statuses("de") == TRANSLATED | HELD


def test_the_same_text_under_another_name_is_held_too(offered):
    offered.article("copy", ARTICLE.replace("# Pump", "# Copy"))
    offered.publish()
    held(offered)
    assert offered.statuses("en", "copy")["overview"] == "withheld incorrect"
    (offered.root / "content/articles/copy.md").rename(offered.root / "content/articles/other.md")
    offered.publish()
    assert offered.statuses("en", "other")["overview"] == "withheld incorrect"
    released(offered)
    assert offered.statuses("en", "other")["overview"] == "source"


def test_a_released_text_is_back_as_it_was_published_last(offered):
    before = offered.edition("es").digest
    held(offered)
    released(offered)
    assert offered.edition("es").digest == before
    assert offered.statuses("ar") == TRANSLATED


def test_a_released_text_is_the_newest_one_not_the_one_that_was_held(offered):
    held(offered, section="")
    offered.change("content/articles/pump.md", "5 mg", "6 mg")
    offered.publish()
    released(offered, section="")
    assert "6 mg" in str(offered.edition("en").body)
    assert "5 mg" not in everything(offered)
    assert offered.publish().release is None


def test_a_held_article_is_gone_with_its_reason_and_comes_back_when_released(offered):
    before = {tag: offered.edition(tag).digest for tag in ("en", "es", "ar")}
    held(offered, section="")
    for tag in before:
        with pytest.raises(Held) as found:
            offered.edition(tag)
        assert found.value.reason == "incorrect"
    with offered.store.snapshot() as snapshot:
        assert snapshot.editions(Locale("es")) == ()
        for read in (snapshot.article_locales, snapshot.source_edition):
            with pytest.raises(Held):
                read("pump")
    offered.change("content/articles/pump.md", "A small pump.", "A very small pump.")
    offered.publish()
    with pytest.raises(Held):
        offered.edition("en")
    offered.change("content/articles/pump.md", "A very small pump.", "A small pump.")
    offered.publish()
    released(offered, section="")
    assert {tag: offered.edition(tag).digest for tag in before} == before


def test_an_article_held_in_one_language_is_gone_there_and_in_its_children(offered):
    held(offered, section="", tag="es")
    for tag in ("es", "es-MX"):
        with pytest.raises(Held):
            offered.edition(tag)
    assert offered.statuses("ar") == TRANSLATED


def test_an_article_withdrawn_while_it_was_held_stays_withdrawn_when_released(offered):
    held(offered, section="")
    offered.write("content/withdrawn.toml", '[[withdrawn]]\narticle="pump"\nreason="legal"\non=2026-11-22\n')
    offered.publish()
    released(offered, section="")
    with pytest.raises(NotPublished):
        offered.edition("en")


def test_of_two_holds_on_one_text_each_must_be_released(offered):
    held(offered)
    held(offered, tag="es")
    released(offered)
    assert offered.statuses("es")["overview"] == "withheld incorrect"
    assert offered.statuses("ar") == TRANSLATED
    released(offered, tag="es")
    assert offered.statuses("es") == TRANSLATED


def test_an_earlier_release_still_has_what_it_had(offered):
    held(offered)
    with offered.store.snapshot(1) as then:
        assert "5 mg" in str(then.edition("pump", Locale("en")).body)


def test_a_loss_by_a_hold_needs_no_consent(offered):
    held(offered, section="", tag="es")
    offered.article("second", ARTICLE.replace("# Pump", "# Second"))
    assert offered.publish().release == 3


@pytest.mark.parametrize(
    ("article", "section", "tag", "told"),
    [
        ("nothing", "", None, "the current release has no such article"),
        ("pump", "nothing", None, "it has: overview, risks, when-to-get-help"),
        ("pump", "head", None, "has no section 'head'"),
        ("pump", "", "fr", "not published in fr; it is in: ar, en, es, es-MX"),
        ("pump", "overview", "es-MX", "readers get the text in es"),
    ],
)
def test_what_cannot_be_held_is_told_with_what_can(offered, article, section, tag, told):
    with pytest.raises(NotThere, match=told):
        held(offered, section, tag, article)
    assert offered.store.current() == 1


def test_holding_twice_and_releasing_what_is_not_held_are_told(offered):
    with pytest.raises(NotThere, match="nothing is held now"):
        released(offered)
    held(offered)
    with pytest.raises(NotThere, match="held already, since release 2 by Dr Ana Ruiz"):
        held(offered)
    with pytest.raises(NotThere, match="held now: pump/overview"):
        released(offered, tag="es")
