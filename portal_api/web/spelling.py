"""The language named in a path -> the offered Locale, or where that language is instead."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import request

from portal_api.errors import InvalidTag, UnknownArticle, UnknownLocale
from portal_api.locales import Locale, best_match
from portal_api.releases.editions.body import Json
from portal_api.web.language import settle
from portal_api.web.offers import library_offers, path_in
from portal_api.web.problems import Refused
from portal_api.web.queries import is_name
from portal_api.web.reading import frame, links


@dataclass(frozen=True)
class Elsewhere:
    """Where the text is that a path asks for; the words of `reason` are `choice.<reason>`."""

    locale: Locale
    named: str
    reason: str
    status: HTTPStatus
    url: str
    offers: list[Json]


def read_path() -> Elsewhere | None:
    """The language in the path becomes a Locale; another spelling or a known relative of it leads elsewhere.

    Raises:
        UnknownLocale: the language is not offered, and nothing near it is.
        UnknownArticle: no article could be called like this.
        Refused: it leads elsewhere, and a parameter stands there twice.
    """
    path = request.view_args or {}
    if "article" in path and not is_name(path["article"]):
        raise UnknownArticle(path["article"])
    if "locale" not in path:
        return None
    named = path["locale"]
    if (offered := frame().by_tag.get(named)) is not None:
        path["locale"] = settle(offered)
        return None
    locale = _locale(named)
    if locale not in frame().offered:
        return _elsewhere(_relative(locale, named), named, "close", HTTPStatus.FOUND)
    return _elsewhere(locale, named, "other-spelling", HTTPStatus.PERMANENT_REDIRECT)


def _locale(text: str) -> Locale:
    try:
        return Locale.parse(text)
    except InvalidTag:
        raise UnknownLocale(text) from None


def _relative(asked: Locale, named: str) -> Locale:
    match = best_match([asked], frame().offered)
    if match is None:
        raise UnknownLocale(named)
    return match.offered


def _refuse_repeated() -> None:
    """A redirect would carry on one value of each parameter only."""
    for name, values in request.args.lists():
        if len(values) > 1:
            raise Refused("repeated-parameter", parameter=name)


def _elsewhere(locale: Locale, named: str, reason: str, status: HTTPStatus) -> Elsewhere:
    _refuse_repeated()
    url = links().at(path_in(locale, request.path, named), request.args)
    offers = library_offers(frame(), request.path, named)
    return Elsewhere(locale, named, reason, status, url, offers)
