"""Articles whose files changed -> those that lead to what is there no more: their authors have to hear."""

from __future__ import annotations

from collections.abc import Iterable

from portal_api.articles.crosslinks import Neighbours
from portal_api.articles.library import Library, neighbours
from portal_api.articles.links import lead_of
from portal_api.errors import NotPublished
from portal_api.releases.editions.storedlinks import leads_in
from portal_api.releases.publishing.proposal import Scope
from portal_api.releases.record.leads import leading_now
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.store import Store


def estranged(library: Library, store: Store, release: int | None, scope: Scope) -> Scope:
    """The articles to look at again, because those in scope are gone or have lost sections.

    Nothing is read of an article that lost nothing, however many lead to it: it costs what was lost.

    Raises:
        StoreError: the database cannot be read.
    """
    changed = [article for article, locales in scope.items() if locales is None]
    if release is None or not changed:
        return {}
    near = neighbours(library.root, library.withdrawals)
    with store.snapshot(release) as snapshot:
        poorer = [article for article in changed if _has_lost(article, near, snapshot)]
        leading = {name for article in poorer for name in leading_now(snapshot, article)}
        others = sorted(leading - scope.keys())
        return dict.fromkeys(name for name in others if is_misled(_leads(snapshot, name), near))


def is_misled(leads: Iterable[str], near: Neighbours) -> bool:
    """Whether one of these links leads nowhere by now."""
    return any(near.fault(lead) is not None for lead in map(lead_of, leads) if lead is not None)


def _has_lost(article: str, near: Neighbours, snapshot: Snapshot) -> bool:
    sections = near.sections_of(article)
    if sections is None or near.is_withdrawn(article):
        return True
    try:
        before = snapshot.source_edition(article).body["sections"]
    except NotPublished:
        return True
    return not {one["id"] for one in before} <= set(sections)


def _leads(snapshot: Snapshot, article: str) -> tuple[str, ...]:
    """What an article leads to as it was published; what readers do not have is looked at each time."""
    try:
        return leads_in(snapshot.source_edition(article).data)
    except NotPublished:
        return ()
