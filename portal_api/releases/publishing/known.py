"""What is remembered of all articles together, in one row: an older part beside a newer would tell lies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from portal_api.releases.publishing.roll import Roll
from portal_api.releases.publishing.seals import unsealed


@dataclass(frozen=True)
class Known:
    """What is kept by name, the roll of the articles it was counted from, the basis of what is finished."""

    meta: Mapping[str, Any]
    roll: Roll
    basis: bytes

    @classmethod
    def unpacked(cls, rows: Iterable[tuple[Any, ...]]) -> Known:
        """As it was kept, from its row with its seal; nothing where there is none.

        Raises:
            DamagedMemory: it is not as it was.
        """
        for row in rows:
            meta, roll, basis = json.loads(unsealed(row)[1])
            return cls(meta, Roll.unpacked(roll), bytes.fromhex(basis))
        return cls({}, Roll(), b"")

    @property
    def packed(self) -> str:
        """As it is kept."""
        return json.dumps([self.meta, self.roll.packed, self.basis.hex()])
