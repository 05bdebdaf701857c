"""A library's folder -> which revision of it is published, as far as git knows."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

GIT_WITHIN_SECONDS = 10


@dataclass(frozen=True)
class Revision:
    """The commit a release was made from; `dirty` where files differ from it. No git: neither is known."""

    commit: str | None
    dirty: bool


def revision(root: Path) -> Revision:
    """The commit that `content/` and `translations/` stand at; never raises."""
    commit = _git(root, "rev-parse", "--verify", "HEAD")
    if commit is None:
        return Revision(None, dirty=False)
    changed = _git(root, "status", "--porcelain", "--", "content", "translations")
    return Revision(commit, dirty=changed != "")


def _git(root: Path, *arguments: str) -> str | None:
    """What git prints; None where there is no git, no repository or no answer in time."""
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=GIT_WITHIN_SECONDS, check=True)  # noqa: S603 - fixed words
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode(errors="replace").strip()
