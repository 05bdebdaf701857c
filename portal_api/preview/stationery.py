"""What every page of a preview has around it: that it is a draft, what is wrong, and the live script."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Response, render_template, request
from markupsafe import Markup

from portal_api.errors import Problem
from portal_api.locales import Locale
from portal_api.preview.desk import desk
from portal_api.preview.draft import State, is_pseudo
from portal_api.preview.places import Place
from portal_api.web.html.assets import assets
from portal_api.web.html.htmlpage import shown_disclaimer
from portal_api.web.language import say
from portal_api.web.reading import known_frame, links

_FOLDER = Path(__file__).parent / "static"
_MEDIA_TYPES = {"live.js": "text/javascript; charset=utf-8", "preview.css": "text/css; charset=utf-8"}
# The banner stands behind the link that skips it.
_BEGINNING = re.compile(r'\s*<body\b[^>]*>(?:\s*<a class="skip"[^>]*>.*?</a>)?', re.DOTALL)
# What the live script and the banner need, on top of what a page allows itself.
_ALLOWED = ("script-src", "style-src", "connect-src")


@dataclass(frozen=True)
class File:
    """A file of the preview's own."""

    media_type: str
    data: bytes


@dataclass(frozen=True)
class ToldProblem:
    """A problem in a file, with the way to its line."""

    place: Place
    what: str
    remedy: str


@cache
def _files() -> Mapping[str, File]:
    return {name: File(kind, (_FOLDER / name).read_bytes()) for name, kind in _MEDIA_TYPES.items()}


def file(name: str) -> File | None:
    """The file with this name."""
    return _files().get(name)


def around(locale: Locale, state: State, files: Collection[str] | None = None) -> dict[str, Any]:
    """What the templates of the preview's own pages share; `locale` is the language of the answer.

    Of the problems all are told, or those in these files.
    """
    problems = [one for one in state.problems if files is None or one.path.as_posix() in files]
    return {
        "locale": locale,
        "default": known_frame().default,
        "offered": known_frame().offered,
        "locales": state.locales,
        "is_pseudo": is_pseudo,
        "here": links().here,
        "say": say,
        "style": links().here.asset(assets()["page.css"].name),
        "favicon": links().here.asset(assets()["icon.svg"].name),
        "attribution": known_frame().attribution,
        "disclaimer": shown_disclaimer(locale),
        "problems": told(problems),
        "refusals": state.refusals,
    }


def told(problems: Iterable[Problem]) -> tuple[ToldProblem, ...]:
    """Problems as a page shows them."""
    return tuple(ToldProblem(desk().places.at(one.path, one.line), one.what, one.remedy) for one in problems)


def mark(response: Response) -> Response:
    """Every page says that it is a draft, and loads itself again when the files change."""
    if response.mimetype != "text/html" or response.is_streamed:
        return response
    head, closing, body = response.get_data(as_text=True).partition("</head>")
    begin = _BEGINNING.match(body)
    if not closing or begin is None:
        return response
    response.set_data(head + _head() + closing + begin[0] + _banner() + body[begin.end() :])
    policy = response.headers.get("Content-Security-Policy", "")
    response.headers["Content-Security-Policy"] = _allowing_live(policy)
    return response


def _head() -> str:
    head = Markup(
        '<meta name="robots" content="noindex, nofollow">\n<link rel="stylesheet" href="{}">\n'
        '<script src="{}" data-draft="{}" data-state="{}" defer></script>\n'
    ).format(
        links().here.at("/preview/files/preview.css"),
        links().here.at("/preview/files/live.js"),
        desk().draft.state.token,
        links().here.at("/preview/state"),
    )
    return str(head)


def _banner() -> str:
    state = desk().draft.state
    values = request.view_args or {}
    locale, article = values.get("locale"), values.get("article")
    is_article = request.endpoint == "pages.show_article" and isinstance(locale, Locale) and article
    return render_template(
        "preview_banner.html",
        here=links().here,
        is_first=(request.endpoint == "preview.show_overview"),
        sheet=links().here.at(f"/preview/{locale}/{article}") if is_article else None,
        problems=len(state.problems) + len(state.refusals),
    )


def _allowing_live(policy: str) -> str:
    """The policy with our own script, style sheet and questions allowed."""
    lines = dict(line.strip().partition(" ")[::2] for line in policy.split(";") if line.strip())
    for name in _ALLOWED:
        known = [word for word in lines.get(name, "").split() if word not in ("'none'", "'self'")]
        lines[name] = " ".join(["'self'", *known])
    return "; ".join(f"{name} {value}".strip() for name, value in lines.items())
