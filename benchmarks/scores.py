"""Measured rounds -> the table of ratios, and which promises are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from contenders import PROMISES, Contender


@dataclass(frozen=True)
class Round:
    """Requests per second, and per second of the server's processor time."""

    per_second: float
    per_cpu: float


def print_table(
    chosen: Sequence[Contender], results: Mapping[str, float], rounds: Mapping[str, list[Round]]
) -> None:
    """One row for each contender, and one line for each promise that was measured."""
    others = ("nginx", "bare", "usual")
    headings = "".join(f"{f'of {other}':>10}" for other in others)
    print(f"{'':12}{'requests/s':>12}{'per CPU s':>12}{headings}{'spread':>9}  what")
    for one in chosen:
        rate, found = results[one.name], [found.per_cpu for found in rounds[one.name]]
        second = median(found.per_second for found in rounds[one.name])
        spread = f"{(max(found) - min(found)) / rate:.0%}"
        ratios = "".join(_ratio(rate, results.get(other)) for other in others)
        print(f"{one.name:12}{second:12,.0f}{rate:12,.0f}{ratios}{spread:>9}  {one.about}")
    print()
    for (row, least, other), is_kept in zip(PROMISES, kept(results), strict=True):
        if row in results and other in results:
            ratio = results[row] / results[other]
            print(f"{'kept' if is_kept else 'BROKEN':8}{row} / {other} = {ratio:.2f}, at least {least}")


def _ratio(rate: float, other: float | None) -> str:
    return f"{rate / other:10.2f}" if other else f"{'-':>10}"


def kept(results: Mapping[str, float]) -> Iterator[bool]:
    """Whether each promise is kept; one whose rows were not measured is."""
    for row, least, other in PROMISES:
        yield row not in results or other not in results or results[row] >= least * results[other]
