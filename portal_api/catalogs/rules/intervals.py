"""Where something is done every other day, whether a translation has it done every day."""

from __future__ import annotations

import re
from functools import lru_cache

from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.languages import any_of, pairs, wording
from portal_api.catalogs.reading.lexicon import plain
from portal_api.catalogs.rules.findings import Pair

_ANY_WORD = "[^\\W\\d]+"  # digits are compared with digits


def shortened(pair: Pair) -> frozenset[str]:
    """The units of time whose intervals a translation makes one: "every other day" as "daily".

    The source says it with a number of the unit, and nowhere without one ("twice a day").
    """
    longer = pair.of_source(intervals)
    return longer & _single(pair.target, pair.idiom) if longer else longer


def intervals(text: str, idiom: Idiom) -> frozenset[str]:
    """The units of time of which a text has more than one lie between: "every other day"."""
    longer = _units(text, idiom, "interval")
    return longer - _single(text, idiom) if longer else longer


def _single(text: str, idiom: Idiom) -> frozenset[str]:
    return _units(text, idiom, "every_one")


def _units(text: str, idiom: Idiom, key: str) -> frozenset[str]:
    """The units of the phrases of a kind that a text has."""
    pattern = _phrases(idiom, key)
    found = pattern.finditer(plain(text, idiom.script)) if pattern is not None else ()
    return frozenset(match.lastgroup for match in found if match.lastgroup)


@lru_cache(maxsize=256)
def _phrases(idiom: Idiom, key: str) -> re.Pattern[str] | None:
    """Finds the phrases of a kind, those of each unit in a group of its name, in which * is any word."""
    phrases: dict[str, list[str]] = {}
    for phrase, unit in pairs(wording(idiom.language).get(key, "")):
        phrases.setdefault(unit, []).append(plain(phrase, idiom.script))
    if not phrases:
        return None
    groups = (f"(?P<{unit}>{any_of(known)})" for unit, known in phrases.items())
    either = "|".join(groups).replace(r"\*", _ANY_WORD).replace(r"\ ", r"\s")
    whole = either if idiom.unspaced else rf"(?<!\w)(?:{either})(?!\w)"
    return re.compile(whole)
