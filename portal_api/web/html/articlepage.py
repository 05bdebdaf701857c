"""An article's answer -> what its page shows: every part with its marks, languages, words, JSON-LD."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel.dates import format_date

from portal_api.locales import Locale
from portal_api.releases.editions.body import Json
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import EditionSummary
from portal_api.web.blocks import understood
from portal_api.web.html.htmlpage import Language
from portal_api.web.language import Spoken, babel_locale, say, say_first
from portal_api.web.links import Links
from portal_api.web.marks import origin_mark, standing
from portal_api.words import HEADINGS

_SILENT = ("not-applicable", "withheld")
_HEADINGS = frozenset(word.id for word in HEADINGS)


@dataclass(frozen=True)
class Note:
    """A mark in the reader's words; `look` is how the page shows it."""

    look: str
    words: tuple[Spoken, ...]


@dataclass(frozen=True)
class ShownPart:
    """The head, a section or the figure as stored, and the marks that stand beside it.

    `heading` stands in for the title of a section that is withheld, title and all.
    """

    body: Json
    notes: tuple[Note, ...]
    heading: Spoken | None = None

    @property
    def title(self) -> str:
        """What stands above it; empty where nothing does."""
        return str(self.body["title"]) or (self.heading.texts[0] if self.heading else "")


@dataclass(frozen=True)
class ArticlePage:
    """What the template lays out; `notes` speak of the whole article."""

    body: Json
    notes: tuple[Note, ...]
    head: ShownPart
    sections: tuple[ShownPart, ...]
    figure: ShownPart | None
    related: tuple[ShownPart, ...]
    contents: tuple[Json, ...]
    small_print: tuple[Spoken, ...]


def article_page(body: Json, page_url: str) -> ArticlePage:
    """What the page of an article shows; `body` is the article's answer less disclaimer and links."""
    body = understood(body)
    common = _common_mark(body)
    return ArticlePage(
        body=body,
        notes=tuple(_article_notes(body, common)),
        head=ShownPart(body["head"], ()) if _is_untranslated(body) else _shown(body["head"], body, common),
        sections=tuple(_shown(section, body, common) for section in body["sections"]),
        figure=_shown(body["figure"], body, common) if body["figure"] else None,
        related=tuple(ShownPart(one, tuple(_title_notes(one, common))) for one in body["related"]),
        contents=tuple(section for section in body["sections"] if section["status"] not in _SILENT),
        small_print=tuple(_small_print(body, page_url)),
    )


def page_languages(summaries: Sequence[EditionSummary], links: Links) -> tuple[Language, ...]:
    """The article's languages, each with how much of it is not in it."""
    return tuple(
        Language(summary.locale, links.page(summary.locale, summary.article_id), extent_note(summary))
        for summary in summaries
    )


def own_language_pages(
    summaries: Sequence[EditionSummary], snapshot: Snapshot, links: Links
) -> dict[Locale, str]:
    """The pages whose title and summary are in their own language, for search engines."""
    return {
        summary.locale: links.page(summary.locale, summary.article_id)
        for summary in summaries
        if has_own_head(summary, snapshot)
    }


def extent_note(summary: EditionSummary) -> Spoken | None:
    """How an entry of a list says that an article is not wholly in its language."""
    if summary.complete:
        return None
    return say("label.partly" if summary.translated else "label.untranslated")


def has_own_head(summary: EditionSummary, snapshot: Snapshot) -> bool:
    """Whether title and summary of an edition are in its own language."""
    if summary.complete:
        return True
    head = snapshot.edition(summary.article_id, summary.locale).body["head"]
    return bool(head["locale"] == str(summary.locale))


def _common_mark(body: Json) -> str | None:
    """The one mark that every translated part has; then it is said once, below the title."""
    parts = [body["head"], *body["sections"], *([body["figure"]] if body["figure"] else [])]
    marks = {origin_mark(part, body["source_locale"]) for part in parts if part["status"] == "translated"}
    return marks.pop() if len(marks) == 1 else None


def _article_notes(body: Json, common: str | None) -> Iterator[Note]:
    if not body["translation"]["complete"]:
        yield Note("fallback", (_extent_words(body),))
    if common:
        yield Note("machine" if common == "notice.machine" else "", (say(common),))
    yield Note("review", tuple(_review_words(body["review"])))


def _is_untranslated(body: Json) -> bool:
    """Whether all of it is shown as it was written, so one note below the title speaks for the head too."""
    parts = [part for part in (body["head"], *body["sections"]) if part["status"] not in _SILENT]
    return all(part["locale"] == body["source_locale"] != body["locale"] for part in parts)


def _extent_words(body: Json) -> Spoken:
    if _is_untranslated(body):
        return say("choice.untranslated")
    extent = body["translation"]
    return say("notice.partly-translated", translated=extent["translated"], sections=extent["sections"])


def _review_words(review: Json) -> Iterator[Spoken]:
    if review["status"] == "unreviewed":
        yield say("label.unreviewed")
        return
    yield say("label.reviewed", name=review["by"], role=review["role"], date=_date(review["on"]))
    if "next" in review:
        yield say("label.next-review", date=_date(review["next"]))


def _shown(part: Json, body: Json, common: str | None) -> ShownPart:
    heading = f"heading.{part.get('aspect')}"
    stand_in = say(heading) if part["status"] == "withheld" and heading in _HEADINGS else None
    return ShownPart(part, tuple(_part_notes(part, body, common)), stand_in)


def _part_notes(part: Json, body: Json, common: str | None) -> Iterator[Note]:
    yield from _standing_notes(part)
    mark = origin_mark(part, body["source_locale"])
    if mark and mark != common:
        yield Note("machine" if mark == "notice.machine" else "", (say(mark),))


def _standing_notes(part: Json) -> Iterator[Note]:
    status = standing(part)
    if status == "withheld":
        reason = say_first(f"withheld.{part.get('reason')}", "withheld.other")
        yield Note("fallback", (say("status.withheld"), *reason))
    elif status == "not-applicable":
        yield Note("", (say("status.not-applicable"),))
    elif status == "fallback":
        shown = say("notice.shown-in", shown=Locale(part["locale"]).own_name)
        yield Note("fallback", (shown, *say_first(f"reason.{part.get('reason')}")))


def _title_notes(title: Json, common: str | None) -> Iterator[Note]:
    """What a reader should know of the title of another article."""
    if standing(title) == "fallback":
        yield Note("fallback", (say("label.untranslated"),))
    mark = origin_mark(title, title["source_locale"])
    if mark and mark != common:
        yield Note("", (say(mark),))


def _small_print(body: Json, page_url: str) -> Iterator[Spoken]:
    edition = body["edition"]
    yield say("label.updated", date=_date(edition["updated_at"][:10]))
    yield say("label.edition", release=edition["release"], digest=edition["digest"][:16])
    yield say("label.printed-from", url=page_url)


def _date(text: str) -> str:
    """A date as the language of the answer writes it."""
    return format_date(datetime.date.fromisoformat(text), "long", locale=babel_locale())
