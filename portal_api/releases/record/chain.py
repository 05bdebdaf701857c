"""What a release changed -> the digest that chains it to the one before, from changes or from the record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from portal_api.locales import Locale
from portal_api.releases.editions.canonical import canonical
from portal_api.releases.record.changes import Changes, NewEdition, NewHold, sha256

Line = Sequence[object]


def chained(before: str, lines: Iterable[Line]) -> str:
    """SHA-256 (hex) of the digest before and the lines of a release; `before` is empty for the first."""
    digest = hashlib.sha256(before.encode())
    for line in lines:
        digest.update(canonical(line))
    return digest.hexdigest()


def imprint_line(release: Mapping[str, object]) -> Line:
    """What a release says of itself, from its row: who published it, when, with what, and why.

    The first line of each release; older ones, made before there was such a line, have none.
    """
    return ("release", *(release[name] for name in _IMPRINT))


_IMPRINT = ("id", "published_at", "published_by", "tool", "source_revision", "dirty", "note")


def lines_of(changes: Changes) -> Iterator[Line]:
    """What the digest of a release speaks of, in a fixed order."""
    yield from map(edition_line, changes.editions)
    for article_id, locale in changes.ended_editions:
        yield ("no edition", article_id, str(locale))
    for text in changes.shared:
        yield (text.kind, tag(text.locale), text.digest, sha256(canonical(text.origins)))
    for kind, locale in changes.ended_shared:
        yield ("no " + kind, str(locale))
    for taken in changes.withdrawals:
        yield ("withdrawn", taken.article_id, tag(taken.locale), taken.reason, taken.successor)
    for article_id, where in changes.ended_withdrawals:
        yield ("not withdrawn", article_id, tag(where))
    yield from map(hold_line, changes.holds)
    for hold_id in changes.ended_holds:
        yield ("no hold", hold_id)


def edition_line(new: NewEdition) -> Line:
    """One edition: what readers get, and what it is without holds."""
    word = "parked edition" if new.parked else "edition"
    line = (word, new.article_id, str(new.locale), new.digest, new.origins_digest)
    return line if new.whole is None else (*line, new.whole_digest)


def hold_line(new: NewHold) -> Line:
    """One order."""
    what = ("hold", new.article_id, new.section, tag(new.locale), new.reason, new.by, new.note)
    return (*what, list(new.texts), list(new.sources))


def tag(locale: Locale | None) -> str:
    """A language as the tables have it: empty for all of them."""
    return str(locale) if locale else ""
