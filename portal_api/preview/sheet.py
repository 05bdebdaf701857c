"""One catalog beside its source -> rows: each segment with its translation, its status and what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from portal_api.articles.article import FIGURE, HEAD, Article, Disclaimer, Section, Segment
from portal_api.articles.inline import MarkupError, Run, runs
from portal_api.articles.library import Library
from portal_api.articles.reader import read_article, read_disclaimer
from portal_api.catalogs.checked import Checks
from portal_api.catalogs.coverage import (
    DISCLAIMER,
    PORTAL,
    PartTranslation,
    SegmentFinding,
    translate,
    translate_words,
)
from portal_api.catalogs.findings import Span
from portal_api.catalogs.messages import ENGLISH, messages, shared_heading, word_messages
from portal_api.catalogs.po import Entry, PoFile, read_po
from portal_api.catalogs.reviews import Reviews, read_reviews
from portal_api.catalogs.update import made_from, update
from portal_api.errors import SourceErrors
from portal_api.locales import Locale
from portal_api.preview.mirror import Mirror
from portal_api.preview.places import Place, Places
from portal_api.preview.wording import Piece, word_diff
from portal_api.words import WORDS

RowStatus = Literal["ready", "missing", "stale", "rejected", "unreviewed"]
_NAMES = {HEAD: "Title and summary", FIGURE: "Picture"}


@dataclass(frozen=True)
class Side:
    """One of the two texts of a row; `pieces` are the text with what a finding speaks of marked.

    `runs` are the text as readers see it; empty where it has to be seen as it is written.
    """

    text: str
    place: Place
    runs: tuple[Run, ...]
    pieces: tuple[tuple[bool, str], ...]


@dataclass(frozen=True)
class Row:
    """A segment: source, translation, and how it stands; `changes` say what became of an older source."""

    id: str
    kind: str
    status: RowStatus
    source: Side
    target: Side
    findings: tuple[SegmentFinding, ...]
    changes: tuple[Piece, ...]

    @property
    def needs_work(self) -> bool:
        """Whether a translator has something to do."""
        return self.status in ("missing", "stale", "rejected")


@dataclass(frozen=True)
class PartRows:
    """A part of an article with its rows; `status` is that of the part as a whole."""

    id: str
    title: str
    status: RowStatus
    approved_by: str | None
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Sheet:
    """One article, the disclaimer or our own words beside one catalog; `findings` are on all of it."""

    name: str
    title: str
    language: Locale
    locale: Locale
    parts: tuple[PartRows, ...]
    findings: tuple[SegmentFinding, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many segments have which status."""
        return Counter(row.status for part in self.parts for row in part.rows)


def read_sheet(mirror: Mirror, library: Library, places: Places, name: str, locale: Locale) -> Sheet:
    """The sheet of one catalog; of files that are broken, as they last made sense.

    Raises:
        SourceErrors: the article or the catalog never made sense while somebody looked.
    """
    shared = _Catalog.read(mirror, PORTAL, locale)
    own = shared if name == PORTAL else _Catalog.read(mirror, name, locale)
    if name == PORTAL:
        return _Scribe(places, library, own, shared).words()
    if name == DISCLAIMER:
        source: Article | Disclaimer = read_disclaimer(mirror.good("content/disclaimer.md"))
        return _Scribe(places, library, own, shared).text(source, name, "content/disclaimer.md")
    path = f"content/articles/{name}.md"
    return _Scribe(places, library, own, shared).text(read_article(mirror.good(path)), name, path)


@dataclass(frozen=True)
class _Catalog:
    """A catalog and its reviews; `path` is relative to the library."""

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
        return cls(locale, path, read_po(file, locale) if file.exists() else None, known)


@dataclass(frozen=True)
class _Scribe:
    places: Places
    library: Library
    own: _Catalog
    shared: _Catalog

    def text(self, source: Article | Disclaimer, name: str, path: str) -> Sheet:
        """An article or the disclaimer."""
        library, own, shared, locale = self.library, self.own, self.shared, self.own.locale
        found: Iterable[PartTranslation] = ()
        if locale != source.language:
            found = translate(
                source,
                own.po,
                shared.po,
                own.reviews,
                library.policy,
                library.harmless,
                locale,
                shared.reviews,
                Checks(library.glossary),
            )
        by_part = {one.part_id: one for one in found}
        harmless = [one for one in library.harmless if one.article == name]
        entries = _by_id(update(messages(source, library.root), own.po, locale, harmless).po)
        words = _by_id(shared.po) if shared.po else {}
        parts = tuple(
            self._part(part, by_part.get(part.id), self._places(part, source.language, entries, words), path)
            for part in source.parts()
            if not part.not_applicable or part.title is not None
        )
        title = source.head.title.text if source.head.title else name
        whole = _of_the_file(by_part.values())
        return Sheet(name, title, source.language, locale, parts, whole)

    def words(self) -> Sheet:
        """Our own words, all in one part."""
        own, library, locale = self.own, self.library, self.own.locale
        harmless = [one for one in library.harmless if one.article == PORTAL]
        checks = Checks(library.glossary)
        found = translate_words(WORDS, own.po, own.reviews, library.policy, harmless, locale, checks)
        entries = _by_id(update(word_messages(WORDS), own.po, locale, harmless).po)
        rows = tuple(
            self._row(Segment(one.id, one.text, "heading"), entries.get(one.id), own.path, part, None)
            for one, part in zip(WORDS, found, strict=True)
        )
        part = PartRows("words", "Words that all articles share", _worst(rows), None, rows)
        title = "Words that all articles share"
        return Sheet(PORTAL, title, ENGLISH, locale, (part,), _of_the_file(found))

    def _places(
        self, part: Section, language: Locale, entries: Mapping[str, Entry], words: Mapping[str, Entry]
    ) -> Iterator[tuple[Segment, Entry | None, str]]:
        """Each segment with the entry that translates it, and the catalog that is in."""
        heading = shared_heading(part, language)
        for segment in part.segments():
            if heading is not None and segment is part.title:
                yield segment, words.get(heading.id), self.shared.path
            else:
                yield segment, entries.get(segment.id), self.own.path

    def _part(
        self,
        part: Section,
        found: PartTranslation | None,
        places: Iterable[tuple[Segment, Entry | None, str]],
        path: str,
    ) -> PartRows:
        rows = tuple(self._row(segment, entry, catalog, found, path) for segment, entry, catalog in places)
        title = _NAMES.get(part.id) or (part.title.text if part.title else part.id)
        approval = found.approval.by if found and found.approval else None
        return PartRows(part.id, title, _worst(rows), approval, rows)

    def _row(
        self,
        segment: Segment,
        entry: Entry | None,
        catalog: str,
        found: PartTranslation | None,
        path: str | None,
    ) -> Row:
        """`found` is None in the source's own language: every text is ready as it is written."""
        findings = tuple(one for one in found.findings if one.segment == segment.id) if found else ()
        status: RowStatus = found.doubts.get(segment.id, "ready") if found else "ready"
        target = entry.texts[0] if entry and entry.translated else ""
        target = target if found else segment.text
        old = made_from(entry) if entry and status == "stale" else segment.text
        here = self.places.at(path, segment.line) if path else self.places.at("", 0)
        there = self.places.at(catalog, entry.line if entry else 0) if found else here
        spans = [one.finding for one in findings if not one.accepted]
        return Row(
            segment.id,
            segment.kind,
            status,
            _side(segment.text, here, [one.source_span for one in spans]),
            _side(target, there, [one.target_span for one in spans]),
            findings,
            word_diff(old, segment.text) if old != segment.text else (),
        )


def _by_id(po: PoFile) -> dict[str, Entry]:
    return {entry.context or "": entry for entry in po.live()}


def _of_the_file(found: Iterable[PartTranslation]) -> tuple[SegmentFinding, ...]:
    """What is wrong with the catalog as a whole; each part repeats it."""
    return tuple(dict.fromkeys(one for part in found for one in part.findings if one.segment is None))


def _worst(rows: Sequence[Row]) -> RowStatus:
    order: tuple[RowStatus, ...] = ("missing", "stale", "rejected", "unreviewed")
    statuses = {row.status for row in rows}
    return next((status for status in order if status in statuses), "ready")


def _side(text: str, place: Place, spans: Iterable[Span | None]) -> Side:
    """Where something is marked, the text is shown as it is written: that is what the marks speak of."""
    marked = sorted(span for span in spans if span is not None and span[0] < span[1])
    if not marked:
        return Side(text, place, _runs(text), ((False, text),))
    return Side(text, place, (), tuple(_marked(text, marked)))


def _runs(text: str) -> tuple[Run, ...]:
    try:
        return runs(text)
    except MarkupError:
        return ()


def _marked(text: str, spans: Iterable[Span]) -> Iterator[tuple[bool, str]]:
    end = 0
    for start, stop in spans:
        if stop <= end:
            continue
        yield False, text[end : max(start, end)]
        yield True, text[max(start, end) : stop]
        end = stop
    yield False, text[end:]
