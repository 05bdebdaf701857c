"""Copies -> a folder of files, made beside the one that is served and put in its place in one step.

A mirror has `exports/`, one folder for each export, and `current`, a link to the newest whole one. In an
export, `files/` has the answers that any server of files can give, `others/` redirects, refusals and what
depends on the reader's language; `manifest.jsonl` says which answer is where, with all its headers.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import socket
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from portal_api.cli.mirror.addresses import CannotExport
from portal_api.cli.mirror.copies import FORMS, Copy
from portal_api.releases.record.mirrors import (
    EXPORTS,
    MARK,
    SERVED,
    LiveExport,
    is_made_for,
    mark_in,
    new_mark,
)
from portal_api.web.wsgi.coding import COMPRESSED, IDENTITY

FILES, OTHERS = "files", "others"
MANIFEST = "manifest.jsonl"
SUFFIXES = {"gzip": ".gz", "br": ".br"}
# Servers that were not told of a newer export find the refusals of an older one; its texts go at once.
KEPT_EXPORTS = 3
_CURRENT, _LOCK, _DRAFT = "current", ".lock", ".draft"

# Headers whose value hardly two answers share.
_OWN = frozenset({"ETag", "Content-Length"})

# How a file of each media type is called.
EXTENSIONS: Mapping[str, str] = {
    "application/json": "json",
    "application/problem+json": "json",
    "application/ld+json": "jsonld",
    "application/xml; charset=utf-8": "xml",
    "text/html; charset=utf-8": "html",
    "text/markdown; charset=utf-8": "md",
    "text/plain; charset=utf-8": "txt",
    "text/css; charset=utf-8": "css",
    "text/javascript; charset=utf-8": "js",
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
}
_EXPORT = re.compile(r"[0-9]{6,}-release-[0-9]+")
_SAFE_PATH = re.compile(r"(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?(?:\?[A-Za-z0-9=&_-]+)?")


@dataclass(frozen=True)
class Row:
    """A copy and the name of its file; `codings` are those it lies beside in, each by the file's suffix."""

    path: str
    language: str | None
    status: int
    file: str
    sha256: str
    headers: tuple[tuple[str, str], ...]
    codings: tuple[str, ...]

    @property
    def is_plain(self) -> bool:
        """Whether any server of files can give this answer."""
        return self.file.startswith(FILES)


class Draft:
    """An export that nobody is served yet."""

    def __init__(self, folder: Path, before: Path | None) -> None:
        """What is as it was in the export `before` is not written again, but shared with it."""
        self.folder = folder
        self.rows: list[Row] = []
        self.written = 0
        self._before = before
        self._names: set[str] = set()
        self._headers: dict[tuple[str, str], tuple[str, str]] = {}

    def add(self, copy: Copy) -> Row:
        """Put a copy into its file.

        Raises:
            CannotExport: no file can be called by its address, or another one is called so already.
        """
        name = _name(copy)
        if name in self._names:
            raise CannotExport(f"{copy.path}: another answer is in the file {name} already")
        self._names.add(name)
        if not self._share(name, copy.answer.body):
            self._write(name, copy)
        row = Row(
            path=copy.path,
            language=copy.language,
            status=copy.status,
            file=name,
            sha256=hashlib.sha256(copy.answer.body).hexdigest(),
            headers=tuple(map(self._once, copy.answer.headers)),
            codings=tuple(
                one for one, suffix in SUFFIXES.items() if (self.folder / (name + suffix)).exists()
            ),
        )
        self.rows.append(row)
        return row

    def write_text(self, name: str, text: str) -> None:
        """Write a file that tells of the others."""
        (self.folder / name).write_text(text, "utf-8")

    def write_manifest(self, about: Mapping[str, object]) -> None:
        """Say what is where: `about` in the first line, then a line for each file."""
        lines = chain([dict(about)], ({**vars(row), "headers": dict(row.headers)} for row in self.rows))
        with (self.folder / MANIFEST).open("w", encoding="utf-8") as file:
            for line in lines:
                file.write(f"{json.dumps(line, ensure_ascii=False, sort_keys=True)}\n")

    def _once(self, header: tuple[str, str]) -> tuple[str, str]:
        """The same header, kept once for all answers: a large library has a million of them."""
        return header if header[0] in _OWN else self._headers.setdefault(header, header)

    def _share(self, name: str, body: bytes) -> bool:
        """Whether the file before says the same; then it is this one too."""
        if self._before is None:
            return False
        old = self._before / name
        if not old.is_file() or old.read_bytes() != body:
            return False
        for suffix in ("", *SUFFIXES.values()):
            if (self._before / (name + suffix)).exists():
                os.link(self._before / (name + suffix), self._place(name + suffix))
        return True

    def _write(self, name: str, copy: Copy) -> None:
        self._place(name).write_bytes(copy.answer.body)
        self.written += 1
        if name.startswith(OTHERS):
            return
        copy.answer.compressed()
        for coding in COMPRESSED:
            form = copy.answer.forms[coding]
            if form is not copy.answer.forms[IDENTITY]:
                self._place(name + SUFFIXES[coding]).write_bytes(form.body)

    def _place(self, name: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


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
        """Nobody else exports here meanwhile. Raises CannotExport where somebody does."""
        self._exports.mkdir(parents=True, exist_ok=True)
        with (self.root / _LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotExport(f"another export into {self.root} is running; wait for its end") from None
            yield

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


def _name(copy: Copy) -> str:
    """The file of a copy: its path, and what tells its language and media type."""
    if _SAFE_PATH.fullmatch(copy.path) is None:
        raise CannotExport(f"{copy.path}: no file can have this name")
    media_type = copy.answer.header("content-type")
    if media_type not in EXTENSIONS:
        raise CannotExport(f"{copy.path}: files of {media_type} are unknown; add it to EXTENSIONS")
    path, _, query = copy.path.partition("?")
    stem = path + ("index" if path.endswith("/") else "") + (f"@{query}" if query else "")
    stem += "" if copy.language is None else f"@{copy.language or 'any'}"
    extension = f".{EXTENSIONS[media_type]}"
    return f"{FILES if copy.is_plain else OTHERS}{stem.removesuffix(extension)}{extension}"
