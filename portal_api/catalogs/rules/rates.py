"""What is done once a day for a week, whether a translation has it once a week for a day."""

from __future__ import annotations

from collections.abc import Iterator

from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.lexicon import plain
from portal_api.catalogs.reading.multiples import once_places
from portal_api.catalogs.reading.unitwords import TIMES, UnitWord, vocabulary
from portal_api.catalogs.rules.findings import Pair, Span

_NEAR = 12  # characters between "once" and its unit: "one time in each "


def rerated(pair: Pair) -> Iterator[tuple[UnitWord, UnitWord]]:
    """The unit that the source's "once" goes with, and the translation's, which has only others beside it."""
    ours = pair.of_source(beside_once)
    theirs = beside_once(pair.target, pair.idiom) if ours else ()
    if ours and theirs and ours[0].unit not in {word.unit for word in theirs}:
        yield ours[0], theirs[0]


def beside_once(text: str, idiom: Idiom) -> tuple[UnitWord, ...]:
    """The units of time beside the only "once" of a text, the nearest first; none where it is said again."""
    text = plain(text, idiom.script)
    places = once_places(text, idiom)
    if len(places) != 1:
        return ()
    units = (word for word in vocabulary(idiom).named(text) if word.sure and word.unit in TIMES)
    apart = sorted((_apart(places[0], word), word) for word in units)
    return tuple(word for gap, word in apart if gap <= _NEAR)


def _apart(once: Span, word: UnitWord) -> int:
    return max(word.start - once[1], once[0] - word.end, 0)
