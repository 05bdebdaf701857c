"""The question of a hospital system (HL7 Infobutton, by URL) -> our list of the articles with a code."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, request

from portal_api.errors import InvalidTag
from portal_api.locales import Locale, Wishes
from portal_api.web.finding.codes import meaning
from portal_api.web.language import hear, settle, wishes
from portal_api.web.negotiation import choose_offered
from portal_api.web.offers import library_offers
from portal_api.web.problems import Refused
from portal_api.web.queries import InfobuttonQuery, takes
from portal_api.web.reading import frame, links
from portal_api.web.routes import lead

infobutton = Blueprint("infobutton", __name__, url_prefix="/v1")


@infobutton.before_request
def hear_language() -> None:
    """What is wrong with such a question, too, is told in the language that it names."""
    hear(request.args.get("informationRecipient.languageCode.c", ""))


@infobutton.get("/infobutton")
@takes(InfobuttonQuery)
def find_by_code(system: str, code: str, language: str | None = None) -> Response:
    """The way to the articles for a code, as hospital systems ask for them.

    Takes the parameters of HL7's URL-based Infobutton request and leads to the list of articles with this
    code in the best language for this reader: by `informationRecipient.languageCode.c`, else by
    `Accept-Language`. The answer says why. Other parameters of the standard are ignored.
    """
    wanted = wishes() if language is None else Wishes((_locale(language),))
    choice = choose_offered(wanted, frame().offered or (frame().default,))
    settle(choice.served, negotiated=language is None)
    query = {"code": meaning(system, code)}
    url = links().articles(choice.served, query)
    asked = [*map(str, wanted.wanted)]
    return lead(
        choice.served, asked, choice.reason, _offers(choice.served, wanted, query), url, HTTPStatus.FOUND
    )


def _locale(text: str) -> Locale:
    try:
        return Locale.parse(text)
    except InvalidTag:
        raise Refused("unknown-locale", locale=text) from None


def _offers(served: Locale, wanted: Wishes, query: dict[str, tuple[str, ...]]) -> list[dict[str, object]]:
    """The same list in every other language of the library."""
    known = library_offers(frame(), f"/v1/{served}/articles", str(served), wanted.wanted)
    return [{**one, "url": links().articles(Locale(one["locale"]), query)} for one in known]
