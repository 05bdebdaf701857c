"""Folders -> the files in them that somebody wrote, at once on Linux; elsewhere, that time has passed."""

from __future__ import annotations

import ctypes
import os
import select
import struct
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

_WRITTEN = 0x8 | 0x40 | 0x80 | 0x100 | 0x200  # closed after writing, moved away or here, made, deleted
_MADE, _FOLDER = 0x100, 0x40000000
_OVERFLOW, _IGNORED = 0x4000, 0x8000
_HEAD = struct.Struct("iIII")
_SETTLES_SECONDS = 0.05
_POLLS_SECONDS = 1.0


class Watch:
    """What was written in these folders since somebody last asked, in those that come later too."""

    def __init__(self, folders: Iterable[Path]) -> None:
        """Raises OSError where the system refuses to watch so much."""
        self._wanted = tuple(folders)
        self._watched: dict[int, Path] = {}
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._handle = self._begin()
        self._add()

    def changed(self) -> frozenset[Path]:
        """Wait until something was written; then its paths. None of them where anything may have changed."""
        if self._handle is None:
            time.sleep(_POLLS_SECONDS)
            return frozenset()
        select.select([self._handle], [], [])
        found: set[Path] = set()
        is_whole = False
        while select.select([self._handle], [], [], _SETTLES_SECONDS)[0]:
            for watch, mask, name in _events(os.read(self._handle, 65536)):
                is_whole |= bool(mask & (_OVERFLOW | _IGNORED))
                folder = self._watched.get(watch)
                if folder is not None and name and (not mask & _MADE or mask & _FOLDER):
                    found.add(folder / name)
        is_new = self._add()
        return frozenset() if is_whole or is_new else frozenset(found)

    def watch(self, folders: Iterable[Path]) -> bool:
        """Watch these folders too; whether one is there that was not watched, and may have changed before."""
        self._wanted = tuple(dict.fromkeys((*self._wanted, *folders)))
        return self._add()

    def close(self) -> None:
        """Let go of the folders."""
        if self._handle is not None:
            os.close(self._handle)

    def _begin(self) -> int | None:
        if not hasattr(self._libc, "inotify_init1"):
            return None
        handle: int = self._libc.inotify_init1(os.O_CLOEXEC)
        if handle < 0:
            raise OSError(ctypes.get_errno(), "folders cannot be watched")
        return handle

    def _add(self) -> bool:
        """Watch the folders that are there; whether one is new."""
        if self._handle is None:
            return False
        before = set(self._watched)
        for folder in self._wanted:
            watch = self._libc.inotify_add_watch(self._handle, os.fsencode(folder), _WRITTEN)
            if watch >= 0:
                self._watched[watch] = folder
        return not set(self._watched) <= before


def _events(data: bytes) -> Iterator[tuple[int, int, str]]:
    position = 0
    while position < len(data):
        watch, mask, _, length = _HEAD.unpack_from(data, position)
        position += _HEAD.size
        yield watch, mask, os.fsdecode(data[position : position + length].rstrip(b"\0"))
        position += length
