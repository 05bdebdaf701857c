"""Library + catalogs + the current release -> Proposal: what the next release would say, nothing written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal_api.articles.article import Article
from portal_api.articles.library import Library
from portal_api.articles.picture import Picture
from portal_api.errors import SourceErrors
from portal_api.locales import Locale
from portal_api.releases.disclaimers import Accepted, Refused, decide
from portal_api.releases.edition import Edition, build_edition
from portal_api.releases.material import Material, PublishedWords
from portal_api.releases.published import Published, Taken
from portal_api.releases.summary import EditionKey


@dataclass(frozen=True)
class Proposal:
    """What the next release would say; `kept` are editions that stay because their article cannot be read."""

    library: Library
    disclaimers: Mapping[Locale, Accepted]
    refused: Mapping[Locale, Refused]
    words: Mapping[Locale, PublishedWords]
    editions: Mapping[EditionKey, Edition]
    kept: frozenset[EditionKey]
    pictures: tuple[Picture, ...]
    material: Material


def propose(library: Library, current: Published) -> Proposal:
    """Resolve every article in every language that has a disclaimer.

    One bad file never stops the rest: what is wrong is noted in the proposal's material.
    """
    material = Material(library, current)
    decisions = [
        decide(
            material.disclaimer, locale, material.disclaimer_translation(locale), current.disclaimer(locale)
        )
        for locale in library.locales
    ]
    accepted = {found.locale: found for found in decisions if isinstance(found, Accepted)}
    built, pictures = _build(library, material, current)
    editions = {key: edition for key, edition in built.items() if _is_wanted(key, edition, library, accepted)}
    return Proposal(
        library=library,
        disclaimers=accepted,
        refused={found.locale: found for found in decisions if isinstance(found, Refused)},
        words={locale: material.words(locale) for locale in accepted},
        editions=editions,
        kept=frozenset(_kept(library, accepted, built, current, material)),
        pictures=pictures,
        material=material,
    )


def _build(
    library: Library, material: Material, current: Published
) -> tuple[dict[EditionKey, Edition], tuple[Picture, ...]]:
    built: dict[EditionKey, Edition] = {}
    pictures = []
    for article in library.articles:
        try:
            picture = material.picture(article)
        except SourceErrors as error:
            material.problems.extend(error.problems)
            continue
        pictures += [picture] if picture is not None else []
        for edition in _editions(article, library, material, current, picture):
            built[article.id, edition.locale] = edition
    return built, tuple(pictures)


def _editions(
    article: Article, library: Library, material: Material, current: Published, picture: Picture | None
) -> Iterator[Edition]:
    """The article in its source language and every language of the library, parents before their children."""
    built: dict[Locale, Edition] = {}
    for locale in sorted({article.language, *library.locales}, key=lambda one: (len(one.parents()), one)):
        ancestors = [built[parent] for parent in locale.parents() if parent in built]
        found = material.translations(article, locale)
        published = current.parts((article.id, locale)) if found is None else None
        built[locale] = build_edition(article, locale, found or {}, ancestors, picture, published)
    yield from built.values()


def _is_wanted(
    key: EditionKey, edition: Edition, library: Library, accepted: Mapping[Locale, Accepted]
) -> bool:
    """Offered languages, and the source language so that a whole fallback has a text; nothing withdrawn."""
    offered = edition.locale in accepted or edition.locale == edition.article.language
    return offered and not is_withdrawn(key, library)


def is_withdrawn(key: EditionKey, library: Library) -> bool:
    """Whether `withdrawn.toml` takes this edition back, in its language or in all."""
    article, locale = key
    taken: set[Taken] = {(one.article, one.locale) for one in library.withdrawals}
    return (article, None) in taken or (article, locale) in taken


def _kept(
    library: Library,
    accepted: Mapping[Locale, Accepted],
    built: Mapping[EditionKey, Edition],
    current: Published,
    material: Material,
) -> Iterator[EditionKey]:
    """Published editions that cannot be built anew; they stay unless they are withdrawn."""
    read = {article for article, _ in built}
    known = read | set(library.problems) | {article.id for article in library.articles}
    for key, edition in current.editions.items():
        article, locale = key
        if article in read or is_withdrawn(key, library):
            continue
        if locale in accepted or str(locale) == edition.body["source_locale"]:
            yield key
        if article not in known:
            material.note(
                f"{article} is not in content/articles any more; its last edition stays published "
                "(to take it back, name it in content/withdrawn.toml)"
            )
