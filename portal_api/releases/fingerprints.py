"""Folders of files -> which of them may have changed since somebody last looked, without reading any."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# A file that is written twice within a tick of its clock looks the same twice; some file systems tick slowly.
_TICK_NS = 2_000_000_000
_APART = b"\0"
_UNSETTLED = b"/?"


@dataclass(frozen=True)
class Listing:
    """The files of one folder: a line for each with its name, size, times and number on the disk.

    `settled` are the lines that will differ when their file does; the others are looked at every time.
    """

    lines: frozenset[bytes]
    settled: frozenset[bytes]

    @classmethod
    def unpacked(cls, data: bytes) -> Listing:
        """A listing as it was kept."""
        lines = frozenset(data.split(_APART)) if data else frozenset()
        return cls(lines, lines)

    def packed(self) -> bytes:
        """What is worth keeping of it: the settled lines, and the names of the other files."""
        unsettled = {os.fsencode(_name(line)) + _UNSETTLED for line in self.lines - self.settled}
        return _APART.join(sorted(self.settled | unsettled))

    def changed_since(self, known: Listing) -> frozenset[str]:
        """The names of the files that came, went, or may have changed."""
        return frozenset(map(_name, self.lines ^ known.settled))

    def names(self) -> frozenset[str]:
        """Every name."""
        return frozenset(map(_name, self.lines))


EMPTY = Listing(frozenset(), frozenset())


def look(folder: Path, suffixes: tuple[str, ...], now_ns: int) -> Listing:
    """The files of a folder with one of these endings; none where there is no such folder.

    `now_ns` is the time before looking. A file that changed just now, a link, and what is no ordinary file
    are never settled.
    """
    try:
        with os.scandir(folder) as entries:
            found = [
                (_line(entry), _is_settled(entry, now_ns))
                for entry in entries
                if entry.name.endswith(suffixes)
            ]
    except OSError:
        return EMPTY
    return Listing(
        frozenset(line for line, _ in found), frozenset(line for line, settled in found if settled)
    )


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


def _line(entry: os.DirEntry[str]) -> bytes:
    status = _status(entry)
    if status is None:
        return os.fsencode(f"{entry.name}/-")
    return os.fsencode(
        f"{entry.name}/{status.st_size}/{status.st_mtime_ns}/{status.st_ctime_ns}/{status.st_ino}"
    )


def _is_settled(entry: os.DirEntry[str], now_ns: int) -> bool:
    status = _status(entry)
    if status is None or not stat.S_ISREG(status.st_mode):
        return False
    return max(status.st_mtime_ns, status.st_ctime_ns) < now_ns - _TICK_NS


def _status(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat(follow_symlinks=False)
    except OSError:
        return None


def _name(line: bytes) -> str:
    return os.fsdecode(line.partition(b"/")[0])
