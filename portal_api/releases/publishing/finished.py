"""Finished: all that came of one article, as it is remembered for another publication of the same files."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from portal_api.errors import DamagedMemory
from portal_api.locales import Locale
from portal_api.releases.publishing.memory import Unit
from portal_api.releases.publishing.seals import SEAL_BYTES, seal
from portal_api.releases.record.changes import Kept, NewEdition

_COUNT = 4
# What JSON gives back as it was; whoever finishes an article has taken out nothing and parked nothing.
_NOT_AS_IT_IS = ("locale", "codes", "leads", "body", "whole", "parked")
_AS_IT_IS = [field.name for field in fields(NewEdition) if field.name not in _NOT_AS_IT_IS]


@dataclass(frozen=True)
class Finished:
    """The editions of one article in every language, in their order, and what is remembered of them.

    `key` is that of its ingredients. `reviewed` is the day of its clinical review: before that day it is an
    article with a mistake.
    """

    key: bytes
    unit: Unit
    editions: tuple[NewEdition, ...]
    reviewed: datetime.date | None

    def packed(self) -> bytes:
        """As it is kept, under a seal: a text that changed on the disk must not be published."""
        reviewed = self.reviewed.isoformat() if self.reviewed else None
        rows = [*map(_row, self.editions)]
        head = json.dumps([self.key.hex(), reviewed, vars(self.unit), rows], ensure_ascii=False).encode()
        bodies = (edition.body.packed for edition in self.editions)
        data = b"".join((len(head).to_bytes(_COUNT), head, *bodies))
        return seal(data) + data

    @classmethod
    def unpacked(cls, kept: bytes) -> Finished:
        """As it was kept.

        Raises:
            DamagedMemory: it is not as it was kept.
        """
        mark, data = kept[:SEAL_BYTES], kept[SEAL_BYTES:]
        if mark != seal(data):
            raise DamagedMemory("a remembered text is not as it was")
        end = _COUNT + int.from_bytes(data[:_COUNT])
        key, reviewed, unit, rows = json.loads(data[_COUNT:end])
        day = datetime.date.fromisoformat(reviewed) if reviewed else None
        return cls(bytes.fromhex(key), Unit(**unit), tuple(_editions(rows, data[end:])), day)


def _row(edition: NewEdition) -> dict[str, Any]:
    row = {name: getattr(edition, name) for name in _AS_IT_IS}
    row |= {"locale": str(edition.locale), "codes": edition.codes, "leads": edition.leads}
    return row | {"digest": edition.body.digest, "size": len(edition.body.packed)}


def _editions(rows: Sequence[dict[str, Any]], bodies: bytes) -> Iterator[NewEdition]:
    begin = 0
    for row in rows:
        end = begin + row.pop("size")
        body = Kept(row.pop("digest"), bodies[begin:end])
        locale, codes, leads = Locale(row.pop("locale")), tuple(row.pop("codes")), tuple(row.pop("leads"))
        yield NewEdition(**row, locale=locale, codes=codes, leads=leads, body=body)
        begin = end
