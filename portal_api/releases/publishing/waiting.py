"""Proposal -> the same without the articles whose change waits for its translations."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from portal_api.articles.following import Following
from portal_api.catalogs.meaning import meaning_may_differ
from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json
from portal_api.releases.editions.dump import dump_edition
from portal_api.releases.editions.edition import Edition, Part
from portal_api.releases.publishing.proposal import Proposal
from portal_api.releases.publishing.published import Published
from portal_api.releases.record.history import parts_by_name
from portal_api.releases.record.holds import segments_of
from portal_api.releases.summary import EditionKey, Wait

_CALLS = ("warning", "emergency")


@dataclass(frozen=True)
class Patience:
    """What is known when it is decided what waits: since when what waited already, now, and what must not."""

    known: Mapping[str, datetime.datetime]
    now: datetime.datetime
    urgent: frozenset[str] = frozenset()


def hold_back(
    proposal: Proposal, current: Published, patience: Patience
) -> tuple[Proposal, tuple[Wait, ...]]:
    """The proposal less the changed articles that wait, which stay as they are in every language.

    Nothing waits that is new, urgent (declared, or by what changed), or has waited long enough.
    """
    following = proposal.library.following
    if not following.locales:
        return proposal, ()
    waits = tuple(filter(None, (_wait(*one, current, patience, following) for one in _by_article(proposal))))
    waiting = {wait.article_id for wait in waits}
    kept = {key for key in proposal.editions if key[0] in waiting and key in current.editions}
    editions = {key: edition for key, edition in proposal.editions.items() if key[0] not in waiting}
    return replace(proposal, editions=editions, kept=proposal.kept | kept), waits


def _by_article(proposal: Proposal) -> Iterator[tuple[str, dict[Locale, Edition]]]:
    for article_id, found in groupby(sorted(proposal.editions.items()), key=lambda item: item[0][0]):
        yield article_id, {locale: edition for (_, locale), edition in found}


def _wait(
    article_id: str,
    editions: Mapping[Locale, Edition],
    current: Published,
    patience: Patience,
    following: Following,
) -> Wait | None:
    """For whom and until when an article waits; None where it does not."""
    changed = _changed_parts(editions, current)
    late = tuple(
        locale
        for locale in following.locales
        if locale in editions and any(_is_late(editions[locale], part) for part in changed)
    )
    since = patience.known.get(article_id, patience.now)
    until = since + following.at_most
    if not late or patience.now >= until or article_id in patience.urgent:
        return None
    if any(_is_urgent(edition, current) for edition in editions.values()):
        return None
    return Wait(article_id, late, since, until)


def _changed_parts(editions: Mapping[Locale, Edition], current: Published) -> frozenset[str]:
    """The parts whose source text is not the published one; none of an article that is new."""
    (language,) = {edition.article.language for edition in editions.values()}
    published = current.parts((next(iter(editions.values())).article.id, language))
    if not published or language not in editions:
        return frozenset()
    return frozenset(
        part.id
        for part in editions[language].parts
        if part.id not in published or published[part.id].source_digest != part.source_digest
    )


def _is_late(edition: Edition, part_id: str) -> bool:
    """Whether a changed part has not followed in this language."""
    return any(part.id == part_id and part.status == "fallback" for part in edition.parts)


def _is_urgent(edition: Edition, current: Published) -> bool:
    """Whether what changes in this language must not wait for another one."""
    key: EditionKey = (edition.article.id, edition.locale)
    stored = current.editions.get(key)
    if stored is None:
        return False
    old, new = parts_by_name(stored.body), parts_by_name(dump_edition(edition))
    if edition.locale == edition.article.language:
        return _means_another(old, new) or _calls(old) != _calls(new)
    before = current.parts(key)
    same = [part for part in edition.parts if _has_same_source(part, before)]
    if any(before[part.id].status == "translated" != part.status for part in same):
        return True
    ids = [part.id for part in same if part.status == before[part.id].status == "translated"]
    return _means_another({name: old[name] for name in ids}, {name: new[name] for name in ids})


def _has_same_source(part: Part, before: Mapping[str, Part]) -> bool:
    return part.id in before and before[part.id].source_digest == part.source_digest


def _means_another(old: Mapping[str, Json], new: Mapping[str, Json]) -> bool:
    """Whether numbers, units or negations differ, or where a link leads."""
    before, after = _texts(old), _texts(new)
    if any(meaning_may_differ(before.get(name, ""), after.get(name, "")) for name in {*before, *after}):
        return True
    return _addresses(old) != _addresses(new)


def _texts(parts: Mapping[str, Json]) -> dict[str, str]:
    """Every segment and title, by a name that stays when they move."""
    found = {f"{name}.title": part["alt"] if "alt" in part else part["title"] for name, part in parts.items()}
    for part in parts.values():
        found |= {segment["id"]: segment["text"] for segment in segments_of(part)}
    return found


def _addresses(parts: Mapping[str, Json]) -> set[str]:
    segments = (segment for part in parts.values() for segment in segments_of(part))
    return {run["href"] for segment in segments for run in segment["runs"] if "href" in run}


def _calls(parts: Mapping[str, Json]) -> set[str]:
    """The segments that warn or call for help."""
    return {
        segment["id"]
        for part in parts.values()
        for block in part.get("summary") or part.get("blocks") or ()
        if block.get("kind") in _CALLS
        for segment in block["paragraphs"]
    }
