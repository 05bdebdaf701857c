"""A release -> what its answers have around them: languages, disclaimers, our words, the publisher."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from babel.support import NullTranslations

from portal_api.errors import PortalError, StoreError
from portal_api.locales import Locale
from portal_api.releases.editions.body import Json
from portal_api.releases.record.forks import Here
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.store import Store
from portal_api.releases.record.stored import Known, LocaleSummary, Release, StoredNotice

ENGLISH = Locale("en")

# What an answer carries when no release was ever read: the database is missing or still empty.
# It is English because nothing else is known then, and no translator's work is at hand.
BUILT_IN = StoredNotice(
    ENGLISH,
    0,
    {
        "id": "built-in",
        "version": "0",
        "locale": "en",
        "dir": "ltr",
        "origin": "human",
        "reviewed": False,
        "title": "Disclaimer",
        "text": "This service gives general health information for education only. It does not replace the "
        "advice of a doctor or another qualified health professional. In an emergency, call your local "
        "emergency number at once.",
    },
    [],
    is_original=True,
)


class NoReleaseYet(StoreError):
    """The database can be read, but no release is in it yet."""


@dataclass(frozen=True)
class Frame:
    """What the answers of one release share. `release` is None before the first one.

    `locales` are in the library's order; the first is the default language. As far as somebody has asked,
    `carried` is what each body has in it, by base URL and language, and `spoken` are the words as Flask-Babel
    wants them, `last_excerpt` is what was shown last in a form that others include, by what was asked for.
    """

    release: Release | None
    locales: tuple[LocaleSummary, ...]
    notices: Mapping[Locale, StoredNotice]
    words: Mapping[Locale, Mapping[str, str]]
    attribution: Json | None
    known: Known | None = None
    carried: dict[tuple[str, Locale], bytes] = field(default_factory=dict, compare=False)
    spoken: dict[Locale, NullTranslations] = field(default_factory=dict, compare=False)
    last_excerpt: dict[tuple[object, ...], object] = field(default_factory=dict, compare=False)

    @property
    def default(self) -> Locale:
        """The language of bodies whose URL names none."""
        return self.locales[0].locale if self.locales else ENGLISH

    @cached_property
    def offered(self) -> tuple[Locale, ...]:
        """Every language a URL may name."""
        return tuple(summary.locale for summary in self.locales)

    @cached_property
    def by_tag(self) -> Mapping[str, Locale]:
        """The same by their names."""
        return {str(locale): locale for locale in self.offered}


EMPTY = Frame(None, (), {ENGLISH: BUILT_IN}, {}, None)


def read_frame(snapshot: Snapshot) -> Frame:
    """The frame of the snapshot's release."""
    locales = snapshot.locales()
    offered = [summary.locale for summary in locales]
    return Frame(
        snapshot.release,
        locales,
        {locale: snapshot.notice(locale) for locale in offered},
        {locale: snapshot.words(locale) for locale in offered},
        snapshot.library(),
        snapshot.known(),
    )


class Frames:
    """The frame of the current release, read again when the release changes. Safe to share between threads.

    The store is asked at most every `poll_seconds`; `clock` counts seconds.
    """

    def __init__(
        self, store: Store, poll_seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = store
        self._poll_seconds = poll_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._asked = float("-inf")
        self._frame = EMPTY
        self._here = Here(self._begin_again)

    @property
    def last(self) -> Frame:
        """The last frame that could be read, or the built-in one; never raises."""
        return self._frame

    def current(self) -> Frame:
        """The frame of the current release, at most `poll_seconds` old.

        Raises:
            NoReleaseYet: before the first release.
            StoreError: the database cannot be read.
        """
        if self._is_fresh():
            return self._frame
        self._here.check()
        with self._lock:
            if not self._is_fresh():
                self._look()
        return self._frame

    def look(self) -> Frame:
        """The frame of the current release, asked for now.

        Raises:
            NoReleaseYet: before the first release.
            StoreError: the database cannot be read.
        """
        self._here.check()
        with self._lock:
            self._look()
        return self._frame

    def last_or_current(self) -> Frame:
        """The current frame, or the last known good one where the database does not answer; never raises."""
        try:
            return self.current()
        except PortalError:
            return self.last

    def _begin_again(self) -> None:
        """A thread of the parent that is reading will never release its lock here."""
        self._lock = threading.Lock()

    def _is_fresh(self) -> bool:
        return self._clock() - self._asked < self._poll_seconds

    def _look(self) -> None:
        if self._store.current() is None:
            if self._frame.release is None:
                raise NoReleaseYet("nothing is published yet")
            raise StoreError("the library that was served before has gone")
        with self._store.snapshot() as snapshot:
            if snapshot.release != self._frame.release:
                self._frame = read_frame(snapshot)
        self._asked = self._clock()
