"""What a publication has to say about files, by the text and language that it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from portal_api.errors import Problem
from portal_api.locales import Locale

About = tuple[str, Locale | None]
"""An article, `disclaimer` or `portal`; in one language, or its source."""


class Remarks:
    """Problems to mend and sentences to know, each said once."""

    def __init__(self, root: Path) -> None:
        """`root` is the folder that kept paths are relative to."""
        self._root = root
        self._problems: dict[About, dict[Problem, None]] = {}
        self._notes: dict[About, dict[str, None]] = {}

    def complain(self, about: About, problems: Iterable[Problem]) -> None:
        """Keep what is to be mended."""
        self._problems.setdefault(about, {}).update(dict.fromkeys(problems))

    def note(self, about: About, sentence: str) -> None:
        """Keep a sentence for the person who publishes."""
        self._notes.setdefault(about, {})[sentence] = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is to be mended, in the order of the files."""
        return tuple(sorted({problem for found in self._problems.values() for problem in found}))

    @property
    def notes(self) -> tuple[str, ...]:
        """Every sentence."""
        return tuple(dict.fromkeys(note for found in self._notes.values() for note in found))

    def packed(self, article: str) -> dict[str, list[list[object]]]:
        """What is said about one article, by language, as JSON can keep it."""
        found: dict[str, list[list[object]]] = {}
        for (name, locale), problems in self._problems.items():
            if name == article:
                rows = [[self._kept(one.path), one.line, one.what, one.remedy] for one in problems]
                found.setdefault(str(locale or ""), []).extend(rows)
        for (name, locale), notes in self._notes.items():
            if name == article:
                found.setdefault(str(locale or ""), []).extend([note] for note in notes)
        return found

    def unpack(self, article: str, packed: Mapping[str, Iterable[list[object]]]) -> None:
        """Say again what was kept."""
        for tag, rows in packed.items():
            about = (article, Locale(tag) if tag else None)
            for row in rows:
                if len(row) == 1:
                    self.note(about, str(row[0]))
                else:
                    self.complain(about, [self._problem(*row)])

    def _kept(self, path: Path) -> str:
        return str(path.relative_to(self._root) if path.is_relative_to(self._root) else path)

    def _problem(self, path: object, line: object, what: object, remedy: object) -> Problem:
        return Problem(self._root / str(path), int(str(line)), str(what), str(remedy))
