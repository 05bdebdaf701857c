"""The export that is served -> those of its answers that are still right: nobody needs to make them again.

What a release changed is known by the keys that answers carry, as caches in front are told of it. An export
of another program or with other settings is not believed, nor one of a release that the database does not
have as it was then.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import portal_api
from portal_api.cli.mirror.draft import FILES, MANIFEST, OTHERS, Row, Thrift
from portal_api.releases.record.affected import EVERYTHING, affected
from portal_api.releases.record.store import Store
from portal_api.releases.record.stored import Release
from portal_api.settings import Settings

_OURS = re.compile(rf"(?:{FILES}|{OTHERS})(?:/[A-Za-z0-9_-][A-Za-z0-9._@?=&-]*)+")
_KEYS, _RELEASE = "Surrogate-Key", "Portal-Release"
# What a worker or a command does by, and no answer shows.
_NOT_SHOWN = frozenset(
    {"database_url", "host", "port", "poll_seconds", "shelf_bytes", "metrics", "purge_urls"}
)


@dataclass(frozen=True)
class Making:
    """What an export is made from; of two with the same one the same answers come."""

    release: int
    digest: str
    made_with: str

    @classmethod
    def of(cls, release: Release, settings: Settings) -> Making:
        """What one that is begun now is made from."""
        shown = [
            (one.name, getattr(settings, one.name)) for one in fields(settings) if one.name not in _NOT_SHOWN
        ]
        return cls(release.id, release.digest, _digest(repr(shown).encode(), *_program()))

    def told(self) -> Mapping[str, object]:
        """How a manifest says it."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


class Earlier:
    """The answers of an export, by address, as far as they are still right."""

    def __init__(self, rows: Mapping[str, tuple[Row, ...]]) -> None:
        """By address without query. Of an address and its further pages all rows are right, or none is."""
        self._rows = rows

    def rows(self, path: str) -> tuple[Row, ...]:
        """The answers of an address, in every language they depend on and with the pages that follow.

        None where one of them has to be made again.
        """
        return self._rows.get(path, ())


NOTHING = Earlier({})


def earlier(folder: Path | None, now: Making, store: Store) -> Earlier:
    """What the export in this folder says that is right now too."""
    if folder is None:
        return NOTHING
    try:
        with (folder / MANIFEST).open("rb") as file:
            about = json.loads(next(file, b"{}"))
            changed = _changed(about, now, store)
            return NOTHING if EVERYTHING[0] in changed else Earlier(_right(file, changed, now.release))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return NOTHING  # somebody has damaged the manifest: everything is made again


def _changed(about: Mapping[str, Any], now: Making, store: Store) -> frozenset[str]:
    """The keys of the answers that may differ since an export; of all where nobody knows."""
    then = about.get("release")
    if about.get("made_with") != now.made_with or not isinstance(then, int) or not 1 <= then <= now.release:
        return frozenset(EVERYTHING)
    with store.snapshot(then) as snapshot:
        # A database that was restored may have given the same number to another release.
        if snapshot.release.digest != about.get("digest"):
            return frozenset(EVERYTHING)
    return frozenset(affected(store, then))


def _right(lines: Iterable[bytes], changed: frozenset[str], release: int) -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, list[Row] | None] = {}
    thrift = Thrift()
    for line in lines:
        row = _row(json.loads(line), release, thrift)
        address = row.path.partition("?")[0]
        known = found.setdefault(address, [])
        if known is not None and _is_right(row, changed):
            known.append(row)
        else:
            found[address] = None
    return {address: tuple(rows) for address, rows in found.items() if rows is not None}


def _is_right(row: Row, changed: frozenset[str]) -> bool:
    """Whether none of its keys was told of. What names no key is made again each time."""
    keys = next((value.split() for name, value in row.headers if name == _KEYS), [])
    return bool(keys) and changed.isdisjoint(keys)


def _row(told: Mapping[str, Any], release: int, thrift: Thrift) -> Row:
    """A row of a manifest, as an answer of this release: that is the one header that differs.

    Raises ValueError where its file is called as none of ours is.
    """
    if _OURS.fullmatch(told["file"]) is None:
        raise ValueError(told["file"])
    headers = told["headers"]
    if _RELEASE in headers:
        headers[_RELEASE] = str(release)
    codings = tuple(map(sys.intern, told["codings"]))
    return Row(**{**told, "headers": thrift.once(headers.items()), "codings": codings})


def _program() -> Iterator[bytes]:
    """The program as it is installed, templates and all, and the libraries beside it."""
    yield sys.version.encode()
    yield repr(sorted((one.name, one.version) for one in distributions())).encode()
    root = Path(portal_api.__file__).parent
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield os.fsencode(path.relative_to(root))
            yield path.read_bytes()


def _digest(*parts: bytes) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.hexdigest()
