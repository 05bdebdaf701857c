"""One edition or many -> what a summary counts in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal_api.releases.edition import Edition


@dataclass
class Tally:
    """How many editions are complete, partial, not translated at all or kept unread; why parts are doubtful.

    `translated` counts parts, not editions.
    """

    complete: int = 0
    partial: int = 0
    untranslated: int = 0
    unread: int = 0
    translated: int = 0
    doubtful: Counter[str] = field(default_factory=Counter)

    @classmethod
    def kept(cls, translated: int) -> Tally:
        """Of one edition that stays because its article cannot be read."""
        return cls(unread=1, translated=translated)

    @classmethod
    def unpacked(cls, packed: Mapping[str, Any]) -> Tally:
        """A tally as it was kept."""
        counts = {name: packed.get(name, 0) for name in _COUNTS}
        return cls(**counts, doubtful=Counter(packed.get("doubtful", {})))

    @property
    def editions(self) -> int:
        """How many editions there are."""
        return self.complete + self.partial + self.untranslated + self.unread

    def packed(self) -> dict[str, Any]:
        """What JSON can keep: what is not zero."""
        counts = {name: getattr(self, name) for name in _COUNTS}
        return {name: value for name, value in (counts | {"doubtful": dict(self.doubtful)}).items() if value}

    def add(self, other: Tally, sign: int = 1) -> None:
        """Count others too, or with -1 no longer."""
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + sign * getattr(other, name))
        for reason, count in other.doubtful.items():
            self.doubtful[reason] += sign * count


_COUNTS = ("complete", "partial", "untranslated", "unread", "translated")


def tally_of(edition: Edition) -> Tally:
    """What one edition counts for."""
    complete = edition.extent.complete
    begun = any(part.locale == edition.locale for part in edition.parts)
    return Tally(
        complete=int(complete),
        partial=int(begun and not complete),
        untranslated=int(not begun and not complete),
        translated=sum(part.status == "translated" for part in edition.parts),
        doubtful=Counter(part.reason for part in edition.parts if part.reason),
    )


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    whole = Tally()
    for one in tallies:
        whole.add(one)
    return whole
