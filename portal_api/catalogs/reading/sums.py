"""Number words in order -> the numbers that they make together: two hundred and five, two thirds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain

from portal_api.catalogs.reading.digits import Value, fraction
from portal_api.catalogs.reading.lexicon import AND, Atom

_A_HALF = Atom(Fraction(1, 2), firm=False)
_COUNTS_MANY = 10  # what counts more has its noun in the singular, where a noun may say one
_SHARES = frozenset({Fraction(1, 3), Fraction(1, 4)})


def sums(atoms: Iterable[Atom | None], *, half_adjoins: bool = True) -> Iterator[tuple[Value, bool]]:
    """The numbers that neighbouring words make together (two hundred and five), and if firm; None parts them.

    Where a half needs an "and" before it ("two and a half"), it does not adjoin: "two half tablets".
    """
    run: list[Atom] = []
    for atom in chain(atoms, (None,)):
        if atom is not None:
            run.append(atom)
        elif run:
            yield from _sums(run, half_adjoins=half_adjoins) if len(run) > 1 else _alone(*run)
            run = []


def _alone(atom: Atom) -> Iterator[tuple[Value, bool]]:
    """What a word says by itself, as most do."""
    if atom is not AND:
        yield fraction(atom.value * 10**atom.power), atom.firm


def _sums(run: Iterable[Atom], *, half_adjoins: bool) -> Iterator[tuple[Value, bool]]:
    parts: list[int | Fraction] = []
    firm = True
    linked = counted = False
    for atom in run:
        if atom is AND:
            linked = True
            continue
        if atom.noun and not linked and sum(parts) > _COUNTS_MANY:
            counted = True  # "twenty minute", as Arabic has it
            continue
        piece = 0 < atom.value < 1
        if piece and not linked and parts == [1]:
            parts = []  # "one half", "eine halbe"
        adjoins = linked or (firm and (half_adjoins or atom != _A_HALF))  # not in "the second half"
        apart = not adjoins if piece else counted
        linked = counted = False
        if apart or not _join(parts, atom):
            if parts:
                yield fraction(sum(parts)), firm
            parts, firm = [], True
            _join(parts, atom)
        firm = firm and atom.firm
    if parts:
        yield fraction(sum(parts)), firm


def _join(parts: list[int | Fraction], atom: Atom) -> bool:
    """Add a word to the parts of a number; False where it begins another number."""
    scale = 10**atom.power
    smaller: list[int | Fraction] = []
    if atom.power:
        while parts and parts[-1] < scale:
            smaller.append(parts.pop())
    if not atom.power and parts and atom.value in _SHARES and parts[-1] in {2, 3}:
        parts[-1] *= atom.value  # two thirds, three quarters
        return True
    value = sum(smaller) * scale if smaller else atom.value * scale
    if parts and (not value or value >= _place(parts[-1])):
        parts.extend(reversed(smaller))
        return False
    parts.append(value)
    return True


def _place(value: int | Fraction) -> int:
    """The lowest decimal place that a value fills: 1 for 25, 10 for 250, 0 for a fraction."""
    if value.denominator != 1 or not value:
        return 0
    digits = str(value.numerator)
    return int(10 ** (len(digits) - len(digits.rstrip("0"))))
