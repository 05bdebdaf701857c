"""Pair, Flaw, Finding: two texts that a check compares, and what it finds wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from portal_api.catalogs.idioms import Idiom, idiom
from portal_api.catalogs.numbers import Number, read
from portal_api.locales import Locale

Severity = Literal["error", "warning", "info"]
Span = tuple[int, int]


@dataclass(frozen=True)
class Flaw:
    """What a rule found; the spans are offsets into source and target, to be marked for a reader."""

    what: str
    remedy: str
    source_span: Span | None = None
    target_span: Span | None = None


@dataclass(frozen=True)
class Finding:
    """A flaw with the id and severity of the check that found it; an `error` blocks publication."""

    check: str
    severity: Severity
    what: str
    remedy: str
    source_span: Span | None = None
    target_span: Span | None = None


@dataclass(frozen=True)
class Pair:
    """A source text and its translation; what several rules need is read once."""

    source: str
    target: str
    source_locale: Locale
    locale: Locale

    @cached_property
    def source_idiom(self) -> Idiom:
        """How the source's language writes numbers."""
        return idiom(self.source_locale.tag)

    @cached_property
    def idiom(self) -> Idiom:
        """How the translation's language writes numbers."""
        return idiom(self.locale.tag, self.source_locale.tag)

    @cached_property
    def source_numbers(self) -> tuple[Number, ...]:
        """The numbers of the source in digits."""
        return read(self.source, self.source_idiom, from_sunrise=self._from_sunrise)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers of the translation in digits."""
        return read(self.target, self.idiom, from_sunrise=self._from_sunrise)

    @property
    def _from_sunrise(self) -> bool:
        """Whether one of the two languages counts the hours of the day from sunrise."""
        return self.source_idiom.six_hour_clock or self.idiom.six_hour_clock
