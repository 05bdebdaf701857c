"""Library -> the catalogs it wants: which texts, in which languages, in which files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

import click

from portal_api.articles.article import Article, Disclaimer
from portal_api.articles.library import Harmless, Library
from portal_api.catalogs.coverage import (
    DISCLAIMER,
    PORTAL,
    PartTranslation,
    translate_beside,
    translate_words,
)
from portal_api.catalogs.gettext.po import PoFile, read_po
from portal_api.catalogs.messages import ENGLISH, Message, messages, word_messages
from portal_api.catalogs.reviews import Reviews, read_reviews
from portal_api.catalogs.sharedheadings import SharedHeadings
from portal_api.catalogs.translatable import Translatable
from portal_api.locales import Locale
from portal_api.releases.publishing.recalled import recalled_checks
from portal_api.words import WORDS

_MOST_NAMED = 12
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Source:
    """What a catalog translates: an article, the disclaimer, or (`text` is None) our own words."""

    name: str
    text: Article | Disclaimer | None
    language: Locale
    messages: tuple[Message, ...]

    def originals(self, part: str) -> Mapping[str, str]:
        """The source texts of one section by id; each of our own words is a section of its own."""
        if self.text is None:
            return {word.id: word.text for word in WORDS if word.id == part}
        sections = (one for one in self.text.parts() if one.id == part)
        return {segment.id: segment.text for one in sections for segment in one.segments()}

    def own(self, part: str) -> Mapping[str, str]:
        """The same, of those that this catalog translates: not a heading that articles share."""
        return {name: text for name, text in self.originals(part).items() if name in self.contexts}

    @cached_property
    def contexts(self) -> frozenset[str]:
        """The ids of the texts that this catalog translates."""
        return frozenset(message.context for message in self.messages)


class SharedWords:
    """Our own words with their reviews, read once for each language however many articles use them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[Locale, tuple[PoFile | None, Reviews]] = {}
        self._headings: dict[Locale, SharedHeadings] = {}

    def read(self, locale: Locale) -> tuple[PoFile | None, Reviews]:
        """The catalog and its reviews. Raises SourceErrors."""
        if locale not in self._known:
            reviews = read_reviews(review_path(self._root, locale, PORTAL))
            self._known[locale] = _read(catalog_path(self._root, locale, PORTAL), locale), reviews
        return self._known[locale]

    def headings(self, library: Library, locale: Locale) -> SharedHeadings:
        """The headings among them, with what the checks find in those. Raises SourceErrors."""
        if locale not in self._headings:
            po, reviews = self.read(locale)
            checks = recalled_checks(library, PORTAL, locale)
            self._headings[locale] = SharedHeadings(po, reviews, library.harmless, locale, checks)
        return self._headings[locale]


@dataclass(frozen=True)
class Wanted:
    """One catalog that the library in `root` wants: `source` in `locale`, whether or not it is there yet.

    `words` are those of the library as they were when the first article was judged.
    """

    source: Source
    locale: Locale
    root: Path
    words: SharedWords = field(compare=False)

    @property
    def path(self) -> Path:
        """Where the catalog lies, or will lie."""
        return catalog_path(self.root, self.locale, self.source.name)

    @property
    def review_path(self) -> Path:
        """Where it is recorded who wrote and who approved it."""
        return review_path(self.root, self.locale, self.source.name)

    def read(self) -> PoFile | None:
        """The catalog as it is, None where there is none yet. Raises SourceErrors."""
        return _read(self.path, self.locale)

    def judge(self, library: Library) -> tuple[PartTranslation, ...]:
        """Each part of the text with what is doubtful about its translation. Raises SourceErrors."""
        po, reviews = self.read(), read_reviews(self.review_path)
        checks = recalled_checks(library, self.source.name, self.locale)
        if self.source.text is None:
            policy, harmless = library.policy, library.harmless
            return translate_words(WORDS, po, reviews, policy, harmless, self.locale, checks)
        text, headings = Translatable.of(self.source.text), self.words.headings(library, self.locale)
        return translate_beside(text, po, reviews, library.policy, library.harmless, headings, checks)


def catalog_path(root: Path, locale: Locale, name: str) -> Path:
    """Where the catalog of an article (or `disclaimer`, `portal`) in one language lies."""
    return root / "translations" / locale.folder / "LC_MESSAGES" / f"{name}.po"


def review_path(root: Path, locale: Locale, name: str) -> Path:
    """Where it is recorded who wrote and who approved that catalog."""
    return root / "translations" / locale.folder / "reviews" / f"{name}.toml"


def wanted(library: Library, locale: Locale | None, name: str | None) -> Iterator[Wanted]:
    """The catalogs of the library, of one language or one text where those are given.

    Raises:
        UsageError: the library does not have that language or text.
    """
    languages = _languages(library, locale)
    words = SharedWords(library.root)
    for source in _chosen(library, name):
        for language in languages:
            if language != source.language:
                yield Wanted(source, language, library.root, words)


def harmless_for(library: Library, name: str) -> tuple[Harmless, ...]:
    """The changes of one text that were declared harmless."""
    return tuple(one for one in library.harmless if one.article == name)


def sources(library: Library) -> Iterator[Source]:
    """Every text of the library that could be read, our own words first."""
    yield Source(PORTAL, None, ENGLISH, word_messages(WORDS))
    if library.disclaimer is not None:
        text = library.disclaimer
        yield Source(DISCLAIMER, text, text.language, messages(text, library.root))
    for article in library.articles:
        yield Source(article.id, article, article.language, messages(article, library.root))


def _read(path: Path, locale: Locale) -> PoFile | None:
    return read_po(path, locale) if os.path.lexists(path) else None


def _languages(library: Library, locale: Locale | None) -> Sequence[Locale]:
    if locale is None:
        return library.locales
    if locale not in library.locales:
        raise click.UsageError(
            f"{locale} is not a language of this library (there are: "
            f"{', '.join(map(str, library.locales))}); to add it: portal locales add {locale}"
        )
    return [locale]


def _chosen(library: Library, name: str | None) -> tuple[Source, ...]:
    found = tuple(source for source in sources(library) if name in (None, source.name))
    if found or name in library.problems:
        return found
    known = [source.name for source in sources(library)]
    raise click.UsageError(f"there is no text {name!r} in this library; {_or_these(name or '', known)}")


def _or_these(name: str, known: Sequence[str]) -> str:
    """What there is instead; of very many, what is called much the same."""
    if len(known) <= _MOST_NAMED:
        return f"there are: {', '.join(known)}"
    near = get_close_matches(name[:_LONGEST_NAME], known, 5)
    if near:
        return f"is it one of these: {', '.join(near)}?"
    return f"of its {len(known):,} none is called like that"
