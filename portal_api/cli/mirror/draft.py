"""Copies -> files of an export in the making, which nobody is served yet, and the rows that tell of them."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from portal_api.cli.mirror.addresses import CannotExport
from portal_api.cli.mirror.copies import Copy
from portal_api.web.wsgi.coding import COMPRESSED, IDENTITY

FILES, OTHERS = "files", "others"
MANIFEST = "manifest.jsonl"
SUFFIXES = {"gzip": ".gz", "br": ".br"}

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
_SAFE_PATH = re.compile(r"(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?(?:\?[A-Za-z0-9=&_-]+)?")


@dataclass(frozen=True, slots=True)
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

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its file and of those that lie beside it."""
        return (self.file, *(self.file + SUFFIXES[coding] for coding in self.codings))

    def told(self) -> Mapping[str, object]:
        """The row as the manifest has it."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return fields | {"headers": dict(self.headers)}


class Thrift:
    """Keeps equal headers once for all answers: a large library has a million of them."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._known: dict[tuple[str, str], tuple[str, str]] = {}

    def once(self, headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """The same headers; those that hardly two answers share are not looked for."""
        return tuple(one if one[0] in _OWN else self._known.setdefault(one, one) for one in headers)


class Filing:
    """Puts answers into files. Several processes may do so at once, each with answers of its own."""

    def __init__(self, folder: Path, before: Path | None) -> None:
        """What is as it was in the export `before` is not written again, but shared with it."""
        self.written = 0
        self._folder = str(folder)
        self._before = None if before is None else str(before)
        self._folders: set[str] = set()

    def file(self, copy: Copy) -> Row:
        """Put a copy into its file.

        Raises:
            CannotExport: no file can be called by its address, or another one is called so already.
        """
        name, body = _name(copy), copy.answer.body
        try:
            codings = self._shared(name, copy)
            codings = self._written(name, copy) if codings is None else codings
        except FileExistsError as error:
            raise CannotExport(f"{copy.path}: another answer is in the file {name} already") from error
        return Row(
            path=copy.path,
            language=copy.language,
            status=copy.status,
            file=name,
            sha256=hashlib.sha256(body).hexdigest(),
            headers=tuple(copy.answer.headers),
            codings=codings,
        )

    def keep(self, rows: Sequence[Row]) -> bool:
        """Share the files of these rows of the export before, if all hold what they say; whether they do."""
        if not all(map(self._is_sound, rows)):
            return False
        for row in rows:
            self._link(row.names)
        return True

    def _is_sound(self, row: Row) -> bool:
        body = self._read(row.file)
        is_same = body is not None and hashlib.sha256(body).hexdigest() == row.sha256
        return is_same and all(map(self._is_there, row.names))

    def _shared(self, name: str, copy: Copy) -> tuple[str, ...] | None:
        """The codings of the file before, which is this one too; None where it is not, or one is lacking."""
        if self._read(name) != copy.answer.body:
            return None
        there = tuple(one for one, suffix in SUFFIXES.items() if self._is_there(name + suffix))
        if len(there) < len(SUFFIXES) and name.startswith(FILES) and copy.answer.may_be_compressed:
            return None
        self._link((name, *(name + SUFFIXES[one] for one in there)))
        return there

    def _written(self, name: str, copy: Copy) -> tuple[str, ...]:
        """Write it, in every coding that makes it smaller; which these are."""
        self._write(name, copy.answer.body)
        self.written += 1
        if name.startswith(OTHERS):
            return ()
        copy.answer.compressed()
        forms = copy.answer.forms
        smaller = [one for one in COMPRESSED if forms[one] is not forms[IDENTITY]]
        for coding in smaller:
            self._write(name + SUFFIXES[coding], forms[coding].body)
        return tuple(one for one in SUFFIXES if one in smaller)

    def _read(self, name: str) -> bytes | None:
        """What is in a file of the export before."""
        if self._before is None:
            return None
        try:
            with open(self._old(name), "rb", buffering=0) as file:  # noqa: PTH123  # see _old
                return file.read()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return None

    def _write(self, name: str, data: bytes) -> None:
        # Never into a file that is there: an earlier export may share it.
        with open(self._place(name), "xb", buffering=0) as file:  # noqa: PTH123  # see _old
            file.write(data)

    def _link(self, names: Iterable[str]) -> None:
        for name in names:
            os.link(self._old(name), self._place(name))

    def _is_there(self, name: str) -> bool:
        return os.access(self._old(name), os.F_OK)

    def _old(self, name: str) -> str:
        """Where it was before; a text, because a Path of each costs as much as to write the file."""
        return f"{self._before}/{name}"

    def _place(self, name: str) -> str:
        folder = f"{self._folder}/{name.rpartition('/')[0]}"
        if folder not in self._folders:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return f"{self._folder}/{name}"


class Draft:
    """An export that nobody is served yet."""

    def __init__(self, folder: Path, before: Path | None) -> None:
        """`before` is the export that is served now."""
        self.folder = folder
        self.before = before
        self.rows: list[Row] = []
        self.written = 0
        self._thrift = Thrift()

    def add(self, rows: Iterable[Row], written: int = 0) -> None:
        """Take in rows whose files lie in the folder; so many were written anew."""
        self.written += written
        self.rows += (replace(row, headers=self._thrift.once(row.headers)) for row in rows)

    def keep(self, rows: Iterable[Row]) -> None:
        """Take in rows of the export before, whose files lie in the folder too."""
        self.rows += rows

    def write_text(self, name: str, text: str) -> None:
        """Write a file that tells of the others."""
        (self.folder / name).write_text(text, "utf-8")

    def write_manifest(self, about: Mapping[str, object]) -> None:
        """Say what is where: `about` in the first line, then a line for each file."""
        with (self.folder / MANIFEST).open("w", encoding="utf-8") as file:
            for line in chain([about], (row.told() for row in self.rows)):
                file.write(f"{json.dumps(line, ensure_ascii=False, sort_keys=True)}\n")


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
