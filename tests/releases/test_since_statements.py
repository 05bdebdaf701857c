"""To tell what changed asks the database the same few questions, however many articles fall back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from tiny import ARTICLE, TinyLibrary

from portal_api.locales import Locale
from portal_api.releases.record.since import changed_since
from portal_api.releases.record.store import Store

SPANISH = Locale("es")


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    told: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        told.append(statement)

    engine = store.database._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield told
    finally:
        event.remove(engine, "before_cursor_execute", note)


def looked_up(statements: list[str]) -> list[str]:
    """Those that read articles."""
    return [one for one in statements if "body.bytes" in one and "shared_text" not in one]


@pytest.mark.parametrize("since", [0, 1])
def test_the_languages_that_articles_are_written_in_are_asked_for_together(
    tiny: TinyLibrary, since: int
) -> None:
    tiny.settings("en", "es")
    tiny.offer("es")
    names = [f"article-{number}" for number in range(8)]
    for dose in ("2 hours", "3 hours"):
        for name in names:
            tiny.article(name, ARTICLE.replace("2 hours", dose))
        tiny.publish()
    with tiny.store.snapshot() as snapshot, counted(tiny.store) as told:
        changed = changed_since(snapshot, SPANISH, since, limit=50)
        assert set(names) <= {one.article_id for one in changed}
        assert len(looked_up(told)) == 1
        for name in names:
            assert snapshot.source_locale(name) == Locale("en")
        assert len(looked_up(told)) == 1
