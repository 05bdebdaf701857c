"""Folders of files -> which of them may have changed since somebody last looked, without reading any."""

from __future__ import annotations

import hashlib
import os
import stat
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
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

    @cached_property
    def packed(self) -> bytes:
        """As it is kept; nothing where there is no file."""
        if not self.names:
            return b""
        return os.fsencode(_APART.join(self.names)) + b"\0" + struct.pack(f"<{len(self.marks)}q", *self.marks)

    def changed_since(self, kept: bytes) -> frozenset[str]:
        """The names of the files that came, went, or may have changed since a listing was kept."""
        if self.packed == kept and _UNSETTLED not in self.marks:
            return frozenset()
        before, now = Listing.unpacked(kept).by_name, self.by_name
        return frozenset(
            name
            for name in before.keys() | now.keys()
            if before.get(name) != now.get(name) or now.get(name) == _UNSETTLED
        )

    @property
    def by_name(self) -> dict[str, int]:
        """The marks of the files, by their names."""
        return dict(zip(self.names, self.marks, strict=False))


EMPTY = Listing()


def look(folder: Path, suffixes: tuple[str, ...], now_ns: int) -> Listing:
    """The files of a folder with one of these endings; none where there is no such folder.

    `now_ns` is the time before looking. A file that changed just now, a link, and what is no ordinary file
    say nothing by their mark.
    """
    try:
        with _opened(folder) as handle:
            every = os.listdir(handle)  # noqa: PTH208 # a handle, not a path
            names = tuple(name for name in every if name.endswith(suffixes))
            told = _all_told(names, handle)
    except OSError:
        return EMPTY
    return Listing(names, _marks(told, now_ns - _TICK_NS)) if names else EMPTY


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


# A publication looks at every file there is: what is asked of each is asked in C, a whole folder at a time.
_Told = tuple[int, int, int, int, int]
_TOLD: Callable[[os.stat_result], _Told] = attrgetter(
    "st_mtime_ns", "st_ctime_ns", "st_mode", "st_size", "st_ino"
)
_NOTHING = (0, 0, 0, 0, 0)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    """A folder that names are looked up in: that is quicker than a whole path for each."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield handle
    finally:
        os.close(handle)


def _all_told(names: Sequence[str], folder: int) -> list[_Told]:
    try:
        return [_TOLD(os.stat(name, dir_fd=folder, follow_symlinks=False)) for name in names]
    except OSError:  # one of them has gone meanwhile
        return [_told(name, folder) for name in names]


def _told(name: str, folder: int) -> _Told:
    try:
        return _TOLD(os.stat(name, dir_fd=folder, follow_symlinks=False))
    except OSError:
        return _NOTHING


def _marks(told: Sequence[_Told], settled_ns: int) -> tuple[int, ...]:
    """Hashes of whole numbers, which are the same in every process."""
    written, changed, modes, *_ = zip(*told, strict=True)
    if max(*written, *changed) < settled_ns and all(map(stat.S_ISREG, set(modes))):
        return tuple(map(hash, told))
    return tuple(hash(one) if _is_settled(one, settled_ns) else _UNSETTLED for one in told)


def _is_settled(told: _Told, settled_ns: int) -> bool:
    written, changed, mode, *_ = told
    return max(written, changed) < settled_ns and stat.S_ISREG(mode)
