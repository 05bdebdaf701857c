"""One catalog beside its source -> rows: each segment with its translation, its status and what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from portal_api.articles.article import FIGURE, HEAD, Article, Disclaimer, Section, Segment
from portal_api.articles.library import Library
from portal_api.articles.reader import read_article, read_disclaimer
from portal_api.catalogs.checked import Checks
from portal_api.catalogs.coverage import (
    DISCLAIMER,
    PORTAL,
    PartTranslation,
    SegmentFinding,
    translate_beside,
    translate_words,
)
from portal_api.catalogs.gettext.po import Entry, PoFile, read_po
from portal_api.catalogs.messages import ENGLISH, Message, messages, shared_heading, word_messages
from portal_api.catalogs.reviews import Reviews, read_reviews
from portal_api.catalogs.sharedheadings import SharedHeadings
from portal_api.catalogs.translatable import Translatable
from portal_api.catalogs.update import update
from portal_api.errors import SourceErrors
from portal_api.locales import Locale
from portal_api.preview.mirror import Mirror
from portal_api.preview.places import NOWHERE, Place, Places
from portal_api.preview.rows import Row, RowStatus, source_row, translated_row, worst
from portal_api.releases.publishing.recalled import recalled_checks
from portal_api.words import WORDS

_NAMES = {HEAD: "Title and summary", FIGURE: "Picture"}
_WORDS = "Words that all articles share"


@dataclass(frozen=True)
class PartRows:
    """A part of an article with its rows; `status` is that of the part as a whole."""

    id: str
    title: str
    status: RowStatus
    approved_by: str | None
    rows: tuple[Row, ...]

    @property
    def needs_work(self) -> bool:
        """Whether a translator has something to do in it."""
        return any(row.needs_work for row in self.rows)


@dataclass(frozen=True)
class Sheet:
    """One article, the disclaimer or our own words beside one catalog; `findings` are on all of it.

    In the source's own language there is no catalog, and none is wanted.
    """

    name: str
    title: str
    language: Locale
    locale: Locale
    parts: tuple[PartRows, ...]
    findings: tuple[SegmentFinding, ...]
    has_catalog: bool

    @property
    def counts(self) -> Mapping[str, int]:
        """How many segments have which status."""
        return Counter(row.status for part in self.parts for row in part.rows)

    @property
    def work(self) -> int:
        """How many segments a translator has to do something about."""
        return sum(row.needs_work for part in self.parts for row in part.rows)


def read_sheet(mirror: Mirror, library: Library, places: Places, name: str, locale: Locale) -> Sheet:
    """The sheet of one catalog; of files that are broken, as they last made sense.

    Raises:
        SourceErrors: the article or the catalog never made sense while somebody looked.
    """
    shared = _Catalog.read(mirror, PORTAL, locale)
    own = shared if name == PORTAL else _Catalog.read(mirror, name, locale)
    checks = recalled_checks(library, name, locale)
    scribe = _Scribe(places, library, own, shared, checks)
    if name == PORTAL:
        return scribe.words()
    if name == DISCLAIMER:
        path = f"content/{DISCLAIMER}.md"
        return scribe.text(read_disclaimer(mirror.good(path)), path)
    path = f"content/articles/{name}.md"
    return scribe.text(read_article(mirror.good(path)), path)


@dataclass(frozen=True)
class _Catalog:
    """A catalog and its reviews; `path` is relative to the library."""

    name: str
    locale: Locale
    path: str
    po: PoFile | None
    reviews: Reviews

    @classmethod
    def read(cls, mirror: Mirror, name: str, locale: Locale) -> _Catalog:
        path = f"translations/{locale.folder}/LC_MESSAGES/{name}.po"
        file = mirror.good(path)
        reviews = mirror.good(f"translations/{locale.folder}/reviews/{name}.toml")
        try:
            known = read_reviews(reviews)
        except SourceErrors:
            known = Reviews(reviews)
        return cls(name, locale, path, read_po(file, locale) if file.exists() else None, known)


@dataclass(frozen=True)
class _Scribe:
    """Writes one sheet; headings that articles share are looked up in the `shared` catalog."""

    places: Places
    library: Library
    own: _Catalog
    shared: _Catalog
    checks: Checks

    def text(self, source: Article | Disclaimer, path: str) -> Sheet:
        """An article or the disclaimer."""
        found = () if self.own.locale == source.language else self._judged(source)
        by_part = {one.part_id: one for one in found}
        entries = self._entries(messages(source, self.library.root))
        parts = tuple(
            self._part(
                part, path, [*self._translations(part, source.language, entries)], by_part.get(part.id)
            )
            for part in source.parts()
            if not part.not_applicable or part.title is not None
        )
        title = source.head.title.text if source.head.title else self.own.name
        return self._sheet(title, source.language, parts, found)

    def words(self) -> Sheet:
        """Our own words, all in one part; they stand in no file of the library."""
        own, library = self.own, self.library
        found = translate_words(
            WORDS, own.po, own.reviews, library.policy, library.harmless, own.locale, self.checks
        )
        entries = self._entries(word_messages(WORDS))
        rows = tuple(
            replace(
                self._row(Segment(word.id, word.text, "heading"), NOWHERE, entries.get(word.id), own, part),
                kind=word.note,
            )
            for word, part in zip(WORDS, found, strict=True)
        )
        part = PartRows("words", _WORDS, worst(rows), None, rows)
        return self._sheet(_WORDS, ENGLISH, (part,), found)

    def _sheet(
        self, title: str, language: Locale, parts: tuple[PartRows, ...], found: Iterable[PartTranslation]
    ) -> Sheet:
        own, whole = self.own, _of_the_file(found)
        return Sheet(own.name, title, language, own.locale, parts, whole, own.po is not None)

    def _judged(self, source: Article | Disclaimer) -> tuple[PartTranslation, ...]:
        own, shared, library = self.own, self.shared, self.library
        recalled = recalled_checks(library, PORTAL, own.locale)
        headings = SharedHeadings(shared.po, shared.reviews, library.harmless, own.locale, recalled)
        text = Translatable.of(source)
        return translate_beside(
            text, own.po, own.reviews, library.policy, library.harmless, headings, self.checks
        )

    def _entries(self, texts: Iterable[Message]) -> dict[str, Entry]:
        """The entries of the sheet's catalog by id, brought up to these texts."""
        harmless = [one for one in self.library.harmless if one.article == self.own.name]
        return _by_id(update(tuple(texts), self.own.po, self.own.locale, harmless).po)

    def _translations(
        self, part: Section, language: Locale, entries: Mapping[str, Entry]
    ) -> Iterator[tuple[Segment, Entry | None, _Catalog]]:
        """Each segment with the entry that translates it, and the catalog that is in."""
        heading = shared_heading(part, language)
        for segment in part.segments():
            if heading is not None and segment is part.title:
                yield segment, self._words.get(heading.id), self.shared
            else:
                yield segment, entries.get(segment.id), self.own

    @cached_property
    def _words(self) -> dict[str, Entry]:
        return _by_id(self.shared.po) if self.shared.po else {}

    def _part(
        self,
        part: Section,
        path: str,
        translations: Iterable[tuple[Segment, Entry | None, _Catalog]],
        found: PartTranslation | None,
    ) -> PartRows:
        rows = tuple(
            self._row(segment, self.places.at(path, segment.line), entry, catalog, found)
            for segment, entry, catalog in translations
        )
        title = _NAMES.get(part.id) or (part.title.text if part.title else part.id)
        approval = found.approval.by if found and found.approval else None
        return PartRows(part.id, title, worst(rows), approval, rows)

    def _row(
        self,
        segment: Segment,
        here: Place,
        entry: Entry | None,
        catalog: _Catalog,
        found: PartTranslation | None,
    ) -> Row:
        if found is None:
            return source_row(segment, here)
        there = self.places.at(catalog.path, entry.line if entry else 0)
        return translated_row(segment, here, entry, there, found)


def _by_id(po: PoFile) -> dict[str, Entry]:
    return {entry.context or "": entry for entry in po.live()}


def _of_the_file(found: Iterable[PartTranslation]) -> tuple[SegmentFinding, ...]:
    """What is wrong with the catalog as a whole; each part repeats it."""
    return tuple(dict.fromkeys(one for part in found for one in part.findings if one.segment is None))
