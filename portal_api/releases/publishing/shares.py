"""The shared files as they are decided now -> what a release changes in the texts that many answers share."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator

from portal_api.articles.library import Library
from portal_api.releases.editions.canonical import canonical
from portal_api.releases.publishing.foundation import Foundation
from portal_api.releases.publishing.ground import Ground
from portal_api.releases.publishing.published import Published, in_order
from portal_api.releases.record.changes import Changes, Kept, NewShared, NewWithdrawal
from portal_api.releases.record.stored import DISCLAIMER, LIBRARY, WORDS

_FARTHEST_EAST = datetime.timedelta(days=1)


def shared_changes(library: Library, ground: Ground, current: Published) -> Changes:
    """The disclaimers, words, publisher and withdrawals that begin or end."""
    wanted = {(one.article, one.locale): (one.reason, one.successor) for one in library.withdrawals}
    begun = () if ground.foundation is None else tuple(_begun(library, ground.foundation, current))
    ended = {
        (kind, locale)
        for kind in (DISCLAIMER, WORDS)
        for locale in current.shared[kind]
        if locale is not None and locale not in ground.offered
    }
    return Changes(
        shared=begun,
        ended_shared=tuple(sorted(ended)),
        withdrawals=tuple(
            NewWithdrawal(*key, *taken)
            for key, taken in wanted.items()
            if current.withdrawals.get(key) != taken
        ),
        ended_withdrawals=in_order(key for key in current.withdrawals if key not in wanted),
    )


def idle_withdrawals(library: Library, changes: Changes, published: Collection[str]) -> Iterator[str]:
    """A sentence for each new withdrawal of what nobody has: a typing mistake would leave the article there.

    `published` are the articles that readers have now.
    """
    for taken in changes.withdrawals:
        article = taken.article_id
        if article not in published and not (library.root / "content/articles" / f"{article}.md").exists():
            yield f"content/withdrawn.toml takes back {article}, which is not published; is the name right?"


def early_withdrawals(library: Library, changes: Changes, today: datetime.date) -> Iterator[str]:
    """A sentence for each new withdrawal whose day is yet to come: a recall never waits, whatever its date.

    `today` is the day in UTC; somewhere the next one has begun already.
    """
    begun = {(taken.article_id, taken.locale) for taken in changes.withdrawals}
    for one in library.withdrawals:
        if (one.article, one.locale) in begun and one.on > today + _FARTHEST_EAST:
            what = f"{one.article} in {one.locale}" if one.locale else one.article
            yield (
                f"content/withdrawn.toml takes back {what} on {one.on}, which is yet to come: it is taken "
                "back now, as a recall never waits (to plan one, write it into the file on its day)"
            )


def _begun(library: Library, foundation: Foundation, current: Published) -> Iterator[NewShared]:
    for new in _shared(library, foundation):
        known = current.shared[new.kind].get(new.locale)
        if known is None or (known.digest, known.origins) != (new.digest, new.origins):
            yield new


def _shared(library: Library, foundation: Foundation) -> Iterator[NewShared]:
    """The texts that many answers share, as the next release has them."""
    publisher = library.publisher
    line = {"publisher": publisher.name, "url": publisher.url, "notice": publisher.notice}
    order = [str(locale) for locale in library.locales]
    yield NewShared(LIBRARY, None, Kept.of(canonical(line | {"locales": order})), {})
    for locale, accepted in foundation.disclaimers.items():
        yield NewShared(DISCLAIMER, locale, Kept.of(canonical(accepted.body)), accepted.origins)
    for locale, words in foundation.words.items():
        yield NewShared(WORDS, locale, Kept.of(canonical(words.texts)), words.origins)
