"""Number words that mean something else as well: Estonian "kuus" is six, and "in a month"."""

from __future__ import annotations

from functools import lru_cache

from portal_api.catalogs.reading.digits import fraction
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.languages import wording
from portal_api.catalogs.reading.lexicon import lexicon_of, plain
from portal_api.catalogs.reading.spelled import WORD, Times, counted
from portal_api.catalogs.reading.units import units_beside


def may_mean_others(text: str, idiom: Idiom) -> Times:
    """How often a text may not mean a value that it seems to say: no unit stands beside the word."""
    known = _homographs(idiom.language, idiom.script)
    if not known:
        return {}
    atoms = lexicon_of(idiom).atoms
    words = [word for word in WORD.finditer(text) if plain(word.group(), idiom.script) in known]
    unsure = (word for word in words if not units_beside(text, word.start(), [word.end()], idiom))
    found = (atoms.get(plain(word.group(), idiom.script)) for word in unsure)
    return counted(fraction(atom.value) for atom in found if atom is not None)


@lru_cache(maxsize=256)
def _homographs(language: str, script: str) -> frozenset[str]:
    return frozenset(plain(word, script) for word in wording(language).get("homographs", "").split())
