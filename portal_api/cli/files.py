"""Bytes -> a file, whole or not at all, and only if it changes."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from portal_api.errors import Problem, SourceErrors

_NEW_FILE_MODE = 0o666


def write_whole(path: Path, data: bytes) -> bool:
    """Makes `path` hold `data`; a reader sees the old file or the new one. Returns whether anything changed.

    Folders are made, a link is followed, an existing file keeps its permissions.

    Raises:
        SourceErrors: the disk is full, or the folder must not be written; the file is as it was.
    """
    try:
        return _write_whole(path.resolve(), data)
    except RuntimeError as error:
        what = "this link leads to itself"
        raise SourceErrors([Problem(path, 1, what, "put the file itself there")]) from error
    except OSError as error:
        what = f"this file cannot be written ({error.strerror}); it is as it was"
        remedy = "make room on the disk, or mend the permissions of its folder, and run the command again"
        raise SourceErrors([Problem(path, 1, what, remedy)]) from error


def _write_whole(target: Path, data: bytes) -> bool:
    if target.is_file() and target.read_bytes() == data:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else _new_file_mode()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def _new_file_mode() -> int:
    """The permissions the user's mask leaves; the only way to read the mask is to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return _NEW_FILE_MODE & ~mask
