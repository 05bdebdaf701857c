"""Article + translations -> Edition: one article in one language, every part resolved and marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Literal, TypeVar

from portal_api.articles.article import (
    FIGURE,
    HEAD,
    Article,
    Block,
    BlockType,
    Callout,
    Figure,
    Section,
    Segment,
)
from portal_api.articles.inline import Run, plain, runs
from portal_api.articles.library import Origin
from portal_api.articles.picture import Picture
from portal_api.catalogs.coverage import AcceptedFinding, PartTranslation
from portal_api.catalogs.reviews import Approval
from portal_api.locales import Direction, Locale

Status = Literal["source", "translated", "fallback", "not-applicable", "withheld"]
Reason = Literal["missing", "stale", "rejected", "unreviewed"]


@dataclass(frozen=True)
class Text:
    """One segment as shown: plain, and in runs with its inline markup."""

    id: str
    text: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph(Text):
    """A paragraph as shown."""

    type: BlockType = field(default="paragraph", init=False)


@dataclass(frozen=True)
class ItemList:
    """A list as shown."""

    ordered: bool
    items: tuple[Text, ...]
    type: BlockType = field(default="list", init=False)


@dataclass(frozen=True)
class Notice:
    """A callout as shown: note, warning or emergency."""

    kind: Callout
    paragraphs: tuple[Text, ...]
    type: BlockType = field(default="callout", init=False)


ShownBlock = Paragraph | ItemList | Notice


@dataclass(frozen=True)
class Part:
    """The head, a section or the figure's alternative text as shown, all in one language.

    `reason` says why the asked language is not shown, where it is not. `source_digest` (SHA-256, hex) is of
    the source texts it was made from, in their order.
    """

    id: str
    locale: Locale
    status: Status
    reason: Reason | None
    origin: Origin
    approval: Approval | None
    title: str
    blocks: tuple[ShownBlock, ...]
    source_digest: str
    aspect: str | None = None
    companions: tuple[str, ...] = ()
    accepted: tuple[AcceptedFinding, ...] = ()

    @property
    def direction(self) -> Direction:
        """The direction of the language it is in."""
        return self.locale.direction

    @property
    def reviewed(self) -> bool:
        """Whether a person approved just this text."""
        return self.approval is not None


@dataclass(frozen=True)
class FigurePart(Part):
    """The picture: `title` is its alternative text, `file` its published name, sizes are in CSS pixels."""

    file: str = ""
    width: int = 0
    height: int = 0
    credit: str | None = None
    licence: str | None = None


@dataclass(frozen=True)
class Edition:
    """One article in one language; `parts` are the head, the sections and, where there is one, the figure."""

    article: Article
    locale: Locale
    parts: tuple[Part, ...]

    @property
    def head(self) -> Part:
        """Title and summary."""
        return self.parts[0]

    @property
    def sections(self) -> tuple[Part, ...]:
        """The sections in their order."""
        return tuple(part for part in self.parts if part.id not in (HEAD, FIGURE))

    @property
    def figure(self) -> Part | None:
        """The figure, where there is one."""
        return self.parts[-1] if self.parts[-1].id == FIGURE else None

    @property
    def codes(self) -> dict[str, tuple[str, ...]]:
        """The article's codes by system."""
        return dict(self.article.codes)

    @property
    def extent(self) -> Extent:
        """How much of it is in its own language; intended gaps do not count, head and figure must follow."""
        shown = [part for part in self.parts if part.status != "not-applicable"]
        own = [part.locale == self.locale for part in shown if part.id not in (HEAD, FIGURE)]
        return Extent(all(part.locale == self.locale for part in shown), sum(own), len(own))


@dataclass(frozen=True)
class Extent:
    """How much of an edition is in its own language."""

    complete: bool
    translated: int
    sections: int


def build_edition(
    article: Article,
    locale: Locale,
    translations: Mapping[str, PartTranslation],
    ancestors: Sequence[Edition] = (),
    picture: Picture | None = None,
    published: Mapping[str, Part] | None = None,
) -> Edition:
    """The article in `locale`: each part in that language if it is sound there, else along the chain.

    The chain is the locale, its CLDR parents, the source language. `translations` are what the catalog of
    `locale` says, by part; `ancestors` the editions in the parents, nearest first, and that in the source
    language where it is made already. `published` are the parts of the current edition: given where the
    catalog of `locale` cannot be read, so that a part whose source did not change keeps its published text.
    """
    parts = [
        _kept(part, published) or _part(article, part, locale, translations, ancestors, published)
        for part in article.parts()
    ]
    if article.figure is not None and picture is not None:
        parts[-1] = _figure(parts[-1], article.figure, picture)
    return Edition(article, locale, tuple(parts))


def source_part(
    part: Section, locale: Locale, status: Status, reason: Reason | None, approval: Approval | None
) -> Part:
    """A part as its author wrote it."""
    return _shown(part, locale, status, reason, {}, "human", approval)


def translated_part(part: Section, locale: Locale, found: PartTranslation) -> Part:
    """A part in a sound translation."""
    shown = _shown(part, locale, "translated", None, found.texts, found.origin, found.approval)
    return replace(shown, accepted=found.accepted) if found.accepted else shown


def _kept(part: Section, published: Mapping[str, Part] | None) -> Part | None:
    """The published part, while its catalog cannot be read and its source did not change.

    That of an intended gap too: its title may be translated.
    """
    known = published.get(part.id) if published is not None else None
    if known is None or known.status not in ("translated", "not-applicable"):
        return None
    if known.source_digest != part.digest:
        return None
    return replace(known, aspect=part.aspect, companions=part.companions)


def _part(
    article: Article,
    part: Section,
    locale: Locale,
    translations: Mapping[str, PartTranslation],
    ancestors: Sequence[Edition],
    published: Mapping[str, Part] | None,
) -> Part:
    if locale == article.language:
        return source_part(part, locale, "source", None, _clinical(article))
    found = translations.get(part.id)
    if found is None:
        reason = _reason_before(part, published)
    elif found.status == "translated":
        return translated_part(part, locale, found)
    else:
        reason = found.status
    for shown in _parts_named(part.id, ancestors):
        if shown.status == "translated":
            return replace(shown, status="fallback", reason=reason)
    for shown in _parts_named(part.id, ancestors):
        if shown.status == "source":
            return replace(shown, status="fallback", reason=reason)
    return source_part(part, article.language, "fallback", reason, _clinical(article))


def _parts_named(name: str, editions: Iterable[Edition]) -> Iterator[Part]:
    return (part for edition in editions for part in edition.parts if part.id == name)


def _reason_before(part: Section, published: Mapping[str, Part] | None) -> Reason:
    """Why a part whose catalog cannot be read is not shown: as before, or because its source has changed."""
    known = published.get(part.id) if published is not None else None
    return "missing" if known is None else known.reason or "stale"


def _clinical(article: Article) -> Approval | None:
    """The clinical review of the source text, as far as it is told."""
    review = article.review
    if review.by is None or review.role is None or review.on is None:
        return None
    return Approval(review.by, review.role, review.on)


def _figure(alt: Part, figure: Figure, picture: Picture) -> FigurePart:
    own = {name.name: getattr(alt, name.name) for name in fields(Part)}
    return FigurePart(
        **own,
        file=picture.name,
        width=picture.width,
        height=picture.height,
        credit=figure.credit,
        licence=figure.licence,
    )


def _shown(
    part: Section,
    locale: Locale,
    status: Status,
    reason: Reason | None,
    texts: Mapping[str, str],
    origin: Origin,
    approval: Approval | None,
) -> Part:
    return Part(
        id=part.id,
        locale=locale,
        status="not-applicable" if part.not_applicable else status,
        reason=None if part.not_applicable else reason,
        origin=origin,
        approval=approval,
        title=plain(texts.get(part.title.id, part.title.text)) if part.title is not None else "",
        blocks=() if part.not_applicable else tuple(shown_blocks(part.blocks, texts)),
        source_digest=part.digest,
        aspect=part.aspect,
        companions=part.companions,
    )


def shown_blocks(blocks: Sequence[Block], texts: Mapping[str, str]) -> Iterator[ShownBlock]:
    """The blocks with the text of each segment from `texts`, or as the author wrote it."""
    for block in blocks:
        if block.type == "list":
            yield ItemList(block.ordered, tuple(_text(Text, segment, texts) for segment in block.segments))
        elif block.callout is not None:
            yield Notice(block.callout, tuple(_text(Text, segment, texts) for segment in block.segments))
        else:
            yield _text(Paragraph, block.segments[0], texts)


_Shown = TypeVar("_Shown", bound=Text)


def _text(kind: type[_Shown], segment: Segment, texts: Mapping[str, str]) -> _Shown:
    found = runs(texts.get(segment.id, segment.text))
    shown = found[0].text if len(found) == 1 else "".join(run.text for run in found)
    return kind(segment.id, shown, found)
