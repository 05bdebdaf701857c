"""Parts and their translations -> how much there is to do in a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal_api.articles.article import Section
from portal_api.catalogs.coverage import PartTranslation, Status


@dataclass(frozen=True)
class Amount:
    """How much text: whole segments, and what white space parts in their sources."""

    segments: int = 0
    words: int = 0

    def plus(self, source: str) -> Amount:
        """One segment more."""
        return Amount(self.segments + 1, self.words + len(source.split()))


def needs(parts: Iterable[tuple[Section, PartTranslation]]) -> Mapping[Status, Amount]:
    """How much text of each status these parts hold, so that a translator sees what is to do.

    A sound segment counts as translated although doubt in another one keeps its section from being shown.
    """
    amounts: dict[Status, Amount] = dict.fromkeys(
        ("translated", "missing", "stale", "rejected", "unreviewed"), Amount()
    )
    for part, found in parts:
        for segment in part.segments():
            status: Status = found.doubts.get(segment.id, "translated")
            amounts[status] = amounts[status].plus(segment.text)
    return MappingProxyType(amounts)
