"""Number: what is written in digits in one place of a text, and all that it can mean."""

from __future__ import annotations

from typing import NamedTuple

from portal_api.catalogs.reading.digits import Reading, Value

# How many characters may part the two ends of a range.
NEAR = 11


class Number(NamedTuple):
    """A number in digits: where it stands and what it can mean, the plain reading first.

    `bare` is the value without its count word ("5" of "5 million", whose `power` is 6), for languages whose
    count words we do not know. `name` is true for digits that belong to a name (COVID-19, B12, H1N1). `hours`
    are the hours of the day (0 to 23) that a clock time can mean: two where no word tells the halves apart.
    """

    start: int
    end: int
    readings: tuple[Reading, ...]
    bare: Value | None = None
    power: int = 0
    name: bool = False
    hours: tuple[int, ...] = ()
