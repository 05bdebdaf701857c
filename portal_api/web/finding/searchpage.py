"""The page that shows people what was found, without a script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response

from portal_api.locales import Locale
from portal_api.releases.editions.body import Json
from portal_api.web.finding.results import results, shown_parts
from portal_api.web.finding.search import found_in, search_keys
from portal_api.web.html.htmlpage import WITH_FORM, html_page
from portal_api.web.language import Spoken, say_first
from portal_api.web.marks import part_marks
from portal_api.web.queries import RESULTS
from portal_api.web.reading import current, links
from portal_api.web.reply import page

# What goes without saying where a text is in the language of the page.
_USUAL = frozenset({"status.source", "status.translated"})


@dataclass(frozen=True)
class FoundItem:
    """One article that was found; `notes` are the marks of what is shown of it."""

    title: Json
    url: str
    excerpt: Json | None
    notes: tuple[Spoken, ...]


def search_page(locale: Locale, query: str) -> Response:
    """The articles that answer a question, best first."""
    found = found_in(locale, query, RESULTS)
    listed = results(found, current(), locale, links().here)
    marks = [_marks(one) for one in listed]
    common = set.intersection(*map(set, marks)) if marks else set()
    html = html_page(
        "search.html",
        locale,
        asked=query,
        total=found.total,
        marks=_said(sorted(common)),
        items=[_item(one, own, common) for one, own in zip(listed, marks, strict=True)],
    )
    response = page(html, locale, WITH_FORM, keys=search_keys(locale), may_be_stale=False)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _marks(result: Json) -> list[str]:
    """The marks of whatever is shown of an article, each once."""
    source = result["source_locale"]
    found = (mark for part in shown_parts(result) for mark in part_marks(part, source))
    return [mark for mark in dict.fromkeys(found) if mark not in _USUAL]


def _item(result: Json, marks: Iterable[str], common: set[str]) -> FoundItem:
    notes = _said(mark for mark in marks if mark not in common)
    return FoundItem(result["title"], result["links"]["page"], result["excerpt"], notes)


def _said(marks: Iterable[str]) -> tuple[Spoken, ...]:
    """A reason that only a later version of the program knows has no words: the others still say it."""
    return tuple(spoken for mark in marks for spoken in say_first(mark))
