"""An application -> copies of its answers, each with the address and the language it answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from itertools import chain
from urllib.parse import urlsplit
from wsgiref.types import WSGIEnvironment

from flask import Flask, request
from werkzeug import Response as WerkzeugResponse
from werkzeug.exceptions import BadRequest, HTTPException, MethodNotAllowed, NotFound

from portal_api.cli.mirror.addresses import CannotExport
from portal_api.errors import PortalError, StoreError
from portal_api.locales import Locale
from portal_api.web.problems import answer_error, answer_http_error
from portal_api.web.wsgi.asking import Asking
from portal_api.web.wsgi.colophon import colophon_of
from portal_api.web.wsgi.finished import Finished

# What a server of files can say by itself, by the code of the problem.
REFUSALS: Mapping[str, HTTPException | PortalError] = {
    "not-found": NotFound(),
    "malformed-request": BadRequest(),
    "method-not-allowed": MethodNotAllowed(["GET", "HEAD", "OPTIONS"]),
    "unavailable": StoreError(),
}
_WRITING = "POST, PUT, PATCH, DELETE"
# A path of each kind that programs and people ask for; nothing can be at an address like these.
_SOMEWHERE = {"json": "/v1/{locale}/…", "html": "/{locale}/…"}
FORMS = tuple(_SOMEWHERE)
_KEPT = frozenset({HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.PERMANENT_REDIRECT, HTTPStatus.GONE})
_NEXT_PAGE = re.compile(rb'href="(/[^"]*\?after=[a-z0-9-]+)"')


@dataclass(frozen=True)
class Copy:
    """An answer as the service gives it.

    `path` has a query where one page of a list leads to the next. `language` is what the reader asks for:
    None where it makes no difference, empty for a reader who asks for none.
    """

    path: str
    language: str | None
    answer: Finished

    @property
    def status(self) -> int:
        """The status code."""
        return int(self.answer.status[:3])

    @property
    def is_plain(self) -> bool:
        """Whether any server of files can give this answer, and say that a copy of it is current."""
        is_one = self.language is None and "?" not in self.path
        return self.status == HTTPStatus.OK and is_one and bool(self.answer.etag)


class Copyist:
    """Asks an application for its answers, as a reader would."""

    def __init__(self, app: Flask, base_url: str, locales: Iterable[Locale]) -> None:
        """Absolute URLs in answers begin with `base_url`; `locales` are those that readers may ask for."""
        base = urlsplit(base_url)
        self._app = app
        self._asking = Asking(app.wsgi_app, base_url)
        self._origin = f"{base.scheme}://{base.netloc}"
        self._below = base.path
        self._languages = tuple(map(str, locales))

    def copies(self, paths: Iterable[str]) -> Iterator[Copy]:
        """The answers of these addresses and of the pages that follow them, in every language they depend on.

        What is not there is left out.

        Raises:
            CannotExport: the service fails, or says something that no file can say.
        """
        known = set()
        for path in paths:
            following: str | None = path
            while following is not None and following not in known:
                known.add(following)
                copy = Copy(following, None, self.ask(following))
                if copy.answer.by_language:
                    yield from self._in_every_language(copy)
                elif _is_kept(copy):
                    yield copy
                following = self._next(copy)

    def refusals(self) -> Iterator[Copy]:
        """What a server of files can say by itself: for programs and for people, in every language.

        Their paths are `/{json or html}/{code of the problem}`.
        """
        for code, error in REFUSALS.items():
            for form, somewhere in _SOMEWHERE.items():
                for language in self._languages:
                    path = somewhere.format(locale=language)
                    yield Copy(f"/{form}/{code}", language, self._refuse(path, error))

    def ask(self, path: str, language: str = "") -> Finished:
        """The answer of one address."""
        address, _, query = path.partition("?")
        return self._asking.ask(address, query, language)

    def _in_every_language(self, copy: Copy) -> Iterator[Copy]:
        asked = ((language, self.ask(copy.path, language)) for language in self._languages)
        for language, answer in chain([("", copy.answer)], asked):
            found = Copy(copy.path, language, answer)
            if _is_kept(found):
                yield found

    def _next(self, copy: Copy) -> str | None:
        """The path and query of the page of a list that follows."""
        if b'"next":' in copy.answer.body and copy.answer.header("content-type") == "application/json":
            url = json.loads(copy.answer.body).get("links", {}).get("next")
        else:
            found = _NEXT_PAGE.search(copy.answer.body)
            url = found[1].decode() if found else None
        if url is None:
            return None
        parts = urlsplit(url)
        return f"{parts.path.removeprefix(self._below)}?{parts.query}"

    def _refuse(self, path: str, error: HTTPException | PortalError) -> Finished:
        with self._app.test_request_context(path, base_url=self._origin, method=_WRITING):
            made = answer_error(error) if isinstance(error, PortalError) else answer_http_error(error)
            return _finished(self._app.process_response(made), request.environ)


def _is_kept(copy: Copy) -> bool:
    if copy.status == HTTPStatus.NOT_FOUND:
        return False
    if copy.status not in _KEPT:
        raise CannotExport(
            f"{copy.path} answers {copy.answer.status}, which no file can say; nothing was exported"
        )
    return True


def _finished(response: WerkzeugResponse, environ: WSGIEnvironment) -> Finished:
    return Finished(response.status, list(response.headers), response.get_data(), colophon_of(environ))
