"""Our own headings stand in many articles and are judged once for a language, not once for each article."""

from __future__ import annotations

from collections import Counter

import pytest
from tiny import ARTICLE, TinyLibrary

from portal_api.catalogs import checked
from portal_api.catalogs.digests import digests_of
from portal_api.catalogs.meaning import Lineage
from portal_api.catalogs.reviews import Accepted, accept

HEADING = "What is it?"
WORDS = "translations/es/LC_MESSAGES/portal.po"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the checks were asked about each source text."""
    found: Counter[str] = Counter()
    real = checked.check

    def check(source, *rest):
        found[source] += 1
        return real(source, *rest)

    monkeypatch.setattr(checked, "check", check)
    return found


@pytest.fixture
def two(tiny: TinyLibrary) -> TinyLibrary:
    """Two articles in Spanish with the same heading."""
    tiny.offer("es")
    tiny.article("second", ARTICLE.replace("# Pump", "# Second"))
    tiny.translate("es", "second")
    tiny.origin("es", "second", "human")
    return tiny


def overviews(library: TinyLibrary) -> list[str]:
    return [library.statuses("es", name)["overview"] for name in ("pump", "second")]


def test_a_heading_is_checked_once_though_two_articles_have_it(two: TinyLibrary, asked: Counter[str]) -> None:
    two.publish()
    assert overviews(two) == ["translated", "translated"]
    assert (asked[HEADING], asked["Feeling sleepy"]) == (1, 2)


def test_a_heading_that_changed_is_checked_once_and_no_other_text_again(two: TinyLibrary, asked) -> None:
    two.publish()
    asked.clear()
    two.change(WORDS, f'msgstr "es: {HEADING}"', 'msgstr "es: What is this?"')
    two.publish()
    assert asked == {HEADING: 1}
    assert two.edition("es", "second").body["sections"][0]["title"] == "es: What is this?"


def test_a_wrong_heading_is_kept_from_readers_in_every_article(two: TinyLibrary) -> None:
    two.change(WORDS, f'msgstr "es: {HEADING}"', f'msgstr "es: 7 {HEADING}"')
    two.publish()
    assert overviews(two) == ["fallback rejected", "fallback rejected"]


def test_a_heading_that_a_person_accepted_is_shown_in_every_article(two: TinyLibrary) -> None:
    two.change(WORDS, f'msgstr "es: {HEADING}"', f'msgstr "es: 7 {HEADING}"')
    digests = digests_of([("heading.overview", HEADING, f"es: 7 {HEADING}")], Lineage({}))
    path = two.root / "translations/es/reviews/portal.toml"
    record = Accepted("heading.overview", "numbers", "Ana Ruiz", "that is its name", digests)
    path.write_text(accept(path.read_text("utf-8"), record, path), "utf-8")
    two.publish()
    assert overviews(two) == ["translated", "translated"]
