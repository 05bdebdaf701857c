"""What one release says, read in one transaction."""

from __future__ import annotations

import datetime
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, Table, cast, func, select

from portal_api.errors import Held, UnknownArticle, UnknownLocale, Withdrawn
from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json
from portal_api.releases.record import selections, tables
from portal_api.releases.record.holds import Holds
from portal_api.releases.record.lasting import shared_since
from portal_api.releases.record.orders import read_holds
from portal_api.releases.record.stored import (
    DISCLAIMER,
    LIBRARY,
    WORDS,
    EditionSummary,
    Known,
    LocaleSummary,
    Release,
    SharedTexts,
    StoredEdition,
    StoredNotice,
    StoredShared,
    is_original,
)

Begin = Callable[[], AbstractContextManager[Connection]]
First = Callable[[Select[Any], Mapping[str, object]], Sequence[Any] | None]

_CODE = tables.edition_code.c
# As many names as any database takes in a statement.
_AT_ONCE = 500


class Snapshot:
    """The library as one release has it, read in one transaction."""

    def __init__(self, release: Release, begin: Begin, first: First | None = None) -> None:
        """Made by the store. The transaction begins when it is needed: with `first`, not for an edition."""
        self.release = release
        self._begin = begin
        self._first = first
        self._moments = {release.id: release.published_at}
        self._since: dict[Locale, int] = {}
        self._sources: dict[str, Locale] = {}

    @cached_property
    def connection(self) -> Connection:
        """The transaction that all is read in."""
        return self._begun.enter_context(self._begin())

    @cached_property
    def _begun(self) -> ExitStack:
        return ExitStack()

    def close(self) -> None:
        """End the transaction, if it has begun."""
        if "_begun" in vars(self):
            self._begun.close()

    def valid(self, table: Table) -> ColumnElement[bool]:
        """The rows of a table that this release has."""
        return selections.valid(table, self.release.id)

    @cached_property
    def offered(self) -> tuple[Locale, ...]:
        """The languages with an accepted disclaimer, in the library's own order, the default one first."""
        disclaimers = self.shared(DISCLAIMER)
        return tuple(locale for locale in map(Locale, self._library["locales"]) if locale in disclaimers)

    def locales(self) -> tuple[LocaleSummary, ...]:
        """The offered languages and what they cover."""
        e = tables.edition
        counts = (func.count(), func.sum(cast(e.c.complete, Integer)), func.sum(e.c.sections))
        query = (
            select(e.c.locale, *counts, func.sum(e.c.translated)).where(self.valid(e)).group_by(e.c.locale)
        )
        found = {row[0]: tuple(int(n or 0) for n in row[1:]) for row in self.connection.execute(query)}
        return tuple(LocaleSummary(locale, *found.get(str(locale), (0, 0, 0, 0))) for locale in self.offered)

    def library(self) -> Json:
        """Who publishes: {"publisher", "url", "notice"}."""
        return {key: self._library[key] for key in ("publisher", "url", "notice")}

    def notice(self, locale: Locale) -> StoredNotice:
        """The disclaimer of an offered language. Raises UnknownLocale."""
        self._check_offered(locale)
        found = self.shared(DISCLAIMER)[locale]
        body = {key: value for key, value in found.body.items() if key != "blocks"}
        own = is_original(found.origins, locale, self.offered[0])
        return StoredNotice(locale, found.since, body, found.body["blocks"], own)

    def words(self, locale: Locale) -> Mapping[str, str]:
        """Our own texts in an offered language, by id: the sound ones only. Raises UnknownLocale."""
        self._check_offered(locale)
        found = self.shared(WORDS).get(locale)
        return typing.cast("Mapping[str, str]", found.body) if found else {}

    def shared_since(self, locale: Locale) -> int:
        """When what the answers of a language have around them last changed: a release (see lasting.py)."""
        if locale not in self._since:
            self._since[locale] = shared_since(self.connection, self._shared, locale, self.offered[0])
        return self._since[locale]

    def shared(self, kind: str) -> Mapping[Locale | None, StoredShared]:
        """The shared texts of one kind by language."""
        return self._shared[kind]

    def known(self) -> Known:
        """What other snapshots of the same release need not read again."""
        return Known(self._shared, self.offered, self._moments, self._since, self._sources)

    def take(self, known: Known) -> None:
        """Use what another snapshot of the same release has read."""
        self._shared, self.offered = known.shared, known.offered
        self._moments, self._since, self._sources = known.moments, known.since, known.sources

    def edition(self, article_id: str, locale: Locale) -> StoredEdition:
        """One article in one offered language. Raises UnknownLocale, UnknownArticle, Withdrawn, Held."""
        self._check_offered(locale)
        return self._edition(article_id, locale)

    def find_edition(self, article_id: str, locale: Locale) -> StoredEdition | None:
        """The same for any language, offered or not; None where there is none."""
        asked = {"release": self.release.id, "article": article_id, "locale": str(locale)}
        row = self._row(selections.FIND_EDITION, asked)
        return selections.stored_edition(row) if row is not None else None

    def source_since(self, article_id: str) -> int:
        """The release in which readers got, or lost, the source text of an article; 0 where it never was.

        Raises:
            UnknownArticle, Withdrawn, Held: there is no edition of it.
        """
        source = str(self.source_locale(article_id))
        asked = {"release": self.release.id, "article": article_id, "locale": source}
        row = self._row(selections.SHOWN_SINCE, asked)
        return int(row[0]) if row is not None and row[0] is not None else 0

    def led_since(self, article_id: str, locale: Locale, *, is_complete: bool) -> int:
        """The release in which readers of a language got, or lost, the text of what an article leads to.

        Where it is not complete, its source text counts too; 0 where it leads nowhere.

        Raises:
            UnknownArticle, Withdrawn, Held: there is no edition of it.
        """
        source = locale if is_complete else self.source_locale(article_id)
        asked = {"release": self.release.id, "article": article_id}
        row = self._row(selections.LED_SINCE, asked | {"locale": str(locale), "source": str(source)})
        return int(row[0]) if row is not None and row[0] is not None else 0

    def source_edition(self, article_id: str) -> StoredEdition:
        """One article in its source language, offered or not. Raises UnknownArticle, Withdrawn, Held."""
        return self._edition(article_id, self.source_locale(article_id))

    def source_locale(self, article_id: str) -> Locale:
        """The language an article is written in, offered or not. Raises UnknownArticle, Withdrawn, Held."""
        if article_id not in self._sources:
            e = tables.edition
            anyone = select(e.c.body_digest).where(self.valid(e), e.c.article_id == article_id).limit(1)
            digest = self.connection.execute(anyone).scalar()
            if digest is None:
                raise self._gone(article_id, None)
            body = selections.read_body(self.connection, digest)
            self._sources[article_id] = Locale(body["source_locale"])
        return self._sources[article_id]

    def learn_sources(self, article_ids: Iterable[str]) -> None:
        """Read which languages these articles are written in, of all at once."""
        e = tables.edition
        unknown = sorted(set(article_ids) - self._sources.keys())
        for start in range(0, len(unknown), _AT_ONCE):
            some = e.c.article_id.in_(unknown[start : start + _AT_ONCE])
            query = select(e.c.article_id, func.min(e.c.body_digest)).where(self.valid(e), some)
            for article_id, body in selections.read_bodies(self.connection, query.group_by(e.c.article_id)):
                self._sources[article_id] = Locale(body["source_locale"])

    def article_locales(self, article_id: str) -> tuple[EditionSummary, ...]:
        """One article in every offered language, in their order. Raises UnknownArticle, Withdrawn, Held."""
        e = tables.edition
        query = selections.summaries().where(self.valid(e), e.c.article_id == article_id)
        rows = self.connection.execute(query)
        found = {summary.locale: summary for summary in map(selections.summary_of, rows)}
        if not found:
            raise self._gone(article_id, None)
        return tuple(found[locale] for locale in self.offered if locale in found)

    def editions(
        self,
        locale: Locale,
        *,
        kind: selections.Values = None,
        audience: selections.Values = None,
        topic: selections.Values = None,
        code: selections.Values = None,
        complete: bool | None = None,
        since: int | None = None,
        order: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> tuple[EditionSummary, ...]:
        """Editions in order of article id, from the one after `after`; `code` is `system:value`.

        Of several values any will do. `since` leaves out those that were in this release already. The `order`
        `updated` begins with those whose own text changed last.

        Raises:
            UnknownLocale: the language is not offered.
        """
        self._check_offered(locale)
        e = tables.edition
        query = selections.summaries().where(self.valid(e), e.c.locale == str(locale))
        for column, values in ((e.c.kind, kind), (e.c.audience, audience), (e.c.topic, topic)):
            if values is not None:
                query = query.where(selections.among(column, values))
        if complete is not None:
            query = query.where(e.c.complete == complete)
        if code is not None:
            coded = select(_CODE.edition_id).where(selections.among(_CODE.code, code))
            query = query.where(e.c.id.in_(coded))
        if since is not None:
            query = query.where(e.c.since > since)
        arranged = selections.arranged(query, order, after, locale, self.release.id)
        rows = self.connection.execute(arranged.limit(limit))
        return tuple(map(selections.summary_of, rows))

    def all_editions(self) -> Mapping[tuple[str, Locale], StoredEdition]:
        """Every edition with its body, by article and language."""
        rows = self.connection.execute(selections.stored_editions().where(self.valid(tables.edition)))
        return {(row.article_id, Locale(row.locale)): selections.stored_edition(row) for row in rows}

    @cached_property
    def holds(self) -> Holds:
        """The orders in force in this release that texts are not shown."""
        return read_holds(self.connection, self.release.id)

    def withdrawals(self) -> Mapping[tuple[str, Locale | None], tuple[str, str | None]]:
        """What is taken back: (article, language or None for all) to (reason, successor)."""
        w = tables.withdrawal
        rows = self.connection.execute(select(w).where(self.valid(w)))
        return {
            (row.article_id, selections.locale_of(row.locale)): (row.reason, row.successor) for row in rows
        }

    def releases(self, *, before: int | None = None, limit: int = 50) -> tuple[Release, ...]:
        """Releases up to this one, newest first, from the one before `before`."""
        r = tables.release
        query = select(r).where(r.c.id <= self.release.id)
        if before is not None:
            query = query.where(r.c.id < before)
        rows = self.connection.execute(query.order_by(r.c.id.desc()).limit(limit))
        return tuple(map(selections.release_of, rows))

    def moment_of(self, release: int) -> datetime.datetime:
        """When a release up to this one was published."""
        if release not in self._moments:
            self._moments[release] = self.releases(before=release + 1, limit=1)[0].published_at
        return self._moments[release]

    @cached_property
    def _shared(self) -> SharedTexts:
        return selections.read_shared_texts(self.connection, self.release.id)

    @property
    def _library_row(self) -> StoredShared:
        return self.shared(LIBRARY)[None]

    @property
    def _library(self) -> Json:
        return self._library_row.body

    def _check_offered(self, locale: Locale) -> None:
        if locale not in self.offered:
            raise UnknownLocale(str(locale))

    def _edition(self, article_id: str, locale: Locale) -> StoredEdition:
        found = self.find_edition(article_id, locale)
        if found is None:
            raise self._gone(article_id, locale)
        return found

    def _row(self, statement: Select[Any], asked: Mapping[str, object]) -> Sequence[Any] | None:
        if self._first is not None:
            return self._first(statement, asked)
        return self.connection.execute(statement, asked).first()

    def _gone(self, article_id: str, locale: Locale | None) -> UnknownArticle | Withdrawn | Held:
        w = tables.withdrawal
        tags = {"", str(locale) if locale else ""}
        query = select(w).where(self.valid(w), w.c.article_id == article_id, w.c.locale.in_(tags))
        row = self.connection.execute(query).first()
        if row is not None:
            return Withdrawn(row.reason, row.successor)
        held = [order for order in self.holds.orders if order.is_on_article(article_id)]
        named = [order for order in held if locale is not None and order.is_on_edition(article_id, locale)]
        return Held((named or held)[0].reason) if held else UnknownArticle(article_id)
