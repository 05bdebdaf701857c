"""Parts and their translations -> how much there is to do in a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal_api.articles.article import Section
from portal_api.catalogs.coverage import PartTranslation, Status

STATUSES: tuple[Status, ...] = ("translated", "missing", "stale", "rejected", "unreviewed")


@dataclass(frozen=True)
class Amount:
    """How much text: whole segments, and what white space parts in their sources."""

    segments: int = 0
    words: int = 0

    def plus(self, source: str) -> Amount:
        """One segment more."""
        return Amount(self.segments + 1, self.words + len(source.split()))

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.segments + other.segments, self.words + other.words)


Needs = Mapping[Status, Amount]


def needs(parts: Iterable[tuple[Section, PartTranslation]]) -> Needs:
    """How much text of each status these parts hold, so that a translator sees what is to do.

    A sound segment counts as translated although doubt in another one keeps its section from being shown.
    """
    return needs_of(
        (segment.text, found.doubts.get(segment.id, "translated"))
        for part, found in parts
        for segment in part.segments()
    )


def needs_of(texts: Iterable[tuple[str, Status]]) -> Needs:
    """The same from each source text with the status of its translation."""
    amounts = dict.fromkeys(STATUSES, Amount())
    for source, status in texts:
        amounts[status] = amounts[status].plus(source)
    return MappingProxyType(amounts)


def total(several: Iterable[Needs]) -> Needs:
    """Several such amounts together."""
    amounts = dict.fromkeys(STATUSES, Amount())
    for one in several:
        for status, amount in one.items():
            amounts[status] += amount
    return MappingProxyType(amounts)
