"""Which edition leads to which articles: an answer is not what it was when one of these is not."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Select, insert, or_, select

from portal_api.articles.links import lead_of
from portal_api.releases.editions.storedlinks import leads_in
from portal_api.releases.record import tables
from portal_api.releases.record.snapshot import Snapshot

_E, _LEAD = tables.edition, tables.edition_lead
_WAS_SHOWN = or_(_E.c.until.is_(None), _E.c.until != _E.c.since)
_ROWS_AT_ONCE = 500


def lead(connection: Connection, leads: Mapping[int, Iterable[str]]) -> None:
    """Note what new editions lead to, by the numbers of their rows."""
    _note(connection, ((number, articles_of(several)) for number, several in leads.items()))


def lead_all(connection: Connection) -> None:
    """Note the same of all editions that were ever shown, in a table that has none yet."""
    _note(connection, led(connection))


def led(connection: Connection) -> Iterator[tuple[int, set[str]]]:
    """Each edition that was ever shown, by the number of its row, and the articles that its text leads to."""
    query = select(_E.c.id, tables.body.c.bytes).join(tables.body, tables.body.c.digest == _E.c.body_digest)
    query = query.where(_WAS_SHOWN).execution_options(yield_per=_ROWS_AT_ONCE)
    for number, packed in connection.execute(query):
        yield number, _told_in(packed)


def articles_of(leads: Iterable[str]) -> set[str]:
    """The articles that links lead to."""
    return {found.article for found in map(lead_of, leads) if found is not None}


def leading_to(articles: Collection[str] | Select[Any]) -> Select[Any]:
    """The articles that lead to one of these, or ever did."""
    other = _E.alias("other")
    query = select(other.c.article_id).join(_LEAD, _LEAD.c.edition_id == other.c.id)
    return query.where(_LEAD.c.article_id.in_(articles)).distinct()


def leading_now(snapshot: Snapshot, article: str) -> tuple[str, ...]:
    """The other articles that lead to this one in the release."""
    query = select(_E.c.article_id).distinct().join(_LEAD, _LEAD.c.edition_id == _E.c.id)
    query = query.where(_LEAD.c.article_id == article, _E.c.article_id != article, snapshot.valid(_E))
    return tuple(snapshot.connection.execute(query.order_by(_E.c.article_id)).scalars())


def _told_in(packed: bytes) -> set[str]:
    """What a text leads to; nothing where it cannot be read."""
    try:
        return articles_of(leads_in(zlib.decompress(packed)))
    except (zlib.error, ValueError):
        return set()


def _note(connection: Connection, found: Iterable[tuple[int, set[str]]]) -> None:
    rows = [{"edition_id": number, "article_id": one} for number, several in found for one in sorted(several)]
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        connection.execute(insert(_LEAD), rows[start : start + _ROWS_AT_ONCE])
