"""A request -> one line of JSON that says what was answered, and nothing of who asked.

A health topic beside an address is sensitive. So there is no address, no Accept-Language, no Referer, no user
agent and no query, and of the path only its pattern.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from portal_api.web.wsgi.finished import whole
from portal_api.web.wsgi.shelf import label_of

Write = Callable[[str], None]


class AccessLog:
    """A WSGI layer that writes one line for each request. `clock` counts seconds, `now` since 1970."""

    def __init__(
        self,
        app: WSGIApplication,
        write: Write,
        clock: Callable[[], float] = time.perf_counter,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._app = app
        self._write = write
        self._clock = clock
        self._now = now

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The answer of the application, logged."""
        begun = self._clock()
        statuses = ["500"]

        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            statuses.append(status)
            return start_response(status, headers, *more)

        sent = 0
        try:
            body = [whole(self._app(environ, started))]
            sent = len(body[0])
            return body
        finally:
            self._write(self._line(environ, statuses[-1][:3], sent, self._clock() - begun))

    def _line(self, environ: WSGIEnvironment, status: str, sent: int, seconds: float) -> str:
        label = label_of(environ)
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self._now()))
        told = {
            "time": when,
            "method": _known(environ["REQUEST_METHOD"]),
            "route": label.route,
            "locale": label.locale,
            "status": int(status),
            "ms": round(seconds * 1000, 3),
            "bytes": sent,
            "shelf": label.shelf,
        }
        return json.dumps(told)


def to_stdout(line: str) -> None:
    """Write a line at once and whole, also where several workers share the output.

    An output that nobody reads any more breaks no answer.
    """
    with suppress(OSError):
        os.write(sys.__stdout__.fileno() if sys.__stdout__ else 1, f"{line}\n".encode())


_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT"})


def _known(method: str) -> str:
    """The method, unless the client has invented it."""
    return method if method in _METHODS else "OTHER"
