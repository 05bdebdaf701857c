"""Rows that were kept -> how many, and one number for all their seals: none comes or goes unnoticed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import Any


@dataclass(frozen=True)
class Roll:
    """How many articles are remembered, with how many remarks.

    `seals` are those of their rows, joined so that the order does not matter and one can be taken out again:
    an older row in the place of a newer one is sealed as well as that, but was not the last that was kept.
    """

    units: int = 0
    remarks: int = 0
    seals: int = 0

    @classmethod
    def of(cls, rows: Iterable[tuple[Any, ...]]) -> Roll:
        """The roll of these rows: article, data, remarks, figure and seal."""
        every = tuple(rows)
        return cls(len(every), sum(row[2] is not None for row in every), _joined(row[-1] for row in every))

    @classmethod
    def unpacked(cls, kept: str | None) -> Roll:
        """As it was kept; an empty one where none was."""
        return cls(*json.loads(kept)) if kept is not None else cls()

    @property
    def packed(self) -> str:
        """As it is kept."""
        return json.dumps([self.units, self.remarks, self.seals])

    def has(self, seals: Collection[object]) -> bool:
        """Whether these are the seals of all its rows, as they were kept last."""
        return (len(seals), _joined(seals)) == (self.units, self.seals)

    def joined(self, other: Roll) -> Roll:
        """Of the rows of both."""
        return Roll(self.units + other.units, self.remarks + other.remarks, self.seals ^ other.seals)

    def without(self, other: Roll) -> Roll:
        """Of the rows that are left."""
        return Roll(self.units - other.units, self.remarks - other.remarks, self.seals ^ other.seals)


def _joined(seals: Iterable[object]) -> int:
    """One number for all of them. What is not even of the right kind is for the seals themselves to tell."""
    return reduce(xor, (int.from_bytes(seal) for seal in seals if isinstance(seal, bytes)), 0)
