"""Subtags -> the name of a language in itself, from CLDR and a table of what CLDR leaves out."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import babel

from portal_api.locales.likely import likely
from portal_api.locales.tag import Subtags

# Languages of published health information that Babel's CLDR data has no locale for.
OWN_NAMES = {
    "cnh": "Lai Holh",
    "hmn": "Hmoob",
    "ksw": "ကညီကျိာ်",
    "mh": "Kajin M̧ajel̗",
    "prs": "دری",
}


@lru_cache(maxsize=512)
def own_name(subtags: Subtags) -> str:
    """The name of a language in itself, with script or region where the tag states them; else the tag."""
    listed = OWN_NAMES.get(str(subtags))
    if listed is not None:
        return listed
    try:
        locale = babel.Locale.parse(str(replace(subtags, extensions=(), private="")), sep="-")
    except (babel.UnknownLocaleError, ValueError):
        return OWN_NAMES.get(subtags.language, str(subtags))
    return locale.get_display_name() or str(subtags)
