"""The strings of one message, as they are read -> Entry; and the list of what is wrong with a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from portal_api.catalogs.gettext.entry import Entry
from portal_api.errors import Problem, SourceErrors

MOST_PROBLEMS = 100
# What the old text of a message can consist of.
_PREVIOUS = (
    ("msgid",),
    ("msgctxt", "msgid"),
    ("msgid", "msgid_plural"),
    ("msgctxt", "msgid", "msgid_plural"),
)


class Problems:
    """The mistakes found in one file; gives up on a file with a hundred of them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: list[Problem] = []

    def add(self, line: int, what: str, remedy: str) -> None:
        """Note one mistake."""
        self._found.append(Problem(self._path, line, what, remedy))
        if len(self._found) >= MOST_PROBLEMS:
            raise SourceErrors(self._found)

    def refuse(self, line: int, what: str, remedy: str) -> NoReturn:
        """Note one mistake after which reading on makes no sense, and raise what was found."""
        raise SourceErrors([*self._found, Problem(self._path, line, what, remedy)])

    def stop_if_any(self) -> None:
        """Raise what was found."""
        if self._found:
            raise SourceErrors(self._found)


@dataclass(slots=True)
class Draft:
    """The entry being read: its strings by keyword, each a list of pieces with the line it began in."""

    strings: dict[str, list[str]] = field(default_factory=dict)
    previous: dict[str, list[str]] = field(default_factory=dict)
    line: int = 0
    comments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    announced: int = 0
    obsolete: bool | None = None
    is_mixed: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing was read of it yet."""
        return not (self.line or self.previous or self.announced or self.comments)


def finished(draft: Draft, problems: Problems) -> Entry | None:
    """The finished entry; None (and the reason among the problems) where a part is missing."""
    strings = {keyword: "".join(pieces) for keyword, pieces in draft.strings.items()}
    if "msgid" not in strings:
        problems.add(draft.line, "this message has no msgid", "restore it, e.g. by: portal catalogs update")
        return None
    texts = _texts(strings)
    if texts is None:
        problems.add(draft.line, *_wrong_forms(strings))
        return None
    previous = {keyword: "".join(pieces) for keyword, pieces in draft.previous.items()}
    if previous and tuple(previous) not in _PREVIOUS:
        what = "the old source of this message (#|) has no msgid, or its parts are in another order"
        problems.add(draft.announced, what, "restore it, or remove the lines that begin with #|")
        return None
    return Entry(
        strings.get("msgctxt"),
        strings["msgid"],
        texts,
        strings.get("msgid_plural"),
        tuple(draft.flags),
        tuple(draft.comments),
        tuple(draft.notes),
        tuple(draft.references),
        previous.get("msgctxt"),
        previous.get("msgid"),
        previous.get("msgid_plural"),
        bool(draft.obsolete),
        draft.line,
    )


def _texts(strings: dict[str, str]) -> tuple[str, ...] | None:
    if "msgid_plural" not in strings:
        return (strings["msgstr"],) if [*filter(is_text, strings)] == ["msgstr"] else None
    forms = [keyword for keyword in strings if is_text(keyword)]
    if not forms or forms != [f"msgstr[{number}]" for number in range(len(forms))]:
        return None
    return tuple(strings[form] for form in forms)


def _wrong_forms(strings: dict[str, str]) -> tuple[str, str]:
    if not any(map(is_text, strings)):
        return (
            "this message has no msgstr",
            'is the file complete? if so, write: msgstr ""',
        )
    if "msgid_plural" in strings:
        return "the plural forms of this message are not msgstr[0], msgstr[1], ... in order", "number them so"
    return "this message has no plural", "write one msgstr without a number"


def is_text(keyword: str) -> bool:
    """Whether the keyword holds a translation."""
    return keyword.startswith("msgstr")
