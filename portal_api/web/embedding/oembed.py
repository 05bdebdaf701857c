"""oEmbed 1.0 (https://oembed.com): the address of one of our pages -> a frame for the page of another."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response

from portal_api.errors import NotPublished
from portal_api.releases.editions.body import Json
from portal_api.web.answers import surrogate_keys
from portal_api.web.embedding.embedsnippet import FRAME_SIZE, snippet
from portal_api.web.embedding.excerpt import Excerpt, excerpt
from portal_api.web.language import offered_as, settle
from portal_api.web.problems import Refused
from portal_api.web.queries import OembedQuery, is_name, takes
from portal_api.web.reading import frame, links
from portal_api.web.reply import reply

_KEEP_SECONDS = 300

oembed = Blueprint("oembed", __name__)


@oembed.get("/oembed")
@takes(OembedQuery)
def describe(url: str, format: str, maxwidth: int | None = None, maxheight: int | None = None) -> Response:  # noqa: A002  # the standard's own name
    """How to embed a page of ours, as oEmbed 1.0 says it.

    `url` is the address of an article for people. A section is named by a fragment, e.g. `#risks`.
    """
    if format != "json":
        raise Refused("unsupported-format", format=format)
    found = _found(url)
    size = (min(FRAME_SIZE[0], maxwidth or FRAME_SIZE[0]), min(FRAME_SIZE[1], maxheight or FRAME_SIZE[1]))
    keys = surrogate_keys(found.body["id"], found.locale)
    return reply(_described(found, size), found.locale, keys=keys, may_be_stale=found.may_be_stale)


def _described(found: Excerpt, size: tuple[int, int]) -> Json:
    attribution = found.attribution or {}
    return {
        "version": "1.0",
        "type": "rich",
        "title": found.title["title"],
        "provider_name": attribution.get("publisher", links().base),
        "provider_url": attribution.get("url", links().base),
        "cache_age": _KEEP_SECONDS,
        "html": snippet("iframe", found, size=size),
        "width": size[0],
        "height": size[1],
    }


def _found(url: str) -> Excerpt:
    """What stands at one of our addresses.

    Raises:
        Refused: nothing does.
    """
    names, fragment = _names(url)
    locale = offered_as(names[0], frame()) if len(names) in (2, 3) else None
    section = names[2] if len(names) == 3 else fragment
    if locale is None or not is_name(names[1]):
        raise Refused("not-found", path=url)
    try:
        return excerpt(settle(locale), names[1], section if is_name(section) else None)
    except NotPublished:
        raise Refused("not-found", path=url) from None


def _names(url: str) -> tuple[list[str], str]:
    """The parts of the path below our base: language, article, perhaps a section; and the fragment."""
    try:
        asked, ours = urlsplit(url), urlsplit(links().base)
    except ValueError:
        return [], ""
    below = f"{ours.path}/"
    if (asked.scheme, asked.netloc.lower()) != (ours.scheme, ours.netloc) or not asked.path.startswith(below):
        return [], ""
    names = asked.path.removeprefix(below).split("/")
    is_frame = names[0] == "embed"
    if len(names) == 3 and not is_frame:
        return [], ""
    return names[1:] if is_frame else names, asked.fragment
