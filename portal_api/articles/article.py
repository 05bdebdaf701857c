"""Article, Section, Block, Segment: what an author wrote, as frozen dataclasses."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from portal_api.locales import Locale

Kind = Literal["condition", "procedure", "test", "medicine", "healthy-living"]
Audience = Literal["child", "adult", "everyone"]
BlockType = Literal["paragraph", "list", "callout"]
Callout = Literal["note", "warning", "emergency"]
SegmentKind = Literal["title", "summary", "heading", "paragraph", "list item", "callout", "alternative text"]

HEAD = "head"
FIGURE = "figure"
TITLE = "title"
FIGURE_ALT = "figure.alt"


@dataclass(frozen=True)
class Segment:
    """The smallest text a translator sees.

    `text` is one line of inline Markdown (strong, emphasis, links) without its id; soft line breaks are
    single spaces. `id` is unique in the article, or empty where the author has not run `portal stamp` yet.
    """

    id: str
    text: str
    kind: SegmentKind
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Block:
    """A paragraph (one segment), a list (one segment an item) or a callout (one segment a paragraph)."""

    type: BlockType
    segments: tuple[Segment, ...]
    ordered: bool = False
    callout: Callout | None = None


@dataclass(frozen=True)
class Section:
    """A titled part of an article.

    `title.id` is the section's id. The head of an article (its title and summary) is a section too, with the
    id `head`, no aspect and the segment `title`; so is the figure's alternative text, with the id `figure`.
    """

    id: str
    aspect: str | None
    title: Segment | None
    blocks: tuple[Block, ...]
    companions: tuple[str, ...] = ()
    not_applicable: bool = False
    line: int = field(default=0, compare=False)

    def segments(self) -> Iterator[Segment]:
        """Every segment in reading order, the title first."""
        if self.title is not None:
            yield self.title
        for block in self.blocks:
            yield from block.segments

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the ids and texts, in order, and of the shape they stand in."""
        rows = [(segment.id, segment.text) for segment in self.segments()]
        shape = [(block.type, block.ordered, block.callout, len(block.segments)) for block in self.blocks]
        whole = json.dumps([rows, shape, self.not_applicable], ensure_ascii=False)
        return hashlib.sha256(whole.encode()).hexdigest()


@dataclass(frozen=True)
class Figure:
    """The article's picture; `alt.id` is `figure.alt`. `file` is a bare name in `content/figures/`."""

    file: str | None
    alt: Segment | None
    credit: str | None
    licence: str | None


@dataclass(frozen=True)
class Source:
    """Something the article rests on."""

    title: str
    url: str


@dataclass(frozen=True)
class ClinicalReview:
    """Who last reviewed the source text, when, and when it is due again; all None while unreviewed."""

    by: str | None = None
    role: str | None = None
    on: datetime.date | None = None
    next: datetime.date | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Article:
    """One topic in its source language, as one Markdown file says it; `path` is that file.

    `related` are the articles that its author names beside the text, the most useful first.
    """

    id: str
    language: Locale
    kind: Kind
    audience: Audience
    topic: str | None
    codes: tuple[tuple[str, tuple[str, ...]], ...]
    review: ClinicalReview
    sources: tuple[Source, ...]
    figure: Figure | None
    head: Section
    sections: tuple[Section, ...]
    path: Path
    related: tuple[str, ...] = ()
    related_line: int = field(default=0, compare=False)

    def parts(self) -> Iterator[Section]:
        """What is translated and marked as a whole: head, sections, the figure's alternative text."""
        yield self.head
        yield from self.sections
        if self.figure is not None and self.figure.alt is not None:
            yield Section(FIGURE, None, self.figure.alt, ())

    def segments(self) -> Iterator[Segment]:
        """Every segment of the article in reading order."""
        for part in self.parts():
            yield from part.segments()


@dataclass(frozen=True)
class Disclaimer:
    """The legal text that travels with every answer, in its source language.

    It is written like an article with a head and no sections: `head.title` and the blocks of `head`.
    `supersedes_at_once` withdraws every translation of an older version at the next publish.
    """

    id: str
    version: str
    language: Locale
    head: Section
    supersedes_at_once: bool
    path: Path

    def parts(self) -> Iterator[Section]:
        """The one part, so that catalogs and editions treat it as they treat an article."""
        yield self.head

    def segments(self) -> Iterator[Segment]:
        """Every segment in reading order."""
        yield from self.head.segments()
