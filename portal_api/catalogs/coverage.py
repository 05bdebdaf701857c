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
from portal_api.catalogs.marks import Mark, read_marks
from portal_api.catalogs.meaning import Lineage
from portal_api.catalogs.messages import ENGLISH, word_messages
from portal_api.catalogs.reviews import Reviews
from portal_api.catalogs.rules.findings import Finding
from portal_api.catalogs.sharedheadings import SharedHeadings
from portal_api.catalogs.translatable import DISCLAIMER, PORTAL, Place, Translatable
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
    "translate_beside",
    "translate_words",
]


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
    changes = tuple(harmless)
    headings = SharedHeadings(words_po, words_reviews, changes, locale, checks)
    return translate_beside(Translatable.of(source), po, reviews, policy, changes, headings, checks)


def translate_beside(
    text: Translatable,
    po: PoFile | None,
    reviews: Reviews,
    policy: Policy,
    harmless: Iterable[Harmless],
    headings: SharedHeadings,
    checks: Checks = DIRECT,
) -> tuple[PartTranslation, ...]:
    """The same, where the text and the headings beside it serve for many catalogs.

    Raises:
        SourceErrors: the catalog is in another language than the headings.
    """
    locale = headings.catalog.locale
    catalog = CurrentCatalog.of(text.messages, po, _of(harmless, text.name), text.language, locale)
    judge = _Judge(catalog, headings, reviews, policy, text.kind, checks)
    return judge.parts(text.parts)


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
    segments = (Segment(word.id, word.text, "heading") for word in known)
    parts = [(Section(one.id, None, one, ()), (Place(one, one.id),)) for one in segments]
    return _Judge(catalog, None, reviews, policy, PORTAL, checks).parts(parts)


_Parts = Sequence[tuple[Section, tuple[Place, ...]]]


@dataclass(frozen=True)
class _Judge:
    catalog: CurrentCatalog
    headings: SharedHeadings | None
    reviews: Reviews
    policy: Policy
    kind: str
    checks: Checks = DIRECT

    def parts(self, parts: _Parts) -> tuple[PartTranslation, ...]:
        """Each part with its status."""
        found = self._checked(parts)
        return tuple(self._part(part, places, found) for part, places in parts)

    def _part(
        self, part: Section, places: Sequence[Place], found: Mapping[str, tuple[Finding, ...]]
    ) -> PartTranslation:
        told = [(one, self._catalog_of(one).texts.get(one.key)) for one in places]
        texts = {one.segment.id: text for one, text in told if text is not None}
        signable = Signable(
            tuple((one.key, one.segment.text, text or "") for one, text in told), self._lineage
        )
        is_whole, reviews = len(texts) == len(places), self.reviews
        may_be_approved = is_whole and reviews.approvals and reviews.latest(part.id) is not None
        approved = reviews.approval(part.id, signable.digests) if may_be_approved else None
        origin = approved.origin if approved else self.reviews.origin(part.id)
        findings = tuple(self._findings(places, texts, found))
        unread = approved is None and self.policy.needs_review(origin, self.kind, self.catalog.locale)
        doubts = dict(self._doubts(places, texts, findings, unread))
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

    def _checked(self, parts: _Parts) -> Mapping[str, tuple[Finding, ...]]:
        """What the checks say of each text in the catalog itself; asked for all of them at once."""
        catalog = self.catalog
        told = [
            (place.segment, catalog.texts[place.key])
            for _, places in parts
            for place in places
            if not place.is_shared and place.key in catalog.texts
        ]
        asked = [(segment.text, text, catalog.source_locale, catalog.locale) for segment, text in told]
        return dict(zip((segment.id for segment, _ in told), self.checks.of_all(asked), strict=True))

    def _catalog_of(self, place: Place) -> CurrentCatalog:
        return self.headings.catalog if place.is_shared and self.headings is not None else self.catalog

    @cached_property
    def _lineage(self) -> Lineage:
        shared = self.headings.catalog.lineage.steps if self.headings is not None else {}
        return Lineage({**shared, **self.catalog.lineage.steps})

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
        self, places: Sequence[Place], texts: Mapping[str, str], found: Mapping[str, tuple[Finding, ...]]
    ) -> Iterator[SegmentFinding]:
        yield from self._shifted
        for place in places:
            text = texts.get(place.segment.id)
            if text is None:
                continue
            if place.is_shared and self.headings is not None:
                told = self.headings.findings(place.key)
            else:
                told = found[place.segment.id]
            comments = self._catalog_of(place).entries[place.key].comments
            if told or comments:
                yield from self._segment_findings(place, text, told, read_marks(comments))

    def _segment_findings(
        self, place: Place, text: str, found: Iterable[Finding], marks: Mapping[str, Mark]
    ) -> Iterator[SegmentFinding]:
        segment = place.segment
        reviews = self.headings.reviews if place.is_shared and self.headings is not None else self.reviews
        for finding in found:
            signable = self._signable(place.key, segment.text, text)
            known = reviews.accepted
            record = reviews.acceptance(place.key, finding.check, signable.digests) if known else None
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
        places: Sequence[Place],
        texts: Mapping[str, str],
        findings: Sequence[SegmentFinding],
        unread: bool,
    ) -> Iterator[tuple[str, Doubt]]:
        """The worst doubt about each segment that has one."""
        blocked = {one.segment for one in findings if one.blocks}
        if len(texts) == len(places) and not blocked and not unread:
            return
        for place in places:
            segment = place.segment.id
            # What has a sound text is in no doubt by itself.
            doubt = None if segment in texts else self._catalog_of(place).doubt(place.key)
            if doubt in ("missing", "stale"):
                yield segment, doubt
            elif blocked and blocked & {segment, None}:
                yield segment, "rejected"
            elif doubt is not None or unread:
                yield segment, "unreviewed"


def _worst(doubts: Iterable[Doubt]) -> Status:
    found = set(doubts)
    if not found:
        return "translated"
    order: tuple[Doubt, ...] = ("missing", "stale", "rejected", "unreviewed")
    return next((doubt for doubt in order if doubt in found), "translated")


def _of(harmless: Iterable[Harmless], name: str) -> tuple[Harmless, ...]:
    return tuple(change for change in harmless if change.article == name)
