"""Articles and sections in the forms that other software includes: HTML, Markdown, plain text, JSON-LD."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from portal_api.locales import Locale
from portal_api.web import routes
from portal_api.web.embedding.embedfiles import COMPONENT, LISTENER, embed_files
from portal_api.web.embedding.embedpolicy import policy_lines
from portal_api.web.embedding.excerpt import Excerpt, excerpt, excerpt_html, send
from portal_api.web.embedding.fragmentjsonld import linked_data
from portal_api.web.embedding.fragmentmarkdown import as_markdown
from portal_api.web.embedding.fragmenttext import as_text
from portal_api.web.queries import FallbackQuery, HeadedQuery, NoQuery, takes
from portal_api.web.reading import frame, links
from portal_api.web.reply import HTML, JSON_POLICY, reply
from portal_api.web.shown import Fallback

MARKDOWN = "text/markdown; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
LINKED_DATA = "application/ld+json"

fragments = Blueprint("fragments", __name__, url_prefix="/v1")
fragments.before_request(routes.read_path)


@fragments.get("/embed")
@takes(NoQuery)
def get_embed() -> Response:
    """How other websites show our texts.

    The addresses of the scripts, the digest to pin one with, and what a Content-Security-Policy must allow.
    """
    component = embed_files()[COMPONENT]
    body = {
        "script": {
            "url": links().embed_file(COMPONENT),
            "pinned": links().embed_file(component.pinned),
            "integrity": component.integrity,
        },
        "frame_script": links().embed_file(LISTENER),
        "policy": {way: "; ".join(lines) for way, lines in policy_lines(links()).items() if lines},
        "links": {"self": links().embed(), "builder": links().builder()},
    }
    return reply(body, frame().default)


@fragments.get("/<locale>/articles/<article>.html")
@takes(HeadedQuery)
def get_article_html(locale: Locale, article: str, fallback: Fallback, level: int) -> Response:
    """One article as HTML to include.

    An `<article>` with its disclaimer in it, for servers that put it into their pages: no script, no style.
    """
    return _html(excerpt(locale, article, None, fallback), level)


@fragments.get("/<locale>/articles/<article>/sections/<section>.html")
@takes(HeadedQuery)
def get_section_html(locale: Locale, article: str, section: str, fallback: Fallback, level: int) -> Response:
    """One section as HTML to include.

    With its companions and its disclaimer.
    """
    return _html(excerpt(locale, article, section, fallback), level)


@fragments.get("/<locale>/articles/<article>.md")
@takes(HeadedQuery)
def get_article_markdown(locale: Locale, article: str, fallback: Fallback, level: int) -> Response:
    """One article as Markdown.

    CommonMark without any HTML, for systems that write their pages in Markdown.
    """
    return _markdown(excerpt(locale, article, None, fallback), level)


@fragments.get("/<locale>/articles/<article>/sections/<section>.md")
@takes(HeadedQuery)
def get_section_markdown(locale: Locale, article: str, section: str, **asked: Any) -> Response:
    """One section as Markdown.

    With its companions and its disclaimer.
    """
    return _markdown(excerpt(locale, article, section, asked["fallback"]), asked["level"])


@fragments.get("/<locale>/articles/<article>.txt")
@takes(FallbackQuery)
def get_article_text(locale: Locale, article: str, fallback: Fallback) -> Response:
    """One article as plain text.

    For e-mail, chat and voice.
    """
    return _text(excerpt(locale, article, None, fallback))


@fragments.get("/<locale>/articles/<article>/sections/<section>.txt")
@takes(FallbackQuery)
def get_section_text(locale: Locale, article: str, section: str, fallback: Fallback) -> Response:
    """One section as plain text.

    With its companions and its disclaimer.
    """
    return _text(excerpt(locale, article, section, fallback))


@fragments.get("/<locale>/articles/<article>.jsonld")
@takes(FallbackQuery)
def get_article_jsonld(locale: Locale, article: str, fallback: Fallback) -> Response:
    """One article as schema.org describes it.

    A MedicalWebPage with the texts of its parts; `usageInfo` is the disclaimer.
    """
    return _jsonld(excerpt(locale, article, None, fallback))


@fragments.get("/<locale>/articles/<article>/sections/<section>.jsonld")
@takes(FallbackQuery)
def get_section_jsonld(locale: Locale, article: str, section: str, fallback: Fallback) -> Response:
    """One section as schema.org describes it.

    The article with this part and its companions; `usageInfo` is the disclaimer.
    """
    return _jsonld(excerpt(locale, article, section, fallback))


def _html(found: Excerpt, level: int) -> Response:
    return send(found, excerpt_html(found, "embed_fragment.html", level), HTML, JSON_POLICY)


def _markdown(found: Excerpt, level: int) -> Response:
    return send(found, as_markdown(found, level), MARKDOWN, JSON_POLICY)


def _text(found: Excerpt) -> Response:
    return send(found, as_text(found), TEXT, JSON_POLICY)


def _jsonld(found: Excerpt) -> Response:
    return send(found, linked_data(found), LINKED_DATA, JSON_POLICY)
