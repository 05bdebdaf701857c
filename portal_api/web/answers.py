"""Stored editions -> the bodies of answers, assembled from what was rendered at publish."""

from __future__ import annotations

import datetime
from functools import lru_cache

from portal_api.locales import Locale
from portal_api.releases.editions.body import Json, canonical
from portal_api.releases.record.since import answers_since
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import EditionSummary, LocaleSummary, Release, StoredEdition
from portal_api.web.blocks import texts_in
from portal_api.web.labels import RELATED
from portal_api.web.language import write_each
from portal_api.web.leading import Reach, led, reach_now
from portal_api.web.links import Links
from portal_api.web.marks import disclaimer_mark, standing
from portal_api.web.reply import disclaimer
from portal_api.web.shown import Chosen
from portal_api.web.written import spliced

_MOMENTS_REMEMBERED = 1024

# The key of what an earlier release said: whatever is held or taken back since may change it.
OF_THEN = "historical"


def article_answer(
    shown: Chosen, edition: StoredEdition, snapshot: Snapshot, links: Links, reach: Reach | None = None
) -> bytes:
    """The members of an answer: an edition, the words that go with it and the address of its figure.

    Its links lead to what the snapshot has in its language, or as `reach` says.
    """
    body = shown.body
    found = led(shown.data, edition.locale, reach or reach_now(snapshot, edition.locale), links)
    picture = {"url": links.figure(body["figure"]["file"])} if body["figure"] else None
    release = answers_since(snapshot, edition, is_complete=body["translation"]["complete"])
    article = spliced(found.data, _edition_json(edition, snapshot, release), picture)
    mark = disclaimer_mark(disclaimer(edition.locale))
    labels = shown.labels | ({mark} if mark else set()) | ({RELATED} if found.related else set())
    words = write_each(shown.wording | found.wording, labels)
    return b'%b,"related":%b,"wording":%b,"labels":%b' % (article, canonical(found.related), *words)


def edition_json(summary: EditionSummary, snapshot: Snapshot) -> Json:
    """The release in which anything of an answer last changed, its disclaimer and shared words included."""
    release = answers_since(snapshot, summary, is_complete=summary.complete)
    return _edition_json(summary, snapshot, release)


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
    """One article of a list; its title and summary say in which language they are, and how they stand."""
    body = snapshot.edition(summary.article_id, summary.locale).body
    return item(summary, body, snapshot, links) | {
        "summary": _marked("\n\n".join(text["text"] for text in texts_in(body["head"]["summary"])), body),
        "review": body["review"],
    }


def item(summary: EditionSummary, body: Json, snapshot: Snapshot, links: Links) -> Json:
    """The same without what only a list has; `body` is that of the edition."""
    return {
        "id": summary.article_id,
        "kind": summary.kind,
        "audience": summary.audience,
        "topic": summary.topic,
        "title": _marked(body["head"]["title"], body),
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


def surrogate_keys(article: str, locale: Locale) -> tuple[str, ...]:
    """What our caches purge when an article changes, in all languages or in one."""
    return (f"article-{article}", f"article-{article}-{locale}")


def _edition_json(edition: StoredEdition | EditionSummary, snapshot: Snapshot, release: int) -> Json:
    return {
        "release": release,
        "digest": edition.digest,
        "updated_at": rfc3339(snapshot.moment_of(release)),
    }


def _gaps(body: Json) -> list[Json]:
    """The sections that are not in the asked language, and why."""
    named = (("head", body["head"]), *((section["id"], section) for section in body["sections"]))
    return [
        {"section": name, "status": part["status"], "reason": part.get("reason"), "locale": part["locale"]}
        for name, part in named
        if standing(part) in ("fallback", "withheld")
    ]


def _marked(text: str, body: Json) -> Json:
    """A title or summary is a text like any other: it is not shown without its marks."""
    head = body["head"]
    marks = ("locale", "dir", "status", "reason", "origin", "reviewed")
    return {"text": text} | {name: head[name] for name in marks if name in head}
