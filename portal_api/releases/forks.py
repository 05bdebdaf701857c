"""A process that was forked from another -> what it must not share with its parent is begun again, once."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable


class Here:
    """Notices that it is used in a child process. Safe to share between threads.

    It asks for the number of the process, as servers written in C fork without telling Python.
    """

    def __init__(self, begin_again: Callable[[], None]) -> None:
        """`begin_again` lets go of connections, threads and locks of the parent without closing them."""
        self._begin_again = begin_again
        self._process = os.getpid()
        self._locks: dict[int, threading.Lock] = {}

    def check(self) -> None:
        """Begin again where this is the first use in a child process. Asked before anything shared is."""
        process = os.getpid()
        if process != self._process:
            self._arrive(process)

    def _arrive(self, process: int) -> None:
        # A lock of the parent may be held by a thread that does not exist here: each process has its own.
        with self._locks.setdefault(process, threading.Lock()):
            if process != self._process:
                self._begin_again()
                self._process = process
