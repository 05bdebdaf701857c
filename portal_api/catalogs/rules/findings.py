"""Pair, Flaw, Finding: two texts that a check compares, and what it finds wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, TypeVar

from portal_api.articles.glossary import NO_GLOSSARY, Glossary
from portal_api.catalogs.reading.glance import Kind, kinds_of
from portal_api.catalogs.reading.idioms import Idiom, idiom
from portal_api.catalogs.reading.numbers import read, read_again
from portal_api.catalogs.reading.numeral import Number
from portal_api.catalogs.reading.once import once
from portal_api.locales import Locale

T = TypeVar("T")
# What is read of a source serves all its translations. So many sources are remembered, which is enough where
# articles come one after the other, each in all languages.
_REMEMBERED = 2_000

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


class Pair:
    """A source text and its translation; what several rules need is read once.

    `source_idiom` and `idiom` say how the two languages write numbers. No dataclass: thousands are made in a
    second.
    """

    def __init__(
        self,
        source: str,
        target: str,
        source_locale: Locale,
        locale: Locale,
        glossary: Glossary = NO_GLOSSARY,
    ) -> None:
        self.source = source
        self.target = target
        self.locale = locale
        self.glossary = glossary
        self.source_idiom = idiom(source_locale.tag)
        self.idiom = idiom(locale.tag, source_locale.tag)
        self._source = _known_source(source, self.source_idiom)
        self._kinds = kinds_of(target)

    @once
    def source_numbers(self) -> tuple[Number, ...]:
        """The numbers of the source in digits."""
        return self.of_source(_read_from_sunrise if self._from_sunrise else read_again)

    @once
    def numbers(self) -> tuple[Number, ...]:
        """The numbers of the translation in digits."""
        if "number" not in self._kinds:
            return ()
        return read(self.target, self.idiom, from_sunrise=self._from_sunrise)

    @property
    def kinds(self) -> frozenset[Kind]:
        """What sorts of telling characters one of the two texts has."""
        return self.of_source(_kinds) | self._kinds

    def of_source(self, reading: Callable[[str, Idiom], T]) -> T:
        """What a pure function reads in the source, remembered for the next translation of it."""
        found: T = self._source[reading]
        return found

    @property
    def _from_sunrise(self) -> bool:
        """Whether one of the two languages counts the hours of the day from sunrise."""
        return self.source_idiom.six_hour_clock or self.idiom.six_hour_clock


class _Source(dict[Callable[[str, Idiom], Any], Any]):
    """What was read of a source, by the function that reads it."""

    def __init__(self, text: str, idiom: Idiom) -> None:
        super().__init__()
        self._text = text
        self._idiom = idiom

    def __missing__(self, reading: Callable[[str, Idiom], Any]) -> Any:
        found = self[reading] = reading(self._text, self._idiom)
        return found


_known_source = lru_cache(maxsize=_REMEMBERED)(_Source)
forget_sources = _known_source.cache_clear


def _read_from_sunrise(text: str, idiom: Idiom) -> tuple[Number, ...]:
    return read_again(text, idiom, from_sunrise=True)


def _kinds(text: str, _: Idiom) -> frozenset[Kind]:
    return kinds_of(text)
