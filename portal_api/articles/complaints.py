"""Complaints: the problems of one file, gathered so that its author sees all of them in one run."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from portal_api.errors import Problem, SourceErrors

MAX_PROBLEMS = 500


class Complaints:
    """What is wrong with the file `path`, by line; after 500 problems a last one says that there are more."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._problems: dict[Problem, None] = {}

    def add(self, line: int, what: str, remedy: str) -> None:
        """Note one problem; noting the same one twice is noting it once."""
        if len(self._problems) < MAX_PROBLEMS:
            self._problems[Problem(self.path, line, what, remedy)] = None
        elif len(self._problems) == MAX_PROBLEMS:
            last = Problem(self.path, line, "there are more problems than are shown", "mend these first")
            self._problems[last] = None

    def __bool__(self) -> bool:
        return bool(self._problems)

    def raise_if_any(self) -> None:
        """Raises SourceErrors with every problem noted so far, if there is one."""
        if self._problems:
            raise SourceErrors(self._problems)


def suggestion(word: str, known: Iterable[str]) -> str:
    """A remedy for an unknown word: the known one it resembles, or all of them."""
    words = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word[:60].lower(), words, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{words[near[0]]}`?"
    return "write one of: " + ", ".join(words.values())
