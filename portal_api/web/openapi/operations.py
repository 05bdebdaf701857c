"""What each route promises: its answer, its example, the problems it may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from marshmallow import Schema

from portal_api.releases.editions.body import Json
from portal_api.web import completeness, sync
from portal_api.web.finding import searchschemas
from portal_api.web.openapi import embedschemas, examples, leadschemas, libraryschemas, schemas
from portal_api.web.openapi.examplearticle import ARTICLE, SECTION

# Blueprints whose addresses are pages for people: no part of the contract.
FOR_PEOPLE = frozenset({"pages", "frames", "builder"})

JSON = "application/json"
HTML = "text/html"


@dataclass(frozen=True)
class Operation:
    """One route; `schema` and `example` are None where the answer is not one of our JSON documents.

    `problems` are the codes it may answer beside those that every route may. `leads_on` says that another
    spelling of its language is redirected.
    """

    tag: str
    schema: type[Schema] | None = None
    example: Json | None = None
    media_type: str = JSON
    status: HTTPStatus = HTTPStatus.OK
    problems: tuple[str, ...] = ()
    cached: bool = True
    leads_on: bool = False
    reads: bool = True

    @property
    def is_page(self) -> bool:
        """Whether people read it, and so its problems too."""
        return self.tag == "documentation" and self.media_type == HTML


_ARTICLE = ("unknown-article", "withdrawn", "held")
_LOCALE = ("unknown-locale",)
_FORMS = {
    "html": HTML,
    "markdown": "text/markdown",
    "text": "text/plain",
    "jsonld": "application/ld+json",
}

OPERATIONS: Mapping[str, Operation] = {
    "v1.list_locales": Operation("languages", libraryschemas.LocaleListSchema, examples.LOCALES),
    "v1.list_articles": Operation(
        "articles",
        schemas.ArticleListSchema,
        examples.ARTICLES,
        problems=(*_LOCALE, "unknown-release"),
        leads_on=True,
    ),
    "v1.list_coverage": Operation(
        "languages",
        completeness.CoverageSchema,
        completeness.COVERAGE,
        problems=(*_LOCALE, "unknown-release"),
        leads_on=True,
    ),
    "sync.list_changes": Operation(
        "articles", sync.ChangeListSchema, sync.CHANGES, problems=(*_LOCALE, "unknown-release"), leads_on=True
    ),
    "search.search_articles": Operation(
        "articles", searchschemas.SearchSchema, searchschemas.SEARCH, problems=_LOCALE, leads_on=True
    ),
    "infobutton.find_by_code": Operation(
        "articles",
        leadschemas.RedirectSchema,
        examples.REDIRECT,
        status=HTTPStatus.FOUND,
        problems=_LOCALE,
        cached=False,
    ),
    "v1.get_article": Operation(
        "articles",
        schemas.ArticleSchema,
        ARTICLE,
        problems=(*_LOCALE, *_ARTICLE, "not-translated", "unknown-release"),
        leads_on=True,
    ),
    "v1.get_section": Operation(
        "articles",
        schemas.ArticleSchema,
        SECTION,
        problems=(*_LOCALE, *_ARTICLE, "unknown-section", "not-translated", "unknown-release"),
        leads_on=True,
    ),
    **{
        f"fragments.get_{part}_{form}": Operation(
            "embedding",
            media_type=media_type,
            problems=(*_LOCALE, *_ARTICLE, *more, "not-translated"),
            leads_on=True,
        )
        for part, more in (("article", ()), ("section", ("unknown-section",)))
        for form, media_type in _FORMS.items()
    },
    "fragments.get_embed": Operation("embedding", embedschemas.EmbedSchema, examples.EMBED),
    "oembed.describe": Operation(
        "embedding", embedschemas.OembedSchema, examples.OEMBED, problems=("unsupported-format",)
    ),
    "v1.get_disclaimer": Operation(
        "disclaimer",
        libraryschemas.DisclaimerPageSchema,
        examples.DISCLAIMER_ANSWER,
        problems=_LOCALE,
        leads_on=True,
    ),
    "v1.list_article_locales": Operation(
        "languages", schemas.ArticleLocalesSchema, examples.ARTICLE_LOCALES, problems=_ARTICLE
    ),
    "v1.find_article": Operation(
        "articles",
        leadschemas.RedirectSchema,
        examples.REDIRECT,
        status=HTTPStatus.FOUND,
        problems=_ARTICLE,
        cached=False,
    ),
    "v1.find_section": Operation(
        "articles",
        leadschemas.RedirectSchema,
        examples.REDIRECT,
        status=HTTPStatus.FOUND,
        problems=(*_ARTICLE, "unknown-section"),
        cached=False,
    ),
    "v1.list_releases": Operation("releases", libraryschemas.ReleaseListSchema, examples.RELEASES),
    "v1.get_current_release": Operation("releases", libraryschemas.CurrentReleaseSchema, examples.RELEASE),
    "v1.openapi": Operation("documentation", reads=False),
    "figures.figure": Operation("articles", media_type="image/*", problems=("withdrawn", "held")),
    "docs.show_docs": Operation("documentation", media_type=HTML, reads=False),
    "docs.list_problems": Operation("documentation", media_type=HTML, reads=False),
    "docs.show_problem": Operation("documentation", media_type=HTML, problems=("not-found",), reads=False),
    "health.livez": Operation(
        "health", libraryschemas.HealthSchema, {"status": "alive"}, cached=False, reads=False
    ),
    "health.readyz": Operation(
        "health", libraryschemas.HealthSchema, {"status": "ready", "release": 41}, cached=False
    ),
}
