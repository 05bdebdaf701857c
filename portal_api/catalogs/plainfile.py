"""A path -> its bytes: an ordinary file only, never through a link, never more than a limit; and as UTF-8."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path

from portal_api.errors import Problem, SourceErrors


def read_plain_file(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes.

    Raises:
        SourceErrors: missing, unreadable, a link, a folder or device, or too large.
    """
    try:
        handle = os.open(path, os.O_RDONLY | _NO_LINK | _NO_WAIT)
    except (OSError, ValueError) as error:
        raise _refusal(path, *_why_not(path, error)) from None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise _refusal(path, "this is not an ordinary file", "put an ordinary file there")
    with os.fdopen(handle, "rb") as file:
        # Room for the whole limit costs more than reading an ordinary file.
        data = file.read(min(status.st_size, limit) + 1)
        if len(data) > status.st_size:
            data += file.read(limit + 1 - len(data))
    if len(data) > limit:
        size = f"{limit // 1_000_000} MB"
        raise _refusal(path, f"this file is larger than {size}", "split it or remove what is not needed")
    return data


def as_utf8(data: bytes) -> bytes:
    """Text as Windows programs save it, UTF-16 or with a byte order mark, as plain UTF-8; else unchanged."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16").encode()
        except UnicodeError:
            return data
    return data.removeprefix(codecs.BOM_UTF8)


# Absent on Windows, where opening does not follow the kinds of links that matter here.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


def _why_not(path: Path, error: Exception) -> tuple[str, str]:
    if "\0" not in str(path) and path.is_symlink():
        return "this is a symbolic link", "put the file itself there"
    reason = getattr(error, "strerror", None) or "the name is not valid"
    return f"this file cannot be read ({reason})", "put it there, or mend its permissions"


def _refusal(path: Path, what: str, remedy: str) -> SourceErrors:
    return SourceErrors([Problem(path, 1, what, remedy)])
