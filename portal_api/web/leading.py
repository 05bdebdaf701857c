"""An article's links to others -> where they lead in the language of an answer, or that they lead nowhere.

Readers are led to what they would be shown: a text that is held back or withdrawn in their language is no
place to lead to, and neither is the same text in another one. The words of such a link stay, the link goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from portal_api.articles.links import Lead
from portal_api.locales import Locale
from portal_api.releases.editions.body import Json
from portal_api.releases.editions.storedlinks import related_in, relinked, without_related
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import StoredEdition
from portal_api.web.links import Links
from portal_api.web.marks import part_marks
from portal_api.web.written import members

Reach = Callable[[str], tuple[StoredEdition, ...]]
"""What readers of one language have of an article: every text that it must be shown in; the first is told."""

_MARKS = ("locale", "dir", "status", "reason", "origin", "reviewed")


@dataclass(frozen=True)
class Led:
    """A stored article with its links as they are today; `related` are those beside its text."""

    data: bytes
    related: list[Json]

    @property
    def wording(self) -> frozenset[str]:
        """The words for the marks of the related titles."""
        return frozenset(word for one in self.related for word in part_marks(one, one["source_locale"]))


def led(stored: bytes, locale: Locale, reach: Reach, links: Links) -> Led:
    """The article as its answer in this language tells it."""
    guide = _Guide(locale, cache(reach), links)
    data = relinked(stored, guide.members)
    names = related_in(data)
    return Led(without_related(data) if names else data, [*guide.related(names)])


def reach_now(snapshot: Snapshot, locale: Locale) -> Reach:
    """What readers of the release have."""

    def reached(article: str) -> tuple[StoredEdition, ...]:
        found = snapshot.find_edition(article, locale)
        return (found,) if found is not None else ()

    return reached


def elsewhere(hreflang: str | None, tag: str | Locale) -> Locale | None:
    """The language that a link leads to, where that is not the one of its words, `tag`."""
    return Locale(hreflang) if hreflang and hreflang != str(tag) else None


def named(run: Json, tag: str | Locale) -> str:
    """The name of that language as it stands behind a link in a text without markup."""
    language = elsewhere(run.get("hreflang"), tag)
    return f" ({language.own_name})" if language is not None else ""


@dataclass(frozen=True)
class _Guide:
    locale: Locale
    reach: Reach
    links: Links

    def members(self, lead: Lead) -> bytes:
        """The members of a run that leads there; none where nobody is led there."""
        shown = [_part(edition.body, lead.section) for edition in self.reach(lead.article)]
        if not shown or shown[0] is None or None in shown:
            return b""
        url = self.links.page(self.locale, lead.article) + (f"#{lead.section}" if lead.section else "")
        told = {"href": url, "hreflang": shown[0]["locale"], "article": lead.article}
        return members(told | ({"section": lead.section} if lead.section else {}))

    def related(self, names: tuple[str, ...]) -> Iterator[Json]:
        """Those of these articles that readers have: each title says how it stands."""
        for name in names:
            for edition in self.reach(name)[:1]:
                body, head = edition.body, edition.body["head"]
                told = {"id": name, "title": head["title"], "source_locale": body["source_locale"]}
                own = {
                    "article": self.links.article(self.locale, name),
                    "page": self.links.page(self.locale, name),
                }
                yield told | {mark: head[mark] for mark in _MARKS if mark in head} | {"links": own}


def _part(body: Json, section: str | None) -> Json | None:
    """The head or a section of an article; None where it is not shown, or not there any more."""
    parts = (body["head"],) if section is None else (one for one in body["sections"] if one["id"] == section)
    return next((part for part in parts if part["status"] != "withheld"), None)
