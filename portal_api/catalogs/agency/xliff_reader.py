"""An XLIFF 2.0 document that came back -> its texts; every mistake with its line, nothing guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from portal_api.catalogs.agency.handed import ReturnedCatalog, ReturnedText, mark_of
from portal_api.catalogs.agency.xliff import CORE, METADATA, UNITS, WAS
from portal_api.catalogs.agency.xmltree import Node, parse_xml
from portal_api.catalogs.gettext.po_draft import MOST_PROBLEMS
from portal_api.errors import InvalidTag, Problem, SourceErrors
from portal_api.locales import Locale

_SEEN = ("reviewed", "final")
_STATES = ("initial", "translated", *_SEEN)
_HIGHEST = 0x10FFFF
# What all inline codes of a document may stand for; a code is short, what it stands for need not be.
_MOST_DATA = 10_000_000


def _named(name: str) -> str:
    return f"{CORE} {name}"


XLIFF, FILE, GROUP, UNIT = map(_named, ("xliff", "file", "group", "unit"))
SEGMENT, IGNORABLE, SOURCE, TARGET = map(_named, ("segment", "ignorable", "source", "target"))
ORIGINAL_DATA, DATA = map(_named, ("originalData", "data"))
PC, SC, EC, PH, CP, MRK, SM, EM = map(_named, ("pc", "sc", "ec", "ph", "cp", "mrk", "sm", "em"))


def read_xliff(data: bytes, path: Path) -> tuple[ReturnedCatalog, ...]:
    """The catalogs in a document; `path` only names it in problems.

    Raises:
        SourceErrors: as for `parse_xml`; not XLIFF 2, no target language, a unit that is there twice or
            cannot be read, inline codes that stand for more than 10 MB. A hundred problems are enough.
    """
    root = parse_xml(data, path)
    reader = _Reader(path)
    catalogs = tuple(reader.catalogs(root))
    if reader.problems:
        raise SourceErrors(reader.problems)
    return catalogs


# What we write for these kinds of code, where a tool kept the kind and lost the data.
_USUAL = {"xlf:b": "**", "xlf:i": "*"}


class _Reader:
    def __init__(self, path: Path) -> None:
        self.problems: list[Problem] = []
        self._path = path
        self._data_left = _MOST_DATA

    def catalogs(self, root: Node) -> Iterator[ReturnedCatalog]:
        """Each `file` of the document."""
        locale = self._locale(root)
        if locale is None:
            return
        seen: set[str] = set()
        for file in root.children(FILE):
            name = file.attributes.get("id", "")
            if name in seen:
                self._add(file, f"the file {name!r} is there twice", "keep one of them")
            seen.add(name)
            texts = tuple(self._texts(file))
            expected = tuple((_meta(file, UNITS) or "").split())
            yield ReturnedCatalog(name, locale, texts, expected, self._path)

    def _locale(self, root: Node) -> Locale | None:
        if root.name != XLIFF or not root.attributes.get("version", "").startswith("2."):
            self._add(root, "this is not an XLIFF 2 document", "export it as XLIFF 2.0")
            return None
        try:
            return Locale.parse(root.attributes.get("trgLang", ""))
        except InvalidTag:
            self._add(root, "trgLang does not say the language", 'write e.g. trgLang="pt-BR"')
            return None

    def _texts(self, file: Node) -> Iterator[ReturnedText]:
        seen: set[str] = set()
        for unit in _units(file):
            name = unit.attributes.get("id", "")
            if name in seen:
                self._add(unit, f"the unit {name!r} is there twice", "keep one of them")
            seen.add(name)
            text = self._text(unit, name)
            if text is not None:
                yield text

    def _text(self, unit: Node, name: str) -> ReturnedText | None:
        """The unit's segments together, as a tool may have divided them; None with a problem noted."""
        data = {one.attributes.get("id", ""): self._plain(one) for one in _data(unit)}
        whole = [one for one in unit.content if isinstance(one, Node) and one.name in (SEGMENT, IGNORABLE)]
        segments = [one for one in whole if one.name == SEGMENT]
        if not segments:
            self._add(unit, f"the unit {name!r} has no segment", "export it again")
            return None
        if any("order" in one.attributes for part in whole for one in part.children(TARGET)):
            self._add(unit, f"the unit {name!r} is divided and in another order", "join its segments")
            return None
        source = "".join(self._side(one.child(SOURCE), data) for one in whole)
        targets = [(one, one.child(TARGET)) for one in whole]
        is_whole = all(target is not None for one, target in targets if one.name == SEGMENT)
        target = "".join(
            self._side(found if found is not None else one.child(SOURCE), data) for one, found in targets
        )
        states = [self._state(one) for one in segments]
        return _returned(unit, name, source, target if is_whole else "", states)

    def _state(self, segment: Node) -> str:
        state = segment.attributes.get("state", "initial")
        if state not in _STATES:
            self._add(segment, f"there is no state {state!r}", f"one of: {', '.join(_STATES)}")
        return state

    def _side(self, node: Node | None, data: Mapping[str, str]) -> str:
        return "" if node is None else "".join(self._pieces(node, data))

    def _pieces(self, node: Node, data: Mapping[str, str]) -> Iterator[str]:
        """The raw text of a source or target; inline codes stand for their original data."""
        for piece in node.content:
            if isinstance(piece, str):
                yield piece
            elif piece.name == PC:
                yield self._original(piece, "dataRefStart", data)
                yield from self._pieces(piece, data)
                yield self._original(piece, "dataRefEnd", data)
            elif piece.name in (PH, SC, EC):
                yield self._original(piece, "dataRef", data)
            elif piece.name == MRK:
                yield from self._pieces(piece, data)
            elif piece.name == CP:
                yield self._character(piece)
            elif piece.name not in (SM, EM):
                self._add(piece, "an element that XLIFF does not have here", "take it out")

    def _original(self, code: Node, attribute: str, data: Mapping[str, str]) -> str:
        name = code.attributes.get(attribute)
        if name is None or name not in data:
            known = _USUAL.get(code.attributes.get("subType", ""))
            if known is None:
                what = f"the inline code {code.attributes.get('id', '')!r} has lost its original data"
                self._add(code, what, "copy it from the source again, or work on the PO file instead")
            return known or ""
        self._data_left -= len(data[name])
        if self._data_left < 0:
            self._add(code, "the inline codes stand for more than 10 MB", "export fewer articles at once")
            raise SourceErrors(self.problems)
        return data[name]

    def _character(self, node: Node) -> str:
        try:
            number = int(node.attributes.get("hex", ""), 16)
        except ValueError:
            number = -1
        if not 0 <= number <= _HIGHEST or 0xD800 <= number <= 0xDFFF:
            self._add(node, "a cp element without a character's number", 'write e.g. hex="001A"')
            return ""
        return chr(number)

    def _plain(self, node: Node) -> str:
        return "".join(
            one if isinstance(one, str) else self._character(one)
            for one in node.content
            if isinstance(one, str) or one.name == CP
        )

    def _add(self, node: Node, what: str, remedy: str) -> None:
        self.problems.append(Problem(self._path, node.line, what, remedy))
        if len(self.problems) >= MOST_PROBLEMS:
            raise SourceErrors(self.problems)


def _units(node: Node) -> Iterator[Node]:
    """Every unit of a file, those in groups too."""
    for one in node.content:
        if isinstance(one, Node) and one.name == UNIT:
            yield one
        elif isinstance(one, Node) and one.name == GROUP:
            yield from _units(one)


def _data(unit: Node) -> Iterator[Node]:
    original = unit.child(ORIGINAL_DATA)
    return original.children(DATA) if original is not None else iter(())


def _meta(node: Node, kind: str) -> str | None:
    """What we noted about a file or unit, where the tool kept it."""
    metadata = node.child(f"{METADATA} metadata")
    for group in metadata.children(f"{METADATA} metaGroup") if metadata is not None else ():
        for meta in group.children(f"{METADATA} meta"):
            if meta.attributes.get("type") == kind:
                return meta.text.strip()
    return None


def _returned(unit: Node, name: str, source: str, target: str, states: list[str]) -> ReturnedText:
    """One text; where its state is `initial` as before, it counts as worked on if its words changed.

    `initial` is also what nobody says: a tool that loses our notes may have lost the state with them.
    """
    was = _meta(unit, WAS)
    is_initial = "initial" in states
    is_lost = is_initial and was is None
    unsure = None if is_lost else is_initial and was == mark_of(target, unsure=True)
    seen = all(state in _SEEN for state in states)
    return ReturnedText(name, source, target, unsure, was, None, seen, unit.line)
