"""A folder with exports: each is made beside the one that is served, and put in its place in one step.

A mirror has `exports/`, one folder for each export, and `current`, a link to the newest whole one. In an
export, `files/` has the answers that any server of files can give, `others/` redirects, refusals and what
depends on the reader's language; `manifest.jsonl` says which answer is where, with all its headers.
"""

from __future__ import annotations

import fcntl
import re
import shutil
import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from portal_api.cli.mirror.addresses import CannotExport
from portal_api.cli.mirror.copies import FORMS
from portal_api.cli.mirror.draft import FILES, OTHERS, Draft
from portal_api.releases.record.mirrors import (
    EXPORTS,
    MARK,
    SERVED,
    LiveExport,
    is_made_for,
    mark_in,
    new_mark,
)

# Servers that were not told of a newer export find the refusals of an older one; its texts go at once.
KEPT_EXPORTS = 3
_CURRENT, _LOCK, _DRAFT = "current", ".lock", ".draft"

_EXPORT = re.compile(r"[0-9]{6,}-release-[0-9]+")


class MirrorFolder:
    """A folder with the exports of one library."""

    def __init__(self, root: Path) -> None:
        """Raises CannotExport where the folder holds something else."""
        self.root = root
        self._exports = root / EXPORTS
        self._current = root / _CURRENT
        if root.is_dir() and any(root.iterdir()) and not self._holds_exports_only():
            raise CannotExport(f"{root} is not empty and holds no export; name another folder or a new one")

    @property
    def current(self) -> Path | None:
        """The export that is served."""
        return self._current.resolve() if self._current.exists() else None

    @contextmanager
    def only_one(self) -> Iterator[None]:
        """Nobody else exports here meanwhile; a folder that is still without an export at the end goes.

        Raises CannotExport where somebody does.
        """
        was_there = self.root.exists()
        self._exports.mkdir(parents=True, exist_ok=True)
        with (self.root / _LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotExport(f"another export into {self.root} is running; wait for its end") from None
            try:
                yield
            finally:
                if not was_there:
                    self._clear()

    def as_live(self, known: Collection[LiveExport]) -> LiveExport:
        """This folder as one that is served to readers from here; one that is not `known` gets a new mark.

        So a copy of a folder is another one, and the first is not forgotten because of it. A folder that has
        only another name or place now is the same one, and known as such. Nothing is written yet.
        """
        found = LiveExport(mark_in(self.root) or "", socket.gethostname(), str(self.root.resolve()))
        if found in known or is_made_for(found.mark, self.root):
            return found
        return replace(found, mark=new_mark(self.root))

    def mark(self, export: LiveExport) -> None:
        """Mark this folder, in one step, as one that the database knows already.

        In the other order a folder whose export is broken off between the two could not be stopped: it has
        lost the mark that the database knows.
        """
        draft = self.root / f"{MARK}{_DRAFT}"
        draft.write_text(export.mark, "ascii")
        draft.replace(self.root / MARK)

    @contextmanager
    def draft(self, release: int, *, live: bool) -> Iterator[Draft]:
        """An export in the making, nowhere to be seen; what is left of one that was broken off goes first.

        A `live` one has the link through which a server finds its files.
        """
        for left in self._exports.glob(f"*{_DRAFT}"):
            shutil.rmtree(left)
        folder = self._exports / f"{self._new_name(release)}{_DRAFT}"
        folder.mkdir()
        if live:
            (folder / SERVED).symlink_to(FILES)
        try:
            yield Draft(folder, self.current)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def final(self, draft: Draft) -> Path:
        """Where a draft will be once it is served."""
        return draft.folder.resolve().with_name(draft.folder.name.removesuffix(_DRAFT))

    def switch(self, draft: Draft) -> None:
        """Serve a draft from now on, in one step."""
        final = self.final(draft)
        draft.folder.rename(final)
        link = self.root / f".{_CURRENT}"
        link.unlink(missing_ok=True)
        link.symlink_to(Path(EXPORTS) / final.name)
        link.replace(self._current)

    def tidy(self) -> None:
        """Take away the oldest exports, and from the others the texts that are not in the newest any more."""
        *older, final = self._by_age()
        for old in older[: 1 - KEPT_EXPORTS]:
            shutil.rmtree(old)
        for old in older[1 - KEPT_EXPORTS :]:
            _take_away_texts(old, final)

    def _clear(self) -> None:
        """Take away a folder in which nothing is, so that a mistake leaves none behind."""
        with suppress(OSError):
            self._exports.rmdir()
            (self.root / _LOCK).unlink()
            self.root.rmdir()

    def _holds_exports_only(self) -> bool:
        """Older exports are taken away here, so nothing else may lie among them."""
        return self._exports.is_dir() and all(
            _EXPORT.fullmatch(path.name.removesuffix(_DRAFT)) for path in self._exports.iterdir()
        )

    def _by_age(self) -> list[Path]:
        return sorted(path for path in self._exports.iterdir() if not path.name.endswith(_DRAFT))

    def _new_name(self, release: int) -> str:
        """A name that was never used: whoever was not told of newer exports finds no other one there."""
        known = self._by_age()
        number = int(known[-1].name.partition("-")[0]) + 1 if known else 1
        return f"{number:06d}-release-{release}"


def _take_away_texts(old: Path, new: Path) -> None:
    """Only what an old export shares with the new one stays, and what a server says by itself."""
    said = {old / OTHERS / form for form in FORMS}
    for path in (*(old / FILES).rglob("*"), *(old / OTHERS).rglob("*")):
        if path.is_file() and path.parent not in said:
            same = new / path.relative_to(old)
            if not (same.exists() and same.samefile(path)):
                path.unlink()
