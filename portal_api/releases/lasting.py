"""A text that many answers share -> since which release it tells an article's answer what it tells now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from sqlalchemy import Connection, select

from portal_api.locales import Locale
from portal_api.releases import tables
from portal_api.releases.canonical import Json
from portal_api.releases.selections import read_body
from portal_api.releases.stored import DISCLAIMER, LIBRARY, WORDS, SharedTexts, StoredShared
from portal_api.words import BESIDE_ARTICLES


def shared_since(connection: Connection, shared: SharedTexts, locale: Locale) -> int:
    """When what the articles of a language have around them last changed: a release.

    That is their disclaimer, those of our words that may stand beside an article, and the publisher's line.
    What else is published with these, such as the order of languages, is no part of an answer.
    """
    around = ((kind, shared[kind].get(locale if kind != LIBRARY else None)) for kind in _TOLD)
    return max(_since(connection, kind, text) for kind, text in around if text is not None)


def _since(connection: Connection, kind: str, text: StoredShared) -> int:
    told = _TOLD[kind]
    now, since = told(text.body), text.since
    for earlier, digest in _before(connection, kind, text):
        if told(read_body(connection, digest)) != now:
            break
        since = earlier
    return since


def _before(connection: Connection, kind: str, text: StoredShared) -> Iterator[tuple[int, str]]:
    """Release and body of what stood in a text's place, the latest first, as far as there is no gap."""
    s = tables.shared_text.c
    tag, since = str(text.locale or ""), text.since
    while True:
        query = select(s.since, s.body_digest).where(s.kind == kind, s.locale == tag, s.until == since)
        row = connection.execute(query).first()
        if row is None:
            return
        since, digest = row
        yield since, digest


def _publisher(library: Json) -> Json:
    return {name: library[name] for name in ("publisher", "url", "notice")}


def _beside_articles(words: Json) -> Json:
    return {name: text for name, text in words.items() if name in BESIDE_ARTICLES}


def _all_of_it(disclaimer: Json) -> Json:
    return disclaimer


_TOLD: Final[Mapping[str, Callable[[Json], Json]]] = {
    DISCLAIMER: _all_of_it,
    WORDS: _beside_articles,
    LIBRARY: _publisher,
}
