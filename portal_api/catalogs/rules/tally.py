"""Numbers of two texts -> the ones without a counterpart: multisets compared by value."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from portal_api.catalogs.reading.digits import Reading, Value, shifted
from portal_api.catalogs.reading.numeral import Number
from portal_api.catalogs.reading.spelled import Words

# By how much one text states a value more often than the other.
Balance = defaultdict[Value, int]
# What the words of a text state; read only where the digits do not agree.
Said = Callable[[], Words]

_HALF_HOUR: Value = "30"


@dataclass(frozen=True)
class Unmatched:
    """A value that only one of the two texts states, and the number that states it."""

    value: Value
    number: Number


def agree(source: Sequence[Number], target: Sequence[Number]) -> bool:
    """Whether two texts state the same numbers by their plain readings, by far the commonest case."""
    if len(source) != len(target):
        return False
    ours, theirs = [n.readings[0] for n in source], [n.readings[0] for n in target]
    return ours == theirs or sorted(ours) == sorted(theirs)


def unmatched(
    source: Sequence[Number],
    target: Sequence[Number],
    source_words: Said,
    target_words: Said,
    *,
    bare: bool,
) -> tuple[tuple[Unmatched, ...], tuple[Unmatched, ...]]:
    """The values that the translation lost, and those that it added.

    Each number counts by its plain reading, or by another where the two texts then agree better. With `bare`
    a count word that only one language writes ("5 million") may go. Digits in names may be lost, not changed.
    """
    sides = (_choose(source, target, bare=bare), _choose(target, source, bare=bare))
    balance = _balance(*sides)
    for _ in range(2):
        for side, sign in zip(sides, (1, -1), strict=True):
            for choice in side:
                _settle(choice, balance, sign)
    lost, added = _left(*sides, balance, 1), _left(*sides[::-1], balance, -1)
    return _excused(lost, added, source_words, target_words)


class _Choice:
    """A number and the reading it counts by at present."""

    __slots__ = ("number", "reading", "readings")

    def __init__(self, number: Number, readings: tuple[Reading, ...]) -> None:
        self.number = number
        self.readings = readings
        self.reading = readings[0]


def _choose(numbers: Sequence[Number], others: Sequence[Number], *, bare: bool) -> list[_Choice]:
    """The numbers with their readings; without its count word only beside another that has none either."""
    plain = {
        reading[0] for other in others for reading in other.readings if len(reading) == 1 and not other.bare
    }
    choices = []
    for number in numbers:
        readings = number.readings
        if bare and number.bare in plain:
            readings = (*readings, (number.bare,))
        choices.append(_Choice(number, readings))
    return choices


def _balance(source: list[_Choice], target: list[_Choice]) -> Balance:
    balance: Balance = defaultdict(int)
    for side, sign in ((source, 1), (target, -1)):
        for choice in side:
            _count(balance, choice.reading, sign)
    return balance


def _count(balance: Balance, reading: Reading, sign: int) -> None:
    for value in reading:
        balance[value] += sign


def _settle(choice: _Choice, balance: Balance, sign: int) -> None:
    """Take another reading of the number where that brings the balance nearer to zero."""
    if len(choice.readings) == 1 or not any(balance[value] * sign > 0 for value in choice.reading):
        return
    best = min(choice.readings, key=lambda reading: _cost(choice.reading, reading, balance, sign))
    if _cost(choice.reading, best, balance, sign) < 0:
        _count(balance, choice.reading, -sign)
        _count(balance, best, sign)
        choice.reading = best


def _cost(old: Reading, new: Reading, balance: Balance, sign: int) -> int:
    """By how much the whole imbalance grows when a reading replaces another."""
    change: Balance = defaultdict(int)
    _count(change, new, 1)
    _count(change, old, -1)
    return sum(abs(balance[value] + sign * n) - abs(balance[value]) for value, n in change.items())


def _left(side: list[_Choice], other: list[_Choice], balance: Balance, sign: int) -> list[Unmatched]:
    """The values of one side that exceed the other; a name's only where the other side lacks the name."""
    over = {value: n * sign for value, n in balance.items() if n * sign > 0}
    if not over:
        return []
    names = _names(side) - _names(other)
    left = []
    for choice in sorted(side, key=lambda choice: (not choice.number.name, -choice.number.start)):
        for value in choice.reading:
            if not over.get(value) or (choice.number.name and not names[value]):
                continue
            names[value] -= choice.number.name
            over[value] -= 1
            left.append(Unmatched(value, choice.number))
    return sorted(left, key=lambda item: item.number.start)


def _names(side: list[_Choice]) -> Counter[Value]:
    named = [value for choice in side if choice.number.name for value in choice.reading]
    return Counter(named) if named else Counter()


def _excused(
    lost: list[Unmatched], added: list[Unmatched], source_words: Said, target_words: Said
) -> tuple[tuple[Unmatched, ...], tuple[Unmatched, ...]]:
    """What remains when words and names are taken into account."""
    names_differ = any(u.number.name for u in lost) and any(u.number.name for u in added)
    if not names_differ:
        lost = [u for u in lost if not u.number.name]
        added = [u for u in added if not u.number.name]
    if not lost and not added:
        return (), ()
    said, translated = _less_scales(source_words(), lost), _less_scales(target_words(), added)
    return tuple(_uncovered(lost, _more(translated, said))), tuple(_uncovered(added, _more(said, translated)))


def _less_scales(words: Words, numbers: list[Unmatched]) -> Words:
    """The words without those that are part of a number in digits: the "billion" of "1 billion"."""
    scales = Counter(shifted("1", item.number.power) for item in numbers if item.number.power)
    if not scales:
        return words
    return words._replace(firm={value: count - scales[value] for value, count in words.firm.items()})


def _more(offer: Words, other: Words) -> Balance:
    """What one text says in words that the other does not; a "one" is often an article and always counts."""
    more: Balance = defaultdict(int, {"1": offer.numbers.get("1", 0)})
    for ours, theirs in ((offer.months, other.months), (offer.numbers, other.firm)):
        for value, count in ours.items():
            if value != "1" or ours is offer.months:
                more[value] += max(0, count - theirs.get(value, 0))
    return more


def _uncovered(left: list[Unmatched], offered: Balance) -> Iterator[Unmatched]:
    """What the words of the other text do not say either; a word excuses one number, with all its parts."""
    told: set[Number] = set()
    for item in left:
        if item.number in told:
            continue
        for reading in ((item.value,), *item.number.readings, *_and_a_half(item.number)):
            if reading and all(offered[value] > 0 for value in reading):
                _count(offered, reading, -1)
                if reading != (item.value,):
                    told.add(item.number)
                break
        else:
            yield item


def _and_a_half(number: Number) -> Iterator[Reading]:
    """What some languages say in words for a time of day: "seven and a half" for 7:30."""
    if number.hours:
        yield from ((f"{reading[0]}.5",) for reading in number.readings if reading[1:] == (_HALF_HOUR,))
