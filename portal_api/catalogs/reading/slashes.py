"""Whether two digits with a slash are a part of something: 1/2 tablet, not 120/80, 24/7 or 1/2/2026."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from portal_api.catalogs.reading.digits import SPACES, Value, fraction
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.numeral import Number
from portal_api.catalogs.reading.units import units_beside

_PARTS = frozenset({("1", "2"), ("1", "3"), ("2", "3"), ("1", "4"), ("3", "4")})
# Persian's slash is a decimal separator too.
_DECIMAL = frozenset({"fa", "ps"})
_GOES_ON = re.compile(r"[/.\-–]\d")
_WENT_BEFORE = re.compile(r"[/.\-–]\Z")
# What has numbers, or a date, and no parts.
_NUMBERED = re.compile(
    r"(?:phas|fas|фаз|typ|tip|тип|stage|stad|estad|стад|grad|class|clas|klass|klas|step|level|day|week|wave"
    r"|visit|group|grup|page|on|am|el|le|il)\w{0,3}[ \u00a0]\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 16
_SLASH = re.compile("[/⁄]")
_SPACES = frozenset(SPACES)
_MOST_DIGITS = 9


def is_part(text: str, start: int, end: int, digits: tuple[Value, Value], idiom: Idiom) -> bool:
    """Whether what stands from `start` to `end` can only be a half, a third or a quarter."""
    if digits not in _PARTS or idiom.language in _DECIMAL or _GOES_ON.match(text, end):
        return False
    if _WENT_BEFORE.search(text, max(0, start - 1), start):
        return False
    if units_beside(text, end, [end], idiom):
        return True
    return _NUMBERED.search(text, max(0, start - _LOOK_BACK), start) is None


def mixed(text: str, numbers: Iterable[Number]) -> Iterator[Number]:
    """The numbers of a text, a whole one and the part behind it as one: 1 1/2 is 1.5."""
    held: Number | None = None
    for number in numbers:
        both = _mixed(text, held, number) if held is not None else None
        if held is not None and both is None:
            yield held
        held = both or number
    if held is not None:
        yield held


def _mixed(text: str, whole: Number, part: Number) -> Number | None:
    if text[whole.end : part.start] not in _SPACES or len(part.readings) > 1 or len(whole.readings) > 1:
        return None
    if not _SLASH.search(text, part.start, part.end) or not text[whole.start : whole.end].isdecimal():
        return None
    one, share = whole.readings[0][0], part.readings[0][0]
    if len(one) > _MOST_DIGITS or Fraction(share) >= 1:
        return None
    return Number(whole.start, part.end, ((fraction(Fraction(one) + Fraction(share)),), (one, share)))
