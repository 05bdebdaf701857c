"""content/library.toml -> HouseRules: whose library it is, in which languages, and what may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal, get_args

from portal_api.articles.article import Kind
from portal_api.articles.characters import odd_characters, visible
from portal_api.articles.following import Following, read_following
from portal_api.articles.links import web_address_fault
from portal_api.articles.toml import Key, Table, TomlFile, read_toml, refuse
from portal_api.errors import InvalidTag, Problem
from portal_api.locales import Locale
from portal_api.locales.likely import UNKNOWN_SCRIPT

Origin = Literal["human", "machine"]
Rule = Literal["publish", "reviewed-only"]

POLICY_KINDS = (*get_args(Kind), "disclaimer", "portal")


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
class HouseRules:
    """What holds for the whole library; the first of `locales` is the default one."""

    publisher: Publisher
    locales: tuple[Locale, ...]
    policy: Policy
    following: Following


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


def read_house_rules(path: Path) -> HouseRules:
    """What the file says.

    Raises:
        SourceErrors: the file cannot be read, or something in it cannot be used.
    """
    file = read_toml(path)
    locales = _locales(file)
    return HouseRules(Publisher(**file.data["publisher"]), locales, _policy(file), _following(file))


def _locales(file: TomlFile) -> tuple[Locale, ...]:
    """The languages in the library's order, the default one first."""
    refuse(_misshapen(file))
    problems: list[Problem] = []
    default = read_tags(file, "", 0, "default_locale", [file.data["default_locale"]], problems)
    others = read_tags(file, "", 0, "locales", file.data["locales"], problems)
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
        locales = read_tags(file, "policy.except", index, "locales", entry.get("locales", []), problems)
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


def read_tags(
    file: TomlFile, header: str, index: int, key: str, texts: list[Any], problems: list[Problem]
) -> list[Locale]:
    """The languages that stand in a list of tags; what is no tag is added to the problems."""
    locales = []
    for text in texts:
        try:
            locales.append(Locale.parse(str(text)))
        except InvalidTag:
            what = f"{text!r} is not a language tag"
            problems.append(file.problem(header, index, key, what, "write a BCP 47 tag, e.g. pt-BR"))
    return locales
