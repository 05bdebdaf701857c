"""Texts and the status of their translations -> how much there is to do in a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal_api.catalogs.coverage import Status

STATUSES: tuple[Status, ...] = ("translated", "missing", "stale", "rejected", "unreviewed")


@dataclass(frozen=True)
class Amount:
    """How much text: whole segments, and what white space parts in their sources."""

    segments: int = 0
    words: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.segments + other.segments, self.words + other.words)


Needs = Mapping[Status, Amount]


def amount_of(sources: Iterable[str]) -> Amount:
    """How much text these are."""
    return sum((Amount(1, len(source.split())) for source in sources), Amount())


def needs_of(texts: Iterable[tuple[str, Status]]) -> Needs:
    """How much text of each status there is, so that a translator sees what is to do.

    A sound text counts as translated although doubt in another one keeps its section from being shown. Give
    each text once: a heading that articles share belongs to the catalog that translates it.
    """
    known = tuple(texts)
    amounts = {status: amount_of(source for source, found in known if found == status) for status in STATUSES}
    return MappingProxyType(amounts)


def total(several: Iterable[Needs]) -> Needs:
    """Several such amounts together."""
    amounts = dict.fromkeys(STATUSES, Amount())
    for one in several:
        for status, amount in one.items():
            amounts[status] += amount
    return MappingProxyType(amounts)
