"""The page that writes the code for other websites: a plain form, which a script makes quicker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from portal_api.locales import Locale
from portal_api.releases.record.stored import EditionSummary
from portal_api.web.embedding.embedfiles import embed_files
from portal_api.web.embedding.embedpolicy import WAYS, policy_lines
from portal_api.web.embedding.embedsnippet import pinned_component, snippet
from portal_api.web.embedding.excerpt import Excerpt, excerpt
from portal_api.web.html.htmlpage import html_page
from portal_api.web.language import best_offered, offered_as, settle
from portal_api.web.reading import current, frame, links
from portal_api.web.reply import page

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
_LONGEST_LIST = 500

builder = Blueprint("builder", __name__)


@dataclass(frozen=True)
class Choice:
    """What was chosen, by known names only; `locale` is None where page and reader decide."""

    article: str
    section: str | None
    locale: Locale | None
    way: str


@builder.get("/embed")
def show_builder() -> Response:
    """The code to embed a text, and how it looks. What cannot be understood is as if nothing was chosen."""
    locale = best_offered(frame())
    articles = current().editions(locale, limit=_LONGEST_LIST)
    choice = _choice(articles)
    shown = _shown(choice, locale) if choice else {}
    files = embed_files()
    html = html_page(
        "embed_builder.html",
        locale,
        articles=articles,
        choice=choice,
        ways=WAYS,
        component=links().here.embed_file(files["v1.js"].pinned),
        script=links().here.embed_file(files["builder.js"].pinned),
        more_style=links().here.embed_file(files["builder.css"].pinned),
        **shown,
    )
    return page(html, locale, _POLICY)


def _choice(articles: Sequence[EditionSummary]) -> Choice | None:
    names = [article.article_id for article in articles]
    if not names:
        return None
    asked = request.args
    way = asked.get("way", "")
    return Choice(
        article=asked["article"] if asked.get("article") in names else names[0],
        section=asked.get("section") or None,
        locale=offered_as(asked.get("locale", ""), frame()),
        way=way if way in WAYS else WAYS[0],
    )


def _shown(choice: Choice, locale: Locale) -> dict[str, Any]:
    """What the page shows of the text. The code to copy speaks the text's language, the page the reader's."""
    text_locale = settle(choice.locale or locale)
    whole = excerpt(text_locale, choice.article, None)
    sections = [one for one in whole.body["sections"] if one["title"]]
    known = choice.section in {section["id"] for section in sections}
    found: Excerpt = excerpt(text_locale, choice.article, choice.section) if known else whole
    code = snippet(choice.way, found, by_language=choice.locale is None)
    settle(locale)
    pinned, integrity = pinned_component()
    return {
        "found": found,
        "sections": sections,
        "languages_of_article": current().article_locales(choice.article),
        "code": code,
        "policy": policy_lines(links())[choice.way],
        "frame": links().here.embed_frame(text_locale, choice.article, found.section),
        "pinned": pinned,
        "integrity": integrity,
    }
