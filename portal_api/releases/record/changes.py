"""What a release changes, and what it says of itself: the only things the store is ever told to write."""

from __future__ import annotations

import datetime
import hashlib
import json
import zlib
from dataclasses import dataclass

from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json, canonical
from portal_api.releases.editions.storedlinks import leads_in

# Higher levels save a tenth of the room and take three times as long.
_LEVEL = 1


@dataclass(frozen=True)
class Kept:
    """Bytes as the store keeps them: compressed, under their digest (SHA-256, hex)."""

    digest: str
    packed: bytes

    @classmethod
    def of(cls, data: bytes) -> Kept:
        """These bytes."""
        return cls(sha256(data), zlib.compress(data, _LEVEL))

    @property
    def data(self) -> bytes:
        """The bytes themselves."""
        return zlib.decompress(self.packed)


@dataclass(frozen=True)
class NewEdition:
    """One article in one language, to be published; `body` is its JSON, `origins` what is kept beside it.

    Everything is worked out when it is made, which happens on all cores; whoever writes it down is alone.
    `origins_digest` is SHA-256 (hex) of their canonical JSON, `figure` the published name of the picture;
    `leads` are its links to other articles, as authors write them.

    Whoever publishes gives the whole text. The store itself takes out what is held: then `whole` is the text
    with nothing taken out. `parked`: all of it is held, so no reader ever gets it.
    """

    article_id: str
    locale: Locale
    title: str
    kind: str
    audience: str
    topic: str | None
    complete: bool
    translated: int
    sections: int
    codes: tuple[str, ...]
    body: Kept
    origins: Json
    origins_digest: str
    figure: str | None = None
    leads: tuple[str, ...] = ()
    whole: Kept | None = None
    parked: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the body."""
        return self.body.digest

    @property
    def whole_digest(self) -> str | None:
        """SHA-256 (hex) of the whole text, where something was taken out of the body."""
        return self.whole.digest if self.whole is not None else None


def new_edition(body: Json, origins: Json, *, whole: Kept | None = None) -> NewEdition:
    """The edition that a body speaks of."""
    extent, written = body["translation"], canonical(body)
    return NewEdition(
        article_id=body["id"],
        locale=Locale.parse(body["locale"]),
        title=body["head"]["title"],
        kind=body["kind"],
        audience=body["audience"],
        topic=body["topic"],
        complete=extent["complete"],
        translated=extent["translated"],
        sections=extent["sections"],
        codes=tuple(f"{system}:{code}" for system, codes in body["codes"].items() for code in codes),
        body=Kept.of(written),
        origins=origins,
        origins_digest=sha256(canonical(origins)),
        figure=body["figure"]["file"] if body["figure"] else None,
        leads=leads_in(written),
        whole=whole,
    )


def body_of(edition: NewEdition) -> Json:
    """Its body as JSON."""
    body: Json = json.loads(edition.body.data)
    return body


@dataclass(frozen=True)
class NewShared:
    """A text that many answers share: a disclaimer, the words of a language, or the library's own line."""

    kind: str
    locale: Locale | None
    body: Kept
    origins: Json

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the body."""
        return self.body.digest


@dataclass(frozen=True)
class NewFigure:
    """A figure under its published name."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class NewWithdrawal:
    """An article, or one language of it, taken back."""

    article_id: str
    locale: Locale | None
    reason: str
    successor: str | None


@dataclass(frozen=True)
class NewHold:
    """The order that texts are not shown any more: of a section, or where that is empty of the whole article.

    `texts` are the digests of the texts themselves, `sources` of the source texts: whatever was or will be
    made from one of these is held in every language.
    """

    article_id: str
    section: str
    locale: Locale | None
    reason: str
    by: str
    note: str
    texts: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    """What a release changes: what begins (and ends its predecessor), and what only ends.

    `ended_holds` are the numbers of holds.
    """

    editions: tuple[NewEdition, ...] = ()
    ended_editions: tuple[tuple[str, Locale], ...] = ()
    shared: tuple[NewShared, ...] = ()
    ended_shared: tuple[tuple[str, Locale], ...] = ()
    withdrawals: tuple[NewWithdrawal, ...] = ()
    ended_withdrawals: tuple[tuple[str, Locale | None], ...] = ()
    figures: tuple[NewFigure, ...] = ()
    holds: tuple[NewHold, ...] = ()
    ended_holds: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return any(value for name, value in vars(self).items() if name != "figures")


@dataclass(frozen=True)
class Imprint:
    """Who publishes, when, with what: all that a release says of itself but its number and digest."""

    published_at: datetime.datetime
    published_by: str
    tool: str
    source_revision: str | None = None
    dirty: bool = False
    note: str = ""


def sha256(data: bytes) -> str:
    """The digest under which the store knows bytes."""
    return hashlib.sha256(data).hexdigest()
