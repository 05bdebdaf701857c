"""What the store holds before a publication, read once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from portal_api.errors import NothingPublished
from portal_api.locales import Locale
from portal_api.releases.body import load_parts
from portal_api.releases.chain import tag
from portal_api.releases.edition import Part
from portal_api.releases.holds import Holds
from portal_api.releases.snapshot import DISCLAIMER, LIBRARY, WORDS, StoredEdition, StoredShared
from portal_api.releases.store import Store
from portal_api.releases.summary import EditionKey
from portal_api.releases.whole import parked_editions, whole_editions

Taken = tuple[str, Locale | None]


@dataclass(frozen=True)
class Published:
    """The current release as a publication compares with it; empty before the first.

    `editions` are whole, whatever a hold takes out of them; `parked` are those that are held as a whole.
    """

    release: int | None
    editions: Mapping[EditionKey, StoredEdition]
    shared: Mapping[str, Mapping[Locale | None, StoredShared]]
    withdrawals: Mapping[Taken, tuple[str, str | None]]
    holds: Holds = field(default_factory=Holds)
    parked: Mapping[EditionKey, StoredEdition] = field(default_factory=dict)

    def disclaimer(self, locale: Locale) -> StoredShared | None:
        """The published disclaimer of a language."""
        return self.shared[DISCLAIMER].get(locale)

    def disclaimers(self) -> Collection[StoredShared]:
        """Every published disclaimer."""
        return self.shared[DISCLAIMER].values()

    def words(self, locale: Locale) -> StoredShared | None:
        """Our own published words in a language."""
        return self.shared[WORDS].get(locale)

    def parts(self, key: EditionKey) -> Mapping[str, Part]:
        """The parts of a published edition; none where there is no such edition."""
        stored = self.editions.get(key)
        return load_parts(stored.body, stored.origins) if stored is not None else {}


def read_published(store: Store) -> Published:
    """The current release of a store, whole.

    Raises:
        StoreError: the database cannot be read.
    """
    try:
        with store.snapshot() as snapshot:
            shared = {kind: snapshot.shared(kind) for kind in (DISCLAIMER, WORDS, LIBRARY)}
            return Published(
                release=snapshot.release.id,
                editions=whole_editions(snapshot),
                shared=shared,
                withdrawals=snapshot.withdrawals(),
                holds=snapshot.holds,
                parked=parked_editions(snapshot),
            )
    except NothingPublished:
        return Published(None, {}, {DISCLAIMER: {}, WORDS: {}, LIBRARY: {}}, {})


def in_order(withdrawals: Iterable[Taken]) -> tuple[Taken, ...]:
    """Withdrawals in the order in which the digest of a release speaks of them."""
    return tuple(sorted(withdrawals, key=lambda taken: (taken[0], tag(taken[1]))))
