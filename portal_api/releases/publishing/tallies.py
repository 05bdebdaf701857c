"""One edition or many -> what a summary counts in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal_api.releases.editions.edition import Edition


@dataclass
class Tally:
    """How many editions are complete, partial, not translated at all or kept unread; why parts are doubtful.

    `translated` counts parts, not editions. `due` counts articles, each in its own language only, by the day
    (ISO 8601) by which a clinician is to review them again.
    """

    complete: int = 0
    partial: int = 0
    untranslated: int = 0
    unread: int = 0
    translated: int = 0
    doubtful: Counter[str] = field(default_factory=Counter)
    due: Counter[str] = field(default_factory=Counter)

    @classmethod
    def kept(cls, translated: int) -> Tally:
        """Of one edition that stays as it is because its article cannot be read, or waits."""
        return cls(unread=1, translated=translated)

    @classmethod
    def unpacked(cls, packed: Mapping[str, Any]) -> Tally:
        """A tally as it was kept."""
        counts = {name: packed.get(name, 0) for name in _COUNTS}
        doubtful, due = (Counter(packed.get(name, {})) for name in _KINDS)
        return cls(**counts, doubtful=doubtful, due=due)

    @property
    def editions(self) -> int:
        """How many editions there are."""
        return self.complete + self.partial + self.untranslated + self.unread

    def packed(self) -> dict[str, Any]:
        """What JSON can keep: what is not zero."""
        counts = {name: getattr(self, name) for name in _COUNTS}
        kinds = {name: dict(getattr(self, name)) for name in _KINDS}
        return {name: value for name, value in (counts | kinds).items() if value}

    def add(self, other: Tally, sign: int = 1) -> None:
        """Count others too, or with -1 no longer."""
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + sign * getattr(other, name))
        for name in _KINDS:
            for kind, count in getattr(other, name).items():
                getattr(self, name)[kind] += sign * count


_COUNTS = ("complete", "partial", "untranslated", "unread", "translated")
_KINDS = ("doubtful", "due")


def tally_of(edition: Edition) -> Tally:
    """What one edition counts for."""
    complete = edition.extent.complete
    begun = any(part.locale == edition.locale for part in edition.parts)
    due = edition.article.review.next if edition.locale == edition.article.language else None
    return Tally(
        complete=int(complete),
        partial=int(begun and not complete),
        untranslated=int(not begun and not complete),
        translated=sum(part.status == "translated" for part in edition.parts),
        doubtful=Counter(part.reason for part in edition.parts if part.reason),
        due=Counter([due.isoformat()] if due else ()),
    )


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    whole = Tally()
    for one in tallies:
        whole.add(one)
    return whole
