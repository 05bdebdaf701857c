"""What one release says, read in one transaction."""

from __future__ import annotations

import datetime
import json
import typing
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    String,
    Table,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
)

from portal_api.errors import Held, NothingPublished, UnknownArticle, UnknownLocale, Withdrawn
from portal_api.locales import Locale
from portal_api.releases import tables
from portal_api.releases.body import Json, canonical
from portal_api.releases.holds import Holds
from portal_api.releases.orders import read_holds

DISCLAIMER = "disclaimer"
WORDS = "words"
LIBRARY = "library"


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
class StoredShared:
    """A text that many answers share, as published."""

    locale: Locale | None
    since: int
    digest: str
    body: Json
    origins: Json


Begin = Callable[[], AbstractContextManager[Connection]]
First = Callable[[Select[Any], Mapping[str, object]], Sequence[Any] | None]
SharedTexts = Mapping[str, Mapping[Locale | None, StoredShared]]


@dataclass(frozen=True)
class Known:
    """What never changes in a release, and is therefore read once for all its snapshots.

    `moments` says when releases up to it were published, as far as somebody has asked.
    """

    shared: SharedTexts
    offered: tuple[Locale, ...]
    moments: dict[int, datetime.datetime]


@dataclass(frozen=True)
class StoredNotice:
    """The disclaimer of one language as published.

    `body` is `disclaimer` in every answer, less its url; `blocks` is the same text with its structure.
    """

    locale: Locale
    since: int
    body: Json
    blocks: list[Json]


@dataclass(frozen=True)
class StoredEdition:
    """One article in one language; `packed` is its JSON, compressed, and `noted` what is kept beside it.

    It is shown from release `since` until, not including, release `until`, which is None while it is current.
    `has_held` says that something is taken out of it.
    """

    article_id: str
    locale: Locale
    since: int
    digest: str
    title: str
    packed: bytes
    noted: str
    until: int | None = None
    has_held: bool = False

    @cached_property
    def data(self) -> bytes:
        """The JSON as it was written when it was published."""
        return _inflated(self.packed)

    @cached_property
    def body(self) -> Json:
        """The same, read: an answer less edition, disclaimer, attribution and links."""
        return typing.cast("Json", json.loads(self.data))

    @cached_property
    def origins(self) -> Json:
        """What each part was made from, and who approved it."""
        return typing.cast("Json", json.loads(self.noted))

    def without_held(self, body: Json) -> StoredEdition:
        """The same edition with just this body left."""
        return replace(self, packed=zlib.compress(canonical(body)), has_held=True)


@dataclass(frozen=True)
class EditionSummary:
    """An edition without its body, for lists; `complete` says that every part is in its own language."""

    article_id: str
    locale: Locale
    since: int
    digest: str
    title: str
    kind: str
    audience: str
    topic: str | None
    complete: bool
    translated: int
    sections: int


@dataclass(frozen=True)
class LocaleSummary:
    """One offered language and how much of the library it covers."""

    locale: Locale
    articles: int
    complete: int
    sections: int
    translated: int


@dataclass(frozen=True)
class StoredFigure:
    """A figure's file as published."""

    media_type: str
    data: bytes


class Snapshot:
    """The library as one release has it, read in one transaction."""

    def __init__(self, release: Release, begin: Begin, first: First | None = None) -> None:
        """Made by the store. The transaction begins when it is needed: with `first`, not for an edition."""
        self.release = release
        self._begin = begin
        self._first = first
        self._moments = {release.id: release.published_at}

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
        return StoredNotice(locale, found.since, body, found.body["blocks"])

    def words(self, locale: Locale) -> Mapping[str, str]:
        """Our own texts in an offered language, by id: the sound ones only. Raises UnknownLocale."""
        self._check_offered(locale)
        found = self.shared(WORDS).get(locale)
        return typing.cast("Mapping[str, str]", found.body) if found else {}

    def shared_since(self, locale: Locale) -> int:
        """When the disclaimer or words of a language, or the library's own line, last changed: a release."""
        kinds = (self.shared(DISCLAIMER), self.shared(WORDS))
        since = [found[locale].since for found in kinds if locale in found]
        return max(*since, self._library_row.since)

    def edition(self, article_id: str, locale: Locale) -> StoredEdition:
        """One article in one offered language. Raises UnknownLocale, UnknownArticle, Withdrawn."""
        self._check_offered(locale)
        return self._edition(article_id, locale)

    def find_edition(self, article_id: str, locale: Locale) -> StoredEdition | None:
        """The same for any language, offered or not; None where there is none."""
        asked = {"release": self.release.id, "article": article_id, "locale": str(locale)}
        first = self._first or (lambda *query: self.connection.execute(*query).first())
        row = first(_FIND_EDITION, asked)
        return stored_edition(row) if row is not None else None

    def source_edition(self, article_id: str) -> StoredEdition:
        """One article in its source language, offered or not. Raises UnknownArticle, Withdrawn."""
        e = tables.edition
        anyone = select(e.c.body_digest).where(self.valid(e), e.c.article_id == article_id).limit(1)
        digest = self.connection.execute(anyone).scalar()
        if digest is None:
            raise self._gone(article_id, None)
        return self._edition(article_id, Locale(self._body(digest)["source_locale"]))

    def article_locales(self, article_id: str) -> tuple[EditionSummary, ...]:
        """One article in every offered language, in their order. Raises UnknownArticle, Withdrawn."""
        e = tables.edition
        rows = self.connection.execute(_summaries().where(self.valid(e), e.c.article_id == article_id))
        found = {summary.locale: summary for summary in map(_summary, rows)}
        if not found:
            raise self._gone(article_id, None)
        return tuple(found[locale] for locale in self.offered if locale in found)

    def editions(
        self,
        locale: Locale,
        *,
        kind: str | None = None,
        audience: str | None = None,
        topic: str | None = None,
        code: str | None = None,
        complete: bool | None = None,
        since: int | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> tuple[EditionSummary, ...]:
        """Editions in order of article id, from the one after `after`; `code` is `system:value`.

        `since` leaves out those that were in this release already.

        Raises:
            UnknownLocale: the language is not offered.
        """
        self._check_offered(locale)
        e = tables.edition
        wanted = {e.c.kind: kind, e.c.audience: audience, e.c.topic: topic, e.c.complete: complete}
        query = _summaries().where(self.valid(e), e.c.locale == str(locale))
        query = query.where(*(column == value for column, value in wanted.items() if value is not None))
        if code is not None:
            query = query.where(e.c.id.in_(select(_CODE.edition_id).where(_CODE.code == code)))
        if since is not None:
            query = query.where(e.c.since > since)
        if after is not None:
            query = query.where(e.c.article_id > after)
        rows = self.connection.execute(query.order_by(e.c.article_id).limit(limit))
        return tuple(map(_summary, rows))

    def milestones(self, size: int) -> tuple[str, ...]:
        """Every so many articles of the default language, the id of one, in their order; never the last."""
        e = tables.edition
        mine = (self.valid(e), e.c.locale == str(self.offered[0]))
        numbers = (func.row_number().over(order_by=e.c.article_id), func.count().over())
        place, total = (number.label(name) for number, name in zip(numbers, ("place", "total"), strict=True))
        found = select(e.c.article_id, place, total).where(*mine).subquery().c
        query = select(found.article_id).where(found.place % size == 0, found.place < found.total)
        return tuple(self.connection.execute(query.order_by(found.article_id)).scalars())

    def between(self, after: str | None, until: str | None) -> tuple[EditionSummary, ...]:
        """The editions of the articles behind `after` up to `until`, None where that end is open.

        In order of article id and of the languages, offered ones only.
        """
        e = tables.edition
        ends = [e.c.article_id > after] if after is not None else []
        ends += [e.c.article_id <= until] if until is not None else []
        places = {str(locale): place for place, locale in enumerate(self.offered)}
        query = _summaries().where(self.valid(e), e.c.locale.in_(places), *ends)
        rows = self.connection.execute(query).all()
        ordered = sorted(rows, key=lambda row: (row.article_id, places[row.locale]))
        return tuple(map(_summary, ordered))

    def all_editions(self) -> Mapping[tuple[str, Locale], StoredEdition]:
        """Every edition with its body, by article and language."""
        rows = self.connection.execute(_stored().where(self.valid(tables.edition)))
        return {(row.article_id, Locale(row.locale)): stored_edition(row) for row in rows}

    @cached_property
    def holds(self) -> Holds:
        """The orders in force in this release that texts are not shown."""
        return read_holds(self.connection, self.release.id)

    def withdrawals(self) -> Mapping[tuple[str, Locale | None], tuple[str, str | None]]:
        """What is taken back: (article, language or None for all) to (reason, successor)."""
        w = tables.withdrawal
        rows = self.connection.execute(select(w).where(self.valid(w)))
        return {(row.article_id, _locale(row.locale)): (row.reason, row.successor) for row in rows}

    def shared(self, kind: str) -> Mapping[Locale | None, StoredShared]:
        """The shared texts of one kind by language."""
        return self._shared[kind]

    def known(self) -> Known:
        """What other snapshots of the same release need not read again."""
        return Known(self._shared, self.offered, self._moments)

    def take(self, known: Known) -> None:
        """Use what another snapshot of the same release has read."""
        self._shared, self.offered, self._moments = known.shared, known.offered, known.moments

    def figure(self, name: str) -> StoredFigure:
        """A figure that any release up to this one has published under this name. Raises UnknownArticle."""
        row = self.connection.execute(select(tables.figure).where(tables.figure.c.name == name)).first()
        if row is None:
            raise UnknownArticle(name)
        return StoredFigure(row.media_type, row.bytes)

    def releases(self, *, before: int | None = None, limit: int = 50) -> tuple[Release, ...]:
        """Releases up to this one, newest first, from the one before `before`."""
        r = tables.release
        query = select(r).where(r.c.id <= self.release.id)
        if before is not None:
            query = query.where(r.c.id < before)
        return tuple(map(_release, self.connection.execute(query.order_by(r.c.id.desc()).limit(limit))))

    def moment_of(self, release: int) -> datetime.datetime:
        """When a release up to this one was published."""
        if release not in self._moments:
            self._moments[release] = self.releases(before=release + 1, limit=1)[0].published_at
        return self._moments[release]

    @cached_property
    def _shared(self) -> SharedTexts:
        s, b = tables.shared_text, tables.body
        query = select(s, b.c.bytes).join(b, b.c.digest == s.c.body_digest).where(self.valid(s))
        found: dict[str, dict[Locale | None, StoredShared]] = {DISCLAIMER: {}, WORDS: {}, LIBRARY: {}}
        for row in self.connection.execute(query):
            locale = _locale(row.locale)
            stored = StoredShared(locale, row.since, row.body_digest, _unpacked(row.bytes), row.origins)
            found[row.kind][locale] = stored
        return found

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

    def _body(self, digest: str) -> Json:
        query = select(tables.body.c.bytes).where(tables.body.c.digest == digest)
        return _unpacked(self.connection.execute(query).scalar_one())

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

    def valid(self, table: Table) -> ColumnElement[bool]:
        """The rows of a table that this release has."""
        number = self.release.id
        return and_(table.c.since <= number, or_(table.c.until.is_(None), table.c.until > number))


_CODE = tables.edition_code.c
_SUMMARY = ("article_id", "since", "title", "kind", "audience", "topic", "complete", "translated", "sections")


def read_release(connection: Connection, number: int | None) -> Release | None:
    """The release with this number, or the current one; None before the first.

    Raises:
        NothingPublished: there is no release with this number.
    """
    statement, asked = (_NEWEST, {}) if number is None else (_NUMBERED, {"number": number})
    row = connection.execute(statement, asked).first()
    if row is None and number is not None:
        raise NothingPublished(f"there is no release {number}")
    return _release(row) if row else None


_NEWEST = select(tables.release).order_by(tables.release.c.id.desc()).limit(1)
_NUMBERED = select(tables.release).where(tables.release.c.id == bindparam("number"))


def _release(row: Row[Any]) -> Release:
    values = row._asdict()
    return Release(**values | {"published_at": datetime.datetime.fromisoformat(row.published_at)})


def _summaries() -> Select[Any]:
    columns: list[Column[Any]] = [tables.edition.c[name] for name in (*_SUMMARY, "locale", "body_digest")]
    return select(*columns)


def _summary(row: Row[Any]) -> EditionSummary:
    values = {name: getattr(row, name) for name in _SUMMARY}
    return EditionSummary(locale=Locale(row.locale), digest=row.body_digest, **values)


def _stored() -> Select[Any]:
    return select(*STORED).join(tables.body, tables.body.c.digest == tables.edition.c.body_digest)


# What `stored_edition` reads. Most answers never need the notes: they stay a text until somebody does.
STORED = (
    *(tables.edition.c[name] for name in ("article_id", "locale", "since", "until", "title", "whole_digest")),
    cast(tables.edition.c.origins, String).label("noted"),
    *tables.body.c["digest", "bytes"],
)

# Made once: to put a statement together takes longer than to run it.
_FIND_EDITION = _stored().where(
    tables.edition.c.since <= bindparam("release"),
    or_(tables.edition.c.until.is_(None), tables.edition.c.until > bindparam("release")),
    tables.edition.c.article_id == bindparam("article"),
    tables.edition.c.locale == bindparam("locale"),
)


def stored_edition(row: Sequence[Any]) -> StoredEdition:
    """An edition from its row, whose columns are those of STORED."""
    article_id, tag, since, until, title, whole_digest, noted, digest, packed = row
    is_whole = whole_digest is None
    return StoredEdition(
        article_id, Locale(tag), since, digest, title, packed, noted, until, has_held=not is_whole
    )


def _locale(tag: str) -> Locale | None:
    return Locale(tag) if tag else None


def _unpacked(data: bytes) -> Json:
    return typing.cast("Json", json.loads(zlib.decompress(data)))


# A text is asked for in many forms, one after another: its page, its JSON, each section, a frame.
@lru_cache(maxsize=128)
def _inflated(packed: bytes) -> bytes:
    return zlib.decompress(packed)
