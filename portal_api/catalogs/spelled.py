"""Text -> the numbers that its words state: "two", "twenty-five", 十二, "January", "XXI"."""

from __future__ import annotations

from collections import Counter

from portal_api.catalogs.idioms import Idiom
from portal_api.catalogs.numbers import Value


def stated(text: str, idiom: Idiom) -> Counter[Value]:
    """The values that words of the text can stand for, each as often as it is said."""
    found: Counter[Value] = Counter()
    if idiom.month is not None:
        found.update(str(idiom.months[match.group()]) for match in idiom.month.finditer(text))
    return found
