"""An old release -> a new one whose rows repeat it, less what is held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal_api.errors import PublishRefused
from portal_api.locales import Locale
from portal_api.releases.editions.canonical import canonical
from portal_api.releases.publishing.published import Published, in_order, read_published
from portal_api.releases.record.changes import Changes, Imprint, Kept, NewEdition, NewShared, NewWithdrawal
from portal_api.releases.record.store import Store
from portal_api.releases.record.stored import LIBRARY, Release, StoredEdition
from portal_api.releases.record.whole import again, is_same, whole_editions
from portal_api.releases.summary import EditionKey


@dataclass(frozen=True)
class Rollback:
    """What came of it; `release` is None where the current release says what the old one said."""

    release: Release | None
    changed: tuple[EditionKey, ...]
    gone: tuple[EditionKey, ...]


def roll_back(store: Store, number: int, imprint: Imprint, *, restore_withdrawn: bool = False) -> Rollback:
    """Publish what release `number` said once more, as a new release. What is held now stays held.

    Raises:
        NothingPublished: there is no such release.
        PublishRefused: an article that was withdrawn since would come back, and that is not asked for; or
            somebody else published meanwhile.
        StoreError: the database cannot be used.
    """
    current = read_published(store)
    with store.snapshot(number) as snapshot:
        then = Published(
            release=number,
            editions=whole_editions(snapshot),
            shared={kind: snapshot.shared(kind) for kind in current.shared},
            withdrawals=snapshot.withdrawals(),
        )
    if not restore_withdrawn:
        _refuse_withdrawn(current, then)
    changes = _changes(current, then)
    made = store.publish(changes, imprint, on_top_of=current.release) if changes else None
    return Rollback(
        made, tuple((new.article_id, new.locale) for new in changes.editions), changes.ended_editions
    )


def _refuse_withdrawn(current: Published, then: Published) -> None:
    back = {
        f"{article} was withdrawn since ({reason}) and would come back; if that is meant, "
        "add: --restore-withdrawn"
        for (article, locale), (reason, _) in current.withdrawals.items()
        if any(name == article and locale in (None, own) for name, own in then.editions)
    }
    if back:
        raise PublishRefused(sorted(back))


def _changes(current: Published, then: Published) -> Changes:
    return Changes(
        editions=tuple(_editions(current, then)),
        ended_editions=tuple(sorted(set(current.editions) - set(then.editions))),
        shared=tuple(_shared(current, then)),
        ended_shared=tuple(sorted(_ended_shared(current, then))),
        withdrawals=tuple(
            NewWithdrawal(*key, *taken)
            for key, taken in then.withdrawals.items()
            if current.withdrawals.get(key) != taken
        ),
        ended_withdrawals=in_order(key for key in current.withdrawals if key not in then.withdrawals),
    )


def _editions(current: Published, then: Published) -> Iterator[NewEdition]:
    for key, old in sorted(then.editions.items()):
        known: StoredEdition | None = current.editions.get(key) or current.parked.get(key)
        new = again(old)
        if known is None or not is_same(known, new):
            yield new


def _shared(current: Published, then: Published) -> Iterator[NewShared]:
    for kind, texts in then.shared.items():
        for locale, old in texts.items():
            known = current.shared[kind].get(locale)
            if known is None or (known.digest, known.origins) != (old.digest, old.origins):
                yield NewShared(kind, locale, Kept.of(canonical(old.body)), old.origins)


def _ended_shared(current: Published, then: Published) -> Iterator[tuple[str, Locale]]:
    for kind, texts in current.shared.items():
        gone: Mapping[Locale | None, object] = then.shared[kind]
        for locale in texts:
            if kind != LIBRARY and locale is not None and locale not in gone:
                yield kind, locale
