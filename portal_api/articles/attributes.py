"""The `{#id ...}` at the end of a heading or text: its id, aspect, companions and marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal_api.articles.aspects import ASPECT_NAMES
from portal_api.articles.complaints import Complaints, suggestion

MAX_ID = 60
RESERVED_IDS = frozenset({"head", "figure", "title"})
NOT_APPLICABLE = ".not-applicable"

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_INTENDED = re.compile(r" {0,9}(?:[#.]|[A-Za-z-]{1,40}=)")


@dataclass(frozen=True)
class Attributes:
    """What stands in the braces; an id that is empty was not given."""

    id: str = ""
    aspect: str | None = None
    companions: tuple[str, ...] = ()
    not_applicable: bool = False


def split(text: str) -> tuple[str, str | None]:
    """The text without its braces, and what stands in them; None where the text ends in none.

    Braces count only after a space or alone, and only if they hold `#`, `.` or `key=` first, so that a
    placeholder such as {dose} stays text.
    """
    start = text.rfind("{") if text.endswith("}") else -1
    if start < 0 or (start > 0 and text[start - 1] != " "):
        return text, None
    inside = text[start + 1 : -1]
    if not _INTENDED.match(inside):
        return text, None
    return text[:start].rstrip(" "), inside


def read(inside: str | None, line: int, complaints: Complaints, *, heading: bool) -> Attributes:
    """The attributes in the braces of a heading, or of another text, which can have an id only."""
    reading = _Reading(line, complaints, heading)
    for token in (inside or "").split(" ")[:50]:
        reading.take(token)
    return Attributes(reading.id, reading.aspect, reading.companions, reading.not_applicable)


def id_fault(text: str) -> str | None:
    """Why `text` cannot be an id, or None."""
    if not _ID.fullmatch(text):
        return "an id has small letters a-z, digits and hyphens only, and begins with a letter or digit"
    if len(text) > MAX_ID:
        return f"an id has {MAX_ID} characters at most"
    if text in RESERVED_IDS:
        return f"`{text}` is a name that the portal itself uses; choose another"
    return None


class _Reading:
    def __init__(self, line: int, complaints: Complaints, heading: bool) -> None:
        self.id, self.not_applicable = "", False
        self.aspect: str | None = None
        self.companions: tuple[str, ...] = ()
        self._line, self._complaints, self._heading = line, complaints, heading
        self._seen: set[str] = set()

    def take(self, token: str) -> None:
        """Read one word between the braces."""
        if not token:
            return
        key = "#" if token.startswith("#") else token.partition("=")[0]
        if key in self._seen:
            self._complain(f"`{key}` stands twice in the braces", "keep one")
        self._seen.add(key)
        if key == "#":
            self._take_id(token[1:])
        elif not self._heading:
            self._complain(
                f"`{token[:40]}` cannot stand here", "only a heading has more than an id, e.g. {#p7k2}"
            )
        else:
            self._take_more(token)

    def _take_id(self, text: str) -> None:
        fault = id_fault(text)
        if fault is not None:
            self._complain(f"the id `{text[:40]}` cannot be used", fault)
        self.id = text

    def _take_more(self, token: str) -> None:
        key, _, value = token.partition("=")
        if token == NOT_APPLICABLE:
            self.not_applicable = True
        elif key == "aspect":
            self._take_aspect(value)
        elif key == "with":
            self.companions = tuple(self._companions(value))
        else:
            known = ("aspect=", "with=", NOT_APPLICABLE, "#")
            self._complain(
                f"`{token[:40]}` is not known in the braces of a heading", suggestion(token, known)
            )

    def _take_aspect(self, value: str) -> None:
        if value not in ASPECT_NAMES:
            self._complain(f"the aspect `{value[:40]}` is unknown", suggestion(value, ASPECT_NAMES))
        self.aspect = value

    def _companions(self, value: str) -> Iterator[str]:
        for name in value.split(",")[:20]:
            if name:
                yield name
            else:
                self._complain(
                    "`with=` names an empty companion", "write section ids, e.g. with=risks,symptoms"
                )

    def _complain(self, what: str, remedy: str) -> None:
        self._complaints.add(self._line, what, remedy)
