"""Library + catalogs + the current release -> Proposal: what the next release would say, nothing written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal_api.articles.article import Article
from portal_api.articles.library import Library
from portal_api.articles.picture import Picture
from portal_api.errors import SourceErrors
from portal_api.locales import Locale
from portal_api.releases.editions.edition import Edition, build_edition
from portal_api.releases.publishing.material import Material
from portal_api.releases.publishing.published import Taken
from portal_api.releases.summary import EditionKey

Scope = Mapping[str, frozenset[Locale] | None]
"""The articles to look at, each in some languages or, where that is None, in all."""


@dataclass(frozen=True)
class Proposal:
    """What the next release would say of some articles.

    `kept` are editions that stay because their article cannot be read; `untouched` those that nobody looked
    at, because nothing they are made from has changed; `built` are those that could be.
    """

    library: Library
    offered: frozenset[Locale]
    editions: Mapping[EditionKey, Edition]
    kept: frozenset[EditionKey]
    untouched: frozenset[EditionKey]
    built: frozenset[EditionKey]
    pictures: tuple[Picture, ...]
    material: Material


def propose(material: Material, offered: frozenset[Locale], scope: Scope) -> Proposal:
    """Resolve the articles of a library in every language that has a disclaimer, as far as they are in scope.

    One bad file never stops the rest: what is wrong is noted in the proposal's material.
    """
    library = material.library
    built, pictures = _build(material, scope)
    editions = {key: edition for key, edition in built.items() if _is_wanted(key, edition, library, offered)}
    kept = frozenset(_kept(offered, built, material))
    untouched = frozenset(_untouched(built, material, scope))
    return Proposal(library, offered, editions, kept, untouched, frozenset(built), pictures, material)


def _build(material: Material, scope: Scope) -> tuple[dict[EditionKey, Edition], tuple[Picture, ...]]:
    built: dict[EditionKey, Edition] = {}
    pictures = []
    for article in material.library.articles:
        try:
            picture = material.picture(article)
        except SourceErrors as error:
            material.remarks.complain((article.id, None), error.problems)
            continue
        pictures += [picture] if picture is not None else []
        for edition in _editions(article, material, picture, scope.get(article.id)):
            built[article.id, edition.locale] = edition
    return built, tuple(pictures)


def _editions(
    article: Article, material: Material, picture: Picture | None, scope: frozenset[Locale] | None
) -> Iterator[Edition]:
    """The article in its source language first, then the languages in scope, parents before children."""
    source = build_edition(article, article.language, {}, (), picture)
    built = {article.language: source}
    wanted = _in_scope({article.language, *material.library.locales}, article.language, scope)
    for locale in wanted[1:]:
        ancestors = [built[parent] for parent in locale.parents() if parent in built] + [source]
        found = material.translations(article, locale)
        published = material.current.parts((article.id, locale)) if found is None else None
        built[locale] = build_edition(article, locale, found or {}, ancestors, picture, published)
    yield from built.values()


def _in_scope(locales: set[Locale], language: Locale, scope: frozenset[Locale] | None) -> tuple[Locale, ...]:
    """The source's language, then those in scope, those that fall back to them, what they fall back to."""
    wanted = locales
    if scope is not None:
        wanted = {one for one in locales if one in scope or scope.intersection(one.parents())} | {language}
        wanted |= {parent for one in wanted for parent in one.parents() if parent in locales}
    return tuple(sorted(wanted, key=lambda one: (one != language, len(one.parents()), one)))


def _is_wanted(key: EditionKey, edition: Edition, library: Library, offered: frozenset[Locale]) -> bool:
    """Offered languages, and the source language so that a whole fallback has a text; nothing withdrawn."""
    is_offered = edition.locale in offered or edition.locale == edition.article.language
    return is_offered and not is_withdrawn(key, library)


def is_withdrawn(key: EditionKey, library: Library) -> bool:
    """Whether `withdrawn.toml` takes this edition back, in its language or in all."""
    article, locale = key
    taken: set[Taken] = {(one.article, one.locale) for one in library.withdrawals}
    return (article, None) in taken or (article, locale) in taken


def _kept(
    offered: frozenset[Locale], built: Mapping[EditionKey, Edition], material: Material
) -> Iterator[EditionKey]:
    """Published editions that cannot be built anew; they stay unless they are withdrawn."""
    library = material.library
    read = {article for article, _ in built}
    known = read | set(library.problems) | {article.id for article in library.articles}
    for key, edition in material.current.editions.items():
        article, locale = key
        if article in read or is_withdrawn(key, library):
            continue
        if locale in offered or str(locale) == edition.body["source_locale"]:
            yield key
        if article not in known:
            material.remarks.note(
                (article, None),
                f"{article} is not in content/articles any more; its last edition stays published "
                "(to take it back, name it in content/withdrawn.toml)",
            )


def _untouched(built: Mapping[EditionKey, Edition], material: Material, scope: Scope) -> Iterator[EditionKey]:
    """Published editions out of scope, of articles of which others were looked at."""
    for article, locale in (*material.current.editions, *material.current.parked):
        is_left_out = scope.get(article) is not None and (article, locale) not in built
        if is_left_out and locale in material.library.locales:
            yield article, locale
