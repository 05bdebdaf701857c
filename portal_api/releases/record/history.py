"""The record -> what one release changed, how two releases differ, and which one readers had at a moment."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, Table, func, or_, select

from portal_api.articles.article import FIGURE, HEAD
from portal_api.errors import NothingPublished
from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json
from portal_api.releases.record import tables
from portal_api.releases.record.holds import Hold, segments_of
from portal_api.releases.record.orders import every_hold
from portal_api.releases.record.rows import stored_moment
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import LIBRARY, Release, StoredEdition
from portal_api.releases.summary import EditionKey


@dataclass(frozen=True)
class Approved:
    """Who approved one section of one edition, as the record has it."""

    article_id: str
    locale: Locale
    section: str
    by: str
    role: str
    on: datetime.date


@dataclass(frozen=True)
class ReleaseRecord:
    """One release and what it changed; `shared` are disclaimers, words and the library's own line.

    `parked` are editions that it made but does not show, because they are held.
    """

    release: Release
    new: tuple[EditionKey, ...]
    changed: tuple[EditionKey, ...]
    gone: tuple[EditionKey, ...]
    parked: tuple[EditionKey, ...]
    shared: tuple[str, ...]
    withdrawn: tuple[str, ...]
    returned: tuple[str, ...]
    held: tuple[Hold, ...]
    released: tuple[Hold, ...]
    approvals: tuple[Approved, ...]


@dataclass(frozen=True)
class PartChange:
    """One part of an edition in two releases: how it stands and what it says; None where it is not there."""

    section: str
    before: str | None
    after: str | None
    gone: tuple[str, ...]
    came: tuple[str, ...]


@dataclass(frozen=True)
class EditionChange:
    """One edition in two releases: `new`, `gone` or `changed`, and in which parts."""

    article_id: str
    locale: Locale
    kind: str
    parts: tuple[PartChange, ...]


def read_record(snapshot: Snapshot) -> ReleaseRecord:
    """What the release of the snapshot changed."""
    number = snapshot.release.id
    begun, ended = _editions(snapshot)
    shown = {key: row for key, row in begun.items() if row.until != number}
    orders = every_hold(snapshot.connection)
    return ReleaseRecord(
        release=snapshot.release,
        new=tuple(sorted(set(shown) - ended)),
        changed=tuple(sorted(set(shown) & ended)),
        gone=tuple(sorted(ended - set(shown))),
        parked=tuple(sorted(set(begun) - set(shown))),
        shared=tuple(_names(snapshot, tables.shared_text, tables.shared_text.c.since)),
        withdrawn=tuple(_names(snapshot, tables.withdrawal, tables.withdrawal.c.since)),
        returned=tuple(_names(snapshot, tables.withdrawal, tables.withdrawal.c.until)),
        held=tuple(order for order in orders if order.since == number),
        released=tuple(order for order in orders if order.until == number),
        approvals=tuple(approved for _, row in sorted(begun.items()) for approved in _approvals(row)),
    )


def release_at(snapshot: Snapshot, moment: datetime.datetime) -> int:
    """The release that readers had at a moment.

    Raises:
        NothingPublished: there was none yet.
    """
    r = tables.release
    query = select(func.max(r.c.id)).where(r.c.published_at <= stored_moment(moment))
    number: int | None = snapshot.connection.execute(query).scalar()
    if number is None:
        raise NothingPublished(f"nothing was published yet at {stored_moment(moment)}")
    return number


def compare(before: Snapshot, after: Snapshot) -> Iterator[EditionChange]:
    """The editions in which two releases differ, in order of article and language."""
    keys = {*_differing(before, after), *_differing(after, before)}
    for article_id, locale in sorted(keys):
        old, new = (one.find_edition(article_id, locale) for one in (before, after))
        kind = "new" if old is None else "gone" if new is None else "changed"
        yield EditionChange(article_id, locale, kind, tuple(_part_changes(old, new)))


def published_between(
    snapshot: Snapshot, edition: StoredEdition
) -> tuple[datetime.datetime, datetime.datetime | None]:
    """From when until when readers had an edition; None while it is current."""
    r = tables.release
    query = select(r.c.id, r.c.published_at).where(r.c.id.in_((edition.since, edition.until)))
    found = {
        row.id: datetime.datetime.fromisoformat(row.published_at)
        for row in snapshot.connection.execute(query)
    }
    return found[edition.since], found[edition.until] if edition.until is not None else None


def texts_of_part(part: Json) -> tuple[str, ...]:
    """What a published part says, one line for each paragraph and item, its title first."""
    title = part["alt"] if "alt" in part else part["title"]
    texts = (text["text"] for text in segments_of(part))
    return tuple(filter(None, (title, *texts)))


def parts_by_name(body: Json) -> dict[str, Json]:
    """Every part of an edition as it was shown, in its order."""
    named = {HEAD: body["head"]} | {section["id"]: section for section in body["sections"]}
    return named | ({FIGURE: body["figure"]} if body["figure"] else {})


def standing(part: Json) -> str:
    """How a part was shown, in a few words: language, status, reason."""
    reason = f" ({part['reason']})" if "reason" in part else ""
    return f"{part['locale']}, {part['status']}{reason}"


def _editions(snapshot: Snapshot) -> tuple[dict[EditionKey, Row[Any]], set[EditionKey]]:
    """The rows that begin with the release, and what ends with it that readers had before."""
    e, number = tables.edition, snapshot.release.id
    rows = snapshot.connection.execute(select(e).where(or_(e.c.since == number, e.c.until == number))).all()
    begun = {(row.article_id, Locale.parse(row.locale)): row for row in rows if row.since == number}
    ended = {(row.article_id, Locale.parse(row.locale)) for row in rows if row.since != number}
    return begun, ended


def _approvals(row: Row[Any]) -> Iterator[Approved]:
    for section, origin in row.origins.items():
        if found := origin["approval"]:
            on = datetime.date.fromisoformat(found["on"])
            yield Approved(row.article_id, Locale.parse(row.locale), section, found["by"], found["role"], on)


def _names(snapshot: Snapshot, table: Table, column: Any) -> Iterator[str]:
    query = select(table).where(column == snapshot.release.id).order_by(table.c.id)
    for row in snapshot.connection.execute(query):
        name = row.kind if table is tables.shared_text else row.article_id
        yield f"{name} {row.locale}".strip() if name != LIBRARY else "publisher and order of languages"


def _differing(one: Snapshot, other: Snapshot) -> Iterator[EditionKey]:
    """The editions of one release that the other does not have just so."""
    e = tables.edition
    mine: Select[Any] = select(e.c.article_id, e.c.locale, e.c.body_digest).where(one.valid(e))
    theirs = select(e.c.article_id, e.c.locale, e.c.body_digest).where(other.valid(e))
    for row in one.connection.execute(mine.except_(theirs)):
        yield row.article_id, Locale.parse(row.locale)


def _part_changes(old: StoredEdition | None, new: StoredEdition | None) -> Iterator[PartChange]:
    before: Mapping[str, Json] = parts_by_name(old.body) if old else {}
    after: Mapping[str, Json] = parts_by_name(new.body) if new else {}
    for name in dict.fromkeys((*after, *before)):
        was, now = before.get(name), after.get(name)
        if was != now:
            yield _part_change(name, was, now)


def _part_change(name: str, was: Json | None, now: Json | None) -> PartChange:
    old, new = (texts_of_part(part) if part else () for part in (was, now))
    return PartChange(
        section=name,
        before=standing(was) if was else None,
        after=standing(now) if now else None,
        gone=tuple(text for text in old if text not in new),
        came=tuple(text for text in new if text not in old),
    )
