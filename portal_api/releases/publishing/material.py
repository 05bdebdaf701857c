"""The files of one library as a publication reads them: problems are noted and stop nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from portal_api.articles.article import Article, Disclaimer
from portal_api.articles.library import Library
from portal_api.articles.picture import Picture, read_picture
from portal_api.catalogs.checked import RememberedChecks
from portal_api.catalogs.coverage import (
    DISCLAIMER,
    PORTAL,
    PartTranslation,
    translate_beside,
    translate_words,
)
from portal_api.catalogs.gettext.entry import Entry
from portal_api.catalogs.gettext.po import PoFile, new_po
from portal_api.catalogs.messages import ENGLISH
from portal_api.catalogs.reviews import Reviews
from portal_api.catalogs.sharedheadings import SharedHeadings
from portal_api.catalogs.translatable import Translatable
from portal_api.errors import Problem, SourceErrors
from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json
from portal_api.releases.publishing.disclaimers import forgotten_version
from portal_api.releases.publishing.faults import english_words, rejections
from portal_api.releases.publishing.published import Published
from portal_api.releases.publishing.raw import Catalog, RawCatalog, read_raw
from portal_api.releases.publishing.reports import Remarks
from portal_api.releases.summary import EditionKey
from portal_api.words import WORDS

Translations = Mapping[str, PartTranslation]
_SOURCES: Json = {word.id: word.text for word in WORDS}
_HEADING = "heading."


@dataclass(frozen=True)
class Findings:
    """What the checks of this version found before, packed, by text and language."""

    version: bytes
    known: Mapping[EditionKey, bytes]


@dataclass(frozen=True)
class PublishedWords:
    """Our own texts in one language, by id; `origins` are the source texts they were made from."""

    texts: Json
    origins: Json


class Material:
    """Reads pictures and catalogs. What cannot be read counts as unchanged since `current`.

    `shared` are catalogs that were read already, `findings` what the checks found before, by text and
    language; `checked` is what they found this time, `raws` are the catalogs that were read.
    """

    def __init__(
        self,
        library: Library,
        current: Published,
        shared: Mapping[EditionKey, RawCatalog],
        findings: Findings | None = None,
    ) -> None:
        self.current = current
        self.remarks = Remarks(library.root)
        self.raws: dict[EditionKey, RawCatalog] = {}
        self.checked: dict[EditionKey, RememberedChecks] = {}
        self.library = library
        self._shared = shared
        self._findings = findings or Findings(b"", {})
        self._catalogs: dict[EditionKey, Catalog | None] = {}
        self._headings: dict[Locale, PoFile] = {}
        self._judged_headings: dict[Locale, SharedHeadings] = {}
        self._translatable: dict[str, Translatable] = {}
        self._pictures: dict[str, Picture] = {}
        for name, found in library.problems.items():
            self.remarks.complain((name, None), found)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the files that were read."""
        return self.remarks.problems

    @cached_property
    def disclaimer(self) -> Disclaimer | None:
        """The source of the disclaimer; None where it cannot be relied on."""
        source = self.library.disclaimer
        mistake = forgotten_version(source, self.current.disclaimers()) if source is not None else None
        if mistake is None:
            return source
        self.remarks.complain((DISCLAIMER, None), [mistake])
        return None

    def picture(self, article: Article) -> Picture | None:
        """The article's figure, where it has one. Raises SourceErrors."""
        file = article.figure.file if article.figure is not None else None
        if file is None:
            return None
        if file not in self._pictures:
            self._pictures[file] = read_figure(self.library.root, file)
        return self._pictures[file]

    def disclaimer_translation(self, locale: Locale) -> PartTranslation | None:
        """The disclaimer in one language; None where its catalog cannot be read."""
        found = self._read(DISCLAIMER, locale)
        if self.disclaimer is None or found is None:
            return None
        (translation,) = self._translate(self.disclaimer, (DISCLAIMER, locale), found)
        return translation

    def translations(self, article: Article, locale: Locale) -> Translations | None:
        """An article in one language, by part; None where its catalog cannot be read or has gone."""
        if locale == article.language:
            return {}
        key = (article.id, locale)
        found = self._read(article.id, locale)
        if found is None:
            return None
        if found.po is None and key in self.current.editions:
            self._tell_if_missed(key)
            return None
        return {part.part_id: part for part in self._translate(article, key, found)}

    def stands_alone(self, article: Article) -> bool:
        """Whether its editions come from its files alone: all its catalogs are there and could be read.

        Where one is not, what was published comes in.
        """
        found = (catalog for (name, _), catalog in self._catalogs.items() if name == article.id)
        return all(catalog is not None and catalog.po is not None for catalog in found)

    def words(self, locale: Locale) -> PublishedWords:
        """Our own texts that are sound in one language; as published where their catalog cannot be read."""
        if locale == ENGLISH:
            return PublishedWords(_SOURCES, _SOURCES)
        key = (PORTAL, locale)
        found = self._read(*key)
        if found is not None and found.po is None and self.current.words(locale) is not None:
            self._tell_missing(key, f"to make it anew: portal catalogs update {locale} portal")
            found = None
        if found is None:
            return self._published_words(locale)
        library, checks = self.library, self._checks(key)
        parts = translate_words(
            WORDS, found.po, found.reviews, library.policy, library.harmless, locale, checks
        )
        self._tell_words(key, found.po, parts)
        sound = {part.part_id: part.texts[part.part_id] for part in parts if part.status == "translated"}
        return PublishedWords(sound, {name: _SOURCES[name] for name in sound})

    def headings(self, locale: Locale) -> PoFile:
        """Our own headings, as their catalog has them or, where it cannot be read, as they were published."""
        if locale not in self._headings:
            self._headings[locale] = self._read_headings(locale)
        return self._headings[locale]

    def accepted_in_words(self, locale: Locale) -> Reviews | None:
        """The reviews of our own words; None where they cannot be read."""
        words = self._read(PORTAL, locale)
        return words.reviews if words is not None else None

    def _translate(
        self, source: Article | Disclaimer, key: EditionKey, found: Catalog
    ) -> tuple[PartTranslation, ...]:
        name, locale = key
        if name not in self._translatable:
            self._translatable[name] = Translatable.of(source)
        library, headings, checks = self.library, self._headings_in(locale), self._checks(key)
        parts = translate_beside(
            self._translatable[name],
            found.po,
            found.reviews,
            library.policy,
            library.harmless,
            headings,
            checks,
        )
        if found.po is not None:
            self.remarks.reject(key, rejections(found.po, parts))
        if not found.reviews.origin_known and any(part.status == "unreviewed" for part in parts):
            self._tell_unsigned(key)
        return parts

    def _headings_in(self, locale: Locale) -> SharedHeadings:
        """Our own headings in one language: many articles share them, and what is found in them."""
        if locale not in self._judged_headings:
            checks = self._recalled((PORTAL, locale))
            reviews, harmless = self.accepted_in_words(locale), self.library.harmless
            self._judged_headings[locale] = SharedHeadings(
                self.headings(locale), reviews, harmless, locale, checks
            )
        return self._judged_headings[locale]

    def _tell_unsigned(self, key: EditionKey) -> None:
        name, locale = key
        folder = f"translations/{locale.folder}"
        self.remarks.note(
            key,
            f"{folder}/LC_MESSAGES/{name}.po waits for a review, because nobody says that a person "
            f'translated it (if one did: origin = "human" in {folder}/reviews/{name}.toml)',
        )

    def _checks(self, key: EditionKey) -> RememberedChecks:
        self.checked[key] = self._recalled(key)
        return self.checked[key]

    def _recalled(self, key: EditionKey) -> RememberedChecks:
        known = self._findings.known.get(key, b"")
        return RememberedChecks(self._findings.version, self.library.glossary, known)

    def _read_headings(self, locale: Locale) -> PoFile:
        found = self._read(PORTAL, locale)
        if found is not None and found.po is not None:
            return replace(found.po, entries=tuple(filter(_is_heading, found.po.entries)))
        kept = self._published_words(locale)
        entries = [Entry(name, kept.origins[name], (text,)) for name, text in kept.texts.items()]
        return new_po(locale, filter(_is_heading, entries))

    def _published_words(self, locale: Locale) -> PublishedWords:
        """What was published, as far as the source texts are still the same."""
        stored = self.current.words(locale)
        if stored is None:
            return PublishedWords({}, {})
        same = {name: text for name, text in stored.origins.items() if _SOURCES.get(name) == text}
        return PublishedWords({name: stored.body[name] for name in same}, same)

    def _read(self, name: str, locale: Locale) -> Catalog | None:
        """A catalog with its reviews, `po` None where there is none; None where either cannot be read."""
        if (name, locale) not in self._catalogs:
            self._catalogs[name, locale] = self._read_once(name, locale)
        return self._catalogs[name, locale]

    def _read_once(self, name: str, locale: Locale) -> Catalog | None:
        raw = self._shared.get((name, locale)) or read_raw(self.library.root, locale, name)
        self.raws[name, locale] = raw
        try:
            return raw.parsed
        except SourceErrors as error:
            self.remarks.complain((name, locale), error.problems)
            return None

    def _tell_if_missed(self, key: EditionKey) -> None:
        if any(part.status == "translated" for part in self.current.parts(key).values()):
            self._tell_missing(key, "to take it back, name article and locale in content/withdrawn.toml")

    def _tell_missing(self, key: EditionKey, remedy: str) -> None:
        name, locale = key
        file = f"translations/{locale.folder}/LC_MESSAGES/{name}.po"
        self.remarks.note(key, f"{file} is not there; what was published stays ({remedy})")

    def _tell_words(self, key: EditionKey, po: PoFile | None, parts: tuple[PartTranslation, ...]) -> None:
        if po is not None:
            self.remarks.reject(key, rejections(po, parts))
        if sentence := english_words(self.raws[key], parts):
            self.remarks.note(key, sentence)


def read_figure(root: Path, file: str) -> Picture:
    """A figure of the library in `root`. Raises SourceErrors."""
    return read_picture(root / "content" / "figures" / file)


def _is_heading(entry: Entry) -> bool:
    return (entry.context or "").startswith(_HEADING)
