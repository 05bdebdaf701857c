"""Pictures under their published names, which hold a digest and so never mean another picture."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from portal_api.errors import UnknownArticle
from portal_api.releases.record.gallery import find_picture
from portal_api.web.reading import current
from portal_api.web.reply import ANY_RELEASE, BROWSERS, bare

# A picture opened by itself runs and loads nothing, whatever is in it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
# A picture of more articles is forgotten with every release: a header with a thousand names is none.
_MOST_KEYS = 20

figures = Blueprint("figures", __name__)


@figures.get("/figures/<name>")
def figure(name: str) -> Response:
    """A picture of an article.

    The address is in `figure.url` of the article. The picture behind an address never changes. It goes with
    the articles that show it: where all of them are held or withdrawn, it is not shown either.
    """
    try:
        found = find_picture(current(), name)
    except UnknownArticle:
        raise NotFound from None
    # Not for ever, although it never changes: no purge reaches a browser.
    response = bare(found.data, found.media_type, BROWSERS, keys=_keys(found.articles))
    response.headers["Content-Security-Policy"] = _POLICY
    return response


def _keys(articles: Sequence[str]) -> Sequence[str]:
    """What caches forget it by: the articles that show it, any order to take back where none does now."""
    if len(articles) > _MOST_KEYS:
        return ANY_RELEASE
    return [f"article-{article}" for article in articles] or ["historical"]
