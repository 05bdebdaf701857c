"""Our own words: texts that no author writes but readers see, translated once in `portal.po`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A text of the portal itself; `id` is its msgctxt, `note` tells translators where it stands."""

    id: str
    text: str
    note: str


HEADINGS: tuple[Word, ...] = ()
REASONS: tuple[Word, ...] = ()
PROBLEMS: tuple[Word, ...] = ()
LABELS: tuple[Word, ...] = ()

WORDS: tuple[Word, ...] = HEADINGS + REASONS + PROBLEMS + LABELS
