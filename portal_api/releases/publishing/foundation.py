"""The files that decide for every article -> what is in them, read once, and what they decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from portal_api.articles.library import Library, read_library
from portal_api.catalogs.coverage import DISCLAIMER, PORTAL, PartTranslation
from portal_api.errors import Problem, SourceErrors
from portal_api.locales import Locale
from portal_api.releases.publishing.disclaimers import Accepted, Refused, decide
from portal_api.releases.publishing.faults import why_kept
from portal_api.releases.publishing.fingerprints import digest_of, digest_of_files
from portal_api.releases.publishing.material import Material, PublishedWords
from portal_api.releases.publishing.raw import RawCatalog, read_raw

_FILES = ("library.toml", "withdrawn.toml", "harmless.toml", "glossary.toml", "disclaimer.md")
_ATTEMPTS = 5


@dataclass(frozen=True)
class Shared:
    """The files that many articles share; `library` is without articles, `digest` (hex) of every byte."""

    library: Library
    catalogs: Mapping[tuple[str, Locale], RawCatalog]
    digest: str


@dataclass(frozen=True)
class Foundation:
    """What they decide: the languages on offer with their disclaimers and words, and why not the others."""

    disclaimers: Mapping[Locale, Accepted]
    refused: Mapping[Locale, Refused]
    words: Mapping[Locale, PublishedWords]
    problems: tuple[Problem, ...]


def read_shared(root: Path) -> Shared:
    """The shared files of the library in `root`.

    Raises:
        SourceErrors: `library.toml`, `withdrawn.toml`, `harmless.toml` or `glossary.toml` cannot be used, or
            one of these files is saved again and again.
    """
    library, files = _read_unchanged(root)
    names = [(name, locale) for locale in library.locales for name in (PORTAL, DISCLAIMER)]
    catalogs = {(name, locale): read_raw(root, locale, name) for name, locale in names}
    whole = digest_of(files, *(raw.digest for raw in catalogs.values()))
    return Shared(library, catalogs, whole.hex())


def _read_unchanged(root: Path) -> tuple[Library, bytes]:
    """The library without articles and the digest of its files, which nobody saved in between."""
    paths = [root / "content" / name for name in _FILES]
    before = digest_of_files(paths)
    for _ in range(_ATTEMPTS):
        library = read_library(root, articles=())
        now = digest_of_files(paths)
        if now == before:
            return library, now
        before = now
    what = f"one of {', '.join(_FILES)} is saved again and again while it is read"
    raise SourceErrors([Problem(paths[0], 1, what, "try again when nothing writes to these files")])


def lay_foundation(library: Library, material: Material) -> Foundation:
    """What the shared files decide; what is wrong with them is noted and decides nothing."""
    decisions = [_decided(library, material, locale) for locale in library.locales]
    accepted = {found.locale: found for found in decisions if isinstance(found, Accepted)}
    return Foundation(
        disclaimers=accepted,
        refused={found.locale: found for found in decisions if isinstance(found, Refused)},
        words={locale: material.words(locale) for locale in accepted},
        problems=tuple(material.problems),
    )


def _decided(library: Library, material: Material, locale: Locale) -> Accepted | Refused:
    """The disclaimer of one language; where readers keep an older one, that is told each time."""
    translation, current = material.disclaimer_translation(locale), material.current.disclaimer(locale)
    found = decide(material.disclaimer, locale, translation, current, library.policy)
    if isinstance(found, Accepted) and found.note is not None and translation is not None:
        _tell_kept(material, found, translation)
    return found


def _tell_kept(material: Material, kept: Accepted, translation: PartTranslation) -> None:
    """What somebody broke is a problem; what translators or reviewers will do some day, a note."""
    key = (DISCLAIMER, kept.locale)
    problem, reason = why_kept(material.raws[key], translation, kept.body["version"])
    if reason == "rejected" or not (kept.is_behind or reason == "unreviewed"):
        material.remarks.complain(key, [problem])
        return
    path = problem.path
    is_inside = path.is_relative_to(material.library.root)
    short = path.relative_to(material.library.root) if is_inside else path
    material.remarks.note(key, str(replace(problem, path=short)))
