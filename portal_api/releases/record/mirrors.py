"""Exported files in front of a cache -> files that are served only while no release is newer.

A server in front finds the files of an export through a link. When there is a newer release the link goes:
then every file is missing, and the cache behind is asked for all of it. To look which files changed would be
quicker for readers, and one of them could be overlooked.

The database knows every folder with such links (`LiveExport`), so no command needs to be told of one, and
none can forget it. A folder is known by the mark in it: on another machine another one may have its path.
A mark says for which folder it was made, so a folder is the same one under every name of its machine, and a
copy of it is not.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from portal_api.releases.record import tables

EXPORTS, SERVED, MARK = "exports", "served", ".live"
_EXPORT = re.compile(r"[0-9]{6,}-release-([0-9]+)")
_LONGEST_MARK = 64
# Linux draws it when the machine starts; containers on one machine have the same.
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class LiveExport:
    """A folder of exports that a server gives to readers, on the machine `host`; `mark` is in it alone."""

    mark: str
    host: str
    folder: str

    def __str__(self) -> str:
        return f"{self.host}:{self.folder}"

    def lies_in(self, folder: Path) -> bool:
        """Whether this is the folder. Raises OSError where it is there and cannot be looked into."""
        return mark_in(folder) == self.mark

    def stop(self, release: int, *, anew: bool = False) -> str | None:
        """As `stop_serving`; says too where the folder is out of reach."""
        folder = Path(self.folder)
        try:
            if not self.lies_in(folder):
                return f"it is not on this machine; run portal purge there, or, {_forgetting(self)}"
        except OSError as error:
            return error.strerror or str(error)
        return stop_serving(folder, release, anew=anew)


def mark_in(folder: Path) -> str | None:
    """The mark of a folder; None where there is none. Raises OSError where it cannot be read."""
    try:
        with (folder / MARK).open("rb") as file:
            return file.read(_LONGEST_MARK).decode("ascii", "replace")
    except (FileNotFoundError, NotADirectoryError):
        return None


def new_mark(folder: Path) -> str:
    """A mark that no other folder has. Raises OSError where the folder cannot be looked at."""
    return f"{secrets.token_hex(16)}{_place(folder)}"


def is_made_for(mark: str, folder: Path) -> bool:
    """Whether a mark was made for this very folder, since the machine was started; never of a copy.

    Raises OSError where the folder cannot be looked at.
    """
    place = _place(folder)
    return bool(place) and mark.endswith(place)


def stop_serving(folder: Path, release: int, *, anew: bool = False) -> str | None:
    """No file of an export that is older than a release is served any more; with `anew`, of none at all.

    Says what kept it from that, and None where nothing did. Exports in the making are left alone: they are
    served only if their release is the current one while nobody can make another.
    """
    try:
        exports = [path for path in (folder / EXPORTS).iterdir() if _EXPORT.fullmatch(path.name)]
        for path in exports:
            if anew or _release_of(path) < release:
                (path / SERVED).unlink(missing_ok=True)
    except OSError as error:
        return error.strerror or str(error)
    return None


def stop_all(connection: Connection, release: int) -> None:
    """Stop what can be reached, before readers can have the release: a command that is killed then leaves no
    old text. What cannot be reached the command tells, as soon as the release stands.

    Nothing is exported of this release yet, so all of it goes, whatever its number: the database may have
    been replaced by an older one.
    """
    for export in live_exports(connection):
        export.stop(release, anew=True)


def live_exports(connection: Connection) -> tuple[LiveExport, ...]:
    """Every folder that is served live, on whatever machine."""
    table = tables.live_export
    rows = connection.execute(select(table).order_by(table.c.host, table.c.folder, table.c.mark))
    return tuple(LiveExport(row.mark, row.host, row.folder) for row in rows)


def register(connection: Connection, export: LiveExport) -> None:
    """Know a folder from now on, by the place where it lies now."""
    forget(connection, export)
    connection.execute(insert(tables.live_export).values(vars(export)))


def forget(connection: Connection, export: LiveExport) -> None:
    """Know a folder no longer: nobody serves it any more."""
    connection.execute(delete(tables.live_export).where(tables.live_export.c.mark == export.mark))


def _place(folder: Path) -> str:
    """What no other folder has, on this machine or another; empty where the machine does not tell.

    A device and a number on it are one folder only while a machine runs: the copy of a whole disk has both.
    """
    try:
        boot = _BOOT.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return ""
    found = folder.stat()
    place = f"{boot} {found.st_dev} {found.st_ino}".encode()
    return f"-{hashlib.blake2b(place, digest_size=8).hexdigest()}"


def _release_of(export: Path) -> int:
    return int(export.name.rpartition("-")[2])


def _forgetting(export: LiveExport) -> str:
    return f"if nobody serves it any more: portal purge --forget {export}"
