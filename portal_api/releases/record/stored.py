"""What a release holds, as the database keeps it: editions, and what many answers share."""

from __future__ import annotations

import datetime
import json
import typing
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json, canonical

DISCLAIMER = "disclaimer"
WORDS = "words"
LIBRARY = "library"

# What is noted beside a disclaimer: the language that its author wrote it in.
LANGUAGE = "language"


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
        return _inflated(self.packed) if len(self.packed) <= _SMALL else zlib.decompress(self.packed)

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
class StoredShared:
    """A text that many answers share, as published."""

    locale: Locale | None
    since: int
    digest: str
    body: Json
    origins: Json


SharedTexts = Mapping[str, Mapping[Locale | None, StoredShared]]


@dataclass(frozen=True)
class Known:
    """What never changes in a release, and is therefore read once for all its snapshots.

    As far as somebody has asked, `moments` says when releases up to it were published, `since` when what the
    answers of a language have around them last changed, and `sources` which language articles are written in.
    """

    shared: SharedTexts
    offered: tuple[Locale, ...]
    moments: dict[int, datetime.datetime]
    since: dict[Locale, int]
    sources: dict[str, Locale]


@dataclass(frozen=True)
class StoredNotice:
    """The disclaimer of one language as published.

    `body` is `disclaimer` in every answer, less its url; `blocks` is the same text with its structure.
    `is_original` says that it is what its author wrote, and no translation.
    """

    locale: Locale
    since: int
    body: Json
    blocks: list[Json]
    is_original: bool


def is_original(origins: Json, locale: Locale, default: Locale) -> bool:
    """Whether a disclaimer is what its author wrote, by what is noted beside it.

    Earlier versions of the program did not note it: there the default language counts as the author's.
    """
    return Locale(origins.get(LANGUAGE, str(default))) == locale


# Twice the longest article of any use. What is larger is unpacked each time: 128 of the largest that can be
# published would take as much memory as all else together.
_SMALL = 32_768


# A text is asked for in many forms, one after another: its page, its JSON, each section, a frame.
@lru_cache(maxsize=128)
def _inflated(packed: bytes) -> bytes:
    return zlib.decompress(packed)
