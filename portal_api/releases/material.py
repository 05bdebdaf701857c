"""The files of one library as a publication reads them: problems are noted and stop nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from portal_api.articles.article import Article, Disclaimer
from portal_api.articles.library import Library
from portal_api.articles.picture import Picture, read_picture
from portal_api.catalogs.coverage import DISCLAIMER, PORTAL, PartTranslation, translate, translate_words
from portal_api.catalogs.entry import Entry
from portal_api.catalogs.messages import ENGLISH
from portal_api.catalogs.po import PoFile, new_po, read_po
from portal_api.catalogs.reviews import Reviews, read_reviews
from portal_api.errors import Problem, SourceErrors
from portal_api.locales import Locale
from portal_api.releases.body import Json
from portal_api.releases.disclaimers import forgotten_version
from portal_api.releases.published import Published
from portal_api.releases.summary import EditionKey
from portal_api.words import WORDS

Translations = Mapping[str, PartTranslation]
_SOURCES: Json = {word.id: word.text for word in WORDS}


@dataclass(frozen=True)
class PublishedWords:
    """Our own texts in one language, by id; `origins` are the source texts they were made from."""

    texts: Json
    origins: Json


@dataclass(frozen=True)
class _Catalog:
    """One catalog as it lies, with its reviews; `po` is None where there is no file."""

    po: PoFile | None
    reviews: Reviews


class Material:
    """Reads pictures and catalogs. What cannot be read counts as unchanged since `current`."""

    def __init__(self, library: Library, current: Published) -> None:
        self._library = library
        self._current = current
        self._catalogs: dict[EditionKey, _Catalog | None] = {}
        self.problems: list[Problem] = [p for found in library.problems.values() for p in found]
        self.notes: list[str] = []

    @cached_property
    def disclaimer(self) -> Disclaimer | None:
        """The source of the disclaimer; None where it cannot be relied on."""
        source = self._library.disclaimer
        mistake = forgotten_version(source, self._current.disclaimers()) if source is not None else None
        if mistake is None:
            return source
        self.problems.append(mistake)
        return None

    def note(self, sentence: str) -> None:
        """Keep a sentence for the person who publishes, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def picture(self, article: Article) -> Picture | None:
        """The article's figure, where it has one. Raises SourceErrors."""
        if article.figure is None or article.figure.file is None:
            return None
        return read_picture(self._library.root / "content" / "figures" / article.figure.file)

    def disclaimer_translation(self, locale: Locale) -> PartTranslation | None:
        """The disclaimer in one language; None where its catalog cannot be read."""
        found = self._read(DISCLAIMER, locale)
        if self.disclaimer is None or found is None:
            return None
        (translation,) = self._translate(self.disclaimer, locale, found)
        return translation

    def translations(self, article: Article, locale: Locale) -> Translations | None:
        """An article in one language, by part; None where its catalog cannot be read or has gone."""
        if locale == article.language:
            return {}
        found = self._read(article.id, locale)
        key = (article.id, locale)
        if found is None:
            return None
        if found.po is None and key in self._current.editions:
            self._tell_if_missed(key)
            return None
        return {part.part_id: part for part in self._translate(article, locale, found)}

    def words(self, locale: Locale) -> PublishedWords:
        """Our own texts that are sound in one language; as published where their catalog cannot be read."""
        if locale == ENGLISH:
            return PublishedWords(_SOURCES, _SOURCES)
        found = self._read(PORTAL, locale)
        if found is None or (found.po is None and self._current.words(locale) is not None):
            return self._published_words(locale)
        library = self._library
        parts = translate_words(WORDS, found.po, found.reviews, library.policy, library.harmless, locale)
        sound = {part.part_id: part.texts[part.part_id] for part in parts if part.status == "translated"}
        return PublishedWords(sound, {name: _SOURCES[name] for name in sound})

    def _translate(
        self, source: Article | Disclaimer, locale: Locale, found: _Catalog
    ) -> tuple[PartTranslation, ...]:
        words = self._read(PORTAL, locale)
        return translate(
            source,
            found.po,
            self._headings(locale),
            found.reviews,
            self._library.policy,
            self._library.harmless,
            locale,
            words.reviews if words is not None else None,
        )

    def _headings(self, locale: Locale) -> PoFile | None:
        """The catalog of our own words, as it lies or, where it cannot be read, as it was published."""
        found = self._read(PORTAL, locale)
        if found is not None and found.po is not None:
            return found.po
        kept = self._published_words(locale)
        return new_po(locale, [Entry(name, kept.origins[name], (text,)) for name, text in kept.texts.items()])

    def _published_words(self, locale: Locale) -> PublishedWords:
        """What was published, as far as the source texts are still the same."""
        stored = self._current.words(locale)
        if stored is None:
            return PublishedWords({}, {})
        same = {name: text for name, text in stored.origins.items() if _SOURCES.get(name) == text}
        return PublishedWords({name: stored.body[name] for name in same}, same)

    def _read(self, name: str, locale: Locale) -> _Catalog | None:
        """A catalog with its reviews, `po` None where there is none; None where either cannot be read."""
        if (name, locale) not in self._catalogs:
            self._catalogs[name, locale] = self._read_once(name, locale)
        return self._catalogs[name, locale]

    def _read_once(self, name: str, locale: Locale) -> _Catalog | None:
        folder = self._library.root / "translations" / locale.folder
        path = folder / "LC_MESSAGES" / f"{name}.po"
        try:
            po = read_po(path, locale) if path.exists() or path.is_symlink() else None
            return _Catalog(po, read_reviews(folder / "reviews" / f"{name}.toml"))
        except SourceErrors as error:
            self.problems.extend(error.problems)
            return None

    def _tell_if_missed(self, key: EditionKey) -> None:
        if any(part.status == "translated" for part in self._current.parts(key).values()):
            name, locale = key
            self.note(
                f"translations/{locale.folder}/LC_MESSAGES/{name}.po is not there; what was published stays "
                "(to take it back, name article and locale in content/withdrawn.toml)"
            )
