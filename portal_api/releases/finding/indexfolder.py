"""Where the index of a database lies: where a setting says, beside an SQLite file, or in a folder of ours."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from portal_api.errors import StoreError

_FILE = "sqlite:///"
_OURS_ALONE = 0o700
_OTHERS = 0o077


def index_folder(named: str, place: str) -> Path:
    """The folder, which there is now; `named` is empty where no setting names one, `place` is the database's.

    Beside the file where this account may write there: then it lasts, and all servers of a machine share it.
    Else among the temporary files.

    Raises:
        StoreError: it cannot be made, or somebody else could write there.
    """
    if named:
        return _made(Path(named))
    beside = Path(f"{place.removeprefix(_FILE)}-search") if place.startswith(_FILE) else None
    return beside if beside is not None and _can_be_written(beside) else _private(place)


def _can_be_written(folder: Path) -> bool:
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the folder {folder} of the search cannot be made: {error.strerror}") from error
    return folder


def _private(place: str) -> Path:
    """One for this account and database among the temporary files, where others may write too."""
    digest = hashlib.sha256(place.encode()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"portal-search-{os.geteuid()}-{digest}"
    try:
        folder.mkdir(mode=_OURS_ALONE, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise StoreError(f"the folder {folder} of the search cannot be made: {error.strerror}") from error
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & _OTHERS:
        raise StoreError(f"{folder} is not this account's own; delete it, or set PORTAL_SEARCH_FOLDER")
    return folder
