"""A stored edition -> the texts that a search may find: what is shown in the language that was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json


class Place(IntEnum):
    """Where a text stands; the greater, the more it says of what the article is about."""

    TEXT = 1
    HEADING = 2
    TITLE = 3


@dataclass(frozen=True)
class Passage:
    """One text; `part` is the head or section that it stands in, with its language and how it stands.

    `segment` is the id of a text, None for a title or heading; `section` is None for the head.
    """

    place: Place
    text: str
    part: Json
    section: str | None
    segment: str | None = None


def passages(body: Json) -> Iterator[Passage]:
    """The texts of an edition in the order in which they are read.

    A part that is shown in another language is left out, and so is what is held, missing or of a status that
    only a later version of the program knows: nobody is led to a language by accident.
    """
    languages = {body["locale"], *map(str, Locale(body["locale"]).parents())}
    head = body["head"]
    if is_findable(head, languages):
        yield Passage(Place.TITLE, head["title"], head, None)
        yield from _texts(Place.HEADING, head["summary"], head, None)
    for section in body["sections"]:
        if is_findable(section, languages):
            yield Passage(Place.HEADING, section["title"], section, section["id"])
            yield from _texts(Place.TEXT, section["blocks"], section, section["id"])


def is_findable(part: Json, languages: set[str]) -> bool:
    """Whether a part is shown, and in one of these languages."""
    return part["status"] in ("source", "translated", "fallback") and part["locale"] in languages


def _texts(place: Place, found: Any, part: Json, section: str | None) -> Iterator[Passage]:
    """Whatever has runs is a text, in blocks of any type. What is stored is not deep."""
    if isinstance(found, list):
        for item in found:
            yield from _texts(place, item, part, section)
    elif isinstance(found, dict) and "runs" in found:
        yield Passage(place, found["text"], part, section, found["id"])
    elif isinstance(found, dict):
        yield from _texts(place, list(found.values()), part, section)
