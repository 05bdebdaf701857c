"""Body -> Draft: the head and sections of a document, checked, and where its ids stand or belong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from portal_api.articles.article import HEAD, TITLE, Block, BlockType, Section, Segment, SegmentKind
from portal_api.articles.aspects import ASPECT_NAMES
from portal_api.articles.attributes import Attributes, id_fault, read, split
from portal_api.articles.blocks import Rough, read_blocks
from portal_api.articles.characters import visible
from portal_api.articles.complaints import Complaints
from portal_api.articles.document import Text
from portal_api.articles.headings import ENGLISH_HEADINGS, Headings
from portal_api.articles.inline import MarkupError, plain
from portal_api.articles.lines import Cursor, Piece, read_lines


@dataclass(frozen=True)
class Spot:
    """Where the id of a segment belongs: at the end of line `last`, or in the braces of a heading there."""

    segment: Segment
    last: int


@dataclass(frozen=True)
class Draft:
    """The parts of a document, and where its ids stand or belong."""

    head: Section
    sections: tuple[Section, ...]
    spots: tuple[Spot, ...]


def read_draft(
    text: Text,
    complaints: Complaints,
    headings: Headings = ENGLISH_HEADINGS,
    *,
    ids_required: bool,
    sections_allowed: bool,
) -> Draft:
    """The body of a document; whatever is wrong with it is noted.

    By `headings` it is told what a section without an id is about.
    """
    reader = _Body(
        text.body_line, complaints, headings, ids_required=ids_required, sections_allowed=sections_allowed
    )
    for block in read_blocks(Cursor(tuple(read_lines(text.body, text.body_line)), complaints)):
        reader.take(block)
    return reader.finish()


@dataclass
class _Open:
    """A section while its blocks are read."""

    title: Segment | None
    line: int
    attributes: Attributes
    blocks: list[Block]
    headings: Headings
    touched: bool = False

    @cached_property
    def aspect(self) -> str | None:
        """What it is about, as its braces or its id say; without an id, as its heading lets one guess."""
        if self.attributes.aspect is not None:
            return self.attributes.aspect
        if self.attributes.id in ASPECT_NAMES:
            return self.attributes.id
        guess = None if self.attributes.id or self.title is None else self.headings.aspect(self.title.text)
        return None if guess is None else guess.name


class _Body:
    """Gathers blocks into sections."""

    def __init__(
        self,
        line: int,
        complaints: Complaints,
        headings: Headings,
        *,
        ids_required: bool,
        sections_allowed: bool,
    ) -> None:
        self._complaints = complaints
        self._headings = headings
        self._ids_required = ids_required
        self._sections_allowed = sections_allowed
        self._sections = [_Open(None, line, Attributes(), [], headings)]
        self._spots: list[Spot] = []
        self._lines_of_ids: dict[str, int] = {}

    def take(self, block: Rough) -> None:
        """Add one block where it belongs."""
        if block.type == "title":
            self._take_title(block.pieces[0])
        elif block.type == "heading":
            self._take_heading(block.pieces[0])
        else:
            self._take_texts(block)

    def finish(self) -> Draft:
        """Everything read, after the checks that need the whole."""
        head, *sections = self._sections
        if head.title is None:
            self._complain(head.line, "the document has no title", "begin its text with a line `# Title`")
        if not head.touched and not sections:
            self._complain(head.line, "the document has no text", "write it below the title")
        self._complain_of_missing_ids()
        names = {section.attributes.id for section in sections}
        for section in sections:
            self._check_section(section)
            self._check_companions(section, names)
        return Draft(
            Section(HEAD, None, head.title, tuple(head.blocks), line=head.line),
            tuple(_section(section) for section in sections),
            tuple(self._spots),
        )

    def _take_title(self, piece: Piece) -> None:
        head = self._sections[0]
        if head.title is not None:
            self._complain(piece.line, "there is a second title", "write ## for a section")
            return
        if head.touched or len(self._sections) > 1:
            self._complain(
                piece.line, "the title does not come first", "move it to the top, or write ## for a section"
            )
        text, inside = split(piece.text)
        if inside is not None:
            self._complain(piece.line, "the title has braces", "take them out; the title needs no id")
        head.line = piece.line
        head.title = Segment(TITLE, self._checked(text, piece, "the title"), "title", piece.line)

    def _take_heading(self, piece: Piece) -> None:
        text, inside = split(piece.text)
        attributes = read(inside, piece.line, self._complaints, heading=True)
        title = Segment(attributes.id, self._checked(text, piece, "the heading"), "heading", piece.line)
        if not self._sections_allowed:
            self._complain(
                piece.line, "the disclaimer has a section", "write its texts below the title, without ##"
            )
        self._sections.append(_Open(title, piece.line, attributes, [], self._headings))
        self._register(title, piece.last)

    def _take_texts(self, block: Rough) -> None:
        section = self._sections[-1]
        if not section.touched and section.title is None and block.pieces:
            self._complain(
                block.pieces[0].line, "a text stands before the title", "begin with a line `# Title`"
            )
        section.touched = True
        kind = _kind(block, len(self._sections) == 1 and self._sections_allowed)
        segments = tuple(self._segment(piece, kind) for piece in block.pieces)
        if segments:
            section.blocks.append(Block(_shape(block), segments, block.ordered, block.callout))

    def _segment(self, piece: Piece, kind: SegmentKind) -> Segment:
        text, inside = split(piece.text)
        attributes = read(inside, piece.last, self._complaints, heading=False)
        segment = Segment(attributes.id, self._checked(text, piece, f"the {kind}"), kind, piece.line)
        self._register(segment, piece.last)
        return segment

    def _checked(self, text: str, piece: Piece, name: str) -> str:
        """The text without the unusual spaces that word processors leave at its ends."""
        text = text.strip()
        try:
            empty = not visible(plain(text))
        except MarkupError as error:
            what, _, remedy = str(error).partition("; ")
            self._complain(piece.line, what, remedy)
            return text
        if empty:
            self._complain(piece.line, f"{name} is empty", "write a text, or take the line out")
        return text

    def _register(self, segment: Segment, last: int) -> None:
        self._spots.append(Spot(segment, last))
        if segment.id in self._lines_of_ids:
            what = f"the id `{segment.id}` is taken since line {self._lines_of_ids[segment.id]}"
            self._complain(last, what, "choose another, or take it out and run: portal stamp")
        elif segment.id:
            self._lines_of_ids[segment.id] = last

    def _complain_of_missing_ids(self) -> None:
        """An article that was never stamped lacks them all, which is one mistake."""
        missing = [spot for spot in self._spots if not spot.segment.id]
        if not missing or not self._ids_required:
            return
        line, kind, others = missing[0].last, missing[0].segment.kind, len(missing) - 1
        if others:
            what = f"this {kind} and {others} other text{'s' if others > 1 else ''} have no id"
            self._complain(line, what, f"add them by: portal stamp {self._complaints.path.stem}")
        else:
            example = "{#symptoms}" if kind == "heading" else "{#p7k2}"
            self._complain(line, f"this {kind} has no id", f"add one, e.g. {example}, or run: portal stamp")

    def _check_section(self, section: _Open) -> None:
        self._check_aspect(section)
        if section.attributes.not_applicable and section.touched:
            self._complain(
                section.line, "a section is marked .not-applicable but has a text", "take one of them out"
            )
        if not section.attributes.not_applicable and not section.touched:
            remedy = "write its text, take it out, or mark it .not-applicable"
            self._complain(section.line, "the section is empty", remedy)

    def _check_companions(self, section: _Open, names: set[str]) -> None:
        for companion in section.attributes.companions:
            if companion not in names or companion == section.attributes.id:
                what = f"`with=` names `{companion[:40]}`, which is no other section of this document"
                self._complain(section.line, what, "write the id of one that is, or take it out")

    def _check_aspect(self, section: _Open) -> None:
        if section.aspect is None and (section.attributes.id or not self._ids_required):
            what = "the section has no aspect"
            id_ = section.attributes.id
            example = f"{{#{id_} aspect=self-care}}" if id_ and not id_fault(id_) else "{#self-care}"
            remedy = f"say in the heading what it is about, e.g. {example}"
            self._complain(section.line, what, f"{remedy}; known are: {', '.join(ASPECT_NAMES)}")

    def _complain(self, line: int, what: str, remedy: str) -> None:
        self._complaints.add(line, what, remedy)


def _section(section: _Open) -> Section:
    attributes = section.attributes
    return Section(
        attributes.id,
        section.aspect,
        section.title,
        tuple(section.blocks),
        attributes.companions,
        attributes.not_applicable,
        section.line,
    )


def _shape(block: Rough) -> BlockType:
    if block.type == "list":
        return "list"
    return "callout" if block.type == "callout" else "paragraph"


def _kind(block: Rough, summary: bool) -> SegmentKind:
    if block.type == "list":
        return "list item"
    if block.type == "callout":
        return "callout"
    return "summary" if summary else "paragraph"
