"""A process that was forked from another -> what it must not share with its parent is begun again, once."""

from __future__ import annotations

import mmap
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

# Linux (madvise(2)): of a page that is marked so a child gets zeros, whoever forked it.
_WIPE_ON_FORK = 18


class Here:
    """Notices that it is used in a child process. Safe to share between threads.

    Servers written in C fork without telling Python, so nobody but the system itself is relied on.
    """

    def __init__(self, begin_again: Callable[[], None]) -> None:
        """`begin_again` lets go of connections, threads and locks of the parent without closing them."""
        self._begin_again = begin_again
        self._is_known = _flag()
        self._is_known[0] = 1
        self._locks: dict[int, threading.Lock] = {}

    def check(self) -> None:
        """Begin again where this is the first use in a child process. Asked before anything shared is."""
        if not self._is_known[0]:
            self._arrive()

    def _arrive(self) -> None:
        # A lock of the parent may be held by a thread that does not exist here: each process has its own.
        with self._locks.setdefault(os.getpid(), threading.Lock()):
            if not self._is_known[0]:
                self._begin_again()
                self._is_known[0] = 1


class _Flag(Protocol):
    """A number that is 0 in a child process until it is set there."""

    def __getitem__(self, place: int, /) -> int: ...

    def __setitem__(self, place: int, value: int, /) -> None: ...


class _NumberOfProcess:
    """The flag where the system has none: it costs as much as a tenth of a hot answer."""

    def __init__(self) -> None:
        self._process = 0

    def __getitem__(self, _: int) -> int:
        return self._process == os.getpid()

    def __setitem__(self, _: int, __: int) -> None:
        self._process = os.getpid()


def _flag() -> _Flag:
    with suppress(OSError, AttributeError, ValueError):
        page = mmap.mmap(-1, mmap.PAGESIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        page.madvise(_WIPE_ON_FORK)
        return page
    return _NumberOfProcess()
