"""Texts -> digests: what an approval is bound to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from portal_api.catalogs.meaning import Lineage


@dataclass(frozen=True)
class Digests:
    """What a person approved: `digest` survives automatic harmless changes, `exact` declared ones.

    Both are SHA-256 over the canonical JSON of `[[id, source, target], ...]`, where the source is written as
    a digest itself, since a declaration knows the older text by its digest only. In `digest` that is the
    digest of its plain form (white space, quotes and closing stops evened out), in `exact` of the text as it
    is; both are traced back through declared harmless changes to the oldest text. The target counts as it is.

    An approval holds while one of the two fits; where a section saw automatic and declared changes both, it
    lapses unless the declarations give the digests of plain forms.
    """

    digest: str
    exact: str | None = None

    def fit(self, other: Digests) -> bool:
        """Whether both stand for the same texts, but for harmless changes."""
        return self.digest == other.digest or (self.exact is not None and self.exact == other.exact)


@dataclass(frozen=True)
class Signable:
    """Texts (id, source, target) that a person may approve: most are never asked for their digests."""

    texts: tuple[tuple[str, str, str], ...]
    lineage: Lineage

    @cached_property
    def digests(self) -> Digests:
        """What an approval of these texts is bound to."""
        return digests_of(self.texts, self.lineage)


def digests_of(texts: Iterable[tuple[str, str, str]], lineage: Lineage) -> Digests:
    """The digests of (id, source, target), in this order; `lineage` is what was declared harmless."""
    triples = tuple(texts)
    return Digests(_digest(triples, lineage.oldest), _digest(triples, lineage.exact))


def _digest(triples: tuple[tuple[str, str, str], ...], trace: Callable[[str, str], str]) -> str:
    rows = [[segment, trace(segment, source), target] for segment, source, target in triples]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
