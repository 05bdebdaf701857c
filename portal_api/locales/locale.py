"""Locale: a language a text is written in, or a reader asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from portal_api.locales.likely import Likely, likely
from portal_api.locales.names import own_name
from portal_api.locales.parents import parent_tags
from portal_api.locales.tag import LONGEST_TAG, Subtags, read_tag

Direction = Literal["ltr", "rtl"]

# Every script of Unicode 17 whose letters run right to left.
_RIGHT_TO_LEFT = """
    Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat
    Nkoo Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sidt Sogd Sogo Syrc Syre Syrj Syrn Thaa Yezi
"""
RIGHT_TO_LEFT = frozenset(_RIGHT_TO_LEFT.split())


@dataclass(frozen=True, order=True)
class Locale:
    """A language tag in its canonical BCP 47 spelling (RFC 5646 section 4.5), e.g. `zh-Hans`, `pt-BR`."""

    tag: str

    @classmethod
    def parse(cls, text: str) -> Locale:
        """A tag in any case, with hyphens or underscores, made canonical.

        Raises:
            InvalidTag: not a well-formed tag, or one of more than 100 characters.
        """
        return cls(_tag(text) if len(text) <= LONGEST_TAG else str(read_tag(text)))

    @property
    def folder(self) -> str:
        """The gettext spelling of the tag, as used under `translations/`: `pt_BR`, `zh_Hans`."""
        return self.tag.replace("-", "_")

    @property
    def subtags(self) -> Subtags:
        """The parts of the tag."""
        return _subtags(self.tag)

    @property
    def likely(self) -> Likely:
        """Language, script and region, what the tag leaves out filled in from CLDR."""
        return _likely(self.tag)

    @property
    def script(self) -> str:
        """The ISO 15924 code of the script, stated or likely (CLDR): `Arab`, `Latn`; `Zzzz` where unknown."""
        return self.likely.script

    @property
    def direction(self) -> Direction:
        """`rtl` where the script runs right to left."""
        return "rtl" if self.script in RIGHT_TO_LEFT else "ltr"

    @property
    def own_name(self) -> str:
        """The language's name in itself, e.g. `العربية`; the tag itself where nobody told us.

        Meant for languages that are offered: an unusual one loads that language's CLDR data.
        """
        return own_name(self.subtags)

    def parents(self) -> tuple[Locale, ...]:
        """CLDR parents, nearest first, never across a script: `es-MX` -> `es-419`, `es`."""
        return _parents(self.tag)

    def __str__(self) -> str:
        return self.tag


# Readers send tags: what is remembered of them is bounded.
@lru_cache(maxsize=4096)
def _tag(text: str) -> str:
    return str(read_tag(text))


@lru_cache(maxsize=4096)
def _subtags(tag: str) -> Subtags:
    return read_tag(tag)


@lru_cache(maxsize=4096)
def _likely(tag: str) -> Likely:
    return likely(read_tag(tag))


@lru_cache(maxsize=4096)
def _parents(tag: str) -> tuple[Locale, ...]:
    return tuple(map(Locale, parent_tags(read_tag(tag))))
