"""The search of the API: what a reader types, in the reader's language -> articles, ranked."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, current_app

from portal_api.locales import Locale
from portal_api.releases.editions.body import Json
from portal_api.releases.finding.finder import Finder
from portal_api.releases.finding.indexfolder import index_folder
from portal_api.releases.finding.ranking import Found
from portal_api.releases.record.store import Store
from portal_api.web import routes
from portal_api.web.finding.results import results, shown_parts
from portal_api.web.language import write_each
from portal_api.web.marks import part_marks
from portal_api.web.queries import SearchQuery, takes
from portal_api.web.reading import current, links
from portal_api.web.reply import ANY_RELEASE, reply

search = Blueprint("search", __name__, url_prefix="/v1")
search.before_request(routes.read_path)


def install(app: Flask, store: Store, folder: str) -> None:
    """Let the app find things; `folder` is where a setting wants the index, empty for none."""
    app.extensions["portal finder"] = Finder(
        lambda: index_folder(folder, store.database.place), store.current
    )


@search.get("/<locale>/search")
@takes(SearchQuery)
def search_articles(locale: Locale, q: str, limit: int) -> Response:
    """The articles that answer a question, best first.

    Every language and script, without regard to case, accents, vowel points and other spellings of the same
    letters; half-typed words and single typing mistakes are understood. Only what is shown in the asked
    language is found: no text in another one, and nothing that is held back. `runs` mark with `hit` what was
    found.
    """
    found = found_in(locale, q, limit)
    listed = results(found, current(), locale, links())
    own = {"self": links().search(locale, {"q": q, "limit": limit}), "list": links().articles(locale)}
    body = {
        "locale": str(locale),
        "dir": locale.direction,
        "release": current().release.id,
        "total": found.total,
        "results": listed,
        "links": own,
    }
    response = reply(body, locale, written=_wording(listed), keys=search_keys(locale), may_be_stale=False)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def found_in(locale: Locale, query: str, limit: int) -> Found:
    """What the current release has that answers a question.

    Raises:
        StoreError: it cannot be told at the moment.
    """
    finder: Finder = current_app.extensions["portal finder"]
    return finder.find(current(), locale, query, limit)


def search_keys(locale: Locale) -> tuple[str, ...]:
    """What our caches purge it by: any change in the language, and any release, may change what is found."""
    return (f"articles-{locale}", *ANY_RELEASE)


def _wording(listed: list[Json]) -> bytes:
    """The words for every mark in the results."""
    marks = {
        word for one in listed for part in shown_parts(one) for word in part_marks(part, one["source_locale"])
    }
    (words,) = write_each(frozenset(marks))
    return b'"wording":%b' % words
