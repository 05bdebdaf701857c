"""Editions -> the page that lists them, by kind and audience."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal_api.releases.body import Json
from portal_api.releases.snapshot import EditionSummary, Snapshot
from portal_api.web.articlepage import extent_note
from portal_api.web.jsonld import description
from portal_api.web.language import Spoken
from portal_api.web.links import Links
from portal_api.web.queries import Audiences, Kinds


@dataclass(frozen=True)
class IndexItem:
    """One article of the list; `note` says what is not translated."""

    head: Json
    summary: str
    url: str
    note: Spoken | None


Groups = Mapping[str, Mapping[str, tuple[IndexItem, ...]]]


def index_groups(summaries: Iterable[EditionSummary], snapshot: Snapshot, links: Links) -> Groups:
    """The articles by kind, then by audience, in the order in which our words name these."""
    found: dict[tuple[str, str], list[IndexItem]] = {}
    for summary in summaries:
        found.setdefault((summary.kind, summary.audience), []).append(_item(summary, snapshot, links))
    return {
        kind: {audience: tuple(found[kind, audience]) for audience in Audiences if (kind, audience) in found}
        for kind in Kinds
        if any(known == kind for known, _ in found)
    }


def _item(summary: EditionSummary, snapshot: Snapshot, links: Links) -> IndexItem:
    body = snapshot.edition(summary.article_id, summary.locale).body
    url = links.page(summary.locale, summary.article_id)
    return IndexItem(body["head"], description(body), url, extent_note(summary))
