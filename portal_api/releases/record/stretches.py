"""The articles of a release in stretches, for lists of all of them that are too long for one answer."""

from __future__ import annotations

from sqlalchemy import func, select

from portal_api.releases.record import tables
from portal_api.releases.record.selections import summaries, summary_of
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import EditionSummary

_E = tables.edition


def milestones(snapshot: Snapshot, size: int) -> tuple[str, ...]:
    """Every so many articles of the default language, the id of one, in their order; never the last."""
    mine = (snapshot.valid(_E), _E.c.locale == str(snapshot.offered[0]))
    numbers = (func.row_number().over(order_by=_E.c.article_id), func.count().over())
    place, total = (number.label(name) for number, name in zip(numbers, ("place", "total"), strict=True))
    found = select(_E.c.article_id, place, total).where(*mine).subquery().c
    query = select(found.article_id).where(found.place % size == 0, found.place < found.total)
    return tuple(snapshot.connection.execute(query.order_by(found.article_id)).scalars())


def between(snapshot: Snapshot, after: str | None, until: str | None) -> tuple[EditionSummary, ...]:
    """The editions of the articles behind `after` up to `until`, None where that end is open.

    In order of article id and of the languages, offered ones only.
    """
    ends = [_E.c.article_id > after] if after is not None else []
    ends += [_E.c.article_id <= until] if until is not None else []
    places = {str(locale): place for place, locale in enumerate(snapshot.offered)}
    query = summaries().where(snapshot.valid(_E), _E.c.locale.in_(places), *ends)
    rows = snapshot.connection.execute(query).all()
    ordered = sorted(rows, key=lambda row: (row.article_id, places[row.locale]))
    return tuple(map(summary_of, ordered))
