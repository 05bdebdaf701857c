"""Front matter -> Fields: the YAML between the two `---` lines, each value as the author wrote it.

Values are strings and nothing else, so that `language: no`, dates and versions survive. Tags, anchors and
aliases are refused, and so is nesting deeper than any field needs.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import yaml

from portal_api.articles.characters import odd_characters, visible
from portal_api.articles.complaints import Complaints, suggestion
from portal_api.errors import PortalError

FENCE = "---"
MAX_LENGTH = 50_000
_MAX_DEPTH = 4
_MAX_VALUE = 2_000
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class Fields:
    """The keys of one mapping, those in `known` only; each reading notes what is wrong and goes on."""

    def __init__(self, node: yaml.Node, name: str, known: tuple[str, ...], complaints: Complaints) -> None:
        self.line = _line(node)
        self._complaints = complaints
        self._nodes: dict[str, yaml.Node] = {}
        self._name = f"{name}: " if name else ""
        if isinstance(node, yaml.MappingNode):
            self._take(node, known)
        else:
            self.complain(
                None, f"{self._name or 'the front matter '}is not a set of keys", "write `key: value`"
            )

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def line_of(self, key: str | None) -> int:
        """The line of a key, or where the mapping begins if there is no such key."""
        return _line(self._nodes[key]) if key in self._nodes else self.line

    def complain(self, key: str | None, what: str, remedy: str) -> None:
        """Note a problem at the line of a key, or where the mapping begins."""
        self._complaints.add(self.line_of(key), what, remedy)

    def text(self, key: str, *, required: bool = False) -> str | None:
        """The one-line text of a key; None, and noted if it was required, where there is none."""
        node = self._nodes.get(key)
        if node is None:
            if required:
                self.complain(None, f"{self._name}the key `{key}` is missing", f"add `{key}: ...`")
            return None
        return self._scalar(key, node)

    def choice(self, key: str, choices: tuple[str, ...]) -> str | None:
        """The text of a required key, one of `choices`."""
        value = self.text(key, required=True)
        if value is None or value in choices:
            return value
        self.complain(key, f"{self._name}`{key}: {value[:40]}` is unknown", suggestion(value, choices))
        return None

    def date(self, key: str, *, required: bool = False) -> datetime.date | None:
        """The date of a key, written as ISO 8601 has it in full: 2026-10-01."""
        value = self.text(key, required=required)
        if value is None:
            return None
        try:
            return datetime.date.fromisoformat(value if _DATE.fullmatch(value) else "")
        except ValueError:
            self.complain(
                key, f"{self._name}`{key}: {value[:40]}` is no date", "write year-month-day: 2026-10-01"
            )
            return None

    def fields(self, key: str, known: tuple[str, ...] | None) -> Fields | None:
        """The mapping under a key; `known` None lets it have any keys."""
        node = self._nodes.get(key)
        if node is None:
            return None
        return Fields(node, key, known or _own_keys(node), self._complaints)

    def items(self, key: str) -> tuple[yaml.Node, ...]:
        """The items of the list under a key."""
        node = self._nodes.get(key)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self.complain(
                key, f"{self._name}`{key}` is not a list", "write [one, two], or one item a line after `- `"
            )
            return ()
        return tuple(node.value)

    def rows(self, key: str, known: tuple[str, ...]) -> Iterator[Fields]:
        """The mappings in the list under a key."""
        for node in self.items(key):
            yield Fields(node, key, known, self._complaints)

    def texts(self, key: str) -> Iterator[str]:
        """The one-line texts in the list under a key."""
        for node in self.items(key):
            value = self._scalar(key, node)
            if value is not None:
                yield value

    def names(self) -> tuple[str, ...]:
        """The keys that were read, in the author's order."""
        return tuple(self._nodes)

    def _take(self, node: yaml.MappingNode, known: tuple[str, ...]) -> None:
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
            if key not in known:
                what = f"{self._name}the key `{key[:40]}` is unknown"
                self._complaints.add(_line(key_node), what, suggestion(key, known))
            elif key in self._nodes:
                self._complaints.add(_line(key_node), f"{self._name}the key `{key}` stands twice", "keep one")
            else:
                self._nodes[key] = value_node

    def _scalar(self, key: str, node: yaml.Node) -> str | None:
        fault = _scalar_fault(node)
        if fault is None:
            return str(node.value)
        self._complaints.add(_line(node), f"{self._name}`{key}` {fault[0]}", fault[1])
        return None


def read_front_matter(text: str, known: tuple[str, ...], complaints: Complaints) -> Fields | None:
    """The fields of the YAML that begins in line 2 of its file; None, and noted, where it cannot be read."""
    if len(text) > MAX_LENGTH:
        complaints.add(1, f"the front matter has more than {MAX_LENGTH:,} characters", "shorten it")
        return None
    try:
        node = yaml.compose(text, Loader=_PlainLoader)
    except _NotPlain as error:
        complaints.add(error.line, error.what, error.remedy)
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"the front matter cannot be read: {error.problem or error.context}"
        complaints.add(mark.line + 2 if mark else 1, what, _REMEDY)
        return None
    except (yaml.YAMLError, ValueError, OverflowError):
        complaints.add(1, "the front matter cannot be read", "write `key: value` lines")
        return None
    if node is None:
        complaints.add(
            1, "the front matter is empty", "write `language: en` and the other keys between the ---"
        )
        return None
    return Fields(node, "", known, complaints)


_REMEDY = (
    "mend it there or in the line above: a space after each colon, and text with : or # between "
    'straight quotation marks, e.g. title: "Asthma: a guide"'
)


class _NotPlain(PortalError):
    """The YAML has something that hides, multiplies or is nested."""

    def __init__(self, event: yaml.Event, what: str, remedy: str) -> None:
        self.line = event.start_mark.line + 2 if event.start_mark else 1
        self.what, self.remedy = what, remedy
        super().__init__(what)


class _PlainLoader(yaml.BaseLoader):
    """Stops at what is not plain, before anything is made of it."""

    depth = 0

    def get_event(self) -> yaml.Event | None:
        event: yaml.Event | None = super().get_event()  # type: ignore[no-untyped-call] # its stubs have none
        self.depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(
            event, yaml.CollectionEndEvent
        )
        fault = None if event is None else _event_fault(event, self.depth)
        if event is not None and fault is not None:
            raise _NotPlain(event, *fault)
        return event


def _event_fault(event: yaml.Event, depth: int) -> tuple[str, str] | None:
    if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
        return "the front matter has an anchor or alias (& or *)", "write the value out, or put it in quotes"
    if getattr(event, "tag", None) is not None:
        return "the front matter has a tag (!)", "take it out, or put the value in quotes"
    if isinstance(event, yaml.DocumentStartEvent) and event.explicit:
        return "the front matter has a YAML directive or a second document", "take it out"
    if depth > _MAX_DEPTH:
        return "the front matter is nested too deep", "no key needs more than a list of keys"
    return None


def _scalar_fault(node: yaml.Node) -> tuple[str, str] | None:
    if not isinstance(node, yaml.ScalarNode):
        return "is not a single text", "write one value after the colon, in quotes if it has : or ["
    value = node.value
    if not visible(value):
        return "is empty", "give it a value, or leave the key out"
    if len(value) > _MAX_VALUE:
        return f"has more than {_MAX_VALUE:,} characters", "shorten it"
    if "\n" in value:
        return "has more than one line", "write it on one line"
    if _is_cut_short(node):
        return "ends before a #, as YAML has it", 'write it in "...", or take the # out'
    odd = next(odd_characters(value), None)
    return None if odd is None else (f"has {odd.name}", "take it out")


def _is_cut_short(node: yaml.ScalarNode) -> bool:
    """Whether words stand behind a text in what YAML takes for a comment: `alt: Pump #3 in its place`."""
    buffer, at = node.end_mark.buffer, node.end_mark.pointer
    rest = "" if buffer is None or node.style is not None else buffer[at:].partition("\n")[0]
    return re.match(r" +#\w" if " " not in node.value else r" +#", rest) is not None


def _own_keys(node: yaml.Node) -> tuple[str, ...]:
    if not isinstance(node, yaml.MappingNode):
        return ()
    return tuple(str(key.value) for key, _ in node.value if isinstance(key, yaml.ScalarNode))


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 2
