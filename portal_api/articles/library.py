"""content/ -> Library: every article, the disclaimer, the policy, what is withdrawn or declared harmless."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from portal_api.articles.article import Article, Disclaimer
from portal_api.errors import Problem
from portal_api.locales import Locale

Origin = Literal["human", "machine"]
Rule = Literal["publish", "reviewed-only"]


@dataclass(frozen=True)
class PolicyException:
    """A place where the policy differs: empty `kinds` or `locales` mean all; None leaves a rule as it is."""

    kinds: frozenset[str]
    locales: frozenset[Locale]
    machine: Rule | None
    human: Rule | None


@dataclass(frozen=True)
class Policy:
    """Which texts may be shown before a person has approved them."""

    machine: Rule
    human: Rule
    exceptions: tuple[PolicyException, ...]

    def needs_review(self, origin: Origin, kind: str, locale: Locale) -> bool:
        """Whether a text of this origin waits for an approval; the last exception that fits decides."""
        raise NotImplementedError


@dataclass(frozen=True)
class Publisher:
    """Whose library this is, as every answer says it."""

    name: str
    url: str
    notice: str


@dataclass(frozen=True)
class Withdrawal:
    """An article (in one language, or in all where `locale` is None) taken back on purpose."""

    article: str
    locale: Locale | None
    reason: str
    successor: str | None
    on: datetime.date


@dataclass(frozen=True)
class Harmless:
    """A change of one segment that an editor declares not to change its meaning.

    `old` and `new` are the SHA-256 (hex) of the two source texts in UTF-8; `article` is an article id,
    `disclaimer` or `portal`.
    """

    article: str
    segment: str
    old: str
    new: str
    by: str
    why: str


@dataclass(frozen=True)
class Library:
    """Everything under `content/`, as far as it could be read; `problems` says what could not, by file stem.

    `articles` are in the order of their ids. An article in `problems` is not in `articles`.
    """

    root: Path
    publisher: Publisher
    default_locale: Locale
    locales: tuple[Locale, ...]
    policy: Policy
    disclaimer: Disclaimer | None
    articles: tuple[Article, ...]
    withdrawals: tuple[Withdrawal, ...]
    harmless: tuple[Harmless, ...]
    problems: Mapping[str, tuple[Problem, ...]]


def read_library(root: Path) -> Library:
    """The library whose `content/` and `translations/` folders lie in `root`.

    Raises:
        SourceErrors: `content/library.toml` (or another file that decides for all articles) cannot be used.
    """
    raise NotImplementedError
