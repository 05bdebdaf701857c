"""A library and what is remembered of it -> the editions that have to be looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal_api.articles.library import Library, read_library
from portal_api.articles.reader import RESERVED_ARTICLES
from portal_api.articles.strays import ARTICLES, FIGURES, is_speakable, library_folders, unspeakable
from portal_api.errors import Problem, SourceErrors
from portal_api.locales import Locale
from portal_api.releases.publishing.fingerprints import look
from portal_api.releases.publishing.looking import Folders, look_at
from portal_api.releases.publishing.memory import Memory, Unit
from portal_api.releases.publishing.outcome import source_digest
from portal_api.releases.publishing.proposal import Scope
from portal_api.releases.publishing.raw import read_raw, read_raw_article

# After a fresh checkout each file is a candidate, and what is known of ten thousand articles is a lot.
_AT_ONCE = 500


@dataclass(frozen=True)
class Survey:
    """What has to be looked at, and the folders that are not as they were, as they are now.

    `problems` are the files among them that have no name to be published under.
    """

    scope: Scope
    listings: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Look:
    """Which files and folders somebody looks at, all where `paths` is empty, and when that began."""

    paths: Collection[Path]
    began_ns: int


def everything(library: Library, published: Iterable[str], now_ns: int) -> Survey:
    """Every article that has a file or an edition, in every language."""
    listings = look_at(library.root, _folders(library), {}, now_ns)
    files = filter(is_speakable, listings[ARTICLES].names)
    names = {Path(name).stem for name in files} | set(published)
    return Survey(
        dict.fromkeys(names - RESERVED_ARTICLES),
        {name: one.packed for name, one in listings.items()},
        _nameless(library, {folder: one.names for folder, one in listings.items()}),
    )


def changes(library: Library, memory: Memory, forced: Scope, looking: Look) -> Survey:
    """What may come out otherwise than it did: what is `forced`, and what the files say.

    Raises:
        SourceErrors: a path is not one of this library.
    """
    folders = library_folders(library.locales)
    seen: dict[str, bytes] = {}
    there: dict[str, Collection[str]] = {}
    names: dict[str, Collection[str]] = {}
    if looking.paths:
        for path in looking.paths:
            _add_path(library, folders, path, names)
        there = names
    else:
        known = memory.listings()
        for folder, now in look_at(library.root, _folders(library), known, looking.began_ns).items():
            before = known.get(folder, b"")
            there[folder], names[folder] = now.names, now.changed_since(before)
            if now.packed != before:
                seen[folder] = now.packed
    scope = dict(_really_changed(library, memory, _candidates(folders, names)))
    figures = frozenset(filter(is_speakable, names.get(FIGURES, ())))
    for article in memory.showing(figures) if figures else ():
        scope[article] = None
    return Survey(joined(scope, forced), seen, _nameless(library, there))


def watched_folders(root: Path) -> tuple[Path, ...]:
    """The folders in which a change may matter, those that are not there yet included.

    Raises:
        SourceErrors: the library's settings cannot be used.
    """
    library = read_library(root, articles=())
    languages = [f"translations/{locale.folder}" for locale in library.locales]
    return tuple(
        root / name for name in ("content", "translations", *languages, *library_folders(library.locales))
    )


def _nameless(library: Library, names: Mapping[str, Collection[str]]) -> tuple[Problem, ...]:
    return tuple(one for folder, some in names.items() for one in unspeakable(library.root / folder, some))


def _folders(library: Library) -> Folders:
    return {folder: _endings(folder) for folder in library_folders(library.locales)}


def _endings(folder: str) -> tuple[str, ...]:
    if folder == FIGURES:
        return ("",)
    return (".md",) if folder == ARTICLES else (".po",) if folder.endswith("LC_MESSAGES") else (".toml",)


def _add_path(
    library: Library, folders: Mapping[str, Locale | None], path: Path, names: dict[str, Collection[str]]
) -> None:
    """Note the files that a path names: one, or all below it."""
    inside = _inside(library.root, path)
    if inside is None or inside.parts[:1] not in ((), ("content",), ("translations",)):
        remedy = "name files or folders below content/ or translations/"
        raise SourceErrors([Problem(path, 1, "this is no part of the library", remedy)])
    for folder in folders:
        if Path(folder).is_relative_to(inside):
            listing = look(library.root / folder, _endings(folder), 0)
            names[folder] = {*names.get(folder, ()), *listing.names}
        elif inside.parent == Path(folder):
            names[folder] = {*names.get(folder, ()), inside.name}


def _inside(root: Path, path: Path) -> Path | None:
    """A path as it is told from the library's folder; None where it leads elsewhere, or nowhere."""
    plain = path.absolute()
    try:
        whole, full = root.resolve(), plain.parent.resolve() / plain.name
    except (OSError, RuntimeError):  # a link that leads to itself
        return None
    return full.relative_to(whole) if full.is_relative_to(whole) and ".." not in full.parts else None


def _candidates(
    folders: Mapping[str, Locale | None], names: Mapping[str, Collection[str]]
) -> dict[str, set[Locale | None]]:
    """Articles of which a file may have changed, with its language; None for the source."""
    found: dict[str, set[Locale | None]] = {}
    for folder, changed in names.items():
        if folder == FIGURES:
            continue
        for name in changed:
            stem, ending = Path(name).stem, Path(name).suffix
            if ending in _endings(folder) and stem not in RESERVED_ARTICLES and is_speakable(stem):
                found.setdefault(stem, set()).add(folders[folder])
    return found


def _really_changed(
    library: Library, memory: Memory, candidates: Mapping[str, set[Locale | None]]
) -> Iterator[tuple[str, frozenset[Locale] | None]]:
    """Those whose bytes are others than those that were published."""
    names = sorted(candidates)
    for start in range(0, len(names), _AT_ONCE):
        units = memory.units(names[start : start + _AT_ONCE])
        for article in names[start : start + _AT_ONCE]:
            unit, raw = units.get(article), read_raw_article(library.root, article)
            if unit is None or unit.inputs.get("") != source_digest(library, article, raw):
                yield article, None
                continue
            wanted = (one for one in candidates[article] if one is not None)
            changed = frozenset(one for one in wanted if _differs(library, unit, one))
            if changed:
                yield article, changed


def _differs(library: Library, unit: Unit, locale: Locale) -> bool:
    return unit.inputs.get(str(locale)) != read_raw(library.root, locale, unit.article).digest.hex()


def joined(scope: Scope, forced: Scope) -> Scope:
    """Both together: an article in the languages of either, or in all."""
    joined = dict(scope)
    for article, locales in forced.items():
        own = joined.get(article, frozenset())
        joined[article] = None if own is None or locales is None else own | locales
    return joined
