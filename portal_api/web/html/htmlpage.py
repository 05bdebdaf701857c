"""A template and what it shows -> HTML, with what every page has around its subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import render_template

from portal_api.locales import Locale
from portal_api.releases.editions.body import Json
from portal_api.web.blocks import known_blocks
from portal_api.web.frame import Frame
from portal_api.web.html.assets import assets
from portal_api.web.language import Spoken, say
from portal_api.web.marks import disclaimer_mark
from portal_api.web.reading import known_frame, links
from portal_api.web.reply import disclaimer

# Our style sheet and pictures, and nothing else. JSON-LD is data that no browser runs, so no script may.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
# The same where the page has a form: it may ask us.
WITH_FORM = POLICY.replace("form-action 'none'", "form-action 'self'")


@dataclass(frozen=True)
class Language:
    """One entry of a language menu; `note` says how much is in it, where that is not everything."""

    locale: Locale
    url: str
    note: Spoken | None = None


def html_page(template: str, locale: Locale, *, languages: Iterable[Language] = (), **values: Any) -> str:
    """The page of a template in one language, with disclaimer, publisher and language menu."""
    frame = known_frame()
    return render_template(
        template,
        locale=locale,
        default=frame.default,
        languages=tuple(languages) or library_languages(frame),
        here=links().here,
        links=links(),
        style=links().here.asset(assets()["page.css"].name),
        favicon=links().here.asset(assets()["icon.svg"].name),
        say=say,
        attribution=frame.attribution,
        disclaimer=shown_disclaimer(locale),
        **values,
    )


def library_languages(frame: Frame) -> tuple[Language, ...]:
    """Every offered language, leading to its list of articles."""
    return tuple(Language(locale, links().here.index(locale)) for locale in frame.offered)


def shown_disclaimer(locale: Locale) -> Json:
    """The disclaimer with its structure, and the mark of its translation."""
    body = disclaimer(locale)
    mark = disclaimer_mark(body)
    blocks = known_frame().notices[Locale(body["locale"])].blocks
    return {**body, "blocks": known_blocks(list(blocks)), "mark": say(mark) if mark else None}
