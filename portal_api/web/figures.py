"""Pictures under their published names, which hold a digest and so never mean another picture."""

from __future__ import annotations

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from portal_api.errors import UnknownArticle
from portal_api.web.reading import current
from portal_api.web.reply import FOR_EVER, bare

# A picture opened by itself runs and loads nothing, whatever is in it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"

figures = Blueprint("figures", __name__)


@figures.get("/figures/<name>")
def figure(name: str) -> Response:
    """A picture of an article.

    The address is in `figure.url` of the article. The picture behind an address never changes.
    """
    try:
        found = current().figure(name)
    except UnknownArticle:
        raise NotFound from None
    response = bare(found.data, found.media_type, FOR_EVER)
    response.headers["Content-Security-Policy"] = _POLICY
    return response
