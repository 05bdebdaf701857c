"""How often a day something is done, told by when: "twice a day" is "matin et soir"."""

from __future__ import annotations

from portal_api.catalogs.reading.clock import part_of
from portal_api.catalogs.reading.digits import Value
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.unitwords import vocabulary
from portal_api.catalogs.rules.findings import Pair


def told_by_parts(pair: Pair) -> frozenset[Value]:
    """As many times a day as the translation names parts of the day, where the source counts by the day."""
    if not vocabulary(pair.source_idiom).names(pair.source).get("day"):
        return frozenset()
    return frozenset({str(parts_of_day(pair.target, pair.idiom))})


def parts_of_day(text: str, idiom: Idiom) -> int:
    """How many parts of the day a text names; two that share half of their hours are one."""
    parts: list[frozenset[int]] = []
    for word in idiom.day_part.finditer(text) if idiom.day_part is not None else ():
        hours = part_of(word.group(1), idiom)
        if not any(2 * len(hours & other) >= min(len(hours), len(other)) for other in parts):
            parts.append(hours)
    return len(parts)
