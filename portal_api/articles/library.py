"""content/ -> Library: every article, the disclaimer, the policy, what is withdrawn or declared harmless."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from portal_api.articles.article import Article, Disclaimer
from portal_api.articles.crosslinks import Neighbours, broken_leads
from portal_api.articles.following import Following
from portal_api.articles.glossary import Glossary, read_glossary
from portal_api.articles.houserules import (
    Origin,
    Policy,
    PolicyException,
    Publisher,
    read_house_rules,
    read_tags,
)
from portal_api.articles.reader import parse_article, read_bytes, read_disclaimer
from portal_api.articles.strays import is_speakable, strays
from portal_api.articles.toml import Key, Table, TomlFile, read_toml, refuse
from portal_api.errors import Problem, SourceErrors
from portal_api.locales import Locale

__all__ = [
    "WITHDRAWAL_REASONS",
    "Harmless",
    "Library",
    "Origin",
    "Policy",
    "PolicyException",
    "Publisher",
    "Withdrawal",
    "article_files",
    "last_review",
    "neighbours",
    "read_library",
    "with_articles",
]

# Where a day begins first, it is still the day before in UTC.
_FARTHEST_EAST = datetime.timedelta(days=1)

WITHDRAWAL_REASONS = ("superseded", "outdated", "incorrect", "no-longer-offered", "legal")


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
    following: Following
    glossary: Glossary
    disclaimer: Disclaimer | None
    articles: tuple[Article, ...]
    withdrawals: tuple[Withdrawal, ...]
    harmless: tuple[Harmless, ...]
    problems: Mapping[str, tuple[Problem, ...]]


_WITHDRAWN: Table = {
    "article": Key(str, True),
    "locale": Key(str),
    "reason": Key(str, True, WITHDRAWAL_REASONS),
    "successor": Key(str),
    "on": Key(datetime.date, True),
}
_HARMLESS: Table = {name: Key(str, True) for name in ("article", "segment", "old", "new", "by", "why")}


def read_library(
    root: Path, *, articles: Collection[str] | None = None, today: datetime.date | None = None
) -> Library:
    """The library whose `content/` and `translations/` folders lie in `root`; of its articles all, or these.

    An article that somebody reviewed after `today` (UTC) is a mistake.

    Raises:
        SourceErrors: `library.toml`, `withdrawn.toml`, `harmless.toml` or `glossary.toml`, which decide for
            all articles, cannot be used.
    """
    content = root / "content"
    rules = read_house_rules(content / "library.toml")
    withdrawals = tuple(_withdrawals(content / "withdrawn.toml"))
    harmless = tuple(_harmless(content / "harmless.toml"))
    problems: dict[str, tuple[Problem, ...]] = {}
    files = {path: partial(read_bytes, path) for path in _article_paths(content / "articles", articles)}
    found = tuple(_articles(files, last_review(today), neighbours(root, withdrawals), problems))
    if articles is None:
        problems.update((str(one.path), (one,)) for one in strays(root, rules.locales))
    return Library(
        root=root,
        publisher=rules.publisher,
        default_locale=rules.locales[0],
        locales=rules.locales,
        policy=rules.policy,
        following=rules.following,
        glossary=read_glossary(content / "glossary.toml"),
        disclaimer=_disclaimer(content / "disclaimer.md", problems),
        articles=found,
        withdrawals=withdrawals,
        harmless=harmless,
        problems=problems,
    )


def with_articles(
    library: Library, files: Mapping[Path, Callable[[], bytes]], *, today: datetime.date | None = None
) -> Library:
    """The same library with the articles in these files, each with the call that gives its bytes.

    Such a call raises SourceErrors where the file cannot be read. `today` is as for `read_library`.
    """
    problems = dict(library.problems)
    near = neighbours(library.root, library.withdrawals)
    found = tuple(_articles(files, last_review(today), near, problems))
    return replace(library, articles=found, problems=problems)


def neighbours(root: Path, withdrawals: Iterable[Withdrawal]) -> Neighbours:
    """The articles that others can lead to, whichever of them are read."""
    taken = {one.article: (one.reason, one.successor) for one in withdrawals if one.locale is None}
    return Neighbours(root / "content" / "articles", taken)


def last_review(today: datetime.date | None = None) -> datetime.date:
    """The last day on which an article can have been reviewed when it is `today` (default: now, UTC)."""
    return (today or datetime.datetime.now(datetime.UTC).date()) + _FARTHEST_EAST


def article_files(folder: Path) -> list[Path]:
    """The files of articles, in the order of their ids, as far as their names can be said.

    Hidden files are those of editors and systems.
    """
    files = (path for path in sorted(folder.glob("*.md")) if not path.name.startswith("."))
    return [path for path in files if is_speakable(path.name)]


def _article_paths(folder: Path, articles: Collection[str] | None) -> list[Path]:
    if articles is None:
        return article_files(folder)
    paths = (folder / f"{name}.md" for name in sorted(articles))
    return [path for path in paths if path.exists() or path.is_symlink()]


def _articles(
    files: Mapping[Path, Callable[[], bytes]],
    latest: datetime.date,
    near: Neighbours,
    problems: dict[str, tuple[Problem, ...]],
) -> Iterator[Article]:
    for path, data in files.items():
        try:
            article = parse_article(data(), path)
            refuse((*_early(article, latest), *broken_leads(article, near)))
        except SourceErrors as error:
            problems[path.stem] = error.problems
            continue
        yield article


def _early(article: Article, latest: datetime.date) -> Iterator[Problem]:
    """Nobody has reviewed an article on a day that is yet to come."""
    review = article.review
    if review.on is not None and review.on > latest:
        what = f"review: `on: {review.on}` is yet to come"
        yield Problem(article.path, review.line, what, "write the day on which the text was reviewed")


def _disclaimer(path: Path, problems: dict[str, tuple[Problem, ...]]) -> Disclaimer | None:
    try:
        return read_disclaimer(path)
    except SourceErrors as error:
        problems["disclaimer"] = error.problems
        return None


def _withdrawals(path: Path) -> Iterator[Withdrawal]:
    for file, index, entry in _entries(path, "withdrawn", _WITHDRAWN):
        problems: list[Problem] = []
        wanted = [entry["locale"]] if "locale" in entry else []
        locales = read_tags(file, "withdrawn", index, "locale", wanted, problems)
        refuse(problems)
        locale = locales[0] if locales else None
        yield Withdrawal(entry["article"], locale, entry["reason"], entry.get("successor"), entry["on"])


def _harmless(path: Path) -> Iterator[Harmless]:
    for file, index, entry in _entries(path, "harmless", _HARMLESS):
        refuse(
            file.problem("harmless", index, key, f"{key!r} is not a SHA-256 digest", "run: portal harmless")
            for key in ("old", "new")
            if not re.fullmatch(r"[0-9a-f]{64}", entry[key])
        )
        yield Harmless(**entry)


def _entries(path: Path, name: str, keys: Table) -> Iterator[tuple[TomlFile, int, Mapping[str, Any]]]:
    """The checked `[[name]]` tables of a file that may be missing."""
    if not os.path.lexists(path):  # a link that leads nowhere must not hide a recall
        return
    file = read_toml(path)
    refuse(file.problems_in("", 0, file.data, {name: Key(list)}))
    entries = file.data.get(name, [])
    refuse(p for index, entry in enumerate(entries) for p in file.problems_in(name, index, entry, keys))
    for index, entry in enumerate(entries):
        yield file, index, entry
