"""The folders of a library -> what lies in them and nobody would read: `asthma.MD`, `translations/zh_CN`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from portal_api.errors import InvalidTag, Problem
from portal_api.locales import Locale

ARTICLES = "content/articles"
FIGURES = "content/figures"
# What people call a file that they take for an article.
_ALMOST_ARTICLES = frozenset({".md", ".markdown", ".txt", ".docx"})


def strays(root: Path, locales: tuple[Locale, ...]) -> Iterator[Problem]:
    """Everything that nobody would ever read in any folder of the library in `root`."""
    yield from misplaced(root, locales)
    for folder in library_folders(locales):
        yield from unspeakable(root / folder, _names(root / folder))


def library_folders(locales: Iterable[Locale]) -> dict[str, Locale | None]:
    """The folders of articles, figures, catalogs and reviews, with their language."""
    folders: dict[str, Locale | None] = {ARTICLES: None, FIGURES: None}
    for locale in locales:
        for kind in ("LC_MESSAGES", "reviews"):
            folders[f"translations/{locale.folder}/{kind}"] = locale
    return folders


def misplaced(root: Path, locales: tuple[Locale, ...]) -> Iterator[Problem]:
    """What lies in the wrong place or has the wrong name, and the folders that cannot be read."""
    files = _names(root / ARTICLES)
    yield from unspeakable(root / ARTICLES, files)
    for name in files:
        if not name.endswith(".md") and is_speakable(name):
            yield from _no_article(root / ARTICLES / name)
    expected = {locale.folder for locale in locales}
    for name in _names(root / "translations"):
        meant = None if name in expected else _meant(name, locales)
        if meant is not None:
            what = f"this folder is not read: the catalogs of {meant} stand in {meant.folder}"
            yield Problem(root / "translations" / name, 1, what, "rename it")
    for folder in library_folders(locales):
        yield from _unreadable(root / folder)


def unspeakable(folder: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Those of these names in a folder that are no UTF-8: no catalog, database or answer could say them."""
    every = tuple(names)
    if is_speakable("".join(every)):
        return
    for name in every:
        if not is_speakable(name):
            what = "this is not read: its name is not UTF-8 (what is not is shown as \\x and two digits)"
            yield Problem(folder / name, 1, what, "rename it, in small letters a-z, digits and hyphens")


def is_speakable(name: str) -> bool:
    """Whether a name, as the system gave it, is UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _names(folder: Path) -> list[str]:
    """What is in a folder, in order; hidden files are those of editors and systems."""
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))  # noqa: PTH208 # only names
    except OSError:
        return []


def _no_article(path: Path) -> Iterator[Problem]:
    if path.suffix.lower() in _ALMOST_ARTICLES or path.is_dir():
        what = "this is not read: an article is a file in this folder whose name ends with .md"
        yield Problem(path, 1, what, "rename it, or move it out of content/articles")


def _meant(name: str, locales: tuple[Locale, ...]) -> Locale | None:
    try:
        found = Locale.parse(name)
    except InvalidTag:
        return None
    return next((locale for locale in locales if locale.likely == found.likely), None)


def _unreadable(folder: Path) -> Iterator[Problem]:
    """A folder that is there and cannot be looked into; one that is not there holds nothing."""
    try:
        os.scandir(folder).close()
    except FileNotFoundError:
        if folder.is_symlink():
            yield Problem(folder, 1, "this link leads nowhere", "put the folder itself there")
    except OSError as error:
        what = f"this folder cannot be read ({error.strerror})"
        yield Problem(folder, 1, what, "put a folder there, or mend its permissions")
