"""Article or disclaimer -> what is translated of it and where, worked out once for all its languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portal_api.articles.article import Article, Disclaimer, Section, Segment
from portal_api.catalogs.messages import Message, shared_heading
from portal_api.locales import Locale

PORTAL = "portal"
DISCLAIMER = "disclaimer"


@dataclass(frozen=True)
class Place:
    """A segment, and the id that it is translated under: in the text's own catalog, or in `portal.po`."""

    segment: Segment
    key: str
    is_shared: bool = False


@dataclass(frozen=True)
class Translatable:
    """A text in its source language; `messages` are those of its own catalog, without notes for translators.

    `name` is that of its catalog, `kind` what a policy knows it by.
    """

    name: str
    kind: str
    language: Locale
    parts: tuple[tuple[Section, tuple[Place, ...]], ...]
    messages: tuple[Message, ...]

    @classmethod
    def of(cls, source: Article | Disclaimer) -> Translatable:
        """What is translated of this text."""
        name, kind = (DISCLAIMER, DISCLAIMER) if isinstance(source, Disclaimer) else (source.id, source.kind)
        parts = tuple((part, tuple(_places(part, source.language))) for part in source.parts())
        own = (place.segment for _, places in parts for place in places if not place.is_shared)
        messages = tuple(Message(segment.id, segment.text, "") for segment in own)
        return cls(name, kind, source.language, parts, messages)


def _places(part: Section, language: Locale) -> Iterator[Place]:
    shared = shared_heading(part, language)
    for segment in part.segments():
        if shared is not None and segment is part.title:
            yield Place(segment, shared.id, is_shared=True)
        else:
            yield Place(segment, segment.id)
