"""What other websites load: the scripts, and pages that they may show in a frame."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.exceptions import NotFound

from portal_api.locales import Locale
from portal_api.web.embedding.embedfiles import embed_files, published_file
from portal_api.web.embedding.excerpt import excerpt, excerpt_html, send
from portal_api.web.html.assets import assets
from portal_api.web.html.pages import read_path
from portal_api.web.reading import links
from portal_api.web.reply import HTML, bare

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'; frame-ancestors 'none'"
)
_ANCESTORS = "portal frame ancestors"

frames = Blueprint("frames", __name__)
frames.before_request(read_path)


def install(app: Flask, ancestors: str) -> None:
    """Say whose pages may show ours in a frame: `*`, or origins with spaces between them."""
    app.extensions[_ANCESTORS] = ancestors if ancestors == "*" else f"'self' {ancestors}"


@frames.get("/embed/<file>")
def show_file(file: str) -> Response:
    """A script or style sheet for other websites."""
    found = published_file(file)
    if found is None:
        raise NotFound
    wanted, cache = found
    return bare(wanted.data, wanted.media_type, cache)


@frames.get("/embed/<tag:locale>/<article>")
@frames.get("/embed/<tag:locale>/<article>/<section>")
def show_frame(locale: Locale, article: str, section: str | None = None) -> Response:
    """An article or section as a page for a frame."""
    found = excerpt(locale, article, section)
    files = embed_files()
    html = excerpt_html(
        found,
        "embed_frame.html",
        1,
        canonical=links().page(locale, article),
        icon=links().here.asset(assets()["icon.svg"].name),
        style=links().here.embed_file(files["frame.css"].pinned),
        script=links().here.embed_file(files["frame.js"].pinned),
    )
    return send(found, html, HTML, _POLICY)


@frames.after_request
def let_be_framed(response: Response) -> Response:
    """What is meant for a frame may be framed, a problem told in its place too: no frame stays blank."""
    policy = response.headers.get("Content-Security-Policy", "")
    if request.endpoint == "frames.show_frame" and policy:
        ancestors = f"frame-ancestors {current_app.extensions[_ANCESTORS]}"
        response.headers["Content-Security-Policy"] = policy.replace("frame-ancestors 'none'", ancestors)
    return response
