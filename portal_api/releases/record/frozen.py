"""An SQLite file that this account cannot write -> whether it can be read as it lies, and still lies so.

SQLite reads a write-ahead database only where it may write beside it, or where a writer has its log there.
Where neither is so it has to be told that nobody writes, and then it looks for no writer: we do.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from portal_api.errors import StoreError

_BY_EFFECTIVE_USER = os.access in os.supports_effective_ids


@dataclass(frozen=True)
class Frozen:
    """A file as it lies while nobody writes it: every publication that is complete changes one of these."""

    path: Path
    number: int
    size: int
    changed_ns: int

    @property
    def address(self) -> str:
        """What SQLite opens; it asks for no lock there."""
        return f"{self.path.absolute().as_uri()}?immutable=1"

    def check(self) -> None:
        """See that nobody writes it: whoever begins to makes a log first, long before the file changes.

        Raises:
            StoreError: somebody does, or did.
        """
        if frozen(self.path) != self:
            raise StoreError(f"the database {self.path} is being written just now; ask again")


def frozen(path: Path) -> Frozen | None:
    """How the file lies there, None where SQLite reads it by itself, or where there is none."""
    try:
        status = path.stat()
        if not path.is_file() or _is_written(path):
            return None
    except OSError:
        return None
    return Frozen(path, status.st_ino, status.st_size, status.st_mtime_ns)


def _is_written(path: Path) -> bool:
    """Whether somebody may write it by way of a log, or we could; an empty log on a dead disk is nobody's."""
    log, folder = path.with_name(f"{path.name}-wal"), path.parent
    if os.statvfs(folder).f_flag & os.ST_RDONLY:
        return log.exists() and log.stat().st_size > 0
    return log.exists() or os.access(folder, os.W_OK, effective_ids=_BY_EFFECTIVE_USER)
