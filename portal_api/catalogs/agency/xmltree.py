"""Untrusted XML bytes -> a tree of nodes: no DTD, no entities, nothing fetched, bounded in size and depth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from portal_api.errors import Problem, SourceErrors

LARGEST = 10_000_000
MOST_NODES = 150_000
DEEPEST = 64
_LONGEST_NAME = 500
_MOST_ATTRIBUTES = 100
# A tag is held as a whole, with all its attributes, before anybody can look at it.
_LONG_TAG = re.compile(rb"<[^<>]{100000}")


@dataclass(slots=True)
class Node:
    """An element; `name` is `namespace name` parted by a space, `content` its texts and elements in order."""

    name: str
    attributes: Mapping[str, str]
    line: int
    content: list[str | Node] = field(default_factory=list)

    def children(self, name: str) -> Iterator[Node]:
        """The elements right below with this name."""
        return (one for one in self.content if isinstance(one, Node) and one.name == name)

    def child(self, name: str) -> Node | None:
        """The first of them."""
        return next(self.children(name), None)

    @property
    def text(self) -> str:
        """The text right below, without that of its elements."""
        return "".join(one for one in self.content if isinstance(one, str))


def parse_xml(data: bytes, path: Path) -> Node:
    """The root element; `path` only names the bytes in problems.

    Raises:
        SourceErrors: not well-formed, a DOCTYPE, more than 10 MB, 150,000 elements, 64 levels, 100 attributes
            of one element, or 100 kB of one tag.
    """
    if len(data) > LARGEST:
        raise _refusal(path, 1, "this file is larger than 10 MB", "export fewer articles at once")
    long_tag = _LONG_TAG.search(data)
    if long_tag is not None:
        line = data.count(b"\n", 0, long_tag.start()) + 1
        raise _refusal(
            path, line, "this tag is longer than 100 kB", "export it again from the tool that wrote it"
        )
    reader = _Reader(path)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        what = f"this is not well-formed XML: {expat.ErrorString(error.code)}"
        raise _refusal(path, error.lineno, what, "export it again from the tool that wrote it") from None
    except (ValueError, LookupError):
        raise _refusal(path, 1, "the encoding of this file is not known", "save it as UTF-8") from None
    return reader.root


class _Reader:
    def __init__(self, path: Path) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartNamespaceDeclHandler = self._refuse_long_namespace
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self._path = path
        self._top = Node("", {}, 1)
        self._open = [self._top]
        self._count = 0

    @property
    def root(self) -> Node:
        """The root element, once everything is read: well-formed XML has just one."""
        root = self._top.content[0]
        assert isinstance(root, Node)  # noqa: S101 - expat has refused everything else
        return root

    def _refuse_doctype(self, *_: object) -> None:
        remedy = "remove it: definitions and entities are not read"
        raise _refusal(self._path, self.parser.CurrentLineNumber, "there is a DOCTYPE", remedy)

    def _refuse_long_namespace(self, _: str | None, address: str | None) -> None:
        """Every name in it would become as long."""
        if address is not None and len(address) > _LONGEST_NAME:
            what = f"the address of a namespace has more than {_LONGEST_NAME} characters"
            raise _refusal(self._path, self.parser.CurrentLineNumber, what, "export it again as XLIFF 2.0")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        line = self.parser.CurrentLineNumber
        if self._count > MOST_NODES or len(self._open) > DEEPEST or len(attributes) > _MOST_ATTRIBUTES:
            what = "this file has too many elements or attributes, or elements are nested too deeply"
            raise _refusal(self._path, line, what, "export fewer articles at once")
        node = Node(name, attributes, line)
        self._open[-1].content.append(node)
        self._open.append(node)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].content.append(text)


def _refusal(path: Path, line: int, what: str, remedy: str) -> SourceErrors:
    return SourceErrors([Problem(path, line, what, remedy)])
