"""Addresses -> files and their rows, made by several processes where that is worth it."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from portal_api.app import create_app
from portal_api.cli.mirror.copies import Copyist
from portal_api.cli.mirror.draft import Filing, Row
from portal_api.locales import Locale
from portal_api.releases.publishing.workers import end_with_parent, rarely_collected
from portal_api.releases.record.store import Store
from portal_api.settings import Settings

_AT_ONCE = 100
# To start a process costs as much as a thousand answers.
_WORTH_IT = 10_000

Made = tuple[list[Row], int]


@dataclass(frozen=True)
class Order:
    """What all answers of an export have in common: where their files go, and what these may share."""

    settings: Settings
    locales: tuple[Locale, ...]
    folder: Path
    before: Path | None

    def filing(self) -> Filing:
        """Puts answers into files of the draft."""
        return Filing(self.folder, self.before)


def frozen_in_time(settings: Settings) -> Settings:
    """The settings of a service that goes on with the release that it finds first."""
    return replace(settings, poll_seconds=float("inf"))


def made(order: Order, paths: Sequence[str], copyist: Copyist) -> Iterator[Made]:
    """The rows of these addresses, some at a time, and how many of their files were written anew.

    A few are made by this process with `copyist`.

    Raises:
        CannotExport: no file can say what an address answers.
    """
    parts = [paths[start : start + _AT_ONCE] for start in range(0, len(paths), _AT_ONCE)]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores < 2 or len(paths) < _WORTH_IT:
        filing = order.filing()
        yield from (_filed(copyist, filing, part) for part in parts)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, context, initializer=_Desk.begin, initargs=(order,)) as pool:
        try:
            yield from pool.map(_Desk.filed, parts)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class _Desk:
    """What a process of its own works with, set once as it begins."""

    _copyist: ClassVar[Copyist]
    _filing: ClassVar[Filing]
    _open: ClassVar[ExitStack]

    @classmethod
    def begin(cls, order: Order) -> None:
        """Begin such a process."""
        end_with_parent()
        cls._open = ExitStack()
        cls._open.enter_context(rarely_collected())
        settings = frozen_in_time(order.settings)
        app = create_app(Store(settings.database_url), settings)
        cls._copyist = Copyist(app, settings.base_url, order.locales)
        cls._filing = order.filing()

    @classmethod
    def filed(cls, paths: Sequence[str]) -> Made:
        """The rows of some addresses."""
        return _filed(cls._copyist, cls._filing, paths)


def _filed(copyist: Copyist, filing: Filing, paths: Sequence[str]) -> Made:
    before = filing.written
    rows = [filing.file(copy) for copy in copyist.copies(paths)]
    return rows, filing.written - before
