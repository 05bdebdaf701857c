"""Articles + catalogs -> a new release. Refuses rather than publishing something doubtful."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from pathlib import Path

from portal_api.articles.strays import misplaced
from portal_api.errors import DamagedMemory, Overtaken
from portal_api.releases.publishing.footing import footing, found_in_words
from portal_api.releases.publishing.foundation import read_shared
from portal_api.releases.publishing.ingredients import basis_of
from portal_api.releases.publishing.losses import NO_CONSENT, Consent, refuse_losses
from portal_api.releases.publishing.memory import Memory
from portal_api.releases.publishing.outcome import Task
from portal_api.releases.publishing.published import published_articles, read_published
from portal_api.releases.publishing.shares import early_withdrawals, idle_withdrawals, shared_changes
from portal_api.releases.publishing.sums import Sums
from portal_api.releases.publishing.versions import checks_version
from portal_api.releases.publishing.waiting import Patience
from portal_api.releases.publishing.workers import outcomes, rarely_collected
from portal_api.releases.record.changes import Imprint
from portal_api.releases.record.store import Store
from portal_api.releases.summary import Summary, Wait

__all__ = ["NO_CONSENT", "Consent", "publish"]

_ATTEMPTS = 5


def publish(
    root: Path,
    store: Store,
    imprint: Imprint,
    consent: Consent = NO_CONSENT,
    *,
    dry_run: bool = False,
    paths: Collection[Path] = (),
) -> Summary:
    """Publish what changed in the library at `root` as one new release; nothing changed makes none.

    What did not change since the last publication is not read again; what was found out is remembered in the
    folder `.portal` beside the library. Where `paths` are given, only these files and folders are looked at,
    and the files that decide for all articles. With `dry_run` the summary says what would happen and nothing
    is written. Where somebody else publishes meanwhile, it starts again on top of that.

    Raises:
        SourceErrors: a file that decides for all articles cannot be used, or a path is not of this library.
        PublishRefused: a language or translations would be lost without consent.
        Overtaken: somebody else published meanwhile, again and again.
        StoreError: the database cannot be used.
    """
    memory = Memory(root)
    once = partial(_publish_once, root, store, imprint, consent, paths, memory, dry_run=dry_run)
    with rarely_collected():
        try:
            return _on_top(once)
        except DamagedMemory:
            memory.forget()
            summary = _on_top(once)
    return replace(summary, notes=(_FORGOTTEN.format(folder=memory.folder), *summary.notes))


def _on_top(once: Callable[[], Summary]) -> Summary:
    """Again and again, while others publish meanwhile."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return once()
        except Overtaken:
            continue
    return once()


def _publish_once(
    root: Path,
    store: Store,
    imprint: Imprint,
    consent: Consent,
    paths: Collection[Path],
    memory: Memory,
    *,
    dry_run: bool,
) -> Summary:
    now_ns = time.time_ns()
    shared = read_shared(root)
    current = read_published(store, ())
    checks = checks_version()
    start = footing(shared, store, current, memory, checks, paths, now_ns)
    patience = Patience(store.waiting(), imprint.published_at, consent.urgent)
    ground, basis = start.ground, basis_of(start.tool, checks, start.ground)
    task = Task(
        shared=shared,
        offered=ground.offered,
        base=current.release,
        patience=patience,
        checks_version=checks,
        findings=found_in_words(start, memory),
        basis=basis,
        declared=ground.declared,
    )
    sums = Sums(start, memory)
    for outcome in outcomes(task, store, memory, start.survey.scope):
        sums.add(outcome)
    refuse_losses(shared.library, start.ground, current, sums.lost, sums.before, consent)
    changes = sums.changes(shared_changes(shared.library, start.ground, current))
    if changes.withdrawals:
        sums.notes += idle_withdrawals(shared.library, changes, published_articles(store, current))
        sums.notes += early_withdrawals(shared.library, changes, imprint.published_at.date())
    sums.tell_overdue(imprint.published_at.date())
    made = None
    if not dry_run:
        _remember_waiting(store, sums.waits, patience)
        if changes:
            made = store.publish(changes, imprint, on_top_of=current.release)
        memory.note(store.database.place)
        last = (made.id, made.digest) if made else (current.release, current.digest)
        if not memory.keep(sums.remembered(shared, basis, last)):
            sums.notes.append(_FORGETFUL.format(folder=memory.folder))
    summary = sums.summary(shared.library, changes, made.id if made else None)
    strays = () if paths else misplaced(root, shared.library.locales)
    return replace(summary, problems=tuple(sorted({*summary.problems, *start.survey.problems, *strays})))


_FORGOTTEN = "what was remembered in {folder} was damaged; it was thrown away and everything was read again"
_FORGETFUL = "{folder} cannot be written; every publication has to read everything"


def _remember_waiting(store: Store, waits: Collection[Wait], patience: Patience) -> None:
    waiting = {wait.article_id: wait.since for wait in waits}
    if waiting != patience.known:
        store.keep_waiting(waiting)
