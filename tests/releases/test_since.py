"""What is told to have changed since a release is what differs from it, page by page."""

from __future__ import annotations

import pytest
from tiny import ARTICLE, NOW, TinyLibrary

from portal_api.locales import Locale
from portal_api.releases.holding import Named, hold
from portal_api.releases.record.history import compare
from portal_api.releases.record.since import changed_since
from portal_api.releases.record.store import Imprint

SPANISH = Locale("es")
# No text of it stands in the others: what is held is held wherever it stands.
OTHER = ARTICLE.replace(". {#", " too. {#").replace("- Feeling", "- Being").replace("- Infection", "- A rash")
IN_ENGLISH = {
    "title": "About this information",
    "d1": "This is for education only.",
    "d2": "Call for help right away in an emergency.",
}
BY = Imprint(NOW, "Ana", "portal-api test")


@pytest.fixture
def changing(tiny: TinyLibrary) -> TinyLibrary:
    """Five articles; one is mended, one translated, one held, and a new one comes, each in its release."""
    tiny.begin()
    tiny.settings("en", "es")
    tiny.offer("es")
    for name in "abcd":
        tiny.article(name, OTHER if name == "c" else ARTICLE)
    tiny.publish()
    tiny.article("a", ARTICLE.replace("2 hours", "3 hours"))
    tiny.publish()
    tiny.translate("es", "b")
    tiny.publish()
    hold(tiny.store, Named("c", "", None), "unsafe", BY)
    tiny.article("e", ARTICLE)
    tiny.publish()
    return tiny


def told(tiny: TinyLibrary, release: int, limit: int) -> dict[str, bool]:
    """What is told of Spanish, all pages together: whether each article is still there."""
    found: dict[str, bool] = {}
    with tiny.store.snapshot() as snapshot:
        while page := changed_since(snapshot, SPANISH, release, after=max(found, default=None), limit=limit):
            found |= {one.article_id: one.edition is not None for one in page}
    return found


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_what_changed_since_any_release_is_what_differs_from_it(changing: TinyLibrary, limit: int) -> None:
    with changing.store.snapshot() as now:
        for release in range(1, now.release.id + 1):
            with changing.store.snapshot(release) as then:
                differing = {
                    one.article_id: one.kind != "gone" for one in compare(then, now) if one.locale == SPANISH
                }
            assert told(changing, release, limit) == differing
        assert now.release.id == 5


def test_who_knows_nothing_is_told_everything_that_is_there(changing: TinyLibrary) -> None:
    assert told(changing, 0, 2) == dict.fromkeys(("a", "b", "d", "e", "pump"), True)


def last_changed(tiny: TinyLibrary, tag: str = "es") -> int:
    """The release in which what stands around the articles of a language last changed."""
    with tiny.store.snapshot() as snapshot:
        return snapshot.shared_since(Locale(tag))


def test_what_no_answer_has_in_it_changes_none(changing: TinyLibrary) -> None:
    before = last_changed(changing)
    for locales in (("en", "es", "fr"), ("en", "fr", "es"), ("es", "en", "fr"), ("es", "en")):
        changing.settings(*locales)
        assert changing.publish().shared_changed
        assert last_changed(changing) == before
    assert told(changing, 5, 50) == {}
    changing.translate("es", "portal", {"embed.copy": "Copia", "problem.held.title": "Retenido"})
    assert changing.publish().shared_changed
    assert last_changed(changing) == before
    assert told(changing, 5, 50) == {}


@pytest.mark.parametrize("word", ["label.updated", "notice.machine", "callout.warning"])
def test_a_changed_word_that_stands_beside_articles_changes_the_answers_of_its_language(
    changing: TinyLibrary, word: str
) -> None:
    english = last_changed(changing, "en")
    changing.translate("es", "portal", {word: "es: otro {date}" if word == "label.updated" else "es: otro"})
    changing.publish()
    assert (last_changed(changing), last_changed(changing, "en")) == (6, english)
    assert len(told(changing, 5, 50)) == 5


def test_a_changed_publisher_changes_every_answer_whatever_changes_with_it_or_later(
    changing: TinyLibrary,
) -> None:
    changing.settings("en", "fr", "es")
    changing.change("content/library.toml", "Tiny Health, CC", "Tiny Hospital, CC")
    changing.publish()
    changing.change("content/library.toml", '"fr", "es"', '"es", "fr"')
    changing.publish()
    assert [last_changed(changing, tag) for tag in ("en", "es")] == [6, 6]
    changing.change("content/library.toml", "Tiny Hospital, CC", "Tiny Health, CC")
    changing.publish()
    assert [last_changed(changing, tag) for tag in ("en", "es")] == [8, 8]


def test_a_disclaimer_that_becomes_a_translation_changes_every_answer_that_carries_it(
    tiny: TinyLibrary,
) -> None:
    tiny.settings("en", "es")
    tiny.offer("es")
    tiny.publish()
    for name, old, new in (("disclaimer", "language: en", "language: es"), ("library", '"en"\n', '"es"\n')):
        ending = "md" if name == "disclaimer" else "toml"
        tiny.change(f"content/{name}.{ending}", old, new)
    tiny.translate("en", "disclaimer", IN_ENGLISH)
    tiny.origin("en", "disclaimer", "human")
    tiny.publish()
    with tiny.store.snapshot() as snapshot:
        assert not snapshot.notice(Locale("en")).is_original
    assert (last_changed(tiny, "en"), len(told(tiny, 1, 50))) == (2, 1)
