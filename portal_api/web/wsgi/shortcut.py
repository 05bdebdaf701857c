"""A WSGI layer: what the shelf asks for most, articles and their sections, goes straight to its view.

The view is the same, and so is what every answer gets; left out is the search for the route, which costs as
much as the rest. What needs more (another spelling, a query, an error) goes the way of all requests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, Response

from portal_api.web import reply
from portal_api.web.language import settle
from portal_api.web.reading import frame
from portal_api.web.routes import answer_article
from portal_api.web.wsgi import colophon

# In the environment of a request that holds nothing but an address and languages: only the shelf makes those.
PLAIN: Final = "portal.plain"

_ADDRESS = re.compile(
    r"/v1/([^/]+)/articles/([a-z0-9][a-z0-9-]{0,99})(?:/sections/([a-z0-9][a-z0-9-]{0,99}))?"
)


class Shortcut:
    """The application behind it, and a shorter way to some of its answers."""

    def __init__(self, app: Flask) -> None:
        """`app` has all its routes."""
        self._app = app
        self._whole = app.wsgi_app
        self._routes = {
            has_section: next(app.url_map.iter_rules(endpoint)).rule
            for has_section, endpoint in ((False, "v1.get_article"), (True, "v1.get_section"))
        }

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """One answer."""
        if PLAIN in environ and not environ["QUERY_STRING"]:
            found = _ADDRESS.fullmatch(environ["PATH_INFO"])
            response = self._answer(environ, *found.groups()) if found else None
            if response is not None:
                return response(environ, start_response)
        return self._whole(environ, start_response)

    def _answer(
        self, environ: WSGIEnvironment, tag: str, article: str, section: str | None
    ) -> Response | None:
        """None where it is no success: only the long way knows how to tell that."""
        with self._app.app_context():
            try:
                locale = frame().by_tag.get(tag)
                if locale is None:
                    return None
                response = reply.finish(answer_article(settle(locale), article, section))
            except Exception:  # noqa: BLE001  # the long way meets it again, and tells it with the disclaimer
                return None
            colophon.leave(environ, self._routes[section is not None])
            return response
