"""How often a day something is done, told by when: "twice a day" is "matin et soir"."""

from __future__ import annotations

import re
from itertools import pairwise

from portal_api.catalogs.reading.alternatives import says_or
from portal_api.catalogs.reading.clock import part_of
from portal_api.catalogs.reading.digits import Value
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.unitwords import vocabulary
from portal_api.catalogs.rules.denials import denial
from portal_api.catalogs.rules.findings import Pair

_SENTENCE = re.compile("[^.!?;:।۔。！？؟]+")
# Words for the morning that say tomorrow right before another part of the day: "morgen Abend".
_TOMORROW = re.compile(r"(?<!\w)(?:morgen|morgon|mañana)\s(?:por la\s|a la\s)?\Z", re.IGNORECASE)
_LONGEST = 16  # characters of such a word and what joins it to the next


def told_by_parts(pair: Pair) -> frozenset[Value]:
    """As many times a day as the translation names parts of the day, where the source counts by the day."""
    if not vocabulary(pair.source_idiom).names(pair.source).get("day"):
        return frozenset()
    return frozenset({str(parts_of_day(pair.target, pair.idiom))})


def parts_of_day(text: str, idiom: Idiom) -> int:
    """How many parts of the day a text names together; two that share half of their hours are one.

    None where one stands for another: "or", "not in the evening", "tomorrow evening".
    """
    parts: list[frozenset[int]] = []
    words = list(idiom.day_part.finditer(text)) if idiom.day_part is not None else []
    if _apart(text, words, idiom):
        return 0
    for word in words:
        hours = part_of(word.group(1), idiom)
        if not any(2 * len(hours & other) >= min(len(hours), len(other)) for other in parts):
            parts.append(hours)
    return len(parts)


def _apart(text: str, words: list[re.Match[str]], idiom: Idiom) -> bool:
    """Whether not all parts of the day that a text names are meant."""
    for one, other in pairwise(words):
        before = text[max(0, other.start(1) - _LONGEST) : other.start(1)]
        if says_or(text[one.end() : other.start()], idiom.language) or _TOMORROW.search(before):
            return True
    return any(_denies(found.group(), idiom) for found in _SENTENCE.finditer(text) if _holds(found, words))


def _holds(found: re.Match[str], words: list[re.Match[str]]) -> bool:
    return any(found.start() <= word.start() < found.end() for word in words)


def _denies(sentence: str, idiom: Idiom) -> bool:
    said = denial(sentence, idiom)
    return said is not None and said[1] > 0
