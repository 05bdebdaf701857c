"""Path and line -> where a click on them leads: an editor, a forge, or nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from portal_api.errors import PortalError

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,30}:")
_UNSAFE = ("javascript:", "data:", "vbscript:", "blob:")
_LONGEST = 500


class UnusableTemplate(PortalError):
    """A template of addresses that cannot be used; the text says why and gives an example."""


@dataclass(frozen=True)
class Place:
    """A line of a file (0: just the file), as the library names it; `url` opens it."""

    path: str
    line: int
    url: str | None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


NOWHERE = Place("", 0, None)


@dataclass(frozen=True)
class Places:
    """How files are named and opened.

    In `template`, `{path}` stands for the path relative to the library or, where `root` is given, for the
    path on this machine; `{line}` for the line.
    """

    template: str | None = None
    root: Path | None = None

    def __post_init__(self) -> None:
        """Raises UnusableTemplate."""
        if self.template is not None:
            _check(self.template)

    def at(self, path: str | Path, line: int) -> Place:
        """A line of a file; `path` is relative to the library."""
        name = Path(path).as_posix()
        return Place(name, line, self._url(name, line) if self.template else None)

    def _url(self, name: str, line: int) -> str:
        path = (self.root.resolve() / name).as_posix() if self.root else name
        values = {"{path}": quote(path), "{line}": str(max(line, 1))}
        return re.sub(r"\{path\}|\{line\}", lambda found: values[found[0]], self.template or "")


def _check(template: str) -> None:
    lowered = template.lower()
    if not _SCHEME.match(lowered) or lowered.startswith(_UNSAFE) or len(template) > _LONGEST:
        raise UnusableTemplate(
            f"{template[:60]!r} is not an address; write e.g. vscode://file/{{path}}:{{line}} "
            "or https://git.example/library/blob/main/{path}#L{line}"
        )
    if "{path}" not in template or re.search(r"[\s\"'<>\\]", template):
        raise UnusableTemplate(f"{template[:60]!r} does not say where the file goes; write {{path}} there")
