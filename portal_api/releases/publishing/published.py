"""What the store holds before a publication, read once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import or_, select

from portal_api.errors import NothingPublished
from portal_api.locales import Locale
from portal_api.releases.editions.edition import Part
from portal_api.releases.editions.parts import load_parts
from portal_api.releases.record import tables
from portal_api.releases.record.chain import tag
from portal_api.releases.record.holds import Holds
from portal_api.releases.record.store import Store
from portal_api.releases.record.stored import DISCLAIMER, LIBRARY, WORDS, StoredEdition, StoredShared
from portal_api.releases.record.whole import parked_editions, whole_editions
from portal_api.releases.summary import EditionKey

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
    digest: str = ""

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


def read_published(
    store: Store, articles: Collection[str] | None = None, release: int | None = None
) -> Published:
    """The current release of a store, or that with a number; of its editions all, or those of these articles.

    Raises:
        StoreError: the database cannot be read.
    """
    try:
        with store.snapshot(release) as snapshot:
            shared = {kind: snapshot.shared(kind) for kind in (DISCLAIMER, WORDS, LIBRARY)}
            return Published(
                release=snapshot.release.id,
                editions=whole_editions(snapshot, articles),
                shared=shared,
                withdrawals=snapshot.withdrawals(),
                holds=snapshot.holds,
                parked=parked_editions(snapshot, articles),
                digest=snapshot.release.digest,
            )
    except NothingPublished:
        return Published(None, {}, {DISCLAIMER: {}, WORDS: {}, LIBRARY: {}}, {})


def articles_changed_since(
    store: Store, current: Published, release: int, digest: str
) -> frozenset[str] | None:
    """The articles that releases after this one changed; None where the record has no such release.

    Raises:
        StoreError: the database cannot be read.
    """
    if (release, digest) == (current.release, current.digest):
        return frozenset()
    try:
        with store.snapshot(release) as snapshot:
            if snapshot.release.digest != digest:
                return None
            e = tables.edition
            later = or_(e.c.since > release, e.c.until > release)
            return frozenset(snapshot.connection.execute(select(e.c.article_id).where(later)).scalars())
    except NothingPublished:
        return None


def published_articles(store: Store, current: Published) -> frozenset[str]:
    """Every article that has an edition in the current release.

    Raises:
        StoreError: the database cannot be read.
    """
    if current.release is None:
        return frozenset()
    with store.snapshot(current.release) as snapshot:
        query = select(tables.edition.c.article_id).where(snapshot.valid(tables.edition)).distinct()
        return frozenset(snapshot.connection.execute(query).scalars())


def in_order(withdrawals: Iterable[Taken]) -> tuple[Taken, ...]:
    """Withdrawals in the order in which the digest of a release speaks of them."""
    return tuple(sorted(withdrawals, key=lambda taken: (taken[0], tag(taken[1]))))
