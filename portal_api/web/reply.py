"""The only ways a body leaves. Each adds the disclaimer; every response names it in its headers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from wsgiref.types import WSGIEnvironment

from flask import Response, has_request_context, request
from werkzeug.datastructures import Headers
from werkzeug.exceptions import PreconditionFailed

from portal_api.locales import Locale
from portal_api.releases.editions.body import Json
from portal_api.web.language import answer_locale, is_negotiated, settle
from portal_api.web.reading import known_frame, known_release, links
from portal_api.web.written import members
from portal_api.web.wsgi.etags import is_unchanged, is_wanted

# The surfaces that can carry the disclaimer as a link only, by endpoint: machines read them, not readers.
# Every other answer with a body has the disclaimer in it; tests/promises reads this list.
LINK_ONLY = frozenset(
    {
        "health.livez",
        "health.readyz",
        "v1.openapi",
        "figures.figure",
        "pages.asset",
        "pages.list_sitemaps",
        "pages.show_sitemap",
        "pages.show_robots",
        "frames.show_file",
        "preview.show_file",
    }
)

JSON = "application/json"
PROBLEM = "application/problem+json"
HTML = "text/html; charset=utf-8"

BROWSERS = "public, max-age=60"
OUR_CACHES = "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800"
OUR_CACHES_NEVER_STALE = "public, max-age=60"
FOR_EVER = "public, max-age=31536000, immutable"
NEVER = "no-store"

# The key of answers that any publication may change, and of all whose view names no keys of their own.
ANY_RELEASE = ("release",)

JSON_POLICY = "default-src 'none'; frame-ancestors 'none'"
_EVERYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Allow, Content-Language, ETag, Link, Location, Retry-After",
    "Content-Security-Policy": JSON_POLICY,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Reply(Response):
    """A response that keeps its Content-Language on a 304 too; Werkzeug would drop it there."""

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Headers:
        """The headers as they are sent; those of a success are complete, the length of its body too."""
        if self.status_code == HTTPStatus.OK:
            return self.headers
        sent = super().get_wsgi_headers(environ)
        if "Content-Language" in self.headers:
            sent["Content-Language"] = self.headers["Content-Language"]
        return sent


def reply(
    body: Json,
    locale: Locale,
    *,
    written: bytes = b"",
    keys: Iterable[str] = (),
    may_be_stale: bool = True,
) -> Response:
    """A success in the language of its URL (or the default one), with attribution and disclaimer.

    `written` are members that stand in front of those of the body (see written.py). `keys` are the surrogate
    keys our caches purge it by, without any it is purged at every release; a text that must not outlive a
    recall is never served stale.
    """
    return _cacheable(_dressed(body, locale, written), JSON, settle(locale), keys, may_be_stale=may_be_stale)


def lead_to(
    url: str, body: Json, locale: Locale, status: HTTPStatus, *, keys: Iterable[str] = ()
) -> Response:
    """A redirect that says why, in the language it leads to; `keys` are as for `reply`.

    One that depends on Accept-Language is kept by our own caches only: they know how to tell readers apart.
    """
    response = _leading(_dressed(body, settle(locale)), JSON, url, status)
    response.headers["Surrogate-Key"] = _keys(locale, keys)
    return response


def leading_page(
    url: str, html: str, locale: Locale, status: HTTPStatus, policy: str, *, keys: Iterable[str] = ()
) -> Response:
    """A redirect that tells people why; `keys` are as for `reply`. Its template shows the disclaimer."""
    settle(locale)
    response = _leading(html.encode(), HTML, url, status)
    response.headers["Surrogate-Key"] = _keys(locale, keys)
    response.headers["Content-Security-Policy"] = policy
    return response


def problem(body: Json, locale: Locale, status: HTTPStatus, headers: Mapping[str, str]) -> Response:
    """A problem document; no cache keeps it."""
    return _refusal(_dressed(body, settle(locale)), PROBLEM, status, headers)


def problem_page(
    html: str, locale: Locale, status: HTTPStatus, headers: Mapping[str, str], policy: str
) -> Response:
    """A problem told to people. Its template shows the disclaimer; no cache keeps it."""
    settle(locale)
    return _refusal(html.encode(), HTML, status, {**headers, "Content-Security-Policy": policy})


def page(
    text: str,
    locale: Locale,
    policy: str,
    *,
    media_type: str = HTML,
    keys: Iterable[str] = (),
    may_be_stale: bool = True,
) -> Response:
    """A text for people. Whoever made it put the disclaimer in; `policy` is its Content-Security-Policy.

    `keys` and `may_be_stale` are as for `reply`.
    """
    response = _cacheable(text.encode(), media_type, settle(locale), keys, may_be_stale=may_be_stale)
    response.headers["Content-Security-Policy"] = policy
    if is_negotiated():
        response.headers["Cache-Control"] = "private, max-age=60"
    return response


def bare(
    data: bytes,
    media_type: str,
    cache: str,
    locale: Locale | None = None,
    *,
    keys: Iterable[str] = ("file",),
) -> Response:
    """A body without the disclaimer in it; only for the surfaces in LINK_ONLY.

    `keys` are as for `reply`; without any it is a file, which no publication changes.
    """
    if request.endpoint not in LINK_ONLY:
        raise AssertionError(f"{request.endpoint} must carry the disclaimer: it is not in LINK_ONLY")
    locale = settle(locale or known_frame().default)
    response = (
        Response(data, content_type=media_type)
        if cache == NEVER
        else _cacheable(data, media_type, locale, keys)
    )
    response.headers["Cache-Control"] = cache
    return response


def disclaimer(locale: Locale) -> Json:
    """The disclaimer of a language as every answer shows it."""
    frame = known_frame()
    notice = frame.notices.get(locale) or frame.notices[frame.default]
    return {**notice.body, "url": links().disclaimer(notice.locale)}


def finish(response: Response) -> Response:
    """What every response has, whatever made it: the link to the disclaimer, its language, safe headers.

    The release it was read from too: a cache that was told of a newer one does not keep it.
    """
    locale = answer_locale()
    headers = response.headers
    there = {name.lower() for name, _ in headers}
    terms = f'<{links().disclaimer(locale)}>; rel="terms-of-service"'
    more = [headers.pop("Link")] if "link" in there else []
    told = [
        ("Link", ", ".join((*more, terms))),
        ("Content-Language", str(locale)),
        ("Vary", "Accept-Encoding, Accept-Language" if is_negotiated() else "Accept-Encoding"),
        *((name, value) for name, value in _EVERYWHERE.items() if name.lower() not in there),
    ]
    if release := known_release():
        told.append(("Portal-Release", str(release.id)))
    headers.extend(told)
    if response.status_code in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
        response.headers.pop("Content-Type", None)
    return response


def _cacheable(
    data: bytes, media_type: str, locale: Locale, keys: Iterable[str], *, may_be_stale: bool = True
) -> Response:
    etag = hashlib.sha256(data).hexdigest()[:32]
    headers = [
        ("ETag", f'"{etag}"'),
        ("Cache-Control", BROWSERS),
        ("CDN-Cache-Control", OUR_CACHES if may_be_stale else OUR_CACHES_NEVER_STALE),
        ("Surrogate-Key", _keys(locale, keys)),
    ]
    asked = request.environ if has_request_context() else {}
    if not is_wanted(asked.get("HTTP_IF_MATCH"), etag):
        raise PreconditionFailed
    if is_unchanged(asked.get("HTTP_IF_NONE_MATCH"), etag):
        return Reply(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Reply(data, HTTPStatus.OK, headers, content_type=media_type)


def _keys(locale: Locale, keys: Iterable[str]) -> str:
    return " ".join(("portal", f"locale-{locale}", *(tuple(keys) or ANY_RELEASE)))


def _leading(data: bytes, media_type: str, url: str, status: HTTPStatus) -> Response:
    response = Reply(data, status, content_type=media_type)
    response.headers["Location"] = url
    response.headers["Cache-Control"] = NEVER if is_negotiated() else BROWSERS
    response.headers["CDN-Cache-Control"] = "public, max-age=300"
    return response


def _refusal(data: bytes, media_type: str, status: HTTPStatus, headers: Mapping[str, str]) -> Response:
    response = Reply(data, status, content_type=media_type)
    response.headers.update(headers)
    response.headers["Cache-Control"] = NEVER
    return response


def _dressed(body: Json, locale: Locale, written: bytes = b"") -> bytes:
    """The bytes of a body with what every body carries, the addresses last."""
    own = {name: value for name, value in body.items() if name != "links"}
    last = {"links": body["links"]} if "links" in body else {}
    parts = (written, members(own) if own else b"", _carried(locale), members(last) if last else b"")
    return b"{%b}\n" % b",".join(filter(None, parts))


def _carried(locale: Locale) -> bytes:
    """What every body carries: attribution and disclaimer, written once for each release and language."""
    frame, addresses = known_frame(), links()
    found = frame.carried.get((addresses.base, locale))
    if found is None:
        told = {"attribution": frame.attribution} if frame.attribution else {}
        found = members({**told, "disclaimer": disclaimer(locale)})
        frame.carried[addresses.base, locale] = found
    return found
