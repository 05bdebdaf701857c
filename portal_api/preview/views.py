"""The pages of a preview: the library at a glance, and each catalog beside its source."""

from __future__ import annotations

import threading
from http import HTTPStatus
from pathlib import PurePosixPath

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import NotFound

from portal_api.catalogs.coverage import DISCLAIMER, PORTAL
from portal_api.errors import InvalidTag, SourceErrors, UnknownArticle, UnknownLocale
from portal_api.locales import Locale
from portal_api.preview import stationery
from portal_api.preview.desk import desk
from portal_api.preview.overview import overview
from portal_api.preview.sheet import Sheet, read_sheet
from portal_api.web.html.htmlpage import POLICY, html_page
from portal_api.web.language import settle
from portal_api.web.queries import is_name
from portal_api.web.reading import known_frame, links
from portal_api.web.reply import NEVER, bare, leading_page, page, reply

# Each waiting browser keeps a thread; so many may, and the others ask again a little later.
MOST_WAITING = 3
WAIT_SECONDS = 20.0
_WAITING = threading.BoundedSemaphore(MOST_WAITING)

preview = Blueprint("preview", __name__, url_prefix="/preview", template_folder="templates")


@preview.get("")
def show_overview() -> Response:
    """Every article in every language: how much of it would be shown, and where to look at it."""
    locale = settle(known_frame().default)
    state = desk().draft.state
    html = render_template(
        "preview_overview.html",
        overview=overview(state),
        unread=len(state.later),
        **stationery.around(locale, state),
    )
    return page(html, locale, POLICY)


@preview.get("/<tag:locale>/<article>")
def show_sheet(locale: str, article: str) -> Response:
    """One catalog beside its source, segment by segment."""
    wanted = _known(locale, article)
    found, state = desk(), desk().draft.state
    shown = settle(wanted if wanted in known_frame().offered else known_frame().default)
    sheet, broken = _sheet(wanted, article)
    html = render_template(
        "preview_sheet.html",
        sheet=sheet,
        wanted=wanted,
        article=article,
        broken=broken,
        only_work=request.args.get("show") == "work",
        is_offered=wanted in known_frame().offered,
        is_text=article in (DISCLAIMER, PORTAL),
        **stationery.around(shown, state, found.draft.files_of(article, wanted)),
    )
    return page(html, shown, POLICY)


@preview.get("/at")
def find_line() -> Response:
    """The way from a file, as a translation tool names it in a link, to where its texts are shown.

    `file` is a path in the library; `locale` the language, where the path does not say it.
    """
    name = PurePosixPath(request.args.get("file", "")[:300])
    locale = _locale_of(name, request.args.get("locale", ""))
    article = name.stem
    if name.suffix not in (".po", ".md", ".toml") or not is_name(article):
        raise NotFound
    _known(str(locale), article)
    url = links().at(f"/preview/{locale}/{article}")
    shown = settle(locale if locale in known_frame().offered else known_frame().default)
    html = html_page("moved.html", shown, url=url, reason=None)
    return leading_page(url, html, shown, HTTPStatus.FOUND, POLICY)


@preview.get("/state")
def wait_for_change() -> Response:
    """The token of the draft: at once where it is not `after`, else as soon as it is another."""
    draft, after = desk().draft, request.args.get("after", "")[:100]
    state = draft.state
    if state.token == after and _WAITING.acquire(blocking=False):
        try:
            state = draft.wait(after, desk().wait_seconds)
        finally:
            _WAITING.release()
    return reply({"draft": state.token}, known_frame().default)


@preview.get("/files/<file>")
def show_file(file: str) -> Response:
    """The script and the style sheet of the preview."""
    found = stationery.file(file)
    if found is None:
        raise NotFound
    return bare(found.data, found.media_type, NEVER)


def _known(tag: str, article: str) -> Locale:
    """The language, one of the library's. Raises UnknownLocale, UnknownArticle."""
    state = desk().draft.state
    try:
        locale = Locale.parse(tag)
    except InvalidTag:
        raise UnknownLocale(tag[:100]) from None
    if locale not in state.locales:
        raise UnknownLocale(tag[:100])
    if not is_name(article) or not (article == PORTAL or desk().draft.has(article)):
        raise UnknownArticle(article)
    return locale


def _sheet(locale: Locale, article: str) -> tuple[Sheet | None, tuple[str, ...]]:
    """The sheet, None where its files never made sense; and which of them are broken now."""
    draft = desk().draft
    library = draft.state.library
    files = draft.files_of(article, locale)
    broken = tuple(name for name in files if draft.mirror.is_broken(name))
    if library is None:
        return None, broken
    try:
        return read_sheet(draft.mirror, library, desk().places, article, locale), broken
    except SourceErrors:
        return None, files


def _locale_of(name: PurePosixPath, asked: str) -> Locale:
    """The language that a path or a tool names; else the first that is not the default one."""
    locales = desk().draft.state.locales
    parts = name.parts
    tag = parts[1] if len(parts) > 1 and parts[0] == "translations" else asked[:100]
    try:
        return Locale.parse(tag)
    except InvalidTag:
        return locales[1] if len(locales) > 1 else known_frame().default
