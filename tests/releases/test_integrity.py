"""What `check` promises: a sound record has no flaw, and each kind of damage is found and named."""

from __future__ import annotations

import zlib

import pytest
from sqlalchemy import create_engine, text
from tiny import ARTICLE, NOW, TinyLibrary

from portal_api.errors import NothingPublished
from portal_api.locales import Locale
from portal_api.releases.holding import Named, hold, unhold
from portal_api.releases.publishing.publish import Consent
from portal_api.releases.record.integrity import check
from portal_api.releases.record.store import Imprint, Store
from portal_api.releases.rollback import roll_back

BY = Imprint(NOW, "Dr Ana Ruiz", "portal-api test")
WITHDRAWN = "".join(
    f'[[withdrawn]]\narticle = "{name}"\nreason = "outdated"\non = 2026-11-22\n' for name in ("two", "one")
)


def eventful(tiny: TinyLibrary) -> None:
    """A history with everything that can happen."""
    for tag in ("es", "ar"):
        tiny.offer(tag)
    for name in ("one", "two"):
        tiny.article(name, ARTICLE.replace("# Pump", f"# {name}"))
    tiny.publish()
    tiny.write("content/withdrawn.toml", WITHDRAWN)
    tiny.publish()
    hold(tiny.store, Named("pump", "overview"), "incorrect", BY)
    hold(tiny.store, Named("pump", "", Locale("es")), "legal", BY)
    tiny.change("content/articles/pump.md", "Infection", "An infection")
    tiny.publish()
    unhold(tiny.store, Named("pump", "", Locale("es")), BY)
    tiny.write("content/withdrawn.toml", "")
    tiny.settings("en", "es")
    tiny.publish(Consent(loss=True, dropped=frozenset({Locale("ar")})))
    unhold(tiny.store, Named("pump", "overview"), BY)
    roll_back(tiny.store, 1, BY)
    hold(tiny.store, Named("pump", "risks", Locale("es")), "other", BY)


def damaged(url: str, statement: str, **values: object) -> list[str]:
    """What is found after somebody's hand was in the tables."""
    engine = create_engine(url)
    with engine.begin() as connection:
        assert connection.execute(text(statement), values).rowcount
    engine.dispose()
    store = Store(url)
    found = [str(flaw) for flaw in check(store)]
    store.close()
    return found


def test_a_record_with_everything_in_it_is_sound(tiny):
    eventful(tiny)
    assert [*check(tiny.store)] == []


def test_before_the_first_release_there_is_no_record(tiny):
    with pytest.raises(NothingPublished):
        [*check(tiny.store)]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE body SET bytes = :bytes", "its bytes are not what its digest says"),
        (
            "UPDATE release SET digest = 'x' || substr(digest, 2) WHERE id = 1",
            "release 1: its digest does not",
        ),
        (
            "UPDATE edition SET until = 2 WHERE article_id = 'pump' AND locale = 'en'",
            "its digest does not follow",
        ),
        ("UPDATE edition SET locale = 'es' WHERE locale = 'en'", "its body is that of pump en"),
        ("UPDATE hold SET until = 3 WHERE until IS NULL", "release 3: its digest does not follow"),
        ("UPDATE hold SET texts = '[]'", "release 2: its digest does not follow"),
        ("UPDATE edition SET origins = '{}' WHERE since = 3", "release 3: its digest does not follow"),
    ],
)
def test_damage_is_found_and_named(tiny, database_url, statement, expected):
    tiny.publish()
    hold(tiny.store, Named("pump", "overview"), "incorrect", BY)
    tiny.change("content/articles/pump.md", "Infection", "An infection")
    tiny.publish()
    values = {"bytes": zlib.compress(b"{}")} if ":bytes" in statement else {}
    assert any(expected in flaw for flaw in damaged(database_url, statement, **values))


def test_a_held_text_that_is_shown_is_found(tiny, database_url):
    tiny.publish()
    hold(tiny.store, Named("pump", "overview"), "incorrect", BY)
    shown = "UPDATE edition SET body_digest = whole_digest WHERE whole_digest IS NOT NULL"
    found = damaged(database_url, shown)
    assert "edition pump en since release 2: overview is shown although pump/overview is held" in found


def test_a_missing_release_is_found(tiny, database_url):
    tiny.publish()
    tiny.change("content/articles/pump.md", "Infection", "An infection")
    tiny.publish()
    tiny.store.close()
    gone = (
        "INSERT INTO release SELECT 9, published_at, published_by, tool, source_revision, dirty, note, "
        "digest FROM release WHERE id = 2"
    )
    assert any("release 3 is missing before it" in flaw for flaw in damaged(database_url, gone))
