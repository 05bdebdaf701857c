"""Folders of files -> which of them may have changed since somebody last looked, without reading any."""

from __future__ import annotations

import hashlib
import os
import stat
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# A file that is written twice within a tick of its clock looks the same twice; some file systems tick slowly.
_TICK_NS = 2_000_000_000
_APART = "/"
_UNSETTLED = -1


@dataclass(frozen=True)
class Listing:
    """The files of one folder: their names, and for each a mark of its size, times and number on the disk.

    The mark is -1 where it says nothing, because the file may change and look the same; such a file is looked
    at every time.
    """

    names: tuple[str, ...] = ()
    marks: tuple[int, ...] = ()

    @classmethod
    def unpacked(cls, data: bytes) -> Listing:
        """A listing as it was kept; an empty one where it is damaged."""
        names, _, numbers = data.partition(b"\0")
        if len(numbers) % 8:
            return EMPTY
        marks = struct.unpack(f"<{len(numbers) // 8}q", numbers)
        return cls(tuple(os.fsdecode(names).split(_APART)), marks) if marks else EMPTY

    def packed(self) -> bytes:
        """As it is kept."""
        return os.fsencode(_APART.join(self.names)) + b"\0" + struct.pack(f"<{len(self.marks)}q", *self.marks)

    def changed_since(self, known: Listing) -> frozenset[str]:
        """The names of the files that came, went, or may have changed."""
        if self == known and _UNSETTLED not in self.marks:
            return frozenset()
        before, now = known._by_name, self._by_name
        return frozenset(
            name
            for name in before.keys() | now.keys()
            if before.get(name) != now.get(name) or now.get(name) == _UNSETTLED
        )

    @property
    def _by_name(self) -> dict[str, int]:
        return dict(zip(self.names, self.marks, strict=False))


EMPTY = Listing()


def look(folder: Path, suffixes: tuple[str, ...], now_ns: int) -> Listing:
    """The files of a folder with one of these endings; none where there is no such folder.

    `now_ns` is the time before looking. A file that changed just now, a link, and what is no ordinary file
    say nothing by their mark.
    """
    try:
        with os.scandir(folder) as entries:
            found = [(entry.name, _mark(entry, now_ns)) for entry in entries if entry.name.endswith(suffixes)]
    except OSError:
        return EMPTY
    return Listing(*zip(*found, strict=True)) if found else EMPTY


def digest_of(*values: bytes | str | None) -> bytes:
    """A digest of these values in this order; None is a value of its own."""
    total = hashlib.sha256()
    for value in values:
        data = value.encode() if isinstance(value, str) else value
        total.update(b"-" if data is None else b"%d:" % len(data) + data)
    return total.digest()


def digest_of_files(paths: Iterable[Path]) -> bytes:
    """A digest of the bytes of these files in this order; one that cannot be read counts as none."""
    return digest_of(*map(_bytes, paths))


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None  # a pipe or device might never end
    except OSError:
        return None


def _mark(entry: os.DirEntry[str], now_ns: int) -> int:
    """A hash of whole numbers, which is the same in every process."""
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return _UNSETTLED
    written, changed = status.st_mtime_ns, status.st_ctime_ns
    if max(written, changed) >= now_ns - _TICK_NS or not stat.S_ISREG(status.st_mode):
        return _UNSETTLED
    return hash((status.st_size, written, changed, status.st_ino))
