"""Article x language x section -> status: what of a translation may be shown, and why not the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from portal_api.articles.article import Article, Disclaimer, Section, Segment
from portal_api.articles.library import Harmless, Policy
from portal_api.catalogs.checked import DIRECT, Checks
from portal_api.catalogs.current import CurrentCatalog, Doubt
from portal_api.catalogs.digests import Signable
from portal_api.catalogs.gettext.po import PoFile
from portal_api.catalogs.marks import read_marks
from portal_api.catalogs.meaning import Lineage
from portal_api.catalogs.messages import ENGLISH, Message, shared_heading, word_messages
from portal_api.catalogs.reviews import Reviews
from portal_api.catalogs.rules.findings import Finding
from portal_api.catalogs.verdicts import Acceptance, AcceptedFinding, PartTranslation, SegmentFinding, Status
from portal_api.locales import Locale
from portal_api.words import Word

__all__ = [
    "DISCLAIMER",
    "PORTAL",
    "Acceptance",
    "AcceptedFinding",
    "PartTranslation",
    "SegmentFinding",
    "Status",
    "translate",
    "translate_words",
]

PORTAL = "portal"
DISCLAIMER = "disclaimer"


def translate(
    source: Article | Disclaimer,
    po: PoFile | None,
    words_po: PoFile | None,
    reviews: Reviews,
    policy: Policy,
    harmless: Iterable[Harmless],
    locale: Locale,
    words_reviews: Reviews | None = None,
    checks: Checks = DIRECT,
) -> tuple[PartTranslation, ...]:
    """Every part of an article or disclaimer in one language, judged by the files as they lie.

    `harmless` may hold the declarations of the whole library. It makes no difference whether the catalogs
    were updated since the source changed. `words_reviews` are those of `words_po`: what was accepted there
    holds for the shared headings.

    Raises:
        SourceErrors: a catalog is in another language than `locale`.
    """
    name, kind = _name_and_kind(source)
    changes = tuple(harmless)
    catalog = CurrentCatalog.of(_own_messages(source), po, _of(changes, name), source.language, locale)
    words = CurrentCatalog.of(_shared_messages(source), words_po, _of(changes, PORTAL), ENGLISH, locale)
    judge = _Judge(catalog, words, reviews, words_reviews or Reviews(reviews.path), policy, kind, checks)
    return judge.parts(source.parts(), source.language)


def translate_words(
    words: Iterable[Word],
    po: PoFile | None,
    reviews: Reviews,
    policy: Policy,
    harmless: Iterable[Harmless],
    locale: Locale,
    checks: Checks = DIRECT,
) -> tuple[PartTranslation, ...]:
    """Our own words in one language: each word is a part with one segment, both named by its id.

    Raises:
        SourceErrors: the catalog is in another language than `locale`.
    """
    known = tuple(words)
    catalog = CurrentCatalog.of(word_messages(known), po, _of(harmless, PORTAL), ENGLISH, locale)
    parts = (Section(word.id, None, Segment(word.id, word.text, "heading"), ()) for word in known)
    return _Judge(catalog, catalog, reviews, reviews, policy, PORTAL, checks).parts(parts, ENGLISH)


# A segment, and where it is translated: in which catalog, under which id.
_Place = tuple[Segment, CurrentCatalog, str]
_Found = Mapping[str, tuple[Finding, ...]]


@dataclass(frozen=True)
class _Judge:
    catalog: CurrentCatalog
    words: CurrentCatalog
    reviews: Reviews
    words_reviews: Reviews
    policy: Policy
    kind: str
    checks: Checks = DIRECT

    def parts(self, parts: Iterable[Section], language: Locale) -> tuple[PartTranslation, ...]:
        """Each part with its status."""
        placed = [(part, tuple(self._places(part, language))) for part in parts]
        found = self._checked([place for _, places in placed for place in places])
        return tuple(self._part(part, places, found) for part, places in placed)

    def _part(self, part: Section, places: Sequence[_Place], found: _Found) -> PartTranslation:
        texts = {segment.id: catalog.texts[key] for segment, catalog, key in places if key in catalog.texts}
        signed = tuple((key, segment.text, texts.get(segment.id, "")) for segment, _, key in places)
        signable = Signable(signed, self._lineage)
        may_be_approved = len(texts) == len(places) and self.reviews.latest(part.id) is not None
        approved = self.reviews.approval(part.id, signable.digests) if may_be_approved else None
        origin = approved.origin if approved else self.reviews.origin(part.id)
        findings = tuple(self._findings(places, texts, found))
        unread = approved is None and self.policy.needs_review(origin, self.kind, self.catalog.locale)
        doubts = dict(self._doubts(places, findings, unread))
        return PartTranslation(
            part.id,
            _worst(doubts.values()),
            MappingProxyType(texts),
            origin,
            approved.approval if approved else None,
            findings,
            MappingProxyType(doubts),
            signable,
        )

    def _checked(self, places: Iterable[_Place]) -> _Found:
        """What the checks say of each segment that has a text; asked for all of them at once."""
        told = [
            (segment, catalog, catalog.texts[key]) for segment, catalog, key in places if key in catalog.texts
        ]
        asked = [
            (segment.text, text, catalog.source_locale, catalog.locale) for segment, catalog, text in told
        ]
        return dict(zip((segment.id for segment, _, _ in told), self.checks.of_all(asked), strict=True))

    def _places(self, part: Section, language: Locale) -> Iterator[_Place]:
        """Where each segment is translated: in which catalog, under which id."""
        shared = shared_heading(part, language)
        for segment in part.segments():
            if shared is not None and segment is part.title:
                yield segment, self.words, shared.id
            else:
                yield segment, self.catalog, segment.id

    @cached_property
    def _lineage(self) -> Lineage:
        return Lineage({**self.words.lineage.steps, **self.catalog.lineage.steps})

    @cached_property
    def _shifted(self) -> tuple[SegmentFinding, ...]:
        """What is wrong with the catalog as a whole; numbers that a person accepted do not count."""
        doubted = {one.segment for one in self.reviews.accepted if one.check == "numbers"}
        texts = self.catalog.texts
        accepted = {
            key
            for key in doubted & texts.keys()
            if self.reviews.acceptance(
                key, "numbers", self._signable(key, self.catalog.entries[key].id, texts[key]).digests
            )
        }
        return tuple(SegmentFinding(None, finding) for finding in self.catalog.shifted(accepted, self.checks))

    def _findings(
        self, places: Sequence[_Place], texts: Mapping[str, str], found: _Found
    ) -> Iterator[SegmentFinding]:
        yield from self._shifted
        for place in places:
            segment, catalog, key = place
            if segment.id in texts and (found[segment.id] or catalog.entries[key].comments):
                yield from self._segment_findings(place, texts[segment.id], found[segment.id])

    def _segment_findings(
        self, place: _Place, text: str, found: Iterable[Finding]
    ) -> Iterator[SegmentFinding]:
        segment, catalog, key = place
        is_word = catalog is self.words
        reviews = self.words_reviews if is_word else self.reviews
        marks = read_marks(catalog.entries[key].comments)
        for finding in found:
            signable = self._signable(key, segment.text, text)
            name = key if is_word else segment.id
            known = reviews.accepted
            record = reviews.acceptance(name, finding.check, signable.digests) if known else None
            acceptance = Acceptance(record.by, record.because) if record else None
            mark = marks.get(finding.check)
            if acceptance is None and mark is not None and mark.fault is None:
                acceptance = Acceptance(None, mark.because)
            yield SegmentFinding(segment.id, finding, acceptance, signable)
        for mark in marks.values():
            if mark.fault is not None:
                yield SegmentFinding(segment.id, mark.fault)

    def _signable(self, key: str, source: str, target: str) -> Signable:
        return Signable(((key, source, target),), self._lineage)

    def _doubts(
        self,
        places: Sequence[_Place],
        findings: Sequence[SegmentFinding],
        unread: bool,
    ) -> Iterator[tuple[str, Doubt]]:
        """The worst doubt about each segment that has one."""
        blocked = {one.segment for one in findings if one.blocks}
        for segment, catalog, key in places:
            doubt = catalog.doubt(key)
            if doubt in ("missing", "stale"):
                yield segment.id, doubt
            elif blocked & {segment.id, None}:
                yield segment.id, "rejected"
            elif doubt is not None or unread:
                yield segment.id, "unreviewed"


def _worst(doubts: Iterable[Doubt]) -> Status:
    found = set(doubts)
    order: tuple[Doubt, ...] = ("missing", "stale", "rejected", "unreviewed")
    return next((doubt for doubt in order if doubt in found), "translated")


def _name_and_kind(source: Article | Disclaimer) -> tuple[str, str]:
    if isinstance(source, Disclaimer):
        return DISCLAIMER, DISCLAIMER
    return source.id, source.kind


def _of(harmless: Iterable[Harmless], name: str) -> tuple[Harmless, ...]:
    return tuple(change for change in harmless if change.article == name)


def _own_messages(source: Article | Disclaimer) -> tuple[Message, ...]:
    """The article's messages without the notes for translators, which matter to nobody here."""
    shared = {part.id for part in source.parts() if shared_heading(part, source.language)}
    return tuple(
        Message(segment.id, segment.text, "")
        for part in source.parts()
        for segment in part.segments()
        if not (part.id in shared and segment is part.title)
    )


def _shared_messages(source: Article | Disclaimer) -> tuple[Message, ...]:
    found = (shared_heading(part, source.language) for part in source.parts())
    unique = dict.fromkeys(word for word in found if word is not None)
    return tuple(Message(word.id, word.text, "") for word in unique)
