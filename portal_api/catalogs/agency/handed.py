"""Handed, Returned: the texts of a catalog as an agency gets them, and as they come back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal_api.articles.library import Harmless
from portal_api.catalogs.gettext.po import Entry, PoFile
from portal_api.catalogs.messages import Message
from portal_api.catalogs.update import made_from, update
from portal_api.locales import Locale


@dataclass(frozen=True)
class HandedText:
    """One text to translate; `previous` is the older source that `target` was made for, where it is another.

    `unsure` marks a target that is not to be relied on; `approved` says who approved it.
    """

    segment: str
    source: str
    target: str
    note: str = ""
    unsure: bool = False
    previous: str | None = None
    approved: str | None = None

    @property
    def mark(self) -> str:
        """What tells later whether anybody worked on it."""
        return mark_of(self.target, unsure=self.unsure)


@dataclass(frozen=True)
class HandedCatalog:
    """One catalog to hand over; `original` is the file its source stands in."""

    name: str
    source_locale: Locale
    locale: Locale
    original: str
    texts: tuple[HandedText, ...]


@dataclass(frozen=True)
class ReturnedText:
    """One text that came back.

    `source` is the text it was made for. `was` is the mark with which it was handed over, None where that got
    lost. `unsure` is None where the tool did not say. `comments` are None where the format has none. `seen`
    says that somebody marked it as reviewed.
    """

    segment: str
    source: str
    target: str
    unsure: bool | None = None
    was: str | None = None
    comments: tuple[str, ...] | None = None
    seen: bool = False
    line: int = 1


@dataclass(frozen=True)
class ReturnedCatalog:
    """One catalog that came back from `path`, under the name found there; `expected` was handed over."""

    name: str
    locale: Locale
    texts: tuple[ReturnedText, ...]
    expected: tuple[str, ...] = ()
    path: Path = Path()

    @property
    def segments(self) -> frozenset[str]:
        """The ids of what came back."""
        return frozenset(text.segment for text in self.texts)


def mark_of(target: str, *, unsure: bool) -> str:
    """A short digest of a translation and whether it is marked as unsure."""
    return hashlib.sha256(f"{int(unsure)} {target}".encode()).hexdigest()[:16]


def handed(
    name: str,
    source_locale: Locale,
    po: PoFile | None,
    messages: Sequence[Message],
    locale: Locale,
    harmless: Sequence[Harmless] = (),
    approved: Mapping[str, str] | None = None,
) -> HandedCatalog:
    """A catalog, brought up to its sources, to be handed over; `approved` says by segment who approved it."""
    notes = {message.context: message.note for message in messages}
    entries = update(messages, po, locale, harmless).po.live()
    original = next((message.reference for message in messages if message.reference), name)
    texts = tuple(_text(entry, notes, approved or {}) for entry in entries)
    return HandedCatalog(name, source_locale, locale, original, texts)


def _text(entry: Entry, notes: Mapping[str, str], approved: Mapping[str, str]) -> HandedText:
    name = entry.context or ""
    older = made_from(entry)
    unsure = entry.fuzzy and entry.translated
    return HandedText(
        name,
        entry.id,
        entry.texts[0] if entry.translated else "",
        notes.get(name, ""),
        unsure,
        older if unsure and older != entry.id else None,
        approved.get(name),
    )


def returned_po(name: str, po: PoFile, marks: Mapping[str, str]) -> ReturnedCatalog:
    """A PO file that came back, with the marks it was handed over with."""
    texts = tuple(
        ReturnedText(
            entry.context or "",
            made_from(entry),
            entry.texts[0] if entry.translated else "",
            entry.fuzzy and entry.translated,
            marks.get(entry.context or ""),
            entry.comments,
            line=entry.line,
        )
        for entry in po.live()
        if entry.plural is None
    )
    return ReturnedCatalog(name, po.locale, texts, tuple(marks), po.path)
