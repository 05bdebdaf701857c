"""BCP 47 tags, folder spelling, direction from the script, matching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]

SERVE_LIMIT = 10
OFFER_LIMIT = 25


@dataclass(frozen=True, order=True)
class Locale:
    """A language tag in its canonical BCP 47 spelling (RFC 5646 section 4.5), e.g. `zh-Hans`, `pt-BR`."""

    tag: str

    @classmethod
    def parse(cls, text: str) -> Locale:
        """A tag in any case, with hyphens or underscores, made canonical.

        Raises:
            InvalidTag: not a well-formed tag.
        """
        raise NotImplementedError

    @property
    def folder(self) -> str:
        """The gettext spelling of the tag, as used under `translations/`: `pt_BR`, `zh_Hans`."""
        raise NotImplementedError

    @property
    def script(self) -> str:
        """The ISO 15924 code of the script, stated or likely (CLDR): `Arab`, `Latn`, ..."""
        raise NotImplementedError

    @property
    def direction(self) -> Direction:
        """`rtl` where the script runs right to left."""
        raise NotImplementedError

    @property
    def own_name(self) -> str:
        """The language's name in itself, e.g. `العربية`; the tag itself where CLDR does not know it."""
        raise NotImplementedError

    def parents(self) -> tuple[Locale, ...]:
        """CLDR parents, nearest first, never across a script: `es-MX` -> `es-419`, `es`."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.tag


@dataclass(frozen=True)
class Match:
    """`offered` answers `desired` at `distance` (0 is the same language)."""

    desired: Locale
    offered: Locale
    distance: int


def best_match(
    desired: Sequence[Locale], offered: Sequence[Locale], limit: int = SERVE_LIMIT
) -> Match | None:
    """The best offered language within `limit`, never across scripts; None where there is none."""
    raise NotImplementedError


def parse_accept_language(header: str | None) -> tuple[Locale, ...]:
    """The wanted languages of an Accept-Language header (RFC 9110 section 12.5.4), best first.

    Never raises: at most 256 bytes and 10 tags are read, what is malformed is left out, as are `*` and q=0.
    """
    raise NotImplementedError
