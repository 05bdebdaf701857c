"""A text that many answers share -> since which release it tells an article's answer what it tells now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from sqlalchemy import Connection, select

from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json
from portal_api.releases.record import tables
from portal_api.releases.record.selections import read_body, valid
from portal_api.releases.record.stored import (
    DISCLAIMER,
    LIBRARY,
    WORDS,
    SharedTexts,
    StoredShared,
    is_original,
)
from portal_api.words import BESIDE_ARTICLES


def shared_since(connection: Connection, shared: SharedTexts, locale: Locale, default: Locale) -> int:
    """When what the articles of a language have around them last changed: a release.

    That is their disclaimer, those of our words that may stand beside an article, and the publisher's line.
    What else is published with these, such as the order of languages, is no part of an answer; `default` is
    the first of them.
    """
    around = ((kind, shared[kind].get(locale if kind != LIBRARY else None)) for kind in _TOLD)
    return max(_since(connection, kind, text, default) for kind, text in around if text is not None)


def _since(connection: Connection, kind: str, text: StoredShared, default: Locale) -> int:
    told = _TOLD[kind]
    now, since = told(text, default), text.since
    for earlier in _before(connection, kind, text):
        if told(earlier, _default(connection, since - 1)) != now:
            break
        since = earlier.since
    return since


def _before(connection: Connection, kind: str, text: StoredShared) -> Iterator[StoredShared]:
    """What stood in a text's place, the latest first, as far as there is no gap."""
    s = tables.shared_text.c
    tag, since = str(text.locale or ""), text.since
    while True:
        query = select(s.since, s.body_digest, s.origins)
        row = connection.execute(query.where(s.kind == kind, s.locale == tag, s.until == since)).first()
        if row is None:
            return
        since, digest, origins = row
        yield StoredShared(text.locale, since, digest, read_body(connection, digest), origins)


def _default(connection: Connection, release: int) -> Locale:
    """The default language that a release had."""
    s = tables.shared_text
    query = select(s.c.body_digest).where(valid(s, release), s.c.kind == LIBRARY)
    library = read_body(connection, connection.execute(query).scalar_one())
    return Locale(library["locales"][0])


def _disclaimer(text: StoredShared, default: Locale) -> Json:
    """Its text, and whether that is marked as a translation."""
    is_own = text.locale is not None and is_original(text.origins, text.locale, default)
    return {"text": text.body, "is_original": is_own}


def _beside_articles(words: StoredShared, _: Locale) -> Json:
    return {name: text for name, text in words.body.items() if name in BESIDE_ARTICLES}


def _publisher(library: StoredShared, _: Locale) -> Json:
    return {name: library.body[name] for name in ("publisher", "url", "notice")}


_TOLD: Final[Mapping[str, Callable[[StoredShared, Locale], Json]]] = {
    DISCLAIMER: _disclaimer,
    WORDS: _beside_articles,
    LIBRARY: _publisher,
}
