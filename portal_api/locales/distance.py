"""Two languages -> how far the one is from a reader of the other, as CLDR measures it (UTS 35).

0 is the same language; 3 to 5 the same language for another region; more is another language.
"""

from __future__ import annotations

from functools import lru_cache

from langcodes.data_dicts import LANGUAGE_DISTANCES

from portal_api.locales.likely import Likely

_OTHER_SCRIPT = 50
_OTHER_REGION = 4
_OTHER_CLUSTER = 5
_BRITISH_TO_WORLD = 3

# Scripts that are only another style of a script; whoever reads the one reads the other.
_STYLES = {"Aran": "Arab", "Cyrs": "Cyrl", "Latf": "Latn", "Latg": "Latn"} | dict.fromkeys(
    ("Syre", "Syrj", "Syrn"), "Syrc"
)

# Near by the numbers, and kept apart all the same: nobody who asked for one is to be given another.
_KEPT_APART = frozenset({"bs", "cnr", "hr", "sr"})

# The regions whose variety of a language differs from that of all others (CLDR's match variables).
_MAGHREB = frozenset({"DZ", "EH", "LY", "MA", "MR", "TN"})
_UNITED_STATES = frozenset({"AS", "CA", "GU", "MH", "MP", "PH", "PR", "UM", "US", "VI"})
_CHINESE_SPECIAL = frozenset({"HK", "MO"})
_AMERICAN = """
    003 005 013 019 021 029 419 AG AI AR AW BB BL BM BO BQ BR BS BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP
    GS GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI
"""
_AMERICAS = frozenset(_AMERICAN.split())
_CLUSTERS = {
    ("ar", "Arab"): _MAGHREB,
    ("en", "Latn"): _UNITED_STATES,
    ("es", "Latn"): _AMERICAS,
    ("pt", "Latn"): _AMERICAS,
    ("zh", "Hant"): _CHINESE_SPECIAL,
}
# Parts of the world that hold members of a cluster as well as others: as far from the one as from the other.
_MIXED = {
    "001": frozenset({"ar", "en", "es", "pt", "zh"}),
    "002": frozenset({"ar"}),
    "015": frozenset({"ar"}),
    **dict.fromkeys(("003", "009", "019", "021", "057", "061"), frozenset({"en"})),
}


def same_script(desired: Likely, offered: Likely) -> bool:
    """Whether a reader of the one can read the letters of the other."""
    return _style(desired.script) == _style(offered.script)


@lru_cache(maxsize=16384)
def distance(desired: Likely, offered: Likely) -> int | None:
    """How far `offered` is from what a reader of `desired` understands; None where CLDR relates them not.

    Not the same both ways: who reads Afrikaans understands Dutch sooner than the other way round.
    """
    if desired.language != offered.language and not _related(desired, offered):
        return None
    return _language(desired, offered) + _script(desired, offered) + _region(desired, offered)


def _related(desired: Likely, offered: Likely) -> bool:
    if {desired.language, offered.language} <= _KEPT_APART:
        return False
    return offered.language in LANGUAGE_DISTANCES.get(desired.language, {})


def _language(desired: Likely, offered: Likely) -> int:
    if desired.language == offered.language:
        return 0
    return LANGUAGE_DISTANCES[desired.language][offered.language]


def _script(desired: Likely, offered: Likely) -> int:
    if same_script(desired, offered):
        return 0
    rules = LANGUAGE_DISTANCES.get(f"{desired.language}_{desired.script}", {})
    return rules.get(f"{offered.language}_{offered.script}", _OTHER_SCRIPT)


def _style(script: str) -> str:
    return _STYLES.get(script, script)


def _region(desired: Likely, offered: Likely) -> int:
    if desired.region == offered.region:
        return 0
    variety = (desired.language, _style(desired.script))
    if variety[0] != offered.language or variety not in _CLUSTERS:
        return _OTHER_REGION
    clusters = _sides(variety, desired.region) | _sides(variety, offered.region)
    if len(clusters) > 1:
        return _OTHER_CLUSTER
    british = variety == ("en", "Latn") and "GB" in {desired.region, offered.region}
    return _BRITISH_TO_WORLD if british else _OTHER_REGION


def _sides(variety: tuple[str, str], region: str) -> set[bool]:
    if variety[0] in _MIXED.get(region, ()):
        return {True, False}
    return {region in _CLUSTERS[variety]}
