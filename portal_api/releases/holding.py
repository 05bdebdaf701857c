"""A name -> a hold on what it shows now, or the end of one: a release made without reading any file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal_api.articles.article import HEAD
from portal_api.errors import PortalError
from portal_api.locales import Locale
from portal_api.releases.attempts import on_top
from portal_api.releases.editions.canonical import Json
from portal_api.releases.record.changes import Changes, Imprint, NewEdition, NewHold
from portal_api.releases.record.holds import (
    Hold,
    Holds,
    hold_name,
    in_force,
    parts_of,
    source_digests,
    text_digests,
)
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.store import Store
from portal_api.releases.record.stored import Release, StoredEdition
from portal_api.releases.record.whole import again, editions_of, emptied_editions, kin_of, parked_editions
from portal_api.releases.summary import EditionKey


class NotThere(PortalError):
    """What was to be held or released is not there; the text says what is."""


@dataclass(frozen=True)
class Named:
    """What an operator names: an article or a part of it (`section`), in one language or all."""

    article_id: str
    section: str = ""
    locale: Locale | None = None

    def __str__(self) -> str:
        return hold_name(self.article_id, self.section, self.locale)


@dataclass(frozen=True)
class Outcome:
    """What came of it: the release, and the editions whose answers change with it."""

    release: Release
    editions: tuple[EditionKey, ...]


def hold(store: Store, named: Named, reason: str, imprint: Imprint) -> Outcome:
    """Show the named texts to no reader any more, whatever is published later, until they are released.

    `reason` is one of HOLD_REASONS; who holds, and why, stand in the imprint.

    Raises:
        NotThere: the current release does not show what is named, or it is held already.
        Overtaken: somebody else published meanwhile, again and again.
        StoreError: the database cannot be used.
    """
    return on_top(lambda: _hold_once(store, named, reason, imprint))


def unhold(store: Store, named: Named, imprint: Imprint) -> Outcome:
    """End every hold of this name, and show its texts again as they were published last.

    Raises:
        NotThere: nothing of this name is held.
        Overtaken: somebody else published meanwhile, again and again.
        StoreError: the database cannot be used.
    """
    return on_top(lambda: _unhold_once(store, named, imprint))


def _hold_once(store: Store, named: Named, reason: str, imprint: Imprint) -> Outcome:
    with store.snapshot() as snapshot:
        release = snapshot.release.id
        parts = [*_held_parts(_editions(snapshot, named), named)]
        order = _order(named, parts, reason, imprint)
        _refuse_repeated(snapshot.holds, order)
        after = Holds((*snapshot.holds.orders, in_force(order, release)))
        kin = kin_of(snapshot, named.article_id, {origin["source"] for _, origin in parts})
        changed = _changed(kin.values(), snapshot.holds, after)
    made = store.publish(Changes(editions=changed, holds=(order,)), imprint, on_top_of=release)
    return Outcome(made, _keys(changed))


def _unhold_once(store: Store, named: Named, imprint: Imprint) -> Outcome:
    with store.snapshot() as snapshot:
        release = snapshot.release.id
        ended = _orders_of(snapshot.holds, named)
        after = Holds(tuple(order for order in snapshot.holds.orders if order not in ended))
        found = [*emptied_editions(snapshot).values(), *_wanted(snapshot, parked_editions(snapshot))]
        changed = _changed(found, snapshot.holds, after)
    changes = Changes(editions=changed, ended_holds=tuple(order.id for order in ended))
    return Outcome(store.publish(changes, imprint, on_top_of=release), _keys(changed))


def _order(named: Named, parts: Sequence[tuple[Json, Json]], reason: str, imprint: Imprint) -> NewHold:
    """The order to hold these parts: their texts and, for all languages, what they were made from."""
    article_id = named.article_id
    texts = {digest for part, _ in parts for digest in text_digests(article_id, part)}
    sources = {digest for one in parts for digest in source_digests(article_id, *one)}
    return NewHold(
        article_id=article_id,
        section=named.section,
        locale=named.locale,
        reason=reason,
        by=imprint.published_by,
        note=imprint.note,
        texts=tuple(sorted(texts)),
        sources=tuple(sorted(sources)) if named.locale is None else (),
    )


def _refuse_repeated(holds: Holds, order: NewHold) -> None:
    new = in_force(order, 0)
    for old in holds.orders:
        if old.name == new.name and new.texts <= old.texts and new.sources <= old.sources:
            raise NotThere(f"{old.name} is held already, since release {old.since} by {old.by}")


def _editions(snapshot: Snapshot, named: Named) -> Mapping[Locale, StoredEdition]:
    """The editions that readers have of it, in the named language or all."""
    found = {locale: edition for (_, locale), edition in editions_of(snapshot, named.article_id).items()}
    if not found:
        held = any(order.is_on_article(named.article_id) for order in snapshot.holds.orders)
        why = "it is held already" if held else "the current release has no such article"
        raise NotThere(f"{named.article_id} is not shown to anybody: {why}")
    if named.locale is None:
        return found
    if named.locale not in found:
        raise NotThere(f"{named.article_id} is not published in {named.locale}; it is in: {_listed(found)}")
    return {named.locale: found[named.locale]}


def _held_parts(editions: Mapping[Locale, StoredEdition], named: Named) -> Iterator[tuple[Json, Json]]:
    """What is to be held: each part, and what it was made from."""
    held, elsewhere = False, set[str]()
    for edition in editions.values():
        for name, part in _named_parts(edition, named):
            if named.locale is not None and part["locale"] != str(named.locale):
                elsewhere.add(part["locale"])
                continue
            held = True
            yield part, edition.origins[name]
    if named.section and not held:
        raise NotThere(_why_nothing(editions, named, elsewhere))


def _named_parts(edition: StoredEdition, named: Named) -> Iterator[tuple[str, Json]]:
    parts = parts_of(edition.body)
    if not named.section:
        yield from parts.items()
    elif named.section in parts and named.section != HEAD:
        yield named.section, parts[named.section]


def _why_nothing(editions: Mapping[Locale, StoredEdition], named: Named, elsewhere: set[str]) -> str:
    if elsewhere:
        shown = ", ".join(sorted(elsewhere))
        return (
            f"{named.article_id}/{named.section} is not translated into {named.locale}: its readers get the "
            f"text in {shown}; to hold that one, name {shown}; to hold it in every language, name none"
        )
    known = {name for edition in editions.values() for name in parts_of(edition.body)} - {HEAD}
    return f"{named.article_id} has no section {named.section!r} with a text; it has: {_listed(known)}"


def _orders_of(holds: Holds, named: Named) -> tuple[Hold, ...]:
    found = tuple(order for order in holds.orders if order.name == str(named))
    if found:
        return found
    names = {order.name for order in holds.orders}
    held = f"held now: {_listed(names)}" if names else "nothing is held now"
    raise NotThere(f"there is no hold on {named}; {held}")


def _wanted(snapshot: Snapshot, parked: Mapping[EditionKey, StoredEdition]) -> Iterator[StoredEdition]:
    """Those that were not taken back meanwhile, in languages that are still offered."""
    taken = snapshot.withdrawals()
    for (article_id, locale), edition in parked.items():
        offered = locale in snapshot.offered or str(locale) == edition.body["source_locale"]
        if offered and (article_id, None) not in taken and (article_id, locale) not in taken:
            yield edition


def _changed(editions: Iterable[StoredEdition], before: Holds, after: Holds) -> tuple[NewEdition, ...]:
    """The editions, whole, of which readers get something else by other holds."""
    whole = map(again, editions)
    return tuple(edition for edition in whole if before.withhold(edition) != after.withhold(edition))


def _keys(editions: Iterable[NewEdition]) -> tuple[EditionKey, ...]:
    return tuple((edition.article_id, edition.locale) for edition in editions)


def _listed(names: Iterable[object]) -> str:
    return ", ".join(sorted(map(str, names)))
