"""The rule on units whose number is a word or is not said: "once a week" is not "once a day"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from portal_api.catalogs.digits import Value
from portal_api.catalogs.findings import Flaw, Pair, Span
from portal_api.catalogs.idioms import Idiom
from portal_api.catalogs.lexicon import plain
from portal_api.catalogs.numbers import months, read_again
from portal_api.catalogs.numeral import Number
from portal_api.catalogs.spelled import numbers_said
from portal_api.catalogs.units import measured
from portal_api.catalogs.unitwords import DOSE, TIMES, UnitWord, Vocabulary, vocabulary

# How much of a common unit one has; 8 and 15 "days" are a week and two, four weeks are a month.
_HOURS = {
    "minute": Fraction(1, 60),
    "hour": Fraction(1),
    "day": Fraction(24),
    "night": Fraction(24),
    "week": Fraction(168),
    "fortnight": Fraction(336),
    "month": Fraction(730),
    "year": Fraction(8766),
}
_MILLIGRAMS = {"ug": Fraction(1, 1000), "mg": Fraction(1), "g": Fraction(1000), "kg": Fraction(1_000_000)}
_MILLILITRES = {"ml": Fraction(1), "tsp": Fraction(5), "tbsp": Fraction(15), "l": Fraction(1000)}
_KINDS = (_HOURS, _MILLIGRAMS, _MILLILITRES)
_ALIKE = (Fraction(87, 100), Fraction(115, 100))
_NEAR = 3  # characters that may part digits from their unit
_LOOK = 24  # characters in which the number in words beside a unit is looked for
_YEAR_DIGITS = 4


class Units(NamedTuple):
    """The units that a text names: each sure mention, and how often each may be named at all."""

    sure: tuple[UnitWord, ...]
    named: Counter[str]

    def counts(self) -> Counter[str]:
        """How often each unit is surely named."""
        return Counter(word.unit for word in self.sure)


def measures(pair: Pair) -> Iterator[Flaw]:
    """A unit stays where its number is a word or unsaid: "once a week" does not become "once a day"."""
    if _both_known(pair):
        yield from _exchanged(pair)


def likely_measures(pair: Pair) -> Iterator[Flaw]:
    """The same as `measures`, in languages whose words for units we have from CLDR alone."""
    if not _both_known(pair):
        yield from _exchanged(pair)


def measured_words(text: str, idiom: Idiom) -> Units | None:
    """The units of time and dose that a text names; None where it surely names none."""
    units = _units(text, read_again(text, idiom), idiom)
    return units if units.sure else None


def _both_known(pair: Pair) -> bool:
    return vocabulary(pair.source_idiom).known and vocabulary(pair.idiom).known


def _exchanged(pair: Pair) -> Iterator[Flaw]:
    """Where a unit that the source names is gone, and another of its kind has come."""
    ours = pair.of_source(measured_words)
    if ours is None:
        return
    theirs = _units(pair.target, pair.numbers, pair.idiom)
    for kind in (TIMES, DOSE):
        exchange = next(_exchanges(pair, ours, theirs, kind), None) or next(
            _swaps(pair, ours, theirs, kind), None
        )
        if exchange is not None:
            before, after = exchange
            spans = (before.start, before.end), (after.start, after.end)
            yield Flaw(
                f"{_shown(pair.source, spans[0])} became {_shown(pair.target, spans[1])}",
                "write the unit of the source",
                *spans,
            )


def _shown(text: str, span: Span) -> str:
    return f"“{text[slice(*span)].strip()}”"


def _exchanges(
    pair: Pair, ours: Units, theirs: Units, kind: Sequence[str]
) -> Iterator[tuple[UnitWord, UnitWord]]:
    """A mention that is lost and one that was added; nearly every pair of texts has none."""
    said, told = ours.counts(), theirs.counts()
    lost = [unit for unit in kind if said[unit] > theirs.named[unit] and _has_words(unit, pair.idiom)]
    if not lost:
        return
    mentioned = ours.named + _dated(pair)
    added = [unit for unit in kind if told[unit] > mentioned[unit] and _has_words(unit, pair.source_idiom)]
    for before in (word for word in ours.sure if word.unit in lost):
        gone = not theirs.named[before.unit]
        fresh = [word for word in theirs.sure if word.unit in added and (gone or not mentioned[word.unit])]
        if fresh and not any(_same_amount(pair, before, after) for after in fresh):
            yield before, fresh[0]


def _has_words(unit: str, idiom: Idiom) -> bool:
    return unit in vocabulary(idiom).units


def _swaps(
    pair: Pair, ours: Units, theirs: Units, kind: Sequence[str]
) -> Iterator[tuple[UnitWord, UnitWord]]:
    """A count that moved to another unit: eight hours and two days, eight days and two hours."""
    if len({word.unit for word in ours.sure if word.unit in kind}) < 2:  # noqa: PLR2004 - nothing to swap
        return
    said, told = _counted(ours, pair.source, pair.source_numbers, pair.source_idiom, kind), None
    told = _counted(theirs, pair.target, pair.numbers, pair.idiom, kind)
    for (count, unit), before in said.items():
        for (other, wrong), after in told.items():
            moved = other == count != "1" and unit != wrong and (count, unit) not in told
            if moved and (count, wrong) not in said and not _same_amount(pair, before, after):
                yield before, after


def _counted(
    units: Units, text: str, numbers: Sequence[Number], idiom: Idiom, kind: Sequence[str]
) -> dict[tuple[Value, str], UnitWord]:
    words = [word for word in units.sure if word.unit in kind]
    return {(_count(word, text, numbers, idiom), word.unit): word for word in words}


def _same_amount(pair: Pair, before: UnitWord, after: UnitWord) -> bool:
    """Whether two mentions are one amount in two units: 48 hours, two days."""
    for kind in _KINDS:
        if before.unit in kind and after.unit in kind:
            ours = _count(before, pair.source, pair.source_numbers, pair.source_idiom)
            theirs = _count(after, pair.target, pair.numbers, pair.idiom)
            amounts = Fraction(ours) * kind[before.unit], Fraction(theirs) * kind[after.unit]
            return bool(amounts[1]) and _ALIKE[0] <= amounts[0] / amounts[1] <= _ALIKE[1]
    return False


def _count(word: UnitWord, text: str, numbers: Sequence[Number], idiom: Idiom) -> Value:
    """The number beside a mention of a unit, in digits or in words; one where there is none."""
    for number in numbers:
        gap = word.start - number.end if number.end <= word.start else number.start - word.end
        if 0 <= gap <= _NEAR and len(number.readings[0]) == 1 and len(number.readings[0][0]) <= _LOOK:
            return number.readings[0][0]
    before, after = text[max(0, word.start - _LOOK) : word.start], text[word.end : word.end + _LOOK]
    near = [" ".join(before.split(" ")[-3:]), " ".join(after.split(" ")[:2])]
    if idiom.unspaced:
        near = [before[-3:], ""]
    return next((value for part in near for value, _ in numbers_said(part, idiom)[-1:]), "1")


def _units(text: str, numbers: Sequence[Number], idiom: Idiom) -> Units:
    words = vocabulary(idiom)
    mentions = [*words.named(_same_length(text, idiom)), *_beside_digits(text, numbers, idiom, words)]
    sure = {word.end: word for word in mentions if word.sure}
    ends = {(word.unit, word.end) for word in mentions}
    named = Counter(unit for unit, _ in ends)
    named["fortnight"] += named["week"] + named["day"]
    return Units(tuple(sure.values()), named)


def _same_length(text: str, idiom: Idiom) -> str:
    """The plain text, with its places where it has as many characters: elsewhere they are about right."""
    return plain(text, idiom.script)


def _beside_digits(
    text: str, numbers: Iterable[Number], idiom: Idiom, words: Vocabulary
) -> Iterator[UnitWord]:
    """The units of amounts in digits, symbols above all: 5 mg, 8 h."""
    for amount in measured(text, tuple(numbers), idiom):
        for unit in amount.unit & words.units:
            yield UnitWord(unit, len(amount.unit) == 1, *amount.span)


def _dated(pair: Pair) -> Counter[str]:
    """What a translation may name because of a date or a time of the source: 2020年3月5日, 8 heures."""
    dated = len(months(pair.source, pair.source_idiom))
    years = sum(len(number.readings[0][0]) == _YEAR_DIGITS for number in pair.source_numbers)
    clocks = sum(bool(number.hours) for number in pair.source_numbers)
    return Counter({"year": years, "month": dated, "day": dated, "hour": clocks})
