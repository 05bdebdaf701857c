"""`[publish]` of library.toml -> which translations a change waits for, and how long."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal_api.articles.toml import Key, Table, TomlFile
from portal_api.errors import InvalidTag, Problem
from portal_api.locales import Locale

KEYS: Table = {"wait_for": Key(list), "at_most": Key(str)}

_UNITS = {"d": "days", "h": "hours", "m": "minutes"}
_LONGEST = datetime.timedelta(days=90)


@dataclass(frozen=True)
class Following:
    """A changed article waits until it has followed in `locales`, but not longer than `at_most`."""

    locales: tuple[Locale, ...] = ()
    at_most: datetime.timedelta = datetime.timedelta(days=7)


def read_following(file: TomlFile, problems: list[Problem]) -> Following:
    """What the file says; waits for nothing where it says nothing. Adds what is wrong to `problems`."""
    table = file.data.get("publish", {})
    found = [*file.problems_in("publish", 0, table, KEYS)]
    problems += found
    if found:
        return Following()
    locales = tuple(_locales(file, table.get("wait_for", []), problems))
    return Following(locales, _duration(file, table.get("at_most", "7d"), problems))


def _locales(file: TomlFile, tags: list[object], problems: list[Problem]) -> Iterator[Locale]:
    for tag in tags:
        try:
            yield Locale.parse(str(tag))
        except InvalidTag:
            what = f"{tag!r} is not a language tag"
            problems.append(file.problem("publish", 0, "wait_for", what, "write a BCP 47 tag, e.g. pt-BR"))


def _duration(file: TomlFile, text: str, problems: list[Problem]) -> datetime.timedelta:
    match = re.fullmatch(r"([0-9]{1,5})([dhm])", text)
    length = datetime.timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else None
    if length is not None and datetime.timedelta() < length <= _LONGEST:
        return length
    what = f"{text!r} is not a time to wait"
    remedy = f'write days, hours or minutes, e.g. "7d" or "36h"; at most {_LONGEST.days} days'
    problems.append(file.problem("publish", 0, "at_most", what, remedy))
    return Following().at_most
