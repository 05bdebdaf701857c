"""Exported files in front of a cache -> files that are served only while no release is newer.

A server in front finds the files of an export through a link. When there is a newer release the link goes:
then every file is missing, and the cache behind is asked for all of it. To look which files changed would be
quicker for readers, and one of them could be overlooked.
"""

from __future__ import annotations

import re
from pathlib import Path

EXPORTS, SERVED = "exports", "served"
_EXPORT = re.compile(r"[0-9]{6,}-release-([0-9]+)")


def stop_serving(folder: Path, release: int, *, anew: bool = False) -> str | None:
    """No file of an export that is older than a release is served any more; with `anew`, of none at all.

    Says what kept it from that, and None where nothing did. Exports in the making are left alone: they are
    compared with the current release before they are served, and once more as soon as they are.
    """
    try:
        exports = [path for path in (folder / EXPORTS).iterdir() if _EXPORT.fullmatch(path.name)]
        for path in exports:
            if anew or _release_of(path) < release:
                (path / SERVED).unlink(missing_ok=True)
    except OSError as error:
        return error.strerror or str(error)
    return None


def _release_of(export: Path) -> int:
    return int(export.name.rpartition("-")[2])
