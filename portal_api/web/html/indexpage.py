"""Editions -> the page that lists them, by kind and audience."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal_api.releases.editions.body import Json
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import EditionSummary
from portal_api.web.html.articlepage import extent_note
from portal_api.web.html.jsonld import description
from portal_api.web.language import Spoken, say
from portal_api.web.links import Links
from portal_api.web.marks import origin_mark
from portal_api.web.queries import Audiences, Kinds


@dataclass(frozen=True)
class IndexItem:
    """One article of the list; `notes` say what a reader should know of its title and summary."""

    head: Json
    summary: str
    url: str
    notes: tuple[Spoken, ...]


Groups = Mapping[str, Mapping[str, tuple[IndexItem, ...]]]


@dataclass(frozen=True)
class IndexPage:
    """The articles by kind, then by audience; `mark` is that of every translated title, where they agree."""

    groups: Groups
    mark: Spoken | None


def index_page(summaries: Iterable[EditionSummary], snapshot: Snapshot, links: Links) -> IndexPage:
    """What the list shows, in the order in which our words name kinds and audiences."""
    found = [(one, snapshot.edition(one.article_id, one.locale).body) for one in summaries]
    marks = {_mark(body) for _, body in found if body["head"]["status"] == "translated"}
    common = marks.pop() if len(marks) == 1 else None
    grouped: dict[tuple[str, str], list[IndexItem]] = {}
    for summary, body in found:
        url = links.page(summary.locale, summary.article_id)
        item = IndexItem(body["head"], description(body), url, tuple(_notes(summary, body, common)))
        grouped.setdefault((summary.kind, summary.audience), []).append(item)
    return IndexPage(_groups(grouped), say(common) if common else None)


def _groups(items: Mapping[tuple[str, str], list[IndexItem]]) -> Groups:
    """Kinds and audiences that only a later version of the program knows come last."""
    kinds, audiences = ({key[place] for key in items} for place in (0, 1))
    return {
        kind: {
            audience: tuple(items[kind, audience])
            for audience in _in_order(audiences, Audiences)
            if (kind, audience) in items
        }
        for kind in _in_order(kinds, Kinds)
    }


def _in_order(found: set[str], order: Sequence[str]) -> list[str]:
    return [name for name in (*order, *sorted(found.difference(order))) if name in found]


def _notes(summary: EditionSummary, body: Json, common: str | None) -> Iterator[Spoken]:
    extent = extent_note(summary)
    if extent:
        yield extent
    mark = _mark(body)
    if mark and mark != common:
        yield say(mark)


def _mark(body: Json) -> str | None:
    return origin_mark(body["head"], body["source_locale"])
