"""Pair, Flaw, Finding: two texts that a check compares, and what it finds wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, TypeVar, cast

from portal_api.articles.glossary import NO_GLOSSARY, Glossary
from portal_api.catalogs.idioms import Idiom, idiom
from portal_api.catalogs.numbers import Number, read
from portal_api.locales import Locale

T = TypeVar("T")
# What is read of a source serves all its translations; as many readings are remembered.
_REMEMBERED = 40_000

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
    glossary: Glossary = NO_GLOSSARY

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
        return self.of_source(_read_from_sunrise if self._from_sunrise else read)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers of the translation in digits."""
        return read(self.target, self.idiom, from_sunrise=self._from_sunrise)

    def of_source(self, reading: Callable[[str, Idiom], T]) -> T:
        """What a pure function reads in the source, remembered for the next translation of it."""
        return cast("T", _remembered(reading, self.source, self.source_idiom))

    @property
    def _from_sunrise(self) -> bool:
        """Whether one of the two languages counts the hours of the day from sunrise."""
        return self.source_idiom.six_hour_clock or self.idiom.six_hour_clock


@lru_cache(maxsize=_REMEMBERED)
def _remembered(reading: Callable[[str, Idiom], object], text: str, idiom: Idiom) -> object:
    return reading(text, idiom)


def _read_from_sunrise(text: str, idiom: Idiom) -> tuple[Number, ...]:
    return read(text, idiom, from_sunrise=True)
