"""Articles to look at -> their outcomes in order, made by several processes where that is worth it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import ClassVar

from portal_api.locales import Locale
from portal_api.releases.publishing.cores import cores
from portal_api.releases.publishing.memory import Memory
from portal_api.releases.publishing.outcome import Outcome, Task, outcome_of
from portal_api.releases.publishing.proposal import Scope
from portal_api.releases.publishing.spared import spared
from portal_api.releases.record.store import Store

_AT_ONCE = 20
# Processes need about as long to start as it takes to make some hundred editions each: below this they cost a
# fifth of the work, to save a person a second or two.
_WORTH_IT = 3_000
_RARELY = (50_000, 50, 100)


def outcomes(task: Task, store: Store, memory: Memory, scope: Scope) -> Iterator[Outcome]:
    """The outcomes of all articles in scope, some at a time: of those that are remembered, then of the rest.

    Raises:
        DamagedMemory: what is remembered cannot be relied on.
        StoreError: the database cannot be read.
    """
    rest = dict(scope)
    for part in _parts(scope):
        some = spared(task, store, memory, part)
        if some is not None:
            for name in some.spared:
                del rest[name]
            yield some
    yield from _made(task, store, _parts(rest))


def _parts(scope: Scope) -> list[Scope]:
    names = sorted(scope)
    return [
        {name: scope[name] for name in names[start : start + _AT_ONCE]}
        for start in range(0, len(names), _AT_ONCE)
    ]


def _made(task: Task, store: Store, parts: Sequence[Scope]) -> Iterator[Outcome]:
    many = cores()
    if many < 2 or _editions(task, parts) < _WORTH_IT:
        yield from (_outcome(task, store, part) for part in parts)
        return
    context = multiprocessing.get_context("spawn")
    begin = (task, store.url)
    with ProcessPoolExecutor(many, mp_context=context, initializer=_Bench.begin, initargs=begin) as pool:
        try:
            yield from pool.map(_Bench.outcome, parts)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Let Python look for circles of garbage less often: there are few, and looking costs a tenth."""
    before = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def end_with_parent() -> None:
    """Let this process end when the one that started it does: a killed publication leaves none behind."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_after, args=(parent,), daemon=True).start()


def _leave_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _editions(task: Task, parts: Sequence[Scope]) -> int:
    """About how many editions have to be made."""
    every = len(task.shared.library.locales)
    return sum(every if locales is None else len(locales) for part in parts for locales in part.values())


class _Bench:
    """What a process of its own works with, set once as it begins: the task is large, its parts many."""

    _task: ClassVar[Task]
    _store: ClassVar[Store]

    @classmethod
    def begin(cls, task: Task, url: str) -> None:
        """Begin such a process."""
        end_with_parent()
        gc.set_threshold(*_RARELY)
        gc.freeze()
        cls._task, cls._store = task, Store(url)

    @classmethod
    def outcome(cls, scope: Scope) -> Outcome:
        """The outcome of some articles."""
        return _outcome(cls._task, cls._store, scope)


def _outcome(task: Task, store: Store, scope: Scope) -> Outcome:
    known = Memory(task.shared.library.root).findings(scope)
    return outcome_of(task, store, scope, {(name, Locale(tag)): data for (name, tag), data in known.items()})
