"""The program as it is installed -> a digest of it: what another version of it made is not believed."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

import babel

import portal_api
from portal_api.releases.publishing.fingerprints import digest_of

_CHECKING = ("locales", "words.py", "articles", "catalogs", "errors.py")


@cache
def checks_version() -> bytes:
    """A digest of all that decides what the checks find."""
    return _digest(_CHECKING)


@cache
def tool_version() -> bytes:
    """A digest of all that decides what a publication says."""
    return _digest((*_CHECKING, "releases"))


def _digest(names: tuple[str, ...]) -> bytes:
    """Of the source code itself, so that nobody has to remember to count up a number."""
    root = Path(portal_api.__file__).parent
    files = sorted(file for name in names for file in _modules(root / name))
    if not files:
        return os.urandom(32)
    code = (text for file in files for text in (str(file.relative_to(root)), file.read_bytes()))
    return digest_of(sys.version, *_installed(), *code)


def _installed() -> list[str]:
    """The libraries beside Babel with their versions, as their folders are named."""
    return sorted(path.name for path in Path(babel.__file__).parents[1].glob("*.dist-info"))


def _modules(path: Path) -> list[Path]:
    return [*path.rglob("*.py"), *path.rglob("*.toml")] if path.is_dir() else [path] if path.is_file() else []
