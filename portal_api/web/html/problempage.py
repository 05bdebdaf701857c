"""A problem document -> the page that tells it to people."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from flask import Response, request

from portal_api.errors import PortalError
from portal_api.locales import Locale
from portal_api.releases.editions.body import Json
from portal_api.web.html.htmlpage import POLICY, html_page
from portal_api.web.reading import current
from portal_api.web.reply import problem_page

# The first parts of paths that programs read; everything else is read by people.
FOR_PROGRAMS = frozenset({"v1", "figures", "livez", "readyz", "oembed"})


def is_for_people() -> bool:
    """Whether whoever asked for this address reads pages rather than JSON."""
    return not is_for_programs(request.path)


def is_for_programs(path: str) -> bool:
    """Whether programs read what is at this path."""
    return path.removeprefix("/").partition("/")[0] in FOR_PROGRAMS


def tell_people(
    told: Json, locale: Locale, status: HTTPStatus, headers: Mapping[str, str], successor: str | None
) -> Response:
    """A problem as a page; `successor` is the id of the article that takes a withdrawn one's place."""
    head = _head(successor, locale) if successor else None
    # No other page of ours may be in a frame: a link that stayed in it would lead to a blank one.
    is_framed = request.endpoint == "frames.show_frame"
    html = html_page("trouble.html", locale, told=told, successor=head, is_framed=is_framed)
    return problem_page(html, locale, status, headers, POLICY)


def _head(article: str, locale: Locale) -> Json | None:
    """Title and language of an article, where it can be read."""
    try:
        head: Json = current().edition(article, locale).body["head"]
    except PortalError:
        return None
    return head
