"""TOML files that people write -> plain tables; every mistake with its line and a remedy."""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal_api.errors import Problem, SourceErrors

_LARGEST = 1_000_000


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
        """The line of a key in the index-th table called `header` ('' is the top of the file), counted from 1."""
        lines = self.text.splitlines()
        start = self._table_start(lines, header, index)
        if key is None:
            return max(start, 1)
        for number in range(start, len(lines)):
            if lines[number].lstrip().startswith("["):
                break
            if re.match(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""", lines[number]):
                return number + 1
        return max(start, 1)

    def problem(self, header: str, index: int, key: str | None, what: str, remedy: str) -> Problem:
        """A mistake at a key of a table."""
        return Problem(self.path, self.line(header, index, key), what, remedy)

    def problems_in(
        self, header: str, index: int, table: Mapping[str, Any], keys: Table
    ) -> Iterator[Problem]:
        """What is wrong in one table: unknown and missing keys, wrong types, values outside the choices."""
        for name, value in table.items():
            if name not in keys:
                yield self.problem(header, index, name, f"unknown key {name!r}", _nearest(name, keys))
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

    @staticmethod
    def _table_start(lines: list[str], header: str, index: int) -> int:
        if not header:
            return 0
        pattern = re.compile(rf"\s*\[{{1,2}}\s*{re.escape(header)}\s*\]{{1,2}}\s*(#.*)?$")
        starts = [number for number, line in enumerate(lines, 1) if pattern.match(line)]
        return starts[index] if index < len(starts) else 0


def read_toml(path: Path) -> TomlFile:
    """The file, parsed but not yet checked.

    Raises:
        SourceErrors: not there, not UTF-8, not TOML, or over 1 MB.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"this file cannot be read ({error.strerror})"
        raise SourceErrors([Problem(path, 1, what, "put it there, or mend its permissions")]) from None
    if len(data) > _LARGEST:
        raise SourceErrors(
            [Problem(path, 1, "this file is larger than 1 MB", "split it or remove what is not needed")]
        )
    return parse_toml(data, path)


def parse_toml(data: bytes, path: Path) -> TomlFile:
    """The same for bytes at hand; `path` only names them in problems."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceErrors(
            [Problem(path, line, "this line is not UTF-8", "save the file as UTF-8")]
        ) from None
    try:
        return TomlFile(path, text, tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = int(found[1]) if (found := re.search(r"line (\d+)", str(error))) else 1
        remedy = "see https://toml.io for how to write it"
        raise SourceErrors([Problem(path, line, f"this is not valid TOML: {error}", remedy)]) from None


_TYPES: Mapping[type, str] = {str: "a text", list: "a list", dict: "a table", datetime.date: "a date"}
_EXAMPLES: Mapping[type, str] = {str: '"..."', list: '["..."]', dict: "{...}", datetime.date: "2026-10-01"}


def _nearest(name: str, keys: Table) -> str:
    near = difflib.get_close_matches(name, keys, n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"known here: {', '.join(keys)}"


def _in(header: str) -> str:
    return f" in [{header}]" if header else ""
