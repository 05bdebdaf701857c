"""The database: releases, editions and disclaimers in an SQLite file or PostgreSQL, one URL."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from portal_api.locales import Locale

Json = dict[str, Any]


@dataclass(frozen=True)
class Release:
    """One immutable publication; `digest` (SHA-256, hex) chains the one before and the rows that changed."""

    id: int
    published_at: datetime.datetime
    published_by: str
    tool: str
    source_revision: str | None
    dirty: bool
    note: str
    digest: str


@dataclass(frozen=True)
class StoredNotice:
    """The disclaimer of one language as published; `body` is `disclaimer` in every answer, less its url."""

    locale: Locale
    since: int
    body: Json


@dataclass(frozen=True)
class StoredEdition:
    """One article in one language; `body` is its JSON less edition, disclaimer, attribution and links."""

    article_id: str
    locale: Locale
    since: int
    digest: str
    title: str
    body: Json


@dataclass(frozen=True)
class EditionSummary:
    """An edition without its body, for lists."""

    article_id: str
    locale: Locale
    since: int
    digest: str
    title: str
    kind: str
    audience: str
    topic: str | None
    translated: int
    sections: int

    @property
    def complete(self) -> bool:
        """Whether every section is in the edition's own language."""
        return self.translated == self.sections


@dataclass(frozen=True)
class LocaleSummary:
    """One offered language and how much of the library it covers."""

    locale: Locale
    articles: int
    complete: int
    sections: int
    translated: int


class Snapshot:
    """The library as one release has it, read in one transaction."""

    release: Release

    def locales(self) -> tuple[LocaleSummary, ...]:
        """The offered languages in the library's own order; the first is the default language."""
        raise NotImplementedError

    def library(self) -> Json:
        """Publisher and attribution: {"publisher", "url", "notice"}."""
        raise NotImplementedError

    def notice(self, locale: Locale) -> StoredNotice:
        """The disclaimer of an offered language. Raises UnknownLocale."""
        raise NotImplementedError

    def words(self, locale: Locale) -> Mapping[str, str]:
        """Our own texts (`words.py`) in an offered language, by id; only those soundly translated."""
        raise NotImplementedError

    def shared_since(self, locale: Locale) -> int:
        """The release in which the disclaimer or words of a language, or the attribution, last changed."""
        raise NotImplementedError

    def edition(self, article_id: str, locale: Locale) -> StoredEdition:
        """One article in one offered language. Raises UnknownLocale, UnknownArticle, Withdrawn."""
        raise NotImplementedError

    def source_edition(self, article_id: str) -> StoredEdition:
        """One article in its source language, offered or not. Raises UnknownArticle, Withdrawn."""
        raise NotImplementedError

    def article_locales(self, article_id: str) -> tuple[EditionSummary, ...]:
        """Every edition of one article, in the order of languages. Raises UnknownArticle, Withdrawn."""
        raise NotImplementedError

    def editions(
        self,
        locale: Locale,
        *,
        kind: str | None = None,
        audience: str | None = None,
        topic: str | None = None,
        code: str | None = None,
        complete: bool | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> tuple[EditionSummary, ...]:
        """Editions in order of article id, from the one after `after`; `code` is `system:value`."""
        raise NotImplementedError

    def releases(self, *, before: int | None = None, limit: int = 50) -> tuple[Release, ...]:
        """Releases up to this one, newest first."""
        raise NotImplementedError


class Store:
    """The releases of one library. Safe to share between threads."""

    def __init__(self, url: str) -> None:
        raise NotImplementedError

    @contextmanager
    def snapshot(self, release: int | None = None) -> Iterator[Snapshot]:
        """A consistent view of one release, the current one unless a number is given.

        Raises:
            StoreError: nothing is published yet, there is no such release, or the database cannot be read.
        """
        raise NotImplementedError

    def current(self) -> int | None:
        """The number of the current release, None before the first."""
        raise NotImplementedError
