"""An article, or one section of it -> all that must be shown with it, for every form that others include."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Response, render_template

from portal_api.locales import Locale
from portal_api.releases.editions.body import Json
from portal_api.web import answers, reply
from portal_api.web.frame import Frame
from portal_api.web.html.articlepage import ArticlePage, article_page
from portal_api.web.html.htmlpage import shown_disclaimer
from portal_api.web.language import Spoken, say
from portal_api.web.reading import current, links
from portal_api.web.reading import frame as frame_of_now
from portal_api.web.shown import Fallback, chosen, has_withheld
from portal_api.web.written import read


@dataclass(frozen=True)
class Excerpt:
    """What is shown; `section` is None for the whole article, `default` the language of `attribution`."""

    locale: Locale
    page: ArticlePage
    section: str | None
    url: str
    attribution: Json | None
    default: Locale
    disclaimer: Json
    may_be_stale: bool

    @property
    def body(self) -> Json:
        """The answer that `/v1` gives, less disclaimer, attribution and links."""
        return self.page.body

    @property
    def way_on(self) -> Spoken:
        """The words of the link to the page."""
        if self.section:
            return say("label.whole-article")
        return Spoken(self.locale, (self.url,))

    @property
    def title(self) -> Json:
        """The head, or the section that stands alone: its title, language and direction."""
        first: Json = self.body["sections"][0] if self.section else self.body["head"]
        return first if first["title"] else dict(self.body["head"])


def excerpt(locale: Locale, article: str, section: str | None, fallback: Fallback = "section") -> Excerpt:
    """An article or one section with its companions.

    Raises:
        NotPublished: there is no such article or section in the current release.
        NotTranslated: `fallback` is `none` and something is not in the asked language.
    """
    frame = frame_of_now()
    asked = (links().base, locale, article, section, fallback)
    found = frame.last_excerpt.get(asked)
    if not isinstance(found, Excerpt):
        found = _excerpt(frame, locale, article, section, fallback)
        # Who wants one in all its forms, as an export does, asks for them one after another.
        frame.last_excerpt.clear()
        frame.last_excerpt[asked] = found
    return found


def excerpt_html(found: Excerpt, template: str, level: int, **values: str) -> str:
    """The excerpt laid out by a template; `level` is that of its first heading."""
    return render_template(template, found=found, level=level, say=say, links=links(), **values)


def send(found: Excerpt, data: str, media_type: str, policy: str) -> Response:
    """The excerpt in any form, for caches as long as its JSON."""
    body = found.body
    return reply.page(
        data,
        found.locale,
        policy,
        media_type=media_type,
        keys=answers.surrogate_keys(body["id"], found.locale),
        may_be_stale=found.may_be_stale,
    )


def _narrow(page: ArticlePage) -> ArticlePage:
    """Without what speaks of other sections."""
    return replace(page, notes=tuple(note for note in page.notes if note.look != "fallback"))


def _excerpt(frame: Frame, locale: Locale, article: str, section: str | None, fallback: Fallback) -> Excerpt:
    edition = current().edition(article, locale)
    shown = chosen(edition, section, fallback, lambda: current().source_edition(article))
    body = read(answers.article_answer(shown, edition, current(), links()))
    url = links().page(locale, article)
    return Excerpt(
        locale=locale,
        page=_narrow(article_page(body, url)) if section else article_page(body, url),
        section=section,
        url=url + (f"#{section}" if section else ""),
        attribution=frame.attribution,
        default=frame.default,
        disclaimer=shown_disclaimer(locale),
        may_be_stale=not edition.has_held and not has_withheld(body),
    )
