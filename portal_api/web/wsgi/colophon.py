"""An answer -> what it was made from: its release and its route, told to the layers around Flask."""

from __future__ import annotations

from dataclasses import dataclass
from wsgiref.types import WSGIEnvironment

from flask import Flask, Response, request

from portal_api.releases.record.stored import Release
from portal_api.web.reading import known_frame

_KEY = "portal.colophon"
UNMATCHED = "unmatched"


@dataclass(frozen=True)
class Colophon:
    """What an answer was made from: `release`, None where none could be read, and the URL's pattern."""

    release: Release | None
    route: str


NOTHING_KNOWN = Colophon(None, UNMATCHED)


def install(app: Flask) -> None:
    """Leave a colophon in the environment of every request."""
    app.after_request(_leave)


def colophon_of(environ: WSGIEnvironment) -> Colophon:
    """The colophon of the request that Flask answered with this environment."""
    found = environ.get(_KEY)
    return found if isinstance(found, Colophon) else NOTHING_KNOWN


def leave(environ: WSGIEnvironment, route: str) -> None:
    """Leave one for an answer from this route, read from the frame of now."""
    environ[_KEY] = Colophon(known_frame().release, route)


def _leave(response: Response) -> Response:
    rule = request.url_rule
    leave(request.environ, rule.rule if rule else UNMATCHED)
    return response
