"""What a publication changed or would change, told so that a person can act on it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from portal_api.errors import Problem
from portal_api.locales import Locale

EditionKey = tuple[str, Locale]


@dataclass(frozen=True)
class LocaleReport:
    """One language: of how many articles all, some or nothing is in it, and what its doubtful parts lack.

    `refused` says why the language is not offered, where it is not. `doubtful` counts parts by reason, `kept`
    articles that nobody judged: they stay as they were published, because they wait or cannot be read.
    """

    locale: Locale
    complete: int
    partial: int
    untranslated: int
    doubtful: Mapping[str, int]
    refused: str | None = None
    note: str | None = None
    kept: int = 0


@dataclass(frozen=True)
class Wait:
    """An article whose change waits until these languages have followed, or until its time is up."""

    article_id: str
    locales: tuple[Locale, ...]
    since: datetime.datetime
    until: datetime.datetime


@dataclass(frozen=True)
class Summary:
    """One publication. `release` is its number, None where nothing changed or nothing was written.

    `problems` are to be mended; `rejected` are texts that a check keeps from readers, by line, and
    `rejected_more` is how many more there are.
    """

    release: int | None
    new: tuple[EditionKey, ...]
    changed: tuple[EditionKey, ...]
    withdrawn: tuple[EditionKey, ...]
    unchanged: int
    shared_changed: bool
    locales: tuple[LocaleReport, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    waits: tuple[Wait, ...] = ()
    rejected: tuple[Problem, ...] = ()
    rejected_more: int = 0

    @property
    def to_mend(self) -> int:
        """How much there is for somebody to mend."""
        return len(self.problems) + len(self.rejected) + self.rejected_more

    @property
    def nothing_changed(self) -> bool:
        """Whether the current release already says all this."""
        return not (self.new or self.changed or self.withdrawn or self.shared_changed)
