"""TOML files that people write -> plain tables; every mistake with its line and a remedy."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from portal_api.articles.complaints import suggestion
from portal_api.errors import Problem, SourceErrors

_LARGEST = 1_000_000
_LONGEST_LINE = 10_000
_MOST_LINES = 20_000
_MOST_PROBLEMS = 50
_HEADER = re.compile(r"\s*\[{1,2}\s*([^\[\]#]{1,200}?)\s*\]{1,2}\s*(?:#.*)?$")


@dataclass(frozen=True)
class Key:
    """What one key of a table may hold."""

    type: type
    required: bool = False
    choices: tuple[str, ...] = ()


Table = Mapping[str, Key]


@dataclass(frozen=True)
class TomlFile:
    """One file, read; `tables` are checked with `problems_in` before anybody relies on them."""

    path: Path
    text: str
    data: Mapping[str, Any]

    def line(self, header: str, index: int, key: str | None = None) -> int:
        """The line (from 1) of a key in the index-th table called `header`; '' is the top of the file."""
        starts = self._starts.get(header, ())
        start = starts[index] if index < len(starts) else 0
        if key is None:
            return max(start, 1)
        pattern = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""")
        for number, line in enumerate(self._lines[start:], start + 1):
            if line.lstrip().startswith("["):
                break
            if pattern.match(line):
                return number
        return max(start, 1)

    def problem(self, header: str, index: int, key: str | None, what: str, remedy: str) -> Problem:
        """A mistake at a key of a table."""
        return Problem(self.path, self.line(header, index, key), what, remedy)

    def problems_in(self, header: str, index: int, table: Any, keys: Table) -> Iterator[Problem]:
        """What is wrong in one table: unknown and missing keys, wrong types, values outside the choices."""
        if not isinstance(table, Mapping):
            what = f"{header!r} holds something that is not a table"
            yield self.problem("", 0, header, what, f"write [[{header}]] above its keys")
            return
        for name, value in table.items():
            if name not in keys:
                yield self.problem(header, index, name, f"unknown key {name[:40]!r}", suggestion(name, keys))
                continue
            yield from self._problems_of(header, index, name, value, keys[name])
        for name, key in keys.items():
            if key.required and name not in table:
                yield self.problem(
                    header, index, None, f"{name!r} is missing{_in(header)}", f"add {name} = ..."
                )

    def _problems_of(self, header: str, index: int, name: str, value: Any, key: Key) -> Iterator[Problem]:
        if type(value) is not key.type:
            what = f"{name!r} is not {_TYPES[key.type]}"
            yield self.problem(header, index, name, what, f"write {name} = {_EXAMPLES[key.type]}")
        elif key.choices and value not in key.choices:
            choices = ", ".join(map(repr, key.choices))
            yield self.problem(header, index, name, f"{name!r} is {value!r}", f"it must be one of {choices}")

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> Mapping[str, list[int]]:
        """The lines of each table's header, by the name of the table."""
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines, 1):
            if match := _HEADER.match(line):
                found.setdefault(match[1], []).append(number)
        return found


def read_toml(path: Path) -> TomlFile:
    """The file, parsed but not yet checked.

    Raises:
        SourceErrors: not there, no ordinary file, not UTF-8, not TOML, or over 1 MB.
    """
    if path.exists() and not path.is_file():
        raise SourceErrors([Problem(path, 1, "this is not an ordinary file", "put an ordinary file there")])
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        what = f"this file cannot be read ({error.strerror})"
        raise SourceErrors([Problem(path, 1, what, "put it there, or mend its permissions")]) from None
    if len(data) > _LARGEST:
        raise SourceErrors(
            [Problem(path, 1, "this file is larger than 1 MB", "split it or remove what is not needed")]
        )
    return parse_toml(data, path)


def parse_toml(data: bytes, path: Path) -> TomlFile:
    """The same for bytes at hand; `path` only names them in problems.

    Raises:
        SourceErrors: not UTF-8, not TOML, a line of more than 10,000 bytes, or more than 20,000 lines.
    """
    _refuse_bulk(data, path)
    try:
        text = data.removeprefix(_BYTE_ORDER_MARK).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceErrors(
            [Problem(path, line, "this line is not UTF-8", "save the file as UTF-8")]
        ) from None
    try:
        return TomlFile(path, text, tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        line = int(found[1]) if (found := re.search(r"line (\d+)", str(error))) else 1
        raise SourceErrors([Problem(path, line, f"this is not valid TOML: {error}", _REMEDY)]) from None


def refuse(problems: Iterable[Problem]) -> None:
    """Raise the first problems of a file, if there are any.

    Raises:
        SourceErrors: fifty of the problems at most, so that a file of nothing else costs no more.
    """
    if found := list(islice(problems, _MOST_PROBLEMS)):
        raise SourceErrors(found)


def _refuse_bulk(data: bytes, path: Path) -> None:
    """Very long lines and files hold nothing a person wrote; a TOML reader may need very long for them."""
    lines = data.split(b"\n")
    if len(lines) > _MOST_LINES:
        what = f"this file has more than {_MOST_LINES} lines"
        raise SourceErrors([Problem(path, 1, what, "remove what is not needed any more")])
    for number, line in enumerate(lines, 1):
        if len(line) > _LONGEST_LINE:
            what = f"this line is longer than {_LONGEST_LINE} bytes"
            raise SourceErrors([Problem(path, number, what, "break it or remove it")])


_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_REMEDY = 'write key = "text", with straight quotation marks; see https://toml.io'
_TYPES: Mapping[type, str] = {str: "a text", list: "a list", dict: "a table", datetime.date: "a date"}
_EXAMPLES: Mapping[type, str] = {str: '"..."', list: '["..."]', dict: "{...}", datetime.date: "2026-10-01"}


def _in(header: str) -> str:
    return f" in [{header}]" if header else ""
