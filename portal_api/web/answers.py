"""Stored editions -> the bodies of answers, assembled from what was rendered at publish."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from portal_api.errors import UnknownSection
from portal_api.locales import Locale
from portal_api.releases.body import Json, canonical
from portal_api.releases.snapshot import Snapshot
from portal_api.releases.stored import EditionSummary, LocaleSummary, Release, StoredEdition
from portal_api.web.labels import disclaimer_mark, labels
from portal_api.web.language import write_each
from portal_api.web.links import Links
from portal_api.web.problems import NotTranslated
from portal_api.web.reply import disclaimer
from portal_api.web.written import outline, spliced

Fallback = Literal["section", "whole", "none"]

_MOMENTS_REMEMBERED = 1024
_OUTLINES_REMEMBERED = 128

# The key of what an earlier release said: whatever is held or taken back since may change it.
OF_THEN = "historical"


@dataclass(frozen=True)
class Chosen:
    """What is shown of an edition: its JSON as it is written, and at least its outline as it is read."""

    body: Json
    data: bytes

    @cached_property
    def falls_back(self) -> bool:
        """Whether a part of it is not in the asked language."""
        return any(part["status"] == "fallback" for part in _parts(self.body))

    @cached_property
    def has_withheld(self) -> bool:
        """Whether a part of it is held back: then no cache may serve an older copy."""
        return has_withheld(self.body)

    @cached_property
    def wording(self) -> frozenset[str]:
        """The words for every mark in it, so that whoever shows a text can show its mark."""
        source = self.body["source_locale"]
        return frozenset(word_id for part in _parts(self.body) for word_id in _marks(part, source))

    @cached_property
    def labels(self) -> frozenset[str]:
        """Our other words that go with it."""
        return labels(self.body)


def chosen(
    edition: StoredEdition, section: str | None, fallback: Fallback, source: Callable[[], StoredEdition]
) -> Chosen:
    """The whole edition, or just one section with its companions, in the languages that `fallback` allows.

    Raises:
        UnknownSection: the article has no such section.
        NotTranslated: `fallback` is `none` and something is not in the asked language.
    """
    shown = whole(edition) if section is None else _written(narrowed(edition.body, section))
    if fallback == "section" or not shown.falls_back:
        return shown
    if fallback == "none":
        raise NotTranslated(edition.article_id)
    return _written(_in_one_language(narrowed(edition.body, section), narrowed(source().body, section)))


def whole(edition: StoredEdition) -> Chosen:
    """All of an edition, unread where its outline will do: headings stand in for what is withheld."""
    told = _outlined(edition.data)
    return Chosen(edition.body, edition.data) if told.has_withheld else told


def narrowed(body: Json, section: str | None) -> Json:
    """The body with one section and its companions, the asked one first; all of it for None.

    Raises:
        UnknownSection: the article has no such section.
    """
    if section is None:
        return body
    known = {found["id"]: found for found in body["sections"]}
    if section not in known:
        raise UnknownSection(section)
    companions = [name for name in known[section].get("with", ()) if name in known and name != section]
    return {**body, "sections": [known[name] for name in (section, *companions)]}


def article_answer(shown: Chosen, edition: StoredEdition, snapshot: Snapshot, links: Links) -> bytes:
    """The members of an answer: an edition, the words that go with it and the address of its figure."""
    body = shown.body
    picture = {"url": links.figure(body["figure"]["file"])} if body["figure"] else None
    article = spliced(shown.data, edition_json(edition, snapshot), picture)
    mark = disclaimer_mark(disclaimer(edition.locale))
    words = write_each(shown.wording, shown.labels | {mark} if mark else shown.labels)
    return b'%b,"wording":%b,"labels":%b' % (article, *words)


def edition_json(edition: StoredEdition | EditionSummary, snapshot: Snapshot) -> Json:
    """The release in which anything of an answer last changed, its disclaimer and shared words included."""
    release = max(edition.since, snapshot.shared_since(edition.locale))
    return {
        "release": release,
        "digest": edition.digest,
        "updated_at": rfc3339(snapshot.moment_of(release)),
    }


def library_locale(summary: LocaleSummary, links: Links) -> Json:
    """One offered language, and how much of the library is in it."""
    return {
        "locale": str(summary.locale),
        "own_name": summary.locale.own_name,
        "dir": summary.locale.direction,
        "articles": summary.articles,
        "complete": summary.complete,
        "sections": summary.sections,
        "translated": summary.translated,
        "links": {
            "articles": links.articles(summary.locale),
            "disclaimer": links.disclaimer(summary.locale),
        },
    }


def list_item(summary: EditionSummary, snapshot: Snapshot, links: Links) -> Json:
    """One article of a list; its title says in which language it is, and how it stands."""
    return {
        "id": summary.article_id,
        "kind": summary.kind,
        "audience": summary.audience,
        "topic": summary.topic,
        "title": _title(summary, snapshot),
        "edition": edition_json(summary, snapshot),
        "translation": extent(summary),
        "links": {
            "article": links.article(summary.locale, summary.article_id),
            "locales": links.article_locales(summary.article_id),
        },
    }


def article_locale(summary: EditionSummary, snapshot: Snapshot, links: Links) -> Json:
    """One language of an article: how complete it is, and why not."""
    return {
        "locale": str(summary.locale),
        "own_name": summary.locale.own_name,
        "dir": summary.locale.direction,
        "edition": edition_json(summary, snapshot),
        "translation": extent(summary),
        "gaps": [] if summary.complete else _gaps(snapshot.edition(summary.article_id, summary.locale).body),
        "links": {"article": links.article(summary.locale, summary.article_id)},
    }


def extent(summary: EditionSummary) -> Json:
    """How much of an article is in the asked language."""
    return {"complete": summary.complete, "translated": summary.translated, "sections": summary.sections}


def release_json(release: Release) -> Json:
    """A release as the public sees it: what it is, not who in the house made it."""
    return {"id": release.id, "published_at": rfc3339(release.published_at), "digest": release.digest}


@lru_cache(maxsize=_MOMENTS_REMEMBERED)
def rfc3339(moment: datetime.datetime) -> str:
    """A moment in UTC, to the second."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def origin_mark(part: Json, source: str) -> str | None:
    """The word that says who made a translation and whether a person approved it; None where none is due."""
    if part["locale"] == source or part["status"] not in ("translated", "fallback"):
        return None
    if part["origin"] == "machine":
        return "notice.machine-reviewed" if part["reviewed"] else "notice.machine"
    return None if part["reviewed"] else "notice.human-unreviewed"


def has_withheld(body: Json) -> bool:
    """Whether a part of it is held back: then no cache may serve an older copy."""
    return any(part["status"] == "withheld" for part in _parts(body))


def surrogate_keys(article: str, locale: Locale) -> tuple[str, ...]:
    """What our caches purge when an article changes, in all languages or in one."""
    return (f"article-{article}", f"article-{article}-{locale}")


# What an outline says never changes, and an article is asked for in many forms one after another.
@lru_cache(maxsize=_OUTLINES_REMEMBERED)
def _outlined(data: bytes) -> Chosen:
    return Chosen(outline(data), data)


def _written(body: Json) -> Chosen:
    return Chosen(body, canonical(body))


def _in_one_language(body: Json, source: Json) -> Json:
    """The source text throughout, each part marked as the fallback it is."""
    reasons = {section["id"]: section.get("reason") for section in body["sections"]}
    figure = source["figure"] and _marked(source["figure"], (body["figure"] or {}).get("reason"))
    return {
        **body,
        "head": _marked(source["head"], body["head"].get("reason")),
        "sections": [_marked(section, reasons.get(section["id"])) for section in source["sections"]],
        "figure": figure,
    }


def _marked(part: Json, reason: str | None) -> Json:
    if part["status"] != "source":
        return part
    return {**part, "status": "fallback", "reason": reason or "incomplete"}


def _parts(body: Json) -> Iterator[Json]:
    yield body["head"]
    yield from body["sections"]
    if body["figure"]:
        yield body["figure"]


def _gaps(body: Json) -> list[Json]:
    """The sections that are not in the asked language, and why."""
    named = (("head", body["head"]), *((section["id"], section) for section in body["sections"]))
    return [
        {"section": name, "status": part["status"], "reason": part.get("reason"), "locale": part["locale"]}
        for name, part in named
        if part["status"] in ("fallback", "withheld")
    ]


def _title(summary: EditionSummary, snapshot: Snapshot) -> Json:
    """A title is a text like any other: it is not shown without its marks."""
    head = snapshot.edition(summary.article_id, summary.locale).body["head"]
    marks = ("locale", "dir", "status", "reason", "origin", "reviewed")
    return {"text": head["title"]} | {name: head[name] for name in marks if name in head}


def _marks(part: Json, source: str) -> Iterator[str]:
    yield f"status.{part['status']}"
    prefix = {"fallback": "reason", "withheld": "withheld"}.get(part["status"])
    if prefix and "reason" in part:
        yield f"{prefix}.{part['reason']}"
    if origin := origin_mark(part, source):
        yield origin
