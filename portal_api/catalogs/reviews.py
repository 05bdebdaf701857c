"""The file `translations/<folder>/reviews/<article>.toml`: who wrote and who approved what, bound to digests.

```toml
origin = "machine"              # who wrote the translations, where no [[section]] says otherwise

[[section]]
id = "risks"
origin = "human"

[[approval]]
section = "risks"
origin = "human"
by = "Dr. A. Example"
role = "paediatrician"
on = 2026-10-01
digest = "sha256:..."
exact = "sha256:..."

[[accepted]]                    # one finding of one check that is no mistake in this one text
segment = "p7k2"
check = "numbers"
by = "A. Example"
because = "..."
digest = "sha256:..."
```
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

import tomlkit

from portal_api.articles.library import Origin
from portal_api.articles.toml import Key, TomlFile, parse_toml, refuse
from portal_api.catalogs.digests import Digests
from portal_api.catalogs.plainfile import read_plain_file
from portal_api.errors import Problem

_LARGEST = 1_000_000


@dataclass(frozen=True)
class Approval:
    """Who approved a text, as what, and on which day."""

    by: str
    role: str
    on: datetime.date


@dataclass(frozen=True)
class ApprovedSection:
    """The record that a person approved one section in exactly the texts that these digests stand for."""

    section: str
    origin: Origin
    approval: Approval
    digests: Digests


@dataclass(frozen=True)
class Accepted:
    """The record that a finding of one check is no mistake, for one segment in exactly these texts."""

    segment: str
    check: str
    by: str
    because: str
    digests: Digests


@dataclass(frozen=True)
class Reviews:
    """What is known about one catalog. Where no `origin` is known, the texts count as machine-made."""

    path: Path
    file_origin: Origin | None = None
    origins: Mapping[str, Origin] = field(default_factory=lambda: MappingProxyType({}))
    approvals: tuple[ApprovedSection, ...] = ()
    accepted: tuple[Accepted, ...] = ()

    @property
    def origin_known(self) -> bool:
        """Whether the file says who wrote the translations; if not, we assume the worse."""
        return self.file_origin is not None

    def origin(self, section: str) -> Origin:
        """Who wrote the translation of a section."""
        return self.origins.get(section, self.file_origin or "machine")

    def approval(self, section: str, digests: Digests) -> ApprovedSection | None:
        """The latest approval of a section that holds for these texts."""
        fitting = (one for one in self.approvals if one.section == section and one.digests.fit(digests))
        return max(fitting, key=lambda one: one.approval.on, default=None)

    def acceptance(self, segment: str, check: str, digests: Digests) -> Accepted | None:
        """The record that what this check finds in this segment is right, for exactly these texts."""
        fitting = (one for one in self.accepted if (one.segment, one.check) == (segment, check))
        return next((one for one in fitting if one.digests.fit(digests)), None)

    def latest(self, section: str) -> ApprovedSection | None:
        """The latest approval of a section, whether or not it still holds."""
        known = (one for one in self.approvals if one.section == section)
        return max(known, key=lambda one: one.approval.on, default=None)


def read_reviews(path: Path) -> Reviews:
    """The reviews in a file; nothing is known where there is no such file.

    Raises:
        SourceErrors: as for `parse_reviews`; the file cannot be read, is a link or larger than 1 MB.
    """
    if not path.is_symlink() and not path.exists():
        return Reviews(path)
    return parse_reviews(read_plain_file(path, _LARGEST), path)


def parse_reviews(data: bytes, path: Path) -> Reviews:
    """The reviews in these bytes; `path` only names them in problems.

    Raises:
        SourceErrors: not TOML, a key or value that we do not know, more than 20,000 lines.
    """
    file = parse_toml(data, path)
    refuse(_problems(file))
    return Reviews(
        path,
        file.data.get("origin"),
        MappingProxyType({entry["id"]: entry["origin"] for entry in file.data.get("section", [])}),
        tuple(map(_approved, file.data.get("approval", []))),
        tuple(map(_accepted, file.data.get("accepted", []))),
    )


def approve(text: str, record: ApprovedSection, path: Path) -> str:
    """The file's text with one more approval at its end; nothing else in it changes.

    Raises:
        SourceErrors: the text is not a sound file of reviews, before or after.
    """
    table = {
        "section": record.section,
        "origin": record.origin,
        "by": record.approval.by,
        "role": record.approval.role,
        "on": record.approval.on,
        **_digest_keys(record.digests),
    }
    return _appended(text, "approval", table, path)


def accept(text: str, record: Accepted, path: Path) -> str:
    """The file's text with one more accepted finding at its end; nothing else in it changes.

    Raises:
        SourceErrors: the text is not a sound file of reviews, before or after.
    """
    table = {
        "segment": record.segment,
        "check": record.check,
        "by": record.by,
        "because": record.because,
        **_digest_keys(record.digests),
    }
    return _appended(text, "accepted", table, path)


_ORIGIN = Key(str, required=True, choices=get_args(Origin))
_TEXT = Key(str, required=True)
_TOP = {
    "origin": Key(str, choices=get_args(Origin)),
    "section": Key(list),
    "approval": Key(list),
    "accepted": Key(list),
}
_DIGESTS = {"digest": _TEXT, "exact": Key(str)}
_TABLES: Mapping[str, Mapping[str, Key]] = {
    "section": {"id": _TEXT, "origin": _ORIGIN},
    "approval": {
        "section": _TEXT,
        "origin": _ORIGIN,
        "by": _TEXT,
        "role": _TEXT,
        "on": Key(datetime.date, required=True),
        **_DIGESTS,
    },
    "accepted": {"segment": _TEXT, "check": _TEXT, "by": _TEXT, "because": _TEXT, **_DIGESTS},
}
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def _problems(file: TomlFile) -> Iterator[Problem]:
    for name, value in file.data.items():
        found = file.problems_in("", 0, {name: value}, _TOP)
        is_table = isinstance(value, dict | list)
        yield from (replace(one, line=file.line(name, 0)) if is_table else one for one in found)
    for name, keys in _TABLES.items():
        entries = file.data.get(name, [])
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            yield from file.problems_in(name, index, entry, keys)
            if isinstance(entry, dict):
                yield from _unusable(file, name, index, entry)
    yield from _repeated(file)


def _unusable(file: TomlFile, name: str, index: int, entry: Mapping[str, Any]) -> Iterator[Problem]:
    for key, value in entry.items():
        if not isinstance(value, str):
            continue
        if not value.strip():
            yield file.problem(name, index, key, f"{key!r} is empty", "say it")
        elif key in _DIGESTS and not _DIGEST.fullmatch(value):
            remedy = "write sha256: and 64 digits, or let the program write it"
            yield file.problem(name, index, key, f"{key!r} is not a SHA-256 digest", remedy)


def _repeated(file: TomlFile) -> Iterator[Problem]:
    sections = file.data.get("section", [])
    seen: set[str] = set()
    for index, entry in enumerate(sections if isinstance(sections, list) else []):
        section = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(section, str):
            continue
        if section in seen:
            yield file.problem("section", index, "id", f"{section!r} stands here twice", "keep one of them")
        seen.add(section)


def _approved(entry: Mapping[str, Any]) -> ApprovedSection:
    approval = Approval(entry["by"], entry["role"], entry["on"])
    return ApprovedSection(entry["section"], entry["origin"], approval, _digests(entry))


def _accepted(entry: Mapping[str, Any]) -> Accepted:
    return Accepted(entry["segment"], entry["check"], entry["by"], entry["because"], _digests(entry))


def _digests(entry: Mapping[str, Any]) -> Digests:
    return Digests(entry["digest"], entry.get("exact"))


def _digest_keys(digests: Digests) -> dict[str, str]:
    keys = {"digest": digests.digest}
    return keys if digests.exact is None else {**keys, "exact": digests.exact}


def _appended(text: str, name: str, table: Mapping[str, Any], path: Path) -> str:
    parse_reviews(text.encode(), path)
    newline = "\r\n" if "\r\n" in text else "\n"
    lead = "" if not text else newline if text.endswith("\n") else newline * 2
    added = f"[[{name}]]\n{tomlkit.dumps(table)}".replace("\n", newline)
    parse_reviews(f"{text}{lead}{added}".encode(), path)
    return f"{text}{lead}{added}"
