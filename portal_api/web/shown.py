"""An edition -> what is shown of it: all or one section, in the languages that a reader allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from portal_api.errors import UnknownSection
from portal_api.releases.editions.body import Json, canonical
from portal_api.releases.record.stored import StoredEdition
from portal_api.web.labels import labels
from portal_api.web.marks import part_marks, standing
from portal_api.web.problems import NotTranslated
from portal_api.web.written import outline

Fallback = Literal["section", "whole", "none"]

# An outline keeps its text: what is far longer than usual is looked through each time.
_OUTLINES_REMEMBERED = 128
_SMALL = 131_072


@dataclass(frozen=True)
class Chosen:
    """What is shown of an edition: its JSON as it is written, and at least its outline as it is read."""

    body: Json
    data: bytes

    @cached_property
    def falls_back(self) -> bool:
        """Whether a part of it is not in the asked language."""
        return any(standing(part) == "fallback" for part in _parts(self.body))

    @cached_property
    def has_withheld(self) -> bool:
        """Whether a part of it is held back: then no cache may serve an older copy."""
        return has_withheld(self.body)

    @cached_property
    def wording(self) -> frozenset[str]:
        """The words for every mark in it, so that whoever shows a text can show its mark."""
        source = self.body["source_locale"]
        return frozenset(word_id for part in _parts(self.body) for word_id in part_marks(part, source))

    @cached_property
    def labels(self) -> frozenset[str]:
        """Our other words that go with it."""
        return labels(self.body)


def chosen(
    edition: StoredEdition, section: str | None, fallback: Fallback, source: Callable[[], StoredEdition]
) -> Chosen:
    """The whole edition, or just one section with its companions, in the languages that `fallback` allows.

    Raises:
        UnknownSection: the article has no such section.
        NotTranslated: `fallback` is `none` and something is not in the asked language.
    """
    shown = whole(edition) if section is None else _written(narrowed(edition.body, section))
    if fallback == "section" or not shown.falls_back:
        return shown
    if fallback == "none":
        raise NotTranslated(edition.article_id)
    return _written(_in_one_language(narrowed(edition.body, section), narrowed(source().body, section)))


def whole(edition: StoredEdition) -> Chosen:
    """All of an edition, unread where its outline will do: headings stand in for what is withheld."""
    told = _outlined(edition.data) if len(edition.data) <= _SMALL else _outline(edition.data)
    return Chosen(edition.body, edition.data) if told.has_withheld else told


def narrowed(body: Json, section: str | None) -> Json:
    """The body with one section and its companions, the asked one first; all of it for None.

    Raises:
        UnknownSection: the article has no such section.
    """
    if section is None:
        return body
    known = {found["id"]: found for found in body["sections"]}
    if section not in known:
        raise UnknownSection(section)
    companions = [name for name in known[section].get("with", ()) if name in known and name != section]
    return {**body, "sections": [known[name] for name in (section, *companions)]}


def has_withheld(body: Json) -> bool:
    """Whether a part of it is held back: then no cache may serve an older copy."""
    return any(part["status"] == "withheld" for part in _parts(body))


# What an outline says never changes, and an article is asked for in many forms one after another.
@lru_cache(maxsize=_OUTLINES_REMEMBERED)
def _outlined(data: bytes) -> Chosen:
    return _outline(data)


def _outline(data: bytes) -> Chosen:
    return Chosen(outline(data), data)


def _written(body: Json) -> Chosen:
    return Chosen(body, canonical(body))


def _in_one_language(body: Json, source: Json) -> Json:
    """The source text throughout, each part marked as the fallback it is.

    What is held back in the asked language stays so: who holds a text does not say that another one is right.
    A figure that only the source has is held.
    """
    own = {one["id"]: one for one in body["sections"]}
    figure = body["figure"] and source["figure"]
    return {
        **body,
        "head": _marked(source["head"], body["head"].get("reason")),
        "sections": [_instead(own.get(section["id"]), section) for section in source["sections"]],
        "figure": figure and _marked(figure, body["figure"].get("reason")),
    }


def _instead(own: Json | None, source: Json) -> Json:
    """The source of a section, marked; the section itself where it is held back."""
    if own is not None and own["status"] == "withheld":
        return own
    return _marked(source, own.get("reason") if own is not None else None)


def _marked(part: Json, reason: str | None) -> Json:
    if part["status"] != "source":
        return part
    return {**part, "status": "fallback", "reason": reason or "incomplete"}


def _parts(body: Json) -> Iterator[Json]:
    yield body["head"]
    yield from body["sections"]
    if body["figure"]:
        yield body["figure"]
