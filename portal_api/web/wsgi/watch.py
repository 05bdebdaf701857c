"""The store -> the current release, looked for in the background, so that no reader waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from portal_api.errors import PortalError
from portal_api.releases.record.forks import Here
from portal_api.releases.record.lookout import Lookout, lookout
from portal_api.releases.record.store import Store
from portal_api.releases.record.stored import Release
from portal_api.web.frame import Frames

# A look costs microseconds. Four within the promised time leave room for reading what is new.
_LOOKS_IN_TIME = 4
_QUICKEST_SECONDS = 0.02
_FIRST_LOOK_SECONDS = 1.0


class Watch:
    """Tells of each new release within `poll_seconds`; with 0, whoever needs to know has to `look`.

    Whoever gives away what it told of before checks `here` first: a child process has no such thread.
    While the database cannot be read nothing is told: what was current stays so. Safe between threads.
    """

    def __init__(self, store: Store, frames: Frames, database_url: str, poll_seconds: float) -> None:
        """Nothing is opened or started yet."""
        self.asks_every_time = poll_seconds == 0
        self._new_lookout: Callable[[], Lookout] = lambda: lookout(database_url, store.close)
        self._lookout = self._new_lookout()
        self._frames = frames
        self._every = max(poll_seconds / _LOOKS_IN_TIME, _QUICKEST_SECONDS)
        self._turn: Callable[[Release | None], None] = _ignore
        self._clear: Callable[[], None] = _do_nothing
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()
        self._looked = threading.Event()
        self._starting = threading.Lock()
        self._looking = threading.Lock()
        self._in_doubt = True
        self.here = Here(self._begin_again)

    def tell(self, turn: Callable[[Release | None], None], clear: Callable[[], None]) -> None:
        """Call `turn` with each release, and `clear` when there is nobody who looks for the next any more."""
        self._turn = turn
        self._clear = clear

    def start(self) -> None:
        """Look from now on, in this process; does nothing where that is done already.

        Whoever starts it waits for the first look.
        """
        if self._thread is not None or self.asks_every_time:
            return
        with self._starting:
            if self._thread is None:
                self._stopped.clear()
                self._looked.clear()
                self._thread = threading.Thread(target=self._run, name="portal-watch", daemon=True)
                self._thread.start()
                self._looked.wait(_FIRST_LOOK_SECONDS)

    def stop(self) -> None:
        """Look no more, and let go of the database."""
        self.here.check()
        self._stopped.set()
        thread = self._thread
        if thread is not None:
            thread.join()
        with self._looking:
            self._lookout.close()

    def look(self) -> None:
        """Look now. What cannot be read changes nothing, and is looked for again the next time."""
        with self._looking:
            try:
                if self._lookout.changed() or self._in_doubt:
                    self._in_doubt = True
                    self._turn(self._frames.look().release)
                    self._in_doubt = False
            except PortalError:
                self._in_doubt = True

    def _begin_again(self) -> None:
        """Threads and connections are the parent's, and nobody here looked for what its shelf holds."""
        self._left_to_parent = self._lookout
        self._lookout = self._new_lookout()
        self._stopped, self._looked = threading.Event(), threading.Event()
        self._starting, self._looking = threading.Lock(), threading.Lock()
        self._thread = None
        self._in_doubt = True
        self._clear()

    def _run(self) -> None:
        """Whatever ends this, the shelf does not outlive it: nobody would notice a recall."""
        try:
            while not self._stopped.is_set():
                self.look()
                self._looked.set()
                self._wait()
        finally:
            self._looked.set()
            self._thread = None
            self._clear()

    def _wait(self) -> None:
        try:
            self._lookout.wait(self._every)
        except PortalError:
            time.sleep(self._every)


def _ignore(_: Release | None) -> None:
    """Nobody wants to know."""


def _do_nothing() -> None:
    """Nobody keeps anything."""
