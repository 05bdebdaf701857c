"""What an amount is counted per: 40 mg/kg is not 40 mg, 100 mg/dl not 100 mg/l."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portal_api.catalogs.findings import Flaw, Pair
from portal_api.catalogs.idioms import Idiom
from portal_api.catalogs.languages import measure_words
from portal_api.catalogs.units import PORTIONS, Meanings, Measured, counted_per, names_unit
from portal_api.catalogs.unitwords import vocabulary

_MOST = 50  # amounts of one value that are compared each with each; a paragraph has fewer


def repartitioned(pair: Pair, wanted: Sequence[Measured], found: Sequence[Measured]) -> Iterator[Flaw]:
    """Amounts of one value and unit that are counted per something else, or per nothing, in one text."""
    if not any(amount.per for amount in (*wanted, *found)):
        return
    for ours, theirs in _alike(wanted[:_MOST], found[:_MOST]):
        if ours.per & theirs.per or not ours.per | theirs.per:
            continue
        if not (_is_missing(ours.per, pair.target, pair.idiom) if ours.per else _is_new(theirs.per, pair)):
            continue
        before, after = pair.source[slice(*ours.whole)], pair.target[slice(*theirs.whole)]
        yield Flaw(f"{before} became {after}", "write what it is counted per too", ours.whole, theirs.whole)


def _alike(wanted: Sequence[Measured], found: Sequence[Measured]) -> Iterator[tuple[Measured, Measured]]:
    """Each amount with the one of the other text that has its unit, best one counted per the same."""
    left = list(found)
    for ours in wanted:
        same = [theirs for theirs in left if theirs.unit & ours.unit]
        if same:
            best = next(
                (theirs for theirs in same if theirs.per & ours.per or theirs.per == ours.per), same[0]
            )
            left.remove(best)
            yield ours, best


def _is_missing(per: Meanings, text: str, idiom: Idiom) -> bool:
    """Whether a text surely names none of these units, before the amount ("每公斤40毫克") or behind it."""
    if not per <= PORTIONS or not vocabulary(idiom).known:
        return False
    named = vocabulary(idiom).names(text)
    return not (per & counted_per(text, idiom)) and not any(
        unit in named or names_unit(text, unit, idiom) or _anywhere(unit, text) for unit in per
    )


def _anywhere(unit: str, text: str) -> bool:
    """Whether a text has a word for the unit that is much the same in every language."""
    words = measure_words("und").get(unit, "").split()
    return any(map(text.casefold().__contains__, words))


def _is_new(per: Meanings, pair: Pair) -> bool:
    return _is_missing(per, pair.source, pair.source_idiom)
