"""What the record tells: what a release changed, what two releases differ in, what readers had on a day."""

from __future__ import annotations

import datetime

import pytest
from tiny import NOW, TinyLibrary

from portal_api.errors import NothingPublished
from portal_api.locales import Locale
from portal_api.releases.holding import Named, hold, unhold
from portal_api.releases.publishing.publish import publish
from portal_api.releases.record.history import compare, published_between, read_record, release_at
from portal_api.releases.record.store import Imprint

DAY = datetime.timedelta(days=1)


def on_day(number: int) -> Imprint:
    """An imprint some days after the first release."""
    return Imprint(NOW + number * DAY, "Ana", "portal-api test")


@pytest.fixture
def told(tiny: TinyLibrary) -> TinyLibrary:
    """Release 1; another dose on day 1; a hold on day 2 and its end on day 3; a withdrawal on day 4."""
    tiny.offer("es")
    publish(tiny.root, tiny.store, on_day(0))
    tiny.change("content/articles/pump.md", "5 mg", "50 mg")
    publish(tiny.root, tiny.store, on_day(1))
    hold(tiny.store, Named("pump", "overview"), "incorrect", on_day(2))
    unhold(tiny.store, Named("pump", "overview"), on_day(3))
    tiny.write("content/withdrawn.toml", '[[withdrawn]]\narticle="pump"\nreason="legal"\non=2026-11-22\n')
    publish(tiny.root, tiny.store, on_day(4))
    return tiny


def record(tiny: TinyLibrary, number: int):
    """What one release changed."""
    with tiny.store.snapshot(number) as snapshot:
        return read_record(snapshot)


def test_each_release_tells_what_it_changed(told):
    both = (("pump", Locale("en")), ("pump", Locale("es")))
    first, dose, held, released, withdrawn = (record(told, number) for number in range(1, 6))
    assert (first.new, first.changed, first.gone) == (both, (), ())
    assert "disclaimer es" in first.shared
    assert (dose.new, dose.changed, dose.gone) == ((), both, ())
    assert (held.changed, [order.name for order in held.held]) == (both, ["pump/overview"])
    assert (released.changed, [order.name for order in released.released]) == (both, ["pump/overview"])
    assert (withdrawn.gone, withdrawn.withdrawn) == (both, ("pump",))


def test_a_hold_of_an_article_is_a_release_that_ends_it(tiny):
    tiny.publish()
    hold(tiny.store, Named("pump"), "legal", on_day(1))
    found = record(tiny, 2)
    assert found.gone == found.parked == (("pump", Locale("en")),)
    assert found.new == found.changed == ()


def test_two_releases_differ_in_the_words_that_changed(told):
    with told.store.snapshot(1) as before, told.store.snapshot(2) as after:
        english, spanish = compare(before, after)
    (part,) = english.parts
    assert (english.kind, part.section) == ("changed", "overview")
    assert part.gone == ("It gives 5 mg a day, see more.",)
    assert part.came == ("It gives 50 mg a day, see more.",)
    assert (spanish.parts[0].before, spanish.parts[0].after) == ("es, translated", "en, fallback (stale)")


def test_a_release_does_not_differ_from_itself(told):
    with told.store.snapshot(2) as before, told.store.snapshot(4) as after:
        assert [*compare(before, after)] == []


def test_an_article_that_came_or_went_is_told(told):
    with told.store.snapshot(4) as before, told.store.snapshot(5) as after:
        assert {change.kind for change in compare(before, after)} == {"gone"}
        assert {change.kind for change in compare(after, before)} == {"new"}


@pytest.mark.parametrize(("days", "release"), [(0, 1), (0.9, 1), (1, 2), (100, 5)])
def test_the_release_of_a_moment_is_the_last_one_before_it(told, days, release):
    with told.store.snapshot() as snapshot:
        assert release_at(snapshot, NOW + days * DAY) == release


def test_before_the_first_release_readers_had_nothing(told):
    with (
        told.store.snapshot() as snapshot,
        pytest.raises(NothingPublished, match="nothing was published yet"),
    ):
        release_at(snapshot, NOW - DAY)


def test_an_edition_tells_from_when_until_when_it_was_shown(told):
    with told.store.snapshot() as today, told.store.snapshot(1) as then:
        old, english = then.edition("pump", Locale("en")), then.edition("pump", Locale("es"))
        assert published_between(today, old) == (NOW, NOW + DAY)
        assert published_between(today, english) == (NOW, NOW + DAY)


def test_who_approved_what_is_in_the_record(tiny):
    tiny.change(
        "content/articles/pump.md",
        "{status: unreviewed}",
        '{by: "Dr Who", role: "Doctor", on: 2026-01-02, next: 2028-01-02}',
    )
    tiny.publish()
    approvals = record(tiny, 1).approvals
    assert {one.section for one in approvals} == {"head", "overview", "risks", "when-to-get-help"}
    assert {(one.by, one.role, one.on) for one in approvals} == {
        ("Dr Who", "Doctor", datetime.date(2026, 1, 2))
    }
