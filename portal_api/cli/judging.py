"""One catalog -> what is doubtful in it, by line, and how much of it is sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from portal_api.articles.library import Library
from portal_api.catalogs.checks import Finding
from portal_api.catalogs.coverage import Acceptance, PartTranslation
from portal_api.catalogs.current import Doubt
from portal_api.catalogs.gettext.po import Entry
from portal_api.catalogs.update import made_from
from portal_api.cli.wanted import Wanted

DOUBTS: tuple[Doubt, ...] = ("missing", "stale", "rejected", "unreviewed")

STALE = Finding(
    "stale",
    "warning",
    "the source text has changed since this was translated",
    "correct the translation where it has to follow, then take the mark fuzzy away",
)
NOT_UPDATED = replace(STALE, remedy="run: portal catalogs update, then look at the translation again")
UNSURE = Finding(
    "unsure",
    "warning",
    "the translation is marked as unsure (fuzzy)",
    "take the mark away once it is right; until then readers see the source language",
)


@dataclass(frozen=True)
class Place:
    """A finding where a translator looks for it; `segment` and texts are empty for a whole catalog.

    `previous` is the older source that a stale translation was made for.
    """

    path: Path
    line: int
    finding: Finding
    segment: str | None = None
    section: str | None = None
    source: str = ""
    target: str = ""
    acceptance: Acceptance | None = None
    previous: str = ""


@dataclass(frozen=True)
class Judged:
    """A catalog with the verdict on each of its texts; `entries` are those in its file, by segment."""

    wanted: Wanted
    parts: tuple[PartTranslation, ...]
    entries: Mapping[str, Entry]

    @classmethod
    def of(cls, library: Library, one: Wanted) -> Judged:
        """Reads and judges one catalog. Raises SourceErrors."""
        po = one.read()
        entries = {entry.context or "": entry for entry in po.live()} if po is not None else {}
        return cls(one, one.judge(library), entries)

    def findings(self) -> Iterator[Place]:
        """What is wrong, by line; headings that many articles share are judged with `portal.po` only."""
        found = {*self._of_the_catalog(), *self._of_segments(), *self._of_age()}
        yield from sorted(
            found, key=lambda one: (one.line, one.finding.severity, one.finding.check, one.finding.what)
        )

    def row(self) -> tuple[object, ...]:
        """The line of this catalog in a table: how many texts, how many sound, how many doubtful and why."""
        texts = self.wanted.source.contexts
        doubts = Counter(doubt for part in self.parts for name, doubt in part.doubts.items() if name in texts)
        sound = len(texts) - sum(doubts.values())
        return self.wanted.path, len(texts), sound, *(doubts[doubt] for doubt in DOUBTS)

    def _of_the_catalog(self) -> Iterator[Place]:
        for part in self.parts:
            for one in part.findings:
                if one.segment is None:
                    yield Place(self.wanted.path, 1, one.finding)

    def _of_segments(self) -> Iterator[Place]:
        for part in self.parts:
            originals = self.wanted.source.originals(part.part_id)
            for one in part.findings:
                if one.segment is None or one.segment not in self.entries:
                    continue
                yield Place(
                    self.wanted.path,
                    self.entries[one.segment].line,
                    one.finding,
                    one.segment,
                    part.part_id,
                    originals.get(one.segment, ""),
                    part.texts[one.segment],
                    one.acceptance,
                )

    def _of_age(self) -> Iterator[Place]:
        """Translations of an older text, and those that somebody marked as unsure."""
        for part in self.parts:
            originals = self.wanted.source.originals(part.part_id)
            for name, doubt in part.doubts.items():
                entry = self.entries.get(name)
                finding = _of_age(entry, doubt) if entry is not None else None
                if entry is None or finding is None:
                    continue
                source, older = originals.get(name, ""), made_from(entry)
                path, line, section = self.wanted.path, entry.line, part.part_id
                yield Place(path, line, finding, name, section, source, entry.texts[0], previous=older)


def _of_age(entry: Entry, doubt: Doubt) -> Finding | None:
    if not entry.translated:
        return None
    if doubt == "stale":
        return STALE if entry.fuzzy else NOT_UPDATED
    return UNSURE if doubt == "unreviewed" and entry.fuzzy else None
