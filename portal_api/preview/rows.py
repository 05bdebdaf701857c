"""A segment and its translation -> a row of a sheet: both texts, where they stand, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from portal_api.articles.article import Segment
from portal_api.articles.inline import MarkupError, Run, runs
from portal_api.articles.links import lead_of
from portal_api.catalogs.coverage import PartTranslation, SegmentFinding
from portal_api.catalogs.gettext.po import Entry
from portal_api.catalogs.rules.findings import Span
from portal_api.catalogs.update import made_from
from portal_api.preview.places import Place
from portal_api.preview.wording import Piece, word_diff

RowStatus = Literal["ready", "missing", "stale", "rejected", "unsure", "unreviewed"]

TO_DO: tuple[RowStatus, ...] = ("missing", "stale", "rejected", "unsure")


@dataclass(frozen=True)
class Side:
    """One of the two texts of a row; `pieces` are the text with what a finding speaks of marked.

    `runs` are the text as readers see it; empty where it has to be seen as it is written.
    """

    text: str
    place: Place
    runs: tuple[Run, ...]
    pieces: tuple[tuple[bool, str], ...]


@dataclass(frozen=True)
class Row:
    """A segment: source, translation, and how it stands; `changes` say what became of an older source.

    `kind` tells what sort of text it is, to people.
    """

    id: str
    kind: str
    status: RowStatus
    source: Side
    target: Side
    findings: tuple[SegmentFinding, ...]
    changes: tuple[Piece, ...]

    @property
    def needs_work(self) -> bool:
        """Whether a translator has something to do."""
        return self.status in TO_DO


def source_row(segment: Segment, here: Place) -> Row:
    """A text in the source's own language: it is ready as it is written."""
    side = _side(segment.text, here, ())
    return Row(segment.id, segment.kind, "ready", side, side, (), ())


def translated_row(
    segment: Segment, here: Place, entry: Entry | None, there: Place, found: PartTranslation
) -> Row:
    """A text beside its translation, as the part that it belongs to was judged."""
    findings = tuple(one for one in found.findings if one.segment == segment.id)
    status: RowStatus = found.doubts.get(segment.id, "ready")
    if status == "unreviewed" and segment.id not in found.texts:
        status = "unsure"
    old = made_from(entry) if entry and status == "stale" else segment.text
    open_ones = [one.finding for one in findings if not one.accepted]
    return Row(
        segment.id,
        segment.kind,
        status,
        _side(segment.text, here, [one.source_span for one in open_ones]),
        _side(
            entry.texts[0] if entry and entry.translated else "",
            there,
            [one.target_span for one in open_ones],
        ),
        findings,
        word_diff(old, segment.text) if old != segment.text else (),
    )


def worst(rows: Sequence[Row]) -> RowStatus:
    """The status of texts that are shown together."""
    statuses = {row.status for row in rows}
    return next((status for status in (*TO_DO, "unreviewed") if status in statuses), "ready")


def _side(text: str, place: Place, spans: Iterable[Span | None]) -> Side:
    """Where something is marked, the text is shown as it is written: that is what the marks speak of."""
    marked = sorted(span for span in spans if span is not None and span[0] < span[1])
    if not marked:
        return Side(text, place, _runs(text), ((False, text),))
    return Side(text, place, (), tuple(_marked(text, marked)))


def _runs(text: str) -> tuple[Run, ...]:
    try:
        return tuple(map(_led, runs(text)))
    except MarkupError:
        return ()


def _led(run: Run) -> Run:
    """A link to another article leads to its sheet in the same language, which lies beside this one."""
    lead = lead_of(run.href) if run.href is not None else None
    if lead is None:
        return run
    return replace(run, href=lead.article + (f"#part-{lead.section}" if lead.section else ""))


def _marked(text: str, spans: Iterable[Span]) -> Iterator[tuple[bool, str]]:
    end = 0
    for start, stop in spans:
        if stop <= end:
            continue
        yield False, text[end : max(start, end)]
        yield True, text[max(start, end) : stop]
        end = stop
    yield False, text[end:]
