"""A clinical review that is overdue is told to editors, by publish and by coverage."""

from __future__ import annotations

import datetime
import json

import pytest
from tiny import ARTICLE, NOW, TinyLibrary

from portal_api.releases.publishing.publish import NO_CONSENT, publish
from portal_api.releases.record.store import Imprint


def due(tiny: TinyLibrary, name: str, day: str) -> None:
    """An article that was reviewed, and is to be again by a day."""
    review = f'review: {{by: "A. Nurse", role: "Nurse", on: 2020-01-02, next: {day}}}'
    text = ARTICLE.replace("review: {status: unreviewed}", review)
    tiny.article(name, text)


def notes(tiny: TinyLibrary, days: int = 0) -> list[str]:
    """What a publication so many days later says of it."""
    imprint = Imprint(NOW + datetime.timedelta(days=days), "tester", "test")
    return [one for one in publish(tiny.root, tiny.store, imprint, NO_CONSENT).notes if "overdue" in one]


@pytest.fixture
def dated(tiny: TinyLibrary) -> TinyLibrary:
    """Three articles: two whose review was due, one whose day is that of the publication."""
    due(tiny, "pump", "2022-10-01")
    due(tiny, "other", "2024-01-31")
    due(tiny, "today", NOW.date().isoformat())
    return tiny


def test_a_publication_counts_what_is_overdue_each_time(dated: TinyLibrary) -> None:
    told = "clinical review overdue, since 2022-10-01: 2 articles; see: portal coverage"
    assert notes(dated) == [told]
    assert notes(dated) == [told]


def test_a_review_becomes_overdue_on_the_day_after_although_no_file_changes(dated: TinyLibrary) -> None:
    notes(dated)
    assert notes(dated, days=1) == [
        "clinical review overdue, since 2022-10-01: 3 articles; see: portal coverage"
    ]


def test_a_new_review_ends_it_and_a_translation_does_not_count_twice(dated: TinyLibrary) -> None:
    dated.offer("es")
    dated.translate("es", "other")
    notes(dated)
    due(dated, "pump", "2999-01-01")
    assert notes(dated) == ["clinical review overdue, since 2024-01-31: 1 article; see: portal coverage"]
    due(dated, "other", "2999-01-01")
    assert notes(dated) == []


def test_what_was_made_before_counts_in_another_database_too(dated: TinyLibrary) -> None:
    before = notes(dated)
    elsewhere = TinyLibrary(dated.root, f"sqlite:///{dated.root}/elsewhere.db")
    assert notes(elsewhere) == before
    elsewhere.store.close()


def test_coverage_names_what_is_overdue_the_longest_first(run, dated: TinyLibrary) -> None:
    lines = run("coverage").output.splitlines()
    heading = lines.index("A clinical review is overdue:")
    assert [line.split()[:2] for line in lines[heading + 3 :][:2]] == [
        ["pump", "2022-10-01"],
        ["other", "2024-01-31"],
    ]
    overdue = json.loads(run("coverage", "--json").output)["overdue"]
    assert overdue[0] == {"article": "pump", "due": "2022-10-01"}
    due(dated, "pump", "2999-01-01")
    assert "pump" not in [one["article"] for one in json.loads(run("coverage", "--json").output)["overdue"]]
    assert "overdue:" not in run("coverage", "es", "pump").output
