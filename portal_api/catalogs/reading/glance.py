"""A text -> what sorts of telling characters it has: a rule that is about none of them need not look."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from portal_api.articles.characters import ODD
from portal_api.catalogs.reading.digits import VULGAR

Kind = Literal["number", "sign", "angle", "mark", "brace", "colon", "at", "quote", "odd"]

_EXAMPLES: dict[Kind, str] = {
    "number": VULGAR,
    "sign": "-\u2212\u2010\u2011\u2013\ufe63\uff0d≤≥⩽⩾≦≧＜＞±",
    "angle": "<>",
    "mark": "*_[]\\`!&~#\n",
    "brace": "{%",
    "colon": ":",
    "at": "@",
    "quote": "“”„‟‘‚‛«»‹›「」『』《》〈〉",
}
_KINDS = {character: kind for kind, examples in _EXAMPLES.items() for character in examples}
_TELLING = re.compile(rf"[\d{re.escape(''.join(_KINDS))}{ODD}]")


def kinds_of(text: str) -> frozenset[Kind]:
    """The kinds of telling characters that a text has."""
    return frozenset(map(_kind, _TELLING.findall(text)))


@lru_cache(maxsize=1024)
def _kind(character: str) -> Kind:
    return _KINDS.get(character) or ("number" if character.isdecimal() else "odd")
