"""What went wrong -> a problem document (RFC 9457) in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from portal_api.errors import (
    Held,
    NotPublished,
    PortalError,
    StoreError,
    UnknownArticle,
    UnknownLocale,
    UnknownSection,
    Withdrawn,
)
from portal_api.releases.editions.body import Json
from portal_api.web import reply
from portal_api.web.frame import NoReleaseYet
from portal_api.web.html.problempage import is_for_people, tell_people
from portal_api.web.language import Spoken, reader_locale, say, say_together, wishes
from portal_api.web.links import Links
from portal_api.web.offers import library_offers, translated_offers
from portal_api.web.reading import UnknownRelease, known_frame, links
from portal_api.words import HOLDS, WITHDRAWALS

PROBLEMS: Mapping[str, HTTPStatus] = {
    "malformed-request": HTTPStatus.BAD_REQUEST,
    "unknown-parameter": HTTPStatus.BAD_REQUEST,
    "invalid-parameter": HTTPStatus.BAD_REQUEST,
    "repeated-parameter": HTTPStatus.BAD_REQUEST,
    "not-found": HTTPStatus.NOT_FOUND,
    "unknown-locale": HTTPStatus.NOT_FOUND,
    "unknown-article": HTTPStatus.NOT_FOUND,
    "unknown-section": HTTPStatus.NOT_FOUND,
    "unknown-release": HTTPStatus.NOT_FOUND,
    "not-translated": HTTPStatus.NOT_FOUND,
    "method-not-allowed": HTTPStatus.METHOD_NOT_ALLOWED,
    "withdrawn": HTTPStatus.GONE,
    "held": HTTPStatus.GONE,
    "precondition-failed": HTTPStatus.PRECONDITION_FAILED,
    "too-many-requests": HTTPStatus.TOO_MANY_REQUESTS,
    "request-too-long": HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    "internal-error": HTTPStatus.INTERNAL_SERVER_ERROR,
    "unsupported-format": HTTPStatus.NOT_IMPLEMENTED,
    "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "nothing-published": HTTPStatus.SERVICE_UNAVAILABLE,
}
"""Every kind of problem by its code, stable for ever; `problem.<code>.*` are its words."""

_RETRY = {"Retry-After": "30"}
_WITHDRAWAL_REASONS = frozenset(word.id.removeprefix("withdrawn.") for word in WITHDRAWALS)
_HOLD_REASONS = frozenset(word.id.removeprefix("withheld.") for word in HOLDS)


class Refused(PortalError):
    """A request that cannot be answered: a code of PROBLEMS and the values its words need."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code)


class NotTranslated(NotPublished):
    """A text that is not wholly in the asked language, asked for without any fallback."""


def install(app: Flask) -> None:
    """Turn our exceptions, and those of the framework, into problem documents."""
    app.register_error_handler(PortalError, answer_error)
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(DBAPIError, _answer_broken)


def answer_error(error: PortalError) -> Response:
    """The problem document of one of our own exceptions."""
    path = request.view_args or {}
    article, section = path.get("article", ""), path.get("section", "")
    if isinstance(error, Refused):
        return _problem(error.code, error.values)
    if isinstance(error, UnknownLocale):
        named = str(path.get("locale", ""))
        offers = library_offers(known_frame(), request.path, named, wishes().wanted)
        return _problem("unknown-locale", {"locale": named}, offers=offers)
    if isinstance(error, NotTranslated):
        offers = translated_offers(article, section)
        return _problem("not-translated", {"locale": path["locale"]}, offers=offers)
    if isinstance(error, Withdrawn):
        return _withdrawn(error, article or error.article)
    if isinstance(error, Held):
        return _held(error, article or error.article)
    return _plain(error, article, section)


def answer_http_error(error: HTTPException) -> Response:
    """The problem document of what the framework refuses, or of a mistake of ours (500)."""
    code = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if code == HTTPStatus.NOT_FOUND:
        return _problem("not-found", {"path": request.path})
    if code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
        values = {"method": request.environ["REQUEST_METHOD"], "allowed": allowed}
        return _problem("method-not-allowed", values, headers={"Allow": allowed})
    if code == HTTPStatus.PRECONDITION_FAILED:
        return _problem("precondition-failed", {})
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _problem("internal-error", {})
    return _problem("malformed-request", {})


def _answer_broken(_: DBAPIError) -> Response:
    """The database went away while a view was reading it."""
    return answer_error(StoreError())


def words_of(code: str) -> tuple[str, str, str]:
    """The ids of the words that a problem is told in: title, detail, remedy."""
    return f"problem.{code}.title", f"problem.{code}.detail", f"problem.{code}.remedy"


def document(code: str, spoken: Spoken, addresses: Links, **more: Any) -> Json:
    """The problem document itself, less attribution and disclaimer; `spoken` are its words."""
    title, detail, remedy = spoken.texts
    told = {
        "type": addresses.problem(code),
        "title": title,
        "status": int(PROBLEMS[code]),
        "detail": detail,
        "code": code,
        "remedy": remedy,
        "locale": str(spoken.locale),
        "dir": spoken.direction,
    }
    return told | more | {"links": {"docs": addresses.docs(), "locales": addresses.locales()}}


def explanation(word_id: str) -> Json:
    """The words of a reason, in the language of the answer."""
    spoken = say(word_id)
    return {"text": spoken.texts[0], "locale": str(spoken.locale), "dir": spoken.direction}


def _plain(error: PortalError, article: str, section: str) -> Response:
    if isinstance(error, UnknownArticle):
        return _problem("unknown-article", {"article": article})
    if isinstance(error, UnknownSection):
        return _problem("unknown-section", {"article": article, "section": section})
    if isinstance(error, UnknownRelease):
        return _problem("unknown-release", {"release": error.release})
    if isinstance(error, NotPublished):
        return _problem("not-found", {"path": request.path})
    if isinstance(error, NoReleaseYet):
        return _problem("nothing-published", {}, headers=_RETRY)
    if isinstance(error, StoreError):
        return _problem("unavailable", {}, headers=_RETRY)
    return _problem("internal-error", {})


def _withdrawn(error: Withdrawn, article: str) -> Response:
    locale = reader_locale(known_frame())
    code = error.reason if error.reason in _WITHDRAWAL_REASONS else "other"
    address = links().page if is_for_people() else links().article
    successor = address(locale, error.successor) if error.successor else None
    told = explanation(f"withdrawn.{code}")
    more: Json = {"reason": code, "explanation": told, "successor": successor}
    return _problem("withdrawn", {"article": article}, successor_id=error.successor, **more)


def _held(error: Held, article: str) -> Response:
    reader_locale(known_frame())
    code = error.reason if error.reason in _HOLD_REASONS else "other"
    return _problem("held", {"article": article}, reason=code, explanation=explanation(f"withheld.{code}"))


def _problem(
    code: str,
    values: Mapping[str, object],
    *,
    headers: Mapping[str, str] | None = None,
    successor_id: str | None = None,
    **more: Any,
) -> Response:
    locale = reader_locale(known_frame())
    told = document(code, say_together(words_of(code), **values), links(), **more)
    if is_for_people():
        return tell_people(told, locale, PROBLEMS[code], headers or {}, successor_id)
    return reply.problem(told, locale, PROBLEMS[code], headers or {})
