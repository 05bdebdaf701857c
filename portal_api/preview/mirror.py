"""The working files -> a copy that a draft is made from: what changed since the last look, and nothing else.

A copy, because a draft has its own policy and languages, must write nothing beside the files, and knows what
a file said before it was broken.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from portal_api.articles.reader import parse_article, parse_disclaimer
from portal_api.catalogs.gettext.po import PoFile, language_of_folder, parse_po
from portal_api.catalogs.pseudo import PSEUDO_LOCALES
from portal_api.catalogs.reviews import parse_reviews
from portal_api.errors import SourceErrors

# More than any reader takes, so that a file which is too large is told so, and not copied whole.
_LARGEST = 10_000_001
# How many new articles are taken with one look, times the languages they have to be read in.
_AT_ONCE = 60
_ARTICLES = "content/articles/"
_ANY = re.compile("")
_PO, _TOML = re.compile(r"\.po\Z"), re.compile(r"\.toml\Z")
_FOLDERS = (
    ("content", re.compile(r"\.(?:toml|md)\Z")),
    ("content/articles", _ANY),
    ("content/figures", _ANY),
)
_LANGUAGE_FOLDERS = (("LC_MESSAGES", _PO), ("reviews", _TOML))
LIBRARY_FILE = "content/library.toml"

Sign = tuple[int, ...]


@dataclass(frozen=True)
class Look:
    """What changed since the look before, by path relative to the library.

    `later` are the articles that were not read yet.
    """

    changed: tuple[str, ...]
    gone: tuple[str, ...]
    later: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.changed or self.gone)


class Mirror:
    """Keeps `folder` equal to the files of the library in `root`, but for library.toml."""

    def __init__(self, root: Path, folder: Path) -> None:
        """`folder` is empty. Nothing is copied yet."""
        self.root = root
        self.folder = folder / "draft"
        self._good = folder / "good"
        self._known: dict[str, Sign] = {}
        self._wanted: frozenset[str] = frozenset()

    def want(self, article: str) -> None:
        """Take this article with the next look, before all others."""
        self._wanted |= {article}

    def look(self) -> Look:
        """Copy what changed. A file that cannot be read counts as gone.

        New articles are taken some at a time: those that somebody wants to see first, and none while others
        are being saved, so that nobody waits for them.
        """
        every = dict(_files(self.root))
        new = frozenset(
            PurePosixPath(name).stem for name in every if _is_article(name) and name not in self._known
        )
        settled = {name: sign for name, sign in every.items() if PurePosixPath(name).stem not in new}
        later = new - self._taken(new, is_quiet=settled == self._known)
        found = {name: sign for name, sign in every.items() if PurePosixPath(name).stem not in later}
        changed = tuple(name for name, sign in found.items() if self._known.get(name) != sign)
        gone = tuple(name for name in self._known if name not in found)
        for name in changed:
            self._copy(name)
        for name in gone:
            (self.folder / name).unlink(missing_ok=True)
            (self._good / name).unlink(missing_ok=True)
        self._known = found
        return Look(changed, gone, later)

    def _taken(self, new: frozenset[str], *, is_quiet: bool) -> frozenset[str]:
        """Of the new articles those that somebody wants; else the first, if nothing was saved meanwhile."""
        wanted = self._wanted & new
        self._wanted -= wanted
        if wanted or not is_quiet:
            return wanted
        languages = len(_entries(self.root / "translations")) + len(PSEUDO_LOCALES)
        return frozenset(sorted(new)[: max(_AT_ONCE // languages, 1)])

    def good(self, name: str) -> Path:
        """The copy of a file as it last made sense: of one that is broken now, the copy before that."""
        kept = self._good / name
        return kept if kept.exists() else self.folder / name

    def is_broken(self, name: str) -> bool:
        """Whether `good` gives an older copy."""
        return (self._good / name).exists()

    def _copy(self, name: str) -> None:
        if name == LIBRARY_FILE:
            return
        source, target = self.root / name, self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_symlink():
            target.unlink(missing_ok=True)
            target.symlink_to(source.resolve())
            return
        try:
            with source.open("rb") as file:
                data = file.read(_LARGEST)
        except OSError:
            target.unlink(missing_ok=True)
            return
        self._keep_good(name, data)
        target.write_bytes(data)

    def _keep_good(self, name: str, data: bytes) -> None:
        """Before a file is broken, put its last sound copy aside; when it is mended, forget that."""
        target, kept = self.folder / name, self._good / name
        if _makes_sense(name, data):
            kept.unlink(missing_ok=True)
        elif target.is_file() and not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(target, kept)


def _is_article(name: str) -> bool:
    return name.startswith(_ARTICLES)


def _makes_sense(name: str, data: bytes) -> bool:
    parse = _parser(name)
    if parse is None:
        return True
    try:
        parse(data, Path(name))
    except SourceErrors:
        return False
    return True


def _parser(name: str) -> Callable[[bytes, Path], object] | None:
    path = PurePosixPath(name)
    if path.parts[0] == "translations":
        return _parse_catalog if path.suffix == ".po" else parse_reviews
    if path.suffix == ".md":
        return parse_article if path.parent.name == "articles" else parse_disclaimer
    return None


def _parse_catalog(data: bytes, path: Path) -> PoFile:
    return parse_po(data, path, language_of_folder(path))


def _files(root: Path) -> Iterator[tuple[str, Sign]]:
    """Every file that a publication reads, with what tells one state of it from the next."""
    for folder, pattern in (*_FOLDERS, *_language_folders(root)):
        for entry in _entries(root / folder):
            if pattern.search(entry.name):
                yield from _signed(entry, folder)


def _language_folders(root: Path) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Those of each language, but for the pseudo-languages, which are made here."""
    pseudo = {locale.folder for locale in PSEUDO_LOCALES}
    for language in _entries(root / "translations"):
        if language.name not in pseudo and language.is_dir():
            for kind, pattern in _LANGUAGE_FOLDERS:
                yield f"translations/{language.name}/{kind}", pattern


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, but for what is hidden: editors keep their own files there."""
    try:
        with os.scandir(folder) as found:
            return [entry for entry in found if not entry.name.startswith(".")]
    except OSError:
        return []


def _signed(entry: os.DirEntry[str], folder: str) -> Iterator[tuple[str, Sign]]:
    try:
        status = entry.stat()
    except OSError:
        return
    if stat.S_ISREG(status.st_mode):
        yield f"{folder}/{entry.name}", (status.st_mtime_ns, status.st_size, status.st_ino)
