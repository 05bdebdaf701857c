"""Which picture hangs in which edition: it is shown while one of them is neither held nor taken back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Select, func, insert, or_, select

from portal_api.articles.article import FIGURE
from portal_api.errors import Held, UnknownArticle, Withdrawn
from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json
from portal_api.releases.record import tables
from portal_api.releases.record.holds import Holds
from portal_api.releases.record.selections import stored_edition, stored_editions
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import StoredEdition

_E, _HUNG, _FIGURE = tables.edition, tables.edition_figure, tables.figure
_WAS_SHOWN = or_(_E.c.until.is_(None), _E.c.until != _E.c.since)
_ROWS_AT_ONCE = 500

Withdrawals = Mapping[tuple[str, Locale | None], tuple[str, str | None]]


@dataclass(frozen=True)
class Picture:
    """A picture's file, and the articles that show it now: none where only an earlier release did."""

    media_type: str
    data: bytes
    articles: tuple[str, ...]


def find_picture(snapshot: Snapshot, name: str) -> Picture:
    """The picture of this published name, as readers of the release may have it.

    It stays while it hangs in a current edition, or in an earlier one whose words may still be read.

    Raises:
        UnknownArticle: no edition ever showed it.
        Held, Withdrawn: all that showed it are held or taken back; the error names one of them.
    """
    row = snapshot.connection.execute(select(_FIGURE).where(_FIGURE.c.name == name)).first()
    if row is None:
        raise UnknownArticle(name)
    articles = _showing(snapshot, name)
    if not articles:
        _check_earlier(snapshot, name)
    return Picture(row.media_type, row.bytes, articles)


def hang(connection: Connection, figures: Mapping[int, str | None]) -> None:
    """Note the pictures of new editions, by the numbers of their rows."""
    rows = [{"edition_id": row_id, "name": name} for row_id, name in figures.items() if name is not None]
    if rows:
        connection.execute(insert(_HUNG), rows)


def hang_all(connection: Connection) -> None:
    """Note the pictures of all editions that were ever shown, in a table that has none yet."""
    hang(connection, dict(hung(connection)))


def hung(connection: Connection) -> Iterator[tuple[int, str | None]]:
    """Each edition that was ever shown, by the number of its row, and the picture that its text names."""
    query = select(_E.c.id, tables.body.c.bytes).join(tables.body, tables.body.c.digest == _E.c.body_digest)
    query = query.where(_WAS_SHOWN).execution_options(yield_per=_ROWS_AT_ONCE)
    for number, packed in connection.execute(query):
        yield number, _named_in(packed)


def _named_in(packed: bytes) -> str | None:
    """The picture that a text names; None also where the text cannot be read."""
    try:
        data = zlib.decompress(packed)
        body: Json = {} if b'"figure":null' in data else json.loads(data)
        name = (body.get("figure") or {}).get("file")
    except (zlib.error, ValueError, AttributeError):
        return None
    return name if isinstance(name, str) else None


def _showing(snapshot: Snapshot, name: str) -> tuple[str, ...]:
    query = select(_E.c.article_id).distinct().join(_HUNG, _HUNG.c.edition_id == _E.c.id)
    query = query.where(_HUNG.c.name == name, snapshot.valid(_E)).order_by(_E.c.article_id)
    return tuple(snapshot.connection.execute(query).scalars())


def _check_earlier(snapshot: Snapshot, name: str) -> None:
    """Raise why nobody may see the picture, unless an earlier edition with it may still be read."""
    why: Held | Withdrawn | UnknownArticle = UnknownArticle(name)
    taken, holds = snapshot.withdrawals(), snapshot.holds
    for edition in _last_with(snapshot, name):
        found = _withdrawn(edition, taken) or _held(edition, holds)
        if found is None:
            return
        why = found
    raise why


def _last_with(snapshot: Snapshot, name: str) -> Iterator[StoredEdition]:
    """Of each article in each language the last edition that showed the picture."""
    last: Select[tuple[int]] = select(func.max(_E.c.id)).join(_HUNG, _HUNG.c.edition_id == _E.c.id)
    last = last.where(_HUNG.c.name == name, _E.c.since <= snapshot.release.id)
    query = stored_editions().where(_E.c.id.in_(last.group_by(_E.c.article_id, _E.c.locale)))
    for row in snapshot.connection.execute(query.order_by(_E.c.article_id.desc(), _E.c.locale.desc())):
        yield stored_edition(row)


def _withdrawn(edition: StoredEdition, taken: Withdrawals) -> Withdrawn | None:
    found = (taken.get((edition.article_id, where)) for where in (None, edition.locale))
    return next((Withdrawn(*one, edition.article_id) for one in found if one), None)


def _held(edition: StoredEdition, holds: Holds) -> Held | None:
    order = holds.on_edition(edition.body, edition.origins)
    order = order or holds.on_parts(edition.body, edition.origins).get(FIGURE)
    return Held(order.reason, edition.article_id) if order else None
