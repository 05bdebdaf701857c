"""What two texts count in words -> what only one of them counts: an amount may be told in other words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache

from portal_api.catalogs.reading.digits import Value, fraction
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.languages import wording
from portal_api.catalogs.reading.lexicon import plain
from portal_api.catalogs.reading.multiples import ONCE
from portal_api.catalogs.reading.numeral import Number
from portal_api.catalogs.reading.spelled import WORD, Times
from portal_api.catalogs.reading.units import names_unit
from portal_api.catalogs.rules.findings import Pair

# The same span of time in another unit: half a year is six months, a fortnight fourteen or "fifteen" days.
_SMALLER: Mapping[Value, Mapping[str, tuple[str, str]]] = {
    "0.25": {"hour": ("15", "minute"), "year": ("3", "month")},
    "0.5": {
        "hour": ("30", "minute"),
        "day": ("12", "hour"),
        "month": ("14 15", "day"),
        "year": ("6", "month"),
    },
    "0.75": {"hour": ("45", "minute"), "year": ("9", "month")},
    "1.5": {"hour": ("90 30", "minute"), "day": ("36", "hour"), "year": ("18", "month")},
    "2": {"week": ("14 15", "day")},
    "6": {"month": ("0.5", "year")},
    "14": {"day": ("2", "week")},
    "15": {"minute": ("0.25", "hour"), "day": ("2", "week")},
    "30": {"minute": ("0.5", "hour")},
    "45": {"minute": ("0.75", "hour")},
    "18": {"month": ("1.5", "year")},
}
_ARTICLE: Value = "1"  # in words
_YEAR = "year"  # may be part of another word: "halvår", "félévente"
# Two weeks, or "fifteen" days, by themselves.
_FORTNIGHT = re.compile(
    "(?:fortnight|quinzaine|quincena|quinzena|quindicina)(?! d(?:e|i|'|’))"
)  # not "of weeks"
_ONE_WORD = 20  # up to here, whole numbers are one word


def differing(
    pair: Pair, lost: Times, added: Times, written: Times, translated: Times
) -> tuple[Times, Times, Times]:
    """Of what the source counts more often, and of what the translation does, that which the other lacks.

    The third are the digits of the translation that stand for none of the words of the source.

    `written` and `translated` are what their digits say more often: "two" may become 2. A value is not lost
    where the other text says its parts ("twenty" and "five"), or the same span in a smaller unit.
    """
    unclaimed = _less(translated, lost)
    lost, added = _less(lost, translated), _less(added, written)
    _take_composed(lost, added, {} if pair.idiom.unspaced else translated)  # 1錠半 is read as one
    _take_composed(added, lost, written)
    for value in list(lost):
        while value in lost and (other := _retold(value, pair, added, unclaimed)) is not None:
            _take(lost, value)
            _take(added if other in added else unclaimed, other)
    return lost, added, unclaimed


def _retold(value: Value, pair: Pair, added: Times, translated: Times) -> Value | None:
    """The number that the translation has for one of the source, in words or in digits."""
    smaller = next((v for v in _in_smaller_unit(value, pair) if v in added or v in translated), None)
    return smaller or next((v for v in _shares(value) if v in added and _may_be_share(v, value, pair)), None)


def tells_span(value: Value, numbers: Iterable[Number]) -> bool:
    """Whether one of the numbers in digits may be the same span of time in a smaller unit: 30 for a half."""
    told = {count for counts, _ in _SMALLER.get(value, {}).values() for count in counts.split()}
    return any(reading[0] in told for number in numbers for reading in number.readings if len(reading) == 1)


def _less(times: Times, others: Times) -> Times:
    """What is left of the one where the other is taken away."""
    return {value: n - others.get(value, 0) for value, n in times.items() if n > others.get(value, 0)}


def _take_composed(wholes: Times, parts: Times, digits: Times) -> None:
    """Take away what one text says in one number and the other in its parts."""
    for value in [value for value in wholes if value != ONCE]:
        unsure = {_ARTICLE} if Fraction(value) > 1 else frozenset()
        for found in _parts(value):
            if all(part in digits or part in parts.keys() - unsure for part in found):
                _take(wholes, value)
                for part in found:
                    _take(parts, part)
                break


def _take(times: Times, value: Value) -> None:
    """Count a value once less, where it is counted at all."""
    if times.get(value, 0) > 1:
        times[value] -= 1
    else:
        times.pop(value, None)


@lru_cache(maxsize=1024)
def _parts(value: Value) -> tuple[tuple[Value, ...], ...]:
    """What a language may say apart: the tens and ones of 25, the two and the third of two thirds."""
    exact = Fraction(value)
    whole, part = divmod(exact, 1)
    if part and whole:
        return ((str(whole), fraction(part)),)
    if part:
        place, share = str(exact.denominator), fraction(Fraction(1, exact.denominator))
        if exact.numerator == 1:
            return (("1", place),) if exact.denominator > 2 else ()
        return (str(exact.numerator), place), (str(exact.numerator), share)
    if whole <= _ONE_WORD:
        return ()
    places = [digit + "0" * place for place, digit in enumerate(reversed(value)) if digit != "0"]
    return (tuple(places),) if len(places) > 1 else ()


def _in_smaller_unit(value: Value, pair: Pair) -> Iterator[Value]:
    """The counts of the same span of time in another unit that the translation names."""
    for unit, (values, other) in _SMALLER.get(value, {}).items():
        if _names(pair.source, unit, pair.source_idiom) and (
            other == _YEAR or _names(pair.target, other, pair.idiom)
        ):
            yield from values.split()


def _names(text: str, unit: str, idiom: Idiom) -> bool:
    if names_unit(text, unit, idiom):
        return True
    return unit in {"day", "week"} and _FORTNIGHT.search(text.casefold()) is not None


def _shares(value: Value) -> tuple[Value, ...]:
    """The other meaning of a word such as "third": the third, or one of three."""
    if value == ONCE or not (exact := Fraction(value)) or max(exact, 1 / exact) <= 2:
        return ()
    return (fraction(1 / exact),)


def _may_be_share(share: Value, value: Value, pair: Pair) -> bool:
    """Whether both texts have the plain word for the whole number, "three", equally often: it is no share."""
    place = max(share, value, key=Fraction)
    ours, theirs = (
        _cardinals(place, pair.source, pair.source_idiom),
        _cardinals(place, pair.target, pair.idiom),
    )
    return ours == theirs


def _cardinals(value: Value, text: str, idiom: Idiom) -> int:
    """How often a text has the plain word for a whole number, not one that is made from it."""
    cardinals = wording(idiom.language).get("count", "").split()
    if idiom.unspaced or not value.isdecimal() or int(value) >= len(cardinals) or int(value) > _ONE_WORD:
        return 0
    return WORD.findall(plain(text)).count(cardinals[int(value)].partition("/")[0])
