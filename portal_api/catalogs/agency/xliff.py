"""Catalogs -> one XLIFF 2.0 document (OASIS), with the review state that PO cannot hold.

A catalog is a `file`, a text a `unit` with one segment. Markup and placeholders are inline codes. The state
of a segment is `initial` (not translated, or not to be relied on), `translated`, or `reviewed` (a person
approved it). What we need to know when it comes back stands in the metadata module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from portal_api.catalogs.agency.handed import HandedCatalog, HandedText
from portal_api.catalogs.agency.inlinecodes import Code, Kind, Piece, codes_of, pieces_of
from portal_api.catalogs.agency.xmltree import LARGEST
from portal_api.errors import PortalError

CORE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
WAS = "portal-was"
UNITS = "portal-units"

_TYPES: dict[Kind, str] = {
    "strong": 'type="fmt" subType="xlf:b"',
    "emphasis": 'type="fmt" subType="xlf:i"',
    "link": 'type="link"',
    "placeholder": 'type="other"',
}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class NotOneDocument(PortalError):
    """Catalogs that do not fit into one XLIFF document; the text says why and what to do."""


def write_xliff(catalogs: Sequence[HandedCatalog]) -> bytes:
    """One document with these catalogs; the same catalogs give the same bytes.

    Raises:
        NotOneDocument: their sources, or their translations, are in several languages; it would be larger
            than what we read back.
    """
    languages = {(one.source_locale, one.locale) for one in catalogs}
    if len(languages) != 1:
        raise NotOneDocument("one XLIFF document has one source language; export the articles one by one")
    ((source, target),) = languages
    data = "".join(f"{line}\n" for line in _document(catalogs, str(source), str(target))).encode()
    if len(data) > LARGEST:
        raise NotOneDocument("this would be too large to be read back; export the articles one by one")
    return data


def _document(catalogs: Iterable[HandedCatalog], source: str, target: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<xliff xmlns="{CORE}" xmlns:mda="{METADATA}" version="2.0"'
        f" srcLang={quoteattr(source)} trgLang={quoteattr(target)}>"
    )
    for catalog in catalogs:
        directions = f'srcDir="{catalog.source_locale.direction}" trgDir="{catalog.locale.direction}"'
        yield (
            f" <file id={quoteattr(catalog.name)} original={quoteattr(catalog.original)}"
            f' canResegment="no" {directions} xml:space="preserve">'
        )
        yield from _metadata(UNITS, " ".join(text.segment for text in catalog.texts))
        for text in catalog.texts:
            yield from _unit(text)
        yield " </file>"
    yield "</xliff>"


def _unit(text: HandedText) -> Iterator[str]:
    source, target = pieces_of(text.source), pieces_of(text.target)
    codes = _Codes(source)
    inner = codes.written(source)
    outer = codes.written(target)
    yield f"  <unit id={quoteattr(text.segment)} name={quoteattr(text.segment)}>"
    yield from _metadata(WAS, text.mark)
    yield from _notes(text)
    if codes.data:
        yield "   <originalData>"
        for raw, name in codes.data.items():
            yield f'    <data id="{name}">{_content(raw)}</data>'
        yield "   </originalData>"
    yield f"   <segment {_state(text)}>"
    yield f"    <source>{inner}</source>"
    if text.target:
        yield f"    <target>{outer}</target>"
    yield "   </segment>"
    yield "  </unit>"


def _metadata(kind: str, value: str) -> Iterator[str]:
    yield '   <mda:metadata><mda:metaGroup category="portal">'
    yield f'    <mda:meta type="{kind}">{escape(value)}</mda:meta>'
    yield "   </mda:metaGroup></mda:metadata>"


def _notes(text: HandedText) -> Iterator[str]:
    notes = [("where", line, "") for line in text.note.split("\n") if line]
    if text.previous is not None:
        notes.append(("previous-source", text.previous, ' appliesTo="source"'))
    if text.approved:
        notes.append(("approval", text.approved, ' appliesTo="target"'))
    if notes:
        yield "   <notes>"
        for category, line, applies in notes:
            yield f'    <note category="{category}"{applies}>{escape(_NOT_XML.sub(" ", line))}</note>'
        yield "   </notes>"


def _state(text: HandedText) -> str:
    if not text.target:
        return 'state="initial"'
    if text.unsure:
        return f'state="initial" subState="portal:{"stale" if text.previous is not None else "unsure"}"'
    return 'state="reviewed"' if text.approved else 'state="translated"'


class _Codes:
    """Numbers the codes of one unit: those of the target like the same ones of the source."""

    def __init__(self, source: Sequence[Piece]) -> None:
        self.data: dict[str, str] = {}
        self._free: dict[tuple[Kind, str, str], list[int]] = {}
        self._next = 1
        for code in codes_of(source):
            self._free.setdefault((code.kind, code.open, code.close), []).append(self._next)
            self._next += 1

    def written(self, pieces: Sequence[Piece]) -> str:
        """The pieces as XML."""
        numbers = {key: iter(free) for key, free in self._free.items()}
        return "".join(self._xml(pieces, numbers))

    def _xml(
        self, pieces: Sequence[Piece], numbers: dict[tuple[Kind, str, str], Iterator[int]]
    ) -> Iterator[str]:
        for piece in pieces:
            if isinstance(piece, str):
                yield _content(piece)
                continue
            number = self._number(piece, numbers)
            kept = f'{_TYPES[piece.kind]} canCopy="no" canDelete="no"'
            opened = self._data(piece.open)
            if piece.kind == "placeholder":
                yield f'<ph id="{number}" dataRef="{opened}" equiv={quoteattr(piece.open)} {kept}/>'
                continue
            refs = f'dataRefStart="{opened}" dataRefEnd="{self._data(piece.close)}"'
            yield f'<pc id="{number}" {refs} {kept}>'
            yield from self._xml(piece.pieces, numbers)
            yield "</pc>"

    def _number(self, code: Code, numbers: dict[tuple[Kind, str, str], Iterator[int]]) -> int:
        number = next(numbers.get((code.kind, code.open, code.close), iter(())), None)
        if number is None:
            number = self._next
            self._next += 1
        return number

    def _data(self, raw: str) -> str:
        return self.data.setdefault(raw, f"d{len(self.data) + 1}")


def _content(text: str) -> str:
    """The text in XML; what XML cannot hold as a `cp` element."""
    escaped = escape(text, {"\r": "&#13;"})
    return _NOT_XML.sub(lambda found: f'<cp hex="{ord(found[0]):04X}"/>', escaped)
