"""disclaimer.md + its catalogs + what is published -> each language's disclaimer, or why it has none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal_api.articles.article import Disclaimer
from portal_api.articles.library import Origin, Policy
from portal_api.catalogs.coverage import DISCLAIMER, PartTranslation
from portal_api.errors import Problem
from portal_api.locales import Locale
from portal_api.releases.editions.beside import origin_of
from portal_api.releases.editions.canonical import Json
from portal_api.releases.editions.dump import dump_disclaimer
from portal_api.releases.editions.edition import (
    ItemList,
    Notice,
    Part,
    ShownBlock,
    source_part,
    translated_part,
)
from portal_api.releases.record.stored import LANGUAGE, StoredShared


@dataclass(frozen=True)
class Accepted:
    """The disclaimer of one language, new or kept; `note` says why an older one was kept.

    `is_behind` says that it was made from another source than today's, which its translation has to follow.
    """

    locale: Locale
    body: Json
    origins: Json
    note: str | None = None
    is_behind: bool = False


@dataclass(frozen=True)
class Refused:
    """A language that cannot be offered, and why; `by_policy` says that nobody approved what is published."""

    locale: Locale
    why: str
    by_policy: bool = False


def decide(
    disclaimer: Disclaimer | None,
    locale: Locale,
    translation: PartTranslation | None,
    current: StoredShared | None,
    policy: Policy,
) -> Accepted | Refused:
    """The disclaimer that answers in `locale` carry.

    A sound one of the current source text; else the last accepted one under its own version, unless the
    source `supersedes: at-once` or the policy asks for more than that one has. `translation` is None where
    the catalog cannot be read, `disclaimer` where the source cannot.
    """
    if disclaimer is not None and locale == disclaimer.language:
        return _accepted(disclaimer, source_part(disclaimer.head, locale, "source", None, None))
    if disclaimer is not None and translation is not None and translation.status == "translated":
        return _accepted(disclaimer, translated_part(disclaimer.head, locale, translation))
    why = translation.status if translation is not None else "not readable"
    if current is None:
        return Refused(locale, f"its disclaimer is {why}")
    if not current.origins["approval"]:
        origin = _origin(disclaimer, locale, translation, current)
        if origin is not None and policy.needs_review(origin, DISCLAIMER, locale):
            return Refused(locale, "nobody approved its disclaimer, as the policy asks", by_policy=True)
    return _kept(disclaimer, locale, why, current)


def forgotten_version(disclaimer: Disclaimer, current: Iterable[StoredShared]) -> Problem | None:
    """The mistake of a disclaimer whose text changed under a version that is already published."""
    for notice in current:
        if notice.body["version"] == disclaimer.version and not _is_made_from(notice, disclaimer):
            what = f"the text differs from the published version {disclaimer.version!r}"
            return Problem(disclaimer.path, 1, what, "give the new text a new version in the front matter")
    return None


def _kept(
    disclaimer: Disclaimer | None, locale: Locale, why: str, current: StoredShared
) -> Accepted | Refused:
    """The last accepted one, unless today's source supersedes it at once."""
    if disclaimer is None:
        return Accepted(locale, current.body, current.origins)
    keeps = f"keeps version {current.body['version']} of the disclaimer"
    origins = {LANGUAGE: str(disclaimer.language)} | current.origins
    if _is_made_from(current, disclaimer):
        return Accepted(locale, current.body, origins, f"{keeps}: its catalog is {why}")
    if disclaimer.supersedes_at_once:
        return Refused(locale, f"its disclaimer is {why}; version {disclaimer.version} supersedes at once")
    note = f"{keeps}: the translation of the new one is {why}"
    return Accepted(locale, current.body, origins, note, is_behind=True)


def _origin(
    disclaimer: Disclaimer | None,
    locale: Locale,
    translation: PartTranslation | None,
    current: StoredShared,
) -> Origin | None:
    """Who wrote the published words, as it is known today; None where they may be the source.

    The record may be wrong about words that still stand in the catalog: somebody may have signed a machine's.
    """
    if disclaimer is None:  # what a machine wrote is certainly no source
        return None if current.body["origin"] == "human" else "machine"
    if translation is not None and all(one.id in translation.texts for one in disclaimer.head.segments()):
        words = _accepted(disclaimer, translated_part(disclaimer.head, locale, translation)).body
        if words["blocks"] == current.body["blocks"] and words["title"] == current.body["title"]:
            return translation.origin
    return "human" if current.body["origin"] == "human" else "machine"


def _is_made_from(notice: StoredShared, disclaimer: Disclaimer) -> bool:
    return bool(notice.origins["source"] == disclaimer.head.digest)


def _accepted(disclaimer: Disclaimer, part: Part) -> Accepted:
    body = dump_disclaimer(disclaimer.id, disclaimer.version, part, _plain(part.blocks))
    return Accepted(part.locale, body, origin_of(part) | {LANGUAGE: str(disclaimer.language)})


def _plain(blocks: Sequence[ShownBlock]) -> str:
    """The blocks as plain text, paragraphs two line ends apart, list items marked."""
    return "\n\n".join(map(_plain_block, blocks))


def _plain_block(block: ShownBlock) -> str:
    if isinstance(block, ItemList):
        return "\n".join(f"- {item.text}" for item in block.items)
    if isinstance(block, Notice):
        return "\n\n".join(text.text for text in block.paragraphs)
    return block.text
