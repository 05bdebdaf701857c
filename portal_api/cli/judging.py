"""One catalog -> what is doubtful in it, by line, and how much of it is sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal_api.articles.library import Library
from portal_api.catalogs.checks import Finding
from portal_api.catalogs.coverage import PartTranslation
from portal_api.catalogs.current import Doubt
from portal_api.cli.wanted import Wanted

DOUBTS: tuple[Doubt, ...] = ("missing", "stale", "rejected", "unreviewed")

STALE = Finding(
    "stale",
    "warning",
    "the source text has changed since this was translated",
    "run: portal catalogs update, then look at the translation again",
)


@dataclass(frozen=True)
class Judged:
    """A catalog with the verdict on each of its texts; `lines` are where they stand in the file."""

    wanted: Wanted
    parts: tuple[PartTranslation, ...]
    lines: Mapping[str, int]

    @classmethod
    def of(cls, library: Library, one: Wanted) -> Judged:
        """Reads and judges one catalog. Raises SourceErrors."""
        po = one.read()
        lines = {entry.context or "": entry.line for entry in po.live()} if po is not None else {}
        return cls(one, one.judge(library), lines)

    def findings(self) -> Iterator[tuple[int, Finding]]:
        """What is wrong, by line; headings that many articles share are judged with `portal.po` only."""
        found = {(1, one.finding) for part in self.parts for one in part.findings if one.segment is None}
        for part in self.parts:
            for one in part.findings:
                if one.segment is not None and one.segment in self.lines and not one.accepted:
                    found.add((self.lines[one.segment], one.finding))
            found |= {(self.lines[name], STALE) for name, doubt in self._own_doubts(part) if doubt == "stale"}
        yield from sorted(found, key=lambda one: (one[0], one[1].severity, one[1].check, one[1].what))

    def row(self) -> tuple[object, ...]:
        """The line of this catalog in a table: how many texts, how many sound, how many doubtful and why."""
        texts = {message.context for message in self.wanted.source.messages}
        doubts = Counter(doubt for part in self.parts for name, doubt in part.doubts.items() if name in texts)
        sound = len(texts) - sum(doubts.values())
        return self.wanted.path, len(texts), sound, *(doubts[doubt] for doubt in DOUBTS)

    def _own_doubts(self, part: PartTranslation) -> Iterator[tuple[str, Doubt]]:
        return ((name, doubt) for name, doubt in part.doubts.items() if name in self.lines)
