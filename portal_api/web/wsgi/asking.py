"""An address and a reader's languages -> the answer of the application, as it is for everybody."""

from __future__ import annotations

import io
import sys
from typing import Any, TextIO
from urllib.parse import SplitResult, urlsplit
from wsgiref.types import WSGIApplication, WSGIEnvironment

from portal_api.web.wsgi.colophon import colophon_of
from portal_api.web.wsgi.finished import Fields, Finished, whole
from portal_api.web.wsgi.shortcut import PLAIN


class Asking:
    """Asks an application for answers by requests that hold what they may depend on, and nothing else."""

    def __init__(self, app: WSGIApplication, base_url: str) -> None:
        """Requests go to the host of `base_url`."""
        self._app = app
        self._always = _asked_at(urlsplit(base_url))

    def ask(self, path: str, query: str, languages: str, errors: TextIO | None = None) -> Finished:
        """One answer. `path` is as WSGI has it, `languages` an Accept-Language header, empty for none."""
        wanted = {"HTTP_ACCEPT_LANGUAGE": languages} if languages else {}
        asked: WSGIEnvironment = {
            **wanted,
            **self._always,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": errors or sys.stderr,
        }
        status, headers, body = self._answered(asked)
        return Finished(status, headers, body, colophon_of(asked))

    def _answered(self, environ: WSGIEnvironment) -> tuple[str, Fields, bytes]:
        seen: list[tuple[str, Fields]] = []

        def started(status: str, headers: Fields, *_: Any) -> Any:
            seen.append((status, list(headers)))
            return lambda _: None

        data = whole(self._app(environ, started))
        return *seen[-1], data


def _asked_at(origin: SplitResult) -> WSGIEnvironment:
    """What every such request has."""
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "SERVER_NAME": origin.hostname or "localhost",
        "SERVER_PORT": str(origin.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": origin.netloc,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": origin.scheme,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        PLAIN: True,
    }
