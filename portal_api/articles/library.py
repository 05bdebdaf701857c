"""content/ -> Library: every article, the disclaimer, the policy, what is withdrawn or declared harmless."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal, get_args

from portal_api.articles.article import Article, Disclaimer, Kind
from portal_api.articles.characters import odd_characters, visible
from portal_api.articles.following import Following, read_following
from portal_api.articles.links import web_address_fault
from portal_api.articles.reader import read_article, read_disclaimer
from portal_api.articles.toml import Key, Table, TomlFile, read_toml, refuse
from portal_api.errors import InvalidTag, Problem, SourceErrors
from portal_api.locales import Locale
from portal_api.locales.likely import UNKNOWN_SCRIPT

Origin = Literal["human", "machine"]
Rule = Literal["publish", "reviewed-only"]

POLICY_KINDS = (*get_args(Kind), "disclaimer", "portal")
WITHDRAWAL_REASONS = ("superseded", "outdated", "incorrect", "no-longer-offered", "legal")


@dataclass(frozen=True)
class PolicyException:
    """A place where the policy differs: empty `kinds` or `locales` mean all; None leaves a rule as it is."""

    kinds: frozenset[str]
    locales: frozenset[Locale]
    machine: Rule | None
    human: Rule | None

    def fits(self, kind: str, locale: Locale) -> bool:
        """Whether it speaks of texts of this kind in this language."""
        return (not self.kinds or kind in self.kinds) and (not self.locales or locale in self.locales)


@dataclass(frozen=True)
class Policy:
    """Which texts may be shown before a person has approved them."""

    machine: Rule
    human: Rule
    exceptions: tuple[PolicyException, ...]

    def needs_review(self, origin: Origin, kind: str, locale: Locale) -> bool:
        """Whether a text of this origin waits for an approval; the last exception that fits decides.

        `kind` is an article's kind, `disclaimer`, or `portal` for our own words.
        """
        rule = self.machine if origin == "machine" else self.human
        for exception in self.exceptions:
            if exception.fits(kind, locale):
                rule = (exception.machine if origin == "machine" else exception.human) or rule
        return rule == "reviewed-only"


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
    following: Following
    disclaimer: Disclaimer | None
    articles: tuple[Article, ...]
    withdrawals: tuple[Withdrawal, ...]
    harmless: tuple[Harmless, ...]
    problems: Mapping[str, tuple[Problem, ...]]


_LIBRARY: Table = {
    "default_locale": Key(str, required=True),
    "locales": Key(list, required=True),
    "publisher": Key(dict, required=True),
    "policy": Key(dict, required=True),
    "publish": Key(dict),
}
_PUBLISHER: Table = {"name": Key(str, True), "url": Key(str, True), "notice": Key(str, True)}
_RULES = ("publish", "reviewed-only")
_POLICY: Table = {
    "machine": Key(str, True, _RULES),
    "human": Key(str, True, _RULES),
    "except": Key(list),
}
_EXCEPTION: Table = {
    "kinds": Key(list),
    "locales": Key(list),
    "machine": Key(str, choices=_RULES),
    "human": Key(str, choices=_RULES),
}
_WITHDRAWN: Table = {
    "article": Key(str, True),
    "locale": Key(str),
    "reason": Key(str, True, WITHDRAWAL_REASONS),
    "successor": Key(str),
    "on": Key(datetime.date, True),
}
_HARMLESS: Table = {name: Key(str, True) for name in ("article", "segment", "old", "new", "by", "why")}


def read_library(root: Path, *, articles: Collection[str] | None = None) -> Library:
    """The library whose `content/` and `translations/` folders lie in `root`; of its articles all, or these.

    Raises:
        SourceErrors: `library.toml`, `withdrawn.toml` or `harmless.toml`, which decide for all articles,
            cannot be used.
    """
    content = root / "content"
    file = read_toml(content / "library.toml")
    locales = _locales(file)
    withdrawals = tuple(_withdrawals(content / "withdrawn.toml"))
    harmless = tuple(_harmless(content / "harmless.toml"))
    problems: dict[str, tuple[Problem, ...]] = {}
    found = tuple(_articles(_article_paths(content / "articles", articles), problems))
    return Library(
        root=root,
        publisher=Publisher(**file.data["publisher"]),
        default_locale=locales[0],
        locales=locales,
        policy=_policy(file),
        following=_following(file),
        disclaimer=_disclaimer(content / "disclaimer.md", problems),
        articles=found,
        withdrawals=withdrawals,
        harmless=harmless,
        problems=problems,
    )


def _article_paths(folder: Path, articles: Collection[str] | None) -> list[Path]:
    if articles is None:
        return sorted(folder.glob("*.md"))
    return [path for name in sorted(articles) if (path := folder / f"{name}.md").exists() or path.is_symlink()]


def _articles(paths: Iterable[Path], problems: dict[str, tuple[Problem, ...]]) -> Iterator[Article]:
    for path in paths:
        try:
            yield read_article(path)
        except SourceErrors as error:
            problems[path.stem] = error.problems


def _disclaimer(path: Path, problems: dict[str, tuple[Problem, ...]]) -> Disclaimer | None:
    try:
        return read_disclaimer(path)
    except SourceErrors as error:
        problems["disclaimer"] = error.problems
        return None


def _locales(file: TomlFile) -> tuple[Locale, ...]:
    """The languages in the library's order, the default one first."""
    refuse(_misshapen(file))
    problems: list[Problem] = []
    default = _tags(file, "", 0, "default_locale", [file.data["default_locale"]], problems)
    others = _tags(file, "", 0, "locales", file.data["locales"], problems)
    problems += _unwritten(file, others)
    problems += _publisher_problems(file)
    refuse(problems)
    if default[0] not in others:
        remedy = f'add "{default[0]}" to locales'
        refuse([file.problem("", 0, "locales", f"the default locale {default[0]} is not in locales", remedy)])
    return tuple(dict.fromkeys((*default, *others)))


def _misshapen(file: TomlFile) -> Iterator[Problem]:
    yield from file.problems_in("", 0, file.data, _LIBRARY)
    for name, keys in (("publisher", _PUBLISHER), ("policy", _POLICY)):
        if isinstance(table := file.data.get(name), dict):
            yield from file.problems_in(name, 0, table, keys)


def _unwritten(file: TomlFile, locales: Iterable[Locale]) -> Iterator[Problem]:
    """Each language is in a script that is known, so that its direction is no guess: `und` is in none."""
    for locale in locales:
        if locale.script == UNKNOWN_SCRIPT:
            what = f"nobody knows in which script {locale} is written"
            remedy = (
                f"say it in the tag, e.g. {locale.subtags.language}-Latn, or take it out if it is no language"
            )
            yield file.problem("", 0, "locales", what, remedy)


def _publisher_problems(file: TomlFile) -> Iterator[Problem]:
    """What every answer says of the publisher can be shown anywhere."""
    publisher = file.data["publisher"]
    for key, text in publisher.items():
        if not visible(text):
            yield file.problem("publisher", 0, key, f"{key!r} is empty", "say it")
        for odd in islice(odd_characters(text.replace("\n", " ")), 1):
            yield file.problem("publisher", 0, key, f"{key!r} has {odd.name}", "take it out")
    fault = web_address_fault(publisher["url"])
    if fault is not None:
        yield file.problem("publisher", 0, "url", f"{publisher['url'][:60]!r} is not a web address", fault)


def _policy(file: TomlFile) -> Policy:
    table = file.data["policy"]
    problems: list[Problem] = []
    exceptions = []
    for index, entry in enumerate(table.get("except", [])):
        problems += file.problems_in("policy.except", index, entry, _EXCEPTION)
        if problems:
            continue
        locales = _tags(file, "policy.except", index, "locales", entry.get("locales", []), problems)
        kinds = frozenset(map(str, entry.get("kinds", [])))
        for kind in sorted(kinds - set(POLICY_KINDS)):
            remedy = f"known: {', '.join(POLICY_KINDS)}"
            problems.append(file.problem("policy.except", index, "kinds", f"unknown kind {kind!r}", remedy))
        exceptions.append(
            PolicyException(kinds, frozenset(locales), entry.get("machine"), entry.get("human"))
        )
    refuse(problems)
    return Policy(table["machine"], table["human"], tuple(exceptions))


def _following(file: TomlFile) -> Following:
    problems: list[Problem] = []
    found = read_following(file, problems)
    refuse(problems)
    return found


def _withdrawals(path: Path) -> Iterator[Withdrawal]:
    for file, index, entry in _entries(path, "withdrawn", _WITHDRAWN):
        problems: list[Problem] = []
        wanted = [entry["locale"]] if "locale" in entry else []
        locales = _tags(file, "withdrawn", index, "locale", wanted, problems)
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
    if not path.exists():
        return
    file = read_toml(path)
    refuse(file.problems_in("", 0, file.data, {name: Key(list)}))
    entries = file.data.get(name, [])
    refuse(p for index, entry in enumerate(entries) for p in file.problems_in(name, index, entry, keys))
    for index, entry in enumerate(entries):
        yield file, index, entry


def _tags(
    file: TomlFile, header: str, index: int, key: str, texts: list[Any], problems: list[Problem]
) -> list[Locale]:
    locales = []
    for text in texts:
        try:
            locales.append(Locale.parse(str(text)))
        except InvalidTag:
            what = f"{text!r} is not a language tag"
            problems.append(file.problem(header, index, key, what, "write a BCP 47 tag, e.g. pt-BR"))
    return locales
