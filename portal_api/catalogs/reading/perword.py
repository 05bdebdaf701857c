"""What a function says of a word, remembered for each that was met: few words make most of a text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_MOST = 10_000


class PerWord(dict[str, T]):
    """Asked as a dictionary, which costs a look-up; it grows to so many words and no further."""

    def __init__(self, judge: Callable[[str], T]) -> None:
        super().__init__()
        self._judge = judge

    def __missing__(self, word: str) -> T:
        said = self._judge(word)
        if len(self) < _MOST:
            self[word] = said
        return said
