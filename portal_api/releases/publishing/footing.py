"""The shared files, the current release and the memory -> where a publication starts from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from portal_api.catalogs.coverage import DISCLAIMER, PORTAL
from portal_api.locales import Locale
from portal_api.releases.publishing.foundation import Shared
from portal_api.releases.publishing.ground import Ground, new_ground
from portal_api.releases.publishing.incoming import estranged
from portal_api.releases.publishing.material import Findings
from portal_api.releases.publishing.memory import Memory
from portal_api.releases.publishing.proposal import Scope
from portal_api.releases.publishing.published import Published, articles_changed_since, published_articles
from portal_api.releases.publishing.survey import Look, Survey, changes, everything, joined
from portal_api.releases.publishing.versions import checks_version, tool_version
from portal_api.releases.record.store import Store
from portal_api.releases.summary import EditionKey


@dataclass(frozen=True)
class Footing:
    """What the shared files decide, which editions to look at, and what is known of the others.

    `meta` is empty where nothing is known, so that everything is looked at. `tool` and `checks` stand for
    this version of the program, whole and as far as it judges translations.
    """

    ground: Ground
    survey: Survey
    meta: Mapping[str, Any]
    tool: str
    checks: bytes


def footing(
    shared: Shared,
    store: Store,
    current: Published,
    memory: Memory,
    look: Look,
) -> Footing:
    """Where a publication of these files on top of the current release starts from.

    Raises:
        SourceErrors: a path is not one of this library.
        StoreError: the database cannot be read.
    """
    tool, checks = tool_version().hex(), checks_version()
    meta = memory.meta()
    touched = _touched(store, current, meta) if meta.get("tool") == tool else None
    if touched is None:
        ground = new_ground(shared, current, _findings(checks, memory))
        whole = everything(shared.library, published_articles(store, current), look.began_ns)
        return Footing(ground, whole, {}, tool, checks)
    before = Ground.unpacked(meta["ground"])
    is_same = meta["shared"] == shared.digest and _link(current) == meta["link"]
    ground = before if is_same else new_ground(shared, current, _findings(checks, memory))
    forced = joined(_every_time(touched, meta), _shaken(before, ground, memory))
    survey = changes(shared.library, memory, forced, look)
    misled = estranged(shared.library, store, current.release, survey.scope)
    return Footing(ground, replace(survey, scope=joined(survey.scope, misled)), meta, tool, checks)


def found_in_words(start: Footing, memory: Memory) -> dict[EditionKey, bytes]:
    """What the checks found in our own words, packed: this time, or where nobody looked, the last time."""
    now = {(name, tag): data for name, tag, data in start.ground.findings if name == PORTAL}
    return {(name, Locale(tag)): data for (name, tag), data in (memory.findings((PORTAL,)) | now).items()}


def _touched(store: Store, current: Published, meta: Mapping[str, Any]) -> frozenset[str] | None:
    """The articles that somebody else published meanwhile; None where the memory is of another database."""
    release, digest = meta["link"]
    return articles_changed_since(store, current, release, digest) if release is not None else None


def _link(current: Published) -> list[Any]:
    return [current.release, current.digest]


def _findings(checks: bytes, memory: Memory) -> Findings:
    known = memory.findings((DISCLAIMER, PORTAL))
    return Findings(checks, {(name, Locale(tag)): data for (name, tag), data in known.items()})


def _every_time(touched: Iterable[str], meta: Mapping[str, Any]) -> Scope:
    return dict.fromkeys((*touched, *meta["unsettled"]))


def _shaken(before: Ground, now: Ground, memory: Memory) -> Scope:
    """The editions that rest on something else than they did."""
    if now is before:
        return {}
    tags = {*before.contexts, *now.contexts}
    shaken = frozenset(tag for tag in tags if before.contexts.get(tag) != now.contexts.get(tag))
    articles = {*before.declared, *now.declared}
    named = [one for one in articles if before.declared.get(one) != now.declared.get(one)]
    is_gone = bool(before.contexts.keys() - now.contexts.keys())
    everywhere: Scope = dict.fromkeys(memory.articles(), None if is_gone else shaken) if shaken else {}
    return joined(everywhere, dict.fromkeys(one for one in named if one not in (DISCLAIMER, PORTAL)))
