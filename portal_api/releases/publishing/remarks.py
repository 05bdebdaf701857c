"""Proposal + the holds in force -> what the person who publishes should know of them."""

from __future__ import annotations

from collections.abc import Iterator

from portal_api.releases.editions.beside import origins_of
from portal_api.releases.editions.dump import dump_edition
from portal_api.releases.editions.edition import Edition
from portal_api.releases.publishing.proposal import Proposal
from portal_api.releases.record.holds import Hold, Holds


def remarks(proposal: Proposal, holds: Holds) -> Iterator[str]:
    """One sentence for each hold: that its text is still not shown, or that another one is shown instead."""
    for order in holds.orders:
        editions = [one for (article, _), one in proposal.editions.items() if article == order.article_id]
        if editions:
            yield _remark(order, is_held=any(_is_held(one, order) for one in editions))


def _is_held(edition: Edition, order: Hold) -> bool:
    body, origins = dump_edition(edition), origins_of(edition)
    alone = Holds((order,))
    return alone.on_edition(body, origins) is not None or bool(alone.on_parts(body, origins))


def _remark(order: Hold, *, is_held: bool) -> str:
    since = f"held since release {order.since} ({order.reason}, by {order.by})"
    if is_held:
        return f"{order.name} is {since} and not shown; to end this: portal unhold {order.name}"
    return (
        f"{order.name} was {since}; its text is another one now and is shown. "
        f"The old one stays held; to end this: portal unhold {order.name}"
    )
