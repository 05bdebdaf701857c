"""Every exception we raise, drawn as one tree; those that one module alone raises stand in that module.

PortalError
├── SettingsError            the environment holds a value we cannot use
├── Unusable                 (envvalues) one such value, and the remedy
├── InvalidTag               a text that is not a BCP 47 language tag
├── SourceErrors             what is wrong in files that people write, each with path, line and remedy
├── MarkupError              (articles) inline markup outside our subset
├── _NotPlain                (articles) YAML at the top of an article that hides or multiplies something
├── UnfitPicture             (articles) a picture that cannot be published
├── PluralError              (catalogs) a plural rule that cannot be used
├── NotOneDocument           (catalogs) texts that XLIFF cannot hold as one document
├── DamagedMemory            what earlier publications remembered cannot be relied on; it is thrown away
├── StoreError               the database is missing, locked, too new or not ours
│   ├── NothingPublished     there is no release to read yet
│   ├── NoReleaseYet         (web) the same, as a server meets it
│   └── NotIndexed           (releases) the index of the search is not ready yet
├── PublishRefused           nothing was published, and why
│   └── Overtaken            another release came in between; the same can be tried again on top of it
├── NotThere                 (releases) a hold on what nobody has
├── NotPublished             the current release does not have what was asked for
│   ├── UnknownLocale        a language that is not offered
│   ├── UnknownArticle       an article nobody published
│   ├── UnknownSection       a section the article does not have
│   ├── NotTranslated        (web) a text that is not wholly in the asked language, asked for without fallback
│   ├── Withdrawn            an article or language taken back on purpose
│   └── Held                 an article or language held back until somebody releases it
├── UnknownRelease           (web) a number that no release has
├── Refused                  (web) a request that cannot be answered
├── UnusableTemplate         (preview) an address pattern that cannot lead to a file and line
├── CannotListen             (cli) an address that cannot be served on
├── CachesUnreached          (cli) a release stands, but some cache does not know
└── CannotExport             (cli) a static mirror that cannot be written
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


class PortalError(Exception):
    """The root: whatever we raise on purpose is one of these."""


class SettingsError(PortalError):
    """A setting that cannot be used; the text names the variable and the remedy."""


class InvalidTag(PortalError):
    """A text that is not a BCP 47 language tag."""


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in a file somebody wrote: where it is, what it is, and how to mend it."""

    path: Path
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        """One line, also where the name of the file has several."""
        path = str(self.path).replace("\n", "\\n")
        return f"{path}:{self.line}: {self.what}; {self.remedy}"


class SourceErrors(PortalError):
    """One or more mistakes in files that people write, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class DamagedMemory(PortalError):
    """What earlier publications remembered is damaged; nobody has to mend it, because it can be forgotten."""


class StoreError(PortalError):
    """The database cannot be used; the text says why and what to do."""


class NothingPublished(StoreError):
    """There is no release to read: none at all yet, or none with the number asked for."""


class PublishRefused(PortalError):
    """Nothing was published; `reasons` says why, one sentence each."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(self.reasons))


class Overtaken(PublishRefused):
    """Somebody else published between reading the current release and writing the next one."""


class NotPublished(PortalError):
    """The current release does not have what was asked for."""


class UnknownLocale(NotPublished):
    """A language that is not offered."""


class UnknownArticle(NotPublished):
    """An article that no release has."""


class UnknownSection(NotPublished):
    """A section that the article does not have."""


class Withdrawn(NotPublished):
    """An article or language that was taken back on purpose; `article` is named where nobody asked for it."""

    def __init__(self, reason: str, successor: str | None, article: str = "") -> None:
        self.reason = reason
        self.successor = successor
        self.article = article
        super().__init__(reason)


class Held(NotPublished):
    """An article or language that is held back; `reason` is one of HOLD_REASONS, `article` as above."""

    def __init__(self, reason: str, article: str = "") -> None:
        self.reason = reason
        self.article = article
        super().__init__(reason)
