"""What a publication has to say about files, by the text and language that it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal_api.errors import Problem
from portal_api.locales import Locale

About = tuple[str, Locale | None]
"""An article, `disclaimer` or `portal`; in one language, or its source."""

MOST_REJECTED = 5
"""As many lines as a person reads; of each catalog no more are kept."""


@dataclass
class _Told:
    """What is said of one text in one language, each thing once."""

    problems: dict[Problem, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    rejected: tuple[Problem, ...] = ()
    more: int = 0


class Remarks:
    """Problems to mend, texts that a check rejected, and sentences to know."""

    def __init__(self, root: Path) -> None:
        """`root` is the folder that kept paths are relative to."""
        self._root = root
        self._told: dict[str, dict[Locale | None, _Told]] = {}

    def complain(self, about: About, problems: Iterable[Problem]) -> None:
        """Keep what is to be mended."""
        self._of(about).problems.update(dict.fromkeys(problems))

    def note(self, about: About, sentence: str) -> None:
        """Keep a sentence for the person who publishes."""
        self._of(about).notes[sentence] = None

    def reject(self, about: About, found: Iterable[Problem]) -> None:
        """Keep what the checks reject in one catalog: a few by line, of the others how many they are."""
        lines = sorted(set(found))
        if lines:
            told = self._of(about)
            told.rejected, told.more = tuple(lines[:MOST_REJECTED]), len(lines[MOST_REJECTED:])

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is to be mended, in the order of the files."""
        return tuple(sorted({problem for told in self._all() for problem in told.problems}))

    @property
    def rejected(self) -> tuple[Problem, ...]:
        """The texts that a check rejected, in the order of the files, as far as they are kept."""
        return tuple(sorted({problem for told in self._all() for problem in told.rejected}))

    @property
    def rejected_more(self) -> int:
        """How many more there are."""
        return sum(told.more for told in self._all())

    @property
    def notes(self) -> tuple[str, ...]:
        """Every sentence."""
        return tuple(dict.fromkeys(note for told in self._all() for note in told.notes))

    def packed(self, article: str) -> dict[str, dict[str, Any]]:
        """What is said about one article, by language, as JSON can keep it."""
        packed = {str(locale or ""): self._pack(told) for locale, told in self._told.get(article, {}).items()}
        return {tag: one for tag, one in packed.items() if one}

    def unpack(self, article: str, packed: Mapping[str, Mapping[str, Any]]) -> None:
        """Say again what was kept."""
        for tag, kept in packed.items():
            told = self._of((article, Locale(tag) if tag else None))
            told.problems.update(dict.fromkeys(self._problem(*row) for row in kept.get("problems", ())))
            told.notes.update(dict.fromkeys(kept.get("notes", ())))
            told.rejected = tuple(self._problem(*row) for row in kept.get("rejected", ()))
            told.more = kept.get("more", 0)

    def _of(self, about: About) -> _Told:
        name, locale = about
        return self._told.setdefault(name, {}).setdefault(locale, _Told())

    def _all(self) -> Iterator[_Told]:
        for languages in self._told.values():
            yield from languages.values()

    def _pack(self, told: _Told) -> dict[str, Any]:
        """What is not empty."""
        whole = {
            "problems": [*map(self._row, told.problems)],
            "notes": [*told.notes],
            "rejected": [*map(self._row, told.rejected)],
            "more": told.more,
        }
        return {name: value for name, value in whole.items() if value}

    def _row(self, one: Problem) -> list[object]:
        path = one.path.relative_to(self._root) if one.path.is_relative_to(self._root) else one.path
        return [str(path), one.line, one.what, one.remedy]

    def _problem(self, path: object, line: object, what: object, remedy: object) -> Problem:
        return Problem(self._root / str(path), int(str(line)), str(what), str(remedy))
