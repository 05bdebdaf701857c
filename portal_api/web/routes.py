"""The URLs of /v1, top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response

from portal_api.errors import UnknownArticle
from portal_api.locales import Locale
from portal_api.releases.editions.body import Json
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import EditionSummary
from portal_api.web import answers, spelling
from portal_api.web.completeness import article_coverage
from portal_api.web.historical import listed_today, reach_then, version
from portal_api.web.language import settle, wishes
from portal_api.web.links import Links
from portal_api.web.negotiation import choose
from portal_api.web.offers import article_offers
from portal_api.web.problems import explanation
from portal_api.web.queries import ArticleQuery, FallbackQuery, ListQuery, NoQuery, ReleasesQuery, takes
from portal_api.web.reading import as_of, contract_data, current, frame, links
from portal_api.web.reply import ANY_RELEASE, BROWSERS, JSON, bare, lead_to, reply
from portal_api.web.shown import Fallback, chosen, narrowed

v1 = Blueprint("v1", __name__, url_prefix="/v1")


@v1.get("/locales")
@takes(NoQuery)
def list_locales() -> Response:
    """The languages of the library.

    Each offered language with its own name, its direction and how much of the library is translated into it.
    A language is offered once its disclaimer is.
    """
    found = [answers.library_locale(summary, links()) for summary in frame().locales]
    body = {"default": str(frame().default), "locales": found, "links": {"self": links().locales()}}
    return reply(body, frame().default)


@v1.get("/<locale>/articles")
@takes(ListQuery)
def list_articles(locale: Locale, limit: int, release: int | None = None, **filters: Any) -> Response:
    """The articles in one language.

    In the order of their ids (or the last changed ones first), a page at a time; follow `links.next` until
    there is none. An article that is not translated yet is listed too, and its title says in which language
    it is.
    """
    return _list(locale, links().articles, answers.list_item, limit, release, filters)


@v1.get("/<locale>/coverage")
@takes(ListQuery)
def list_coverage(locale: Locale, limit: int, release: int | None = None, **filters: Any) -> Response:
    """How much of the library is in one language.

    Each section of each article with its status, what is still to be translated, and since which release an
    outdated section is shown in the original. A page at a time, like the list of articles.
    """
    return _list(locale, links().coverage, article_coverage, limit, release, filters)


@v1.get("/<locale>/articles/<article>")
@takes(ArticleQuery)
def get_article(locale: Locale, article: str, fallback: Fallback, release: int | None = None) -> Response:
    """One article in one language.

    A section that is not soundly translated is shown in the language it was written in. Each section says in
    which language it is, which direction it runs, and why.
    """
    return answer_article(locale, article, None, fallback, release)


@v1.get("/<locale>/articles/<article>/sections/<section>")
@takes(ArticleQuery)
def get_section(
    locale: Locale, article: str, section: str, fallback: Fallback, release: int | None = None
) -> Response:
    """One section of an article, with its companions.

    The same answer as for the whole article, but `sections` holds only the asked section, followed by those
    that its authors want to travel with it, such as when to get help.
    """
    return answer_article(locale, article, section, fallback, release)


@v1.get("/<locale>/disclaimer")
@takes(NoQuery)
def get_disclaimer(locale: Locale) -> Response:
    """The medical disclaimer in one language.

    The same text that every answer carries, here also with its paragraphs and callouts.
    """
    notice = frame().notices[locale]
    body = {
        "locale": str(locale),
        "dir": locale.direction,
        "release": notice.since,
        "blocks": notice.blocks,
        "links": {"self": links().disclaimer(locale), "locales": links().locales()},
    }
    return reply(body, locale, keys=(f"disclaimer-{locale}",))


@v1.get("/articles/<article>/locales")
@takes(NoQuery)
def list_article_locales(article: str) -> Response:
    """The languages of one article.

    How complete the article is in each offered language, and which sections are missing, and why.
    """
    found = [
        answers.article_locale(summary, current(), links()) for summary in current().article_locales(article)
    ]
    body = {"id": article, "locales": found, "links": {"self": links().article_locales(article)}}
    return reply(body, frame().default, keys=(f"article-{article}", *ANY_RELEASE))


@v1.get("/articles/<article>")
@takes(FallbackQuery)
def find_article(article: str, fallback: Fallback) -> Response:
    """The way to an article in the reader's language.

    Leads to the best language for this reader's `Accept-Language` and says why. Prefer the address with a
    language in it: it can be kept, shared and cached.
    """
    return _best_language(article, None, fallback)


@v1.get("/articles/<article>/sections/<section>")
@takes(FallbackQuery)
def find_section(article: str, section: str, fallback: Fallback) -> Response:
    """The way to a section in the reader's language.

    Leads to the best language for this reader's `Accept-Language` and says why.
    """
    return _best_language(article, section, fallback)


@v1.get("/releases")
@takes(ReleasesQuery)
def list_releases(limit: int, before: int | None = None) -> Response:
    """The releases of the library, newest first.

    Each publication is a numbered release that never changes.
    """
    found = current().releases(before=before, limit=limit + 1)
    page = found[:limit]
    own = {
        "self": links().releases({"before": before, "limit": limit}),
        "current": links().current_release(),
    }
    if len(found) > limit:
        own["next"] = links().releases({"before": page[-1].id, "limit": limit})
    body = {"releases": [answers.release_json(release) for release in page], "links": own}
    return reply(body, frame().default)


@v1.get("/releases/current")
@takes(NoQuery)
def get_current_release() -> Response:
    """The current release.

    A small answer: ask for it to learn whether anything changed.
    """
    own = {"self": links().current_release(), "releases": links().releases()}
    body = {"release": answers.release_json(current().release), "links": own}
    return reply(body, frame().default)


@v1.get("/openapi.json")
@takes(NoQuery)
def openapi() -> Response:
    """This contract, as OpenAPI 3.1.

    Made from the same schemas as the answers. `/docs` shows it to people.
    """
    return bare(contract_data(), JSON, BROWSERS)


@v1.before_request
def read_path() -> Response | None:
    """The language in the path becomes a Locale; another spelling or a known relative of it leads on."""
    moved = spelling.read_path()
    if moved is None:
        return None
    return lead(moved.locale, [moved.named], moved.reason, moved.offers, moved.url, moved.status)


def _list(
    locale: Locale,
    address: Callable[[Locale, Mapping[str, Any]], str],
    item: Callable[[EditionSummary, Snapshot, Links], Json],
    limit: int,
    release: int | None,
    filters: Mapping[str, Any],
) -> Response:
    library = as_of(release)
    found = library.editions(locale, limit=limit + 1, **filters)
    page = found[:limit]
    query = {**filters, "limit": limit, "release": release}
    own = {"self": address(locale, query), "locales": links().locales()}
    if len(found) > limit:
        own["next"] = address(locale, {**query, "release": library.release.id, "after": page[-1].article_id})
    body = {
        "locale": str(locale),
        "dir": locale.direction,
        "release": library.release.id,
        "articles": [item(summary, library, links()) for summary in listed_today(page, library)],
        "links": own,
    }
    keys = (f"articles-{locale}",) + (ANY_RELEASE if release is None else (answers.OF_THEN,))
    return reply(body, locale, keys=keys)


def _best_language(article: str, section: str | None, fallback: Fallback) -> Response:
    editions = current().article_locales(article)
    if not editions:
        raise UnknownArticle(article)
    choice = choose(wishes(), editions, frame().default)
    settle(choice.served, negotiated=True)
    # Nobody is led to a section that the article does not have there.
    narrowed(current().edition(article, choice.served).body, section)
    path = links().section(choice.served, article, section) if section else None
    url = (path or links().article(choice.served, article)) + _kept(fallback)
    wanted = wishes().wanted
    offers = article_offers(editions, section, wanted)
    asked, key = [*map(str, wanted)], f"article-{article}"
    return lead(choice.served, asked, choice.reason, offers, url, HTTPStatus.FOUND, keys=(key,))


def _kept(fallback: Fallback) -> str:
    return "" if fallback == "section" else f"?fallback={fallback}"


def lead(
    locale: Locale,
    asked: list[str],
    reason: str,
    offers: list[Json],
    url: str,
    status: HTTPStatus,
    *,
    keys: tuple[str, ...] = (),
) -> Response:
    """A redirect in the language it leads to: which ones were asked for, why this one, what else there is."""
    settle(locale)
    body = {
        "requested": asked,
        "served": str(locale),
        "reason": reason,
        "explanation": explanation(f"choice.{reason}"),
        "offers": offers,
        "links": {"location": url},
    }
    return lead_to(url, body, locale, status, keys=keys)


def answer_article(
    locale: Locale,
    article: str,
    section: str | None,
    fallback: Fallback = "section",
    release: int | None = None,
) -> Response:
    """An article, or one section of it; the language is settled."""
    found = version(article, locale, release)
    shown = chosen(found.edition, section, fallback, found.source)
    asked = {"fallback": None if fallback == "section" else fallback, "release": release}
    addresses = links()
    own = {
        "self": addresses.own(locale, article, section, asked),
        "article": addresses.article(locale, article),
        "locales": addresses.article_locales(article),
        "list": addresses.articles(locale),
        "page": addresses.page(locale, article) + (f"#{section}" if section else ""),
        "embed": addresses.embed_frame(locale, article, section),
    }
    reach = None if release is None else reach_then(locale, release)
    written = answers.article_answer(shown, found.edition, found.snapshot, addresses, reach)
    keys = answers.surrogate_keys(article, locale) + (() if release is None else (answers.OF_THEN,))
    is_safe = release is None and not found.edition.has_held and not shown.has_withheld
    body = found.marks | {"links": own}
    response = reply(body, locale, written=written, keys=keys, may_be_stale=is_safe)
    if release is not None:
        response.headers["X-Robots-Tag"] = "noindex"
    return response
