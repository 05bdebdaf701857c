"""Everything that the editions of one article are made from -> the one digest that stands for all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from portal_api.articles.picture import Picture
from portal_api.releases.publishing.fingerprints import digest_of
from portal_api.releases.publishing.ground import Ground
from portal_api.releases.publishing.raw import RawArticle, RawCatalog


@dataclass(frozen=True)
class Ingredients:
    """What one article is made from: the very bytes that are parsed, so that nothing can come in beside them.

    `basis` stands for what all articles share, see `basis_of`, `declared` for what is declared about this
    one; `catalogs` are those of all its languages.
    """

    basis: bytes
    name: str
    declared: str | None
    source: RawArticle
    picture: Picture | None
    catalogs: tuple[RawCatalog, ...]

    @property
    def key(self) -> bytes:
        """A digest of every field, of one that is added later too."""
        return digest_of(*(_digest(getattr(self, field.name)) for field in fields(self)))


def basis_of(tool: str, checks: bytes, ground: Ground) -> bytes:
    """A digest of the program, and of what the shared files decide in each language.

    It is what decides as well which editions are made again when one of these files changes; the bytes of the
    files would say both more, as the publisher's address, and less, as what a database knows of a broken one.
    """
    contexts = (f"{locale} {context}" for locale, context in sorted(ground.contexts.items()))
    return digest_of(tool, checks, *contexts)


def _digest(value: object) -> bytes:
    """Of one ingredient; what this function does not know cannot be one."""
    if isinstance(value, bytes | str):
        return digest_of(value)
    if isinstance(value, RawArticle):
        return value.digest
    if isinstance(value, RawCatalog):
        return digest_of(str(value.locale), value.digest)
    if isinstance(value, Picture):
        return digest_of(value.name, value.media_type, f"{value.width} {value.height}", value.data)
    if value is None:
        return digest_of(None)
    if isinstance(value, Sequence):
        return digest_of(*map(_digest, value))
    raise TypeError(f"an ingredient of an unknown kind: {type(value).__name__}")
