"""Pages for people: the articles, their lists, and what search engines ask for."""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Blueprint, Response, request
from flask.blueprints import BlueprintSetupState
from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.routing import BaseConverter

from portal_api.locales import Locale
from portal_api.releases.editions.body import Json
from portal_api.web import answers, spelling
from portal_api.web.finding.searchpage import search_page
from portal_api.web.html import assets
from portal_api.web.html.articlepage import article_page, own_language_pages, page_languages
from portal_api.web.html.htmlpage import POLICY, WITH_FORM, Language, html_page
from portal_api.web.html.indexpage import index_page
from portal_api.web.html.jsonld import description, medical_web_page
from portal_api.web.html.sitemap import TEXT, XML, robots, sitemap, sitemap_list
from portal_api.web.language import best_choice, settle
from portal_api.web.leading import elsewhere
from portal_api.web.queries import LONGEST_QUESTION, is_name
from portal_api.web.reading import current, frame, links
from portal_api.web.reply import ANY_RELEASE, BROWSERS, FOR_EVER, bare, disclaimer, leading_page, page
from portal_api.web.shown import whole
from portal_api.web.written import read

PAGE = 100
_ON_THE_PAGE = frozenset({"url", "version", "description", "citation", "primaryImageOfPage"})


class TagConverter(BaseConverter):
    """What could be a language tag; so `/docs` or `/v1/...` is never taken for a language."""

    regex = r"(?:[A-Za-z]{2,3}|[ix])(?:[-_][A-Za-z0-9]{1,8}){0,12}"


def _teach_tags(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["tag"] = TagConverter


pages = Blueprint("pages", __name__)
pages.record(_teach_tags)
pages.add_app_template_global(elsewhere)


@pages.get("/")
def find_index() -> Response:
    """The way to the library in the reader's language; the page itself lists every language."""
    choice = best_choice(frame())
    locale = settle(choice.served, negotiated=True)
    return _lead(links().index(locale), locale, choice.reason, HTTPStatus.FOUND)


@pages.get("/<tag:locale>")
def show_index(locale: Locale) -> Response:
    """The articles in one language by kind and audience, a page at a time, or those that are searched for."""
    query = request.args.get("q", "").strip()
    if query:
        return search_page(locale, query[:LONGEST_QUESTION])
    after = _after()
    found = current().editions(locale, after=after, limit=PAGE + 1)
    shown = found[:PAGE]
    behind = {"after": shown[-1].article_id} if len(found) > PAGE else None
    html = html_page(
        "index.html",
        locale,
        is_current=True,
        index=index_page(shown, current(), links().here),
        canonical=links().index(locale) + (f"?after={after}" if after else ""),
        alternates={str(other): links().index(other) for other in frame().offered}
        | {"x-default": links().at("/")},
        more=links().here.at(f"/{locale}", behind) if behind else None,
    )
    return page(html, locale, WITH_FORM, keys=(f"articles-{locale}",))


@pages.get("/<tag:locale>/<article>")
def show_article(locale: Locale, article: str) -> Response:
    """One article in one language, with everything a reader should know about it."""
    edition = current().edition(article, locale)
    body = read(answers.article_answer(whole(edition), edition, current(), links().here))
    summaries = current().article_locales(article)
    address = links().page(locale, article)
    html = html_page(
        "article.html",
        locale,
        languages=page_languages(summaries, links().here),
        is_current=True,
        page=article_page(body, address),
        original=Locale(body["source_locale"]),
        canonical=address,
        alternates=own_language_pages(summaries, current(), links()),
        description=description(body),
        jsonld=_script(_jsonld(body, locale)),
    )
    keys = answers.surrogate_keys(article, locale)
    response = page(html, locale, POLICY, keys=keys, may_be_stale=not edition.has_held)
    response.headers["Link"] = f'<{links().oembed(address)}>; rel="alternate"; type="application/json+oembed"'
    return response


@pages.get("/<tag:locale>/")
@pages.get("/<tag:locale>/<article>/")
def drop_slash(locale: Locale, article: str | None = None) -> Response:
    """Our addresses have no slash at their end."""
    url = links().page(locale, article) if article else links().index(locale)
    keys = (f"article-{article}",) if article else ()
    return _lead(url, locale, None, HTTPStatus.PERMANENT_REDIRECT, keys=keys)


def lead_to_start() -> Response:
    """The way to `/`."""
    return _lead(links().at("/"), frame().default, None, HTTPStatus.PERMANENT_REDIRECT)


@pages.get("/<tag:locale>/sitemap.xml")
def show_sitemap(locale: Locale) -> Response:
    """The pages in one language, each with its other languages; some of them, from where `after` says."""
    data = sitemap(locale, current(), links(), _after())
    return bare(data, XML, BROWSERS, locale, keys=ANY_RELEASE)


@pages.get("/sitemap.xml")
def list_sitemaps() -> Response:
    """The sitemaps of each language."""
    return bare(sitemap_list(current(), links()), XML, BROWSERS, keys=ANY_RELEASE)


@pages.get("/robots.txt")
def show_robots() -> Response:
    """What search engines may read, and where the sitemaps are."""
    return bare(robots(links()), TEXT, BROWSERS)


@pages.get("/assets/<asset>")
def asset(asset: str) -> Response:
    """A style sheet or icon. What is behind such an address never changes."""
    found = assets.published(asset)
    if found is None:
        raise NotFound
    return bare(found.data, found.media_type, FOR_EVER)


@pages.before_request
def read_path() -> Response | None:
    """The language in the path becomes a Locale; another spelling or a known relative of it leads on."""
    moved = spelling.read_path()
    if moved is None:
        return None
    offered = [Language(Locale(offer["locale"]), offer["url"]) for offer in moved.offers]
    return _lead(moved.url, moved.locale, moved.reason, moved.status, offered)


def _after() -> str | None:
    """The article behind which a list goes on; whatever else stands there is ignored."""
    after = request.args.get("after", "")
    return after if is_name(after) else None


def _lead(
    url: str,
    locale: Locale,
    reason: str | None,
    status: HTTPStatus,
    languages: tuple[Language, ...] | list[Language] = (),
    *,
    keys: tuple[str, ...] = (),
) -> Response:
    settle(locale)
    html = html_page("moved.html", locale, languages=languages, url=url, reason=reason)
    return leading_page(url, html, locale, status, POLICY, keys=keys)


def _jsonld(body: Json, locale: Locale) -> Json:
    """The JSON-LD less what the page around it tells by itself; on a slow line each kilobyte counts."""
    whole = medical_web_page(body, frame().attribution or {}, disclaimer(locale), links())
    return {name: value for name, value in whole.items() if name not in _ON_THE_PAGE}


def _script(data: Json) -> Markup:
    """JSON that cannot end the script element around it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  # nothing in it can be markup any more
