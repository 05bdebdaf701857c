"""Articles + catalogs -> a new release. Refuses rather than publishing something doubtful."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from portal_api.articles.library import Library
from portal_api.articles.strays import misplaced
from portal_api.errors import DamagedMemory
from portal_api.releases.attempts import on_top
from portal_api.releases.publishing.footing import Footing, footing, found_in_words
from portal_api.releases.publishing.foundation import Shared, read_shared
from portal_api.releases.publishing.ingredients import basis_of
from portal_api.releases.publishing.losses import NO_CONSENT, Consent, refuse_losses
from portal_api.releases.publishing.memory import Memory
from portal_api.releases.publishing.outcome import Task
from portal_api.releases.publishing.published import Published, published_articles, read_published
from portal_api.releases.publishing.shares import early_withdrawals, idle_withdrawals, shared_changes
from portal_api.releases.publishing.sums import Sums
from portal_api.releases.publishing.survey import Look
from portal_api.releases.publishing.waiting import Patience
from portal_api.releases.publishing.workers import outcomes, rarely_collected
from portal_api.releases.record.changes import Changes, Imprint
from portal_api.releases.record.store import Store
from portal_api.releases.summary import Summary

__all__ = ["NO_CONSENT", "Consent", "publish"]


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
    order = _Order(root, store, imprint, consent, paths, Memory(root), dry_run)
    with rarely_collected():
        try:
            return on_top(order.carry_out)
        except DamagedMemory:
            order.memory.forget()
            summary = on_top(order.carry_out)
    return replace(summary, notes=(_FORGOTTEN.format(folder=order.memory.folder), *summary.notes))


@dataclass(frozen=True)
class _Order:
    """What is published where, who wants it and agrees to what; `paths` as for `publish`."""

    root: Path
    store: Store
    imprint: Imprint
    consent: Consent
    paths: Collection[Path]
    memory: Memory
    dry_run: bool

    def carry_out(self) -> Summary:
        """One attempt. Raises as `publish` does, and DamagedMemory."""
        look = Look(self.paths, time.time_ns())
        shared, current = read_shared(self.root), read_published(self.store, ())
        start = footing(shared, self.store, current, self.memory, look)
        task = self._task(shared, current, start)
        sums = Sums(start, self.memory)
        for outcome in outcomes(task, self.store, self.memory, start.survey.scope):
            sums.add(outcome)
        refuse_losses(shared.library, start.ground, current, sums.loss, self.consent)
        changes = sums.changes(shared_changes(shared.library, start.ground, current))
        self._tell_about_days(changes, shared.library, current, sums)
        made = None if self.dry_run else self._write(changes, task, sums)
        summary = sums.summary(shared.library, changes, made)
        strays = () if self.paths else misplaced(self.root, shared.library.locales)
        problems = {*summary.problems, *start.survey.problems, *strays}
        return replace(summary, problems=tuple(sorted(problems)))

    def _task(self, shared: Shared, current: Published, start: Footing) -> Task:
        ground = start.ground
        return Task(
            shared=shared,
            offered=ground.offered,
            base=current.release,
            digest=current.digest,
            patience=Patience(self.store.waiting(), self.imprint.published_at, self.consent.urgent),
            checks_version=start.checks,
            findings=found_in_words(start, self.memory),
            basis=basis_of(start.tool, start.checks, ground),
            declared=ground.declared,
        )

    def _tell_about_days(self, changes: Changes, library: Library, current: Published, sums: Sums) -> None:
        today = self.imprint.published_at.date()
        if changes.withdrawals:
            sums.notes += idle_withdrawals(library, changes, published_articles(self.store, current))
            sums.notes += early_withdrawals(library, changes, today)
        sums.tell_overdue(today)

    def _write(self, changes: Changes, task: Task, sums: Sums) -> int | None:
        """Publish and remember; the number of the new release, None where nothing changed."""
        waiting = {wait.article_id: wait.since for wait in sums.waits}
        if waiting != task.patience.known:
            self.store.keep_waiting(waiting)
        made = self.store.publish(changes, self.imprint, on_top_of=task.base) if changes else None
        self.memory.note(self.store.database.place)
        last = (made.id, made.digest) if made else (task.base, task.digest)
        if not self.memory.keep(sums.remembered(task.shared, task.basis, last)):
            sums.notes.append(_FORGETFUL.format(folder=self.memory.folder))
        return made.id if made else None


_FORGOTTEN = "what was remembered in {folder} was damaged; it was thrown away and everything was read again"
_FORGETFUL = "{folder} cannot be written; every publication has to read everything"
