"""What a rollback promises: a new release that says what an old one said, less what is held."""

from __future__ import annotations

import shutil

import pytest
from tiny import ARTICLE, DISCLAIMER, NOW, TinyLibrary

from portal_api.errors import NothingPublished, PublishRefused, UnknownArticle
from portal_api.locales import Locale
from portal_api.releases.holding import Named, hold
from portal_api.releases.record.store import Imprint
from portal_api.releases.rollback import roll_back

BY = Imprint(NOW, "Dr Ana Ruiz", "portal-api test")
WITHDRAWN = '[[withdrawn]]\narticle = "pump"\nreason = "incorrect"\non = 2026-11-22\n'


@pytest.fixture
def changed(tiny: TinyLibrary) -> TinyLibrary:
    """Release 1 with Spanish; release 2 with another dose, another disclaimer and one article more."""
    tiny.offer("es")
    tiny.publish()
    tiny.change("content/articles/pump.md", "5 mg", "50 mg")
    tiny.article("second", ARTICLE.replace("# Pump", "# Second"))
    tiny.write("content/disclaimer.md", DISCLAIMER.replace('"1"', '"2"').replace("education", "teaching"))
    tiny.publish()
    return tiny


def said(tiny: TinyLibrary, release: int | None = None) -> object:
    """All that readers get of a release."""
    with tiny.store.snapshot(release) as snapshot:
        notices = {locale: snapshot.notice(locale).body for locale in snapshot.offered}
        return {key: one.digest for key, one in snapshot.all_editions().items()}, notices


def test_a_rollback_says_what_the_old_release_said(changed):
    shutil.rmtree(changed.root)
    done = roll_back(changed.store, 1, BY)
    assert done.release is not None
    assert done.release.id == 3
    assert said(changed) == said(changed, 1) != said(changed, 2)
    assert done.gone == (("second", Locale("en")), ("second", Locale("es")))
    with pytest.raises(UnknownArticle):
        changed.edition("en", "second")


def test_a_rollback_can_be_rolled_back(changed):
    roll_back(changed.store, 1, BY)
    roll_back(changed.store, 2, BY)
    assert said(changed) == said(changed, 2)


def test_what_changes_nothing_makes_no_release(changed):
    assert roll_back(changed.store, 2, BY).release is None
    assert changed.store.current() == 2


def test_what_is_held_does_not_come_back(changed):
    hold(changed.store, Named("pump", "overview"), "incorrect", BY)
    roll_back(changed.store, 1, BY)
    assert changed.statuses("en")["overview"] == "source", "release 1 said something else, which is not held"
    roll_back(changed.store, 2, BY)
    assert changed.statuses("en")["overview"] == "withheld incorrect"
    assert "50 mg" not in str(changed.edition("en").body)


def test_an_article_withdrawn_since_comes_back_only_when_that_is_asked_for(changed):
    changed.write("content/withdrawn.toml", WITHDRAWN)
    changed.publish()
    with pytest.raises(PublishRefused, match="pump was withdrawn since"):
        roll_back(changed.store, 1, BY)
    roll_back(changed.store, 1, BY, restore_withdrawn=True)
    assert said(changed) == said(changed, 1)


def test_an_unknown_release_is_told(changed):
    with pytest.raises(NothingPublished, match="there is no release 9"):
        roll_back(changed.store, 9, BY)
