"""What was found -> what is told of each article: its title, the text that answers best, and their marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from portal_api.errors import NotPublished
from portal_api.locales import Locale
from portal_api.releases.editions.body import Json
from portal_api.releases.finding.passages import Passage, Place, passages
from portal_api.releases.finding.ranking import Found
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import EditionSummary, StoredEdition
from portal_api.web.answers import item
from portal_api.web.finding.hits import Hits, answered, marked
from portal_api.web.links import Links

# A text is shown whole: half a sentence about a medicine may say the opposite. A longer one is not shown.
LONGEST_EXCERPT = 1000

# The texts of an article, and which of the asked words each answers.
Known = Sequence[tuple[Passage, frozenset[int]]]

_MARKS = ("locale", "dir", "status", "reason", "origin", "reviewed")


def results(found: Found, snapshot: Snapshot, locale: Locale, links: Links) -> list[Json]:
    """One for each article that the snapshot has, in the order in which they were found."""
    return [_result(edition, found.hits, snapshot, links) for edition in _editions(found, snapshot, locale)]


def shown_parts(result: Json) -> Iterator[Json]:
    """What is shown of an article: each has its marks."""
    yield result["title"]
    if result["excerpt"]:
        yield result["excerpt"]


def summary_of(edition: StoredEdition) -> EditionSummary:
    """What a list says of an edition."""
    body = edition.body
    told = {name: body[name] for name in ("kind", "audience", "topic")}
    return EditionSummary(
        edition.article_id,
        edition.locale,
        edition.since,
        edition.digest,
        edition.title,
        **told,
        **body["translation"],
    )


def _editions(found: Found, snapshot: Snapshot, locale: Locale) -> Iterator[StoredEdition]:
    """The index may be of a later release than the snapshot."""
    for article in found.articles:
        with suppress(NotPublished):
            yield snapshot.edition(article, locale)


def _result(edition: StoredEdition, hits: Hits, snapshot: Snapshot, links: Links) -> Json:
    body = edition.body
    told = item(summary_of(edition), body, snapshot, links)
    known = [(passage, answered(passage.text, hits)) for passage in passages(body)]
    is_own = any(passage.place == Place.TITLE for passage, _ in known)
    title = told["title"]["text"]
    page = links.page(edition.locale, edition.article_id)
    return told | {
        "source_locale": body["source_locale"],
        "title": told["title"] | {"runs": marked(title, hits) if is_own else [{"text": title}]},
        "excerpt": _excerpt(_best(known), edition, hits, links),
        "sections": [*_sections(known)],
        "links": told["links"] | {"page": page},
    }


def _best(known: Known) -> Passage | None:
    """The text that answers most, the first of them; the beginning of the summary where none does."""
    texts = [
        (one, len(words))
        for one, words in known
        if one.segment is not None and len(one.text) <= LONGEST_EXCERPT
    ]
    most = max((count for _, count in texts), default=0)
    fit = (one for one, count in texts if count == most and (most or one.section is None))
    return next(fit, None)


def _excerpt(passage: Passage | None, edition: StoredEdition, hits: Hits, links: Links) -> Json | None:
    if passage is None:
        return None
    section, article = passage.section, edition.article_id
    page = links.page(edition.locale, article)
    return {
        "section": section,
        "heading": passage.part["title"] if section else None,
        "id": passage.segment,
        "text": passage.text,
        "runs": marked(passage.text, hits),
        **{name: passage.part[name] for name in _MARKS if name in passage.part},
        "links": {
            "text": links.own(edition.locale, article, section),
            "page": f"{page}#{section}" if section else page,
        },
    }


def _sections(known: Known) -> Iterator[str]:
    """The sections that answer something, in their order."""
    hit = (one.section for one, words in known if one.section and words)
    return iter(dict.fromkeys(hit))
