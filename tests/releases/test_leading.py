"""What a release knows of the links between articles: who leads where, and whose answers change with what."""

from __future__ import annotations

import io
import json
import shutil

import pytest
from catalogreading import catalogs_read
from linked import LEADING, LED_TO, OTHER
from small_portal import SVG
from statements import run_statements
from tiny import ARTICLE, NOW, TinyLibrary

from portal_api.locales import Locale
from portal_api.releases.editions.storedlinks import relinked
from portal_api.releases.holding import Named, hold, unhold
from portal_api.releases.publishing import fingerprints
from portal_api.releases.record.affected import affected
from portal_api.releases.record.archive import restore_archive, write_archive
from portal_api.releases.record.changes import Changes, new_edition
from portal_api.releases.record.integrity import check
from portal_api.releases.record.since import answers_since, changed_since
from portal_api.releases.record.store import Imprint, Store
from portal_api.releases.rollback import roll_back
from portal_api.whereabouts import MEMORY_FILE, MEMORY_FOLDER

BY = Imprint(NOW, "Ana", "portal-api test")
GONE = '[[withdrawn]]\narticle = "fever"\nreason = "superseded"\nsuccessor = "other"\non = 2026-11-22\n'
ES = Locale("es")


@pytest.fixture
def linked(tiny: TinyLibrary) -> TinyLibrary:
    """`pump` leads to `fever`, `other` to `pump`, `second` nowhere; all in English, `pump` in Spanish too."""
    tiny.settings("en", "es")
    tiny.write("content/figures/fever.svg", SVG)
    tiny.article("fever", LED_TO)
    tiny.article("other", OTHER)
    tiny.article("second", ARTICLE.replace("# Pump", "# Second"))
    tiny.article("pump", LEADING)
    tiny.offer("es")
    tiny.publish()
    return tiny


def changed(tiny: TinyLibrary, tag: str, since: int) -> list[str]:
    with tiny.store.snapshot() as snapshot:
        return [one.article_id for one in changed_since(snapshot, Locale(tag), since, limit=50)]


def since(tiny: TinyLibrary, article: str, tag: str) -> int:
    with tiny.store.snapshot() as snapshot:
        edition = snapshot.edition(article, Locale(tag))
        complete = edition.body["translation"]["complete"]
        return answers_since(snapshot, edition, is_complete=complete)


def keys(tiny: TinyLibrary, since: int) -> set[str]:
    return {key for key in affected(tiny.store, since) if key.startswith("article-")}


def test_who_leads_to_a_held_text_changes_with_it_and_nobody_else(linked):
    hold(linked.store, Named("fever", "symptoms"), "unsafe", BY)
    assert changed(linked, "es", 1) == ["fever", "pump"]
    assert keys(linked, 1) == {"article-fever", "article-pump"}
    assert [since(linked, name, "es") for name in ("fever", "pump", "other", "second")] == [2, 2, 1, 1]
    unhold(linked.store, Named("fever", "symptoms"), BY)
    assert changed(linked, "es", 2) == ["fever", "pump"]
    assert since(linked, "pump", "es") == 3


@pytest.mark.parametrize("link", ["(article:other)", "(article:fever)"])
def test_another_link_brings_no_held_text_back(linked, link):
    """Authors have to change it when the article that it leads to goes; the wrong dose beside it stays."""
    hold(linked.store, Named("pump", "overview"), "unsafe", BY)
    linked.article("pump", LEADING.replace("(article:fever#symptoms)", link))
    linked.publish()
    linked.translate("es")
    linked.publish()
    assert [linked.statuses(tag)["overview"] for tag in ("en", "es")] == ["withheld unsafe"] * 2


def test_a_corrected_text_with_the_same_links_is_shown(linked):
    hold(linked.store, Named("pump", "overview"), "unsafe", BY)
    linked.article("pump", LEADING.replace("5 mg", "4 mg"))
    linked.publish()
    assert linked.statuses("en")["overview"] == "source"


def test_who_leads_to_a_text_that_has_gone_changes_with_it(linked):
    linked.write("content/withdrawn.toml", GONE)
    linked.publish()
    assert changed(linked, "es", 1) == ["fever", "pump"]
    assert keys(linked, 1) == {"article-fever", "article-pump"}
    assert since(linked, "pump", "es") == 2


def test_a_change_in_another_language_changes_nothing_in_this_one(linked):
    linked.translate("es", "fever")
    linked.publish()
    assert changed(linked, "es", 1) == ["fever", "pump"]
    assert changed(linked, "en", 1) == []
    assert since(linked, "pump", "en") == 1


def test_a_link_of_a_source_text_that_may_be_asked_for_counts(linked):
    """A translation may have lost its links, which a person can accept; the source text still has them."""
    linked.change("content/articles/pump.md", "related: [fever, other]\n", "")
    linked.publish()
    edition = linked.edition("es")
    body = json.loads(relinked(edition.data, lambda _: b""))
    body["translation"]["complete"] = False
    lost = Changes(editions=(new_edition(body, edition.origins),))
    linked.store.publish(lost, BY, on_top_of=2)
    assert linked.edition("es").since == since(linked, "pump", "es") == 3
    hold(linked.store, Named("fever"), "unsafe", BY)
    assert since(linked, "pump", "es") == 4
    assert changed(linked, "es", 3) == ["fever", "pump"]


def test_a_rollback_changes_those_who_lead_to_what_it_brings_back(linked):
    linked.change("content/articles/fever.md", "Shivering", "Trembling")
    linked.publish()
    roll_back(linked.store, 1, BY)
    assert changed(linked, "en", 2) == ["fever", "pump"]


def test_what_an_earlier_text_led_to_is_purged_too(linked):
    """`?release=1` of an article still shows the links of then."""
    linked.article("pump", ARTICLE)
    linked.publish()
    hold(linked.store, Named("fever"), "unsafe", BY)
    assert keys(linked, 2) == {"article-fever", "article-pump"}
    assert changed(linked, "en", 2) == ["fever"]


def test_a_release_without_links_is_noted_without_any(tiny):
    tiny.publish()
    with tiny.store.snapshot() as snapshot:
        assert snapshot.led_since("pump", Locale("en"), is_complete=True) == 0


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM edition_lead", "it leads to fever, other; noted is nothing"),
        ("UPDATE edition_lead SET article_id = 'x' WHERE article_id = 'fever'", "noted is other, x"),
        ("INSERT INTO edition_lead SELECT id + 900, 'x' FROM edition", "no edition that was shown"),
    ],
)
def test_what_is_noted_of_links_is_verified(linked, database_url, damage, told):
    assert check(linked.store) == ()
    if "900" in damage and not database_url.startswith("sqlite"):
        damage = "INSERT INTO edition_lead SELECT id, 'x' FROM edition WHERE article_id = 'second'"
        told = "it leads to nothing; noted is x"
    run_statements(database_url, damage)
    assert any(told in flaw.what for flaw in check(linked.store))


def test_an_upgraded_or_restored_record_knows_its_links(linked, database_url, tmp_path):
    run_statements(database_url, "DROP TABLE edition_lead", "UPDATE schema SET version = 4")
    linked.store.close()
    linked.store = Store(database_url)
    file = io.BytesIO()
    write_archive(linked.store, file)
    restored = Store(f"sqlite:///{tmp_path}/restored.db")
    restore_archive(restored, file)
    for store in (linked.store, restored):
        hold(store, Named("fever"), "unsafe", BY)
        assert "article-pump" in affected(store, 1)
        assert check(store) == ()
    restored.close()


def settled(tiny: TinyLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on a file that nobody changed is not looked at."""
    tiny.publish()
    monkeypatch.setattr(fingerprints, "_TICK_NS", 0)
    tiny.publish()


def test_a_text_that_lost_a_section_tells_those_who_lead_there(linked, monkeypatch):
    settled(linked, monkeypatch)
    linked.change("content/articles/fever.md", "{#symptoms}", "{#signs aspect=symptoms}")
    (problem,) = linked.publish().problems
    assert str(problem).endswith(
        "pump.md:17: `article:fever#symptoms` leads nowhere: the article `fever` has no section `symptoms`; "
        "write one of: signs, treatments"
    )
    assert linked.edition("en").since == 1
    assert linked.publish().problems == (problem,)
    linked.change("content/articles/pump.md", "#symptoms", "#signs")
    assert linked.publish().problems == ()


def test_a_text_that_is_withdrawn_tells_those_who_lead_there(linked, monkeypatch):
    settled(linked, monkeypatch)
    linked.write("content/withdrawn.toml", GONE)
    told = [str(problem) for problem in linked.publish().problems]
    assert len(told) == 3
    assert all("pump.md:" in one and "lead to article:other, its successor" in one for one in told)


def test_a_file_that_has_gone_tells_those_who_lead_there(linked, monkeypatch):
    settled(linked, monkeypatch)
    (linked.root / "content/articles/fever.md").unlink()
    summary = linked.publish()
    assert len(summary.problems) == 3
    assert linked.edition("en", "fever").since == 1
    linked.article("fever", LED_TO)
    assert linked.publish().problems == ()


def test_a_file_that_comes_back_makes_those_who_lead_there_right_again(linked, monkeypatch):
    linked.change("content/articles/second.md", "https://www.example.org/more", "article:third")
    settled(linked, monkeypatch)
    (problem,) = linked.publish().problems
    assert "the library has no article `third`" in str(problem)
    linked.article("third", ARTICLE.replace("# Pump", "# Third"))
    summary = linked.publish()
    assert summary.problems == ()
    assert ("second", Locale("en")) in summary.changed


def test_a_change_that_touches_no_link_looks_at_nothing_more(linked, monkeypatch):
    settled(linked, monkeypatch)
    read = catalogs_read(monkeypatch)
    linked.change("content/articles/fever.md", "Shivering", "Trembling")
    summary = linked.publish()
    assert {name for name, _ in summary.changed} == {"fever"}
    assert {name for name, _ in read} <= {"fever"}


@pytest.mark.parametrize("keep", [True, False])
def test_what_is_remembered_of_an_article_is_not_believed_where_its_links_broke(linked, keep):
    """A new checkout: everything is looked at, and what is finished is taken from memory."""
    shutil.rmtree(linked.root / MEMORY_FOLDER)
    linked.publish()
    if not keep:
        (linked.root / MEMORY_FOLDER / MEMORY_FILE).unlink()
    linked.store.close()
    linked.store = Store(f"sqlite:///{linked.root}/new.db")
    linked.change("content/articles/fever.md", "{#symptoms}", "{#signs aspect=symptoms}")
    (problem,) = linked.publish().problems
    assert "`article:fever#symptoms` leads nowhere" in str(problem)
