"""Subtags -> Likely: language, script and region, with what a tag leaves out filled in from CLDR."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from babel.core import get_global

from portal_api.locales.tag import Subtags

UNKNOWN_SCRIPT = "Zzzz"
UNKNOWN_REGION = "ZZ"

# Languages for which CLDR names a script that many of their readers cannot read, and those they can.
SEVERAL_SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "hak": ("Hant", "Latn"),
    "hnj": ("Latn", "Hmnp"),
    "man": ("Latn", "Nkoo"),
    "mww": ("Latn", "Hmnp"),
    "nan": ("Hant", "Latn"),
    "rhg": ("Latn", "Rohg"),
}

# CLDR counts Montenegrin as a Serbian of Montenegro; its readers count it as a language.
_KEPT_NAMES = frozenset({"cnr"})

# Tags that test layouts: nobody's language, and so like nothing but themselves.
_PSEUDO_REGIONS = frozenset({"XA", "XB", "XC"})
_PSEUDO_VARIANTS = frozenset({"psaccent", "psbidi", "pscrack"})


class Likely(NamedTuple):
    """A language in a script for a region; `Zzzz` and `ZZ` where nobody knows."""

    language: str
    script: str
    region: str


def likely(subtags: Subtags) -> Likely:
    """The tag with its likely subtags (UTS 35), under the language's usual name (`prs` is `fa-AF`).

    Nothing at all is guessed for `und` alone, nor the script of a language that CLDR does not know.
    """
    if subtags == Subtags("und", private=subtags.private):
        return Likely(subtags.private or "und", UNKNOWN_SCRIPT, UNKNOWN_REGION)
    language, script, region = _usual(subtags.language)
    script = subtags.script or script
    region = subtags.region or region
    found = _entry(language, script, region)
    return Likely(_name(subtags, found[0]), script or found[1], region or found[2])


def _name(subtags: Subtags, usual: str) -> str:
    if subtags.language in _KEPT_NAMES:
        return subtags.language
    return str(subtags) if _is_pseudo(subtags) else usual


def _is_pseudo(subtags: Subtags) -> bool:
    return subtags.region in _PSEUDO_REGIONS or not _PSEUDO_VARIANTS.isdisjoint(subtags.variants)


def _usual(language: str) -> tuple[str, str, str]:
    """The language that CLDR knows this one as, with the script and region this implies or empty texts."""
    usual: str = get_global("language_aliases").get(language, language)
    name, *others = usual.split("_")
    script = next((other for other in others if len(other) == 4), "")
    region = next((other for other in others if len(other) < 4), "")
    return name, script, region


def _entry(language: str, script: str, region: str) -> list[str]:
    table: Mapping[str, str] = get_global("likely_subtags")
    for wanted in (
        (language, script, region),
        (language, script),
        (language, region),
        (language,),
    ):
        if all(wanted) and wanted != ("und",) and (found := table.get("_".join(wanted))):
            return found.split("_")
    return [language, UNKNOWN_SCRIPT, UNKNOWN_REGION]
