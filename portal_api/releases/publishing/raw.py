"""An article, or a catalog with its reviews, as bytes, read once: what is fingerprinted is what is parsed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from portal_api.articles.reader import read_bytes
from portal_api.catalogs.gettext.po import PoFile, parse_po, require_locale
from portal_api.catalogs.plainfile import read_plain_file
from portal_api.catalogs.reviews import Reviews, parse_reviews
from portal_api.errors import Problem, SourceErrors
from portal_api.locales import Locale
from portal_api.releases.publishing.fingerprints import digest_of

_LARGEST_CATALOG = 10_000_000
_LARGEST_REVIEWS = 1_000_000


@dataclass(frozen=True)
class RawArticle:
    """The bytes of an article's file; None where there is none, or where `problems` says why."""

    path: Path
    data: bytes | None
    problems: tuple[Problem, ...] = ()

    @cached_property
    def digest(self) -> bytes:
        """Of all that is said here; the same for the same file."""
        return digest_of(self.data, *map(str, self.problems))

    @property
    def is_there(self) -> bool:
        """Whether there is such a file, readable or not."""
        return self.data is not None or bool(self.problems)

    def read(self) -> bytes:
        """The bytes. Raises SourceErrors where they could not be read."""
        if self.data is None:
            raise SourceErrors(self.problems)
        return self.data


@dataclass(frozen=True)
class Catalog:
    """One catalog with its reviews; `po` is None where there is no such file."""

    po: PoFile | None
    reviews: Reviews


@dataclass(frozen=True)
class RawCatalog:
    """The bytes of a catalog and of its reviews, None where there is no such file.

    `problems` says why one that is there could not be read.
    """

    locale: Locale
    po_path: Path
    reviews_path: Path
    po: bytes | None
    reviews: bytes | None
    problems: tuple[Problem, ...] = ()

    def __getstate__(self) -> dict[str, object]:
        """Another process parses the bytes itself."""
        return {name: value for name, value in vars(self).items() if name != "parsed"}

    @cached_property
    def digest(self) -> bytes:
        """Of all that is said here; the same for the same files."""
        return digest_of(self.po, self.reviews, *map(str, self.problems))

    @cached_property
    def parsed(self) -> Catalog:
        """The catalog they hold.

        Raises:
            SourceErrors: one of the files cannot be read, or has a mistake.
        """
        if self.problems:
            raise SourceErrors(self.problems)
        po = parse_po(self.po, self.po_path, self.locale) if self.po is not None else None
        if po is not None:
            require_locale(po, self.locale)
        reviews = self.reviews
        return Catalog(
            po,
            Reviews(self.reviews_path) if reviews is None else parse_reviews(reviews, self.reviews_path),
        )


def read_raw_article(root: Path, article: str) -> RawArticle:
    """The file of one article; why it cannot be read is noted in it."""
    path = root / "content" / "articles" / f"{article}.md"
    if not os.path.lexists(path):
        return RawArticle(path, None)
    try:
        return RawArticle(path, read_bytes(path))
    except SourceErrors as error:
        return RawArticle(path, None, error.problems)


def read_raw(root: Path, locale: Locale, name: str) -> RawCatalog:
    """The files of one catalog; what cannot be read is noted in it."""
    folder = root / "translations" / locale.folder
    po_path, reviews_path = folder / "LC_MESSAGES" / f"{name}.po", folder / "reviews" / f"{name}.toml"
    problems: list[Problem] = []
    po = _bytes(po_path, _LARGEST_CATALOG, problems)
    reviews = _bytes(reviews_path, _LARGEST_REVIEWS, problems)
    return RawCatalog(locale, po_path, reviews_path, po, reviews, tuple(problems))


def _bytes(path: Path, limit: int, problems: list[Problem]) -> bytes | None:
    if not os.path.lexists(path):
        return None
    try:
        return read_plain_file(path, limit)
    except SourceErrors as error:
        problems.extend(error.problems)
        return None
