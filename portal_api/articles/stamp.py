"""Gives each text of a document its stable id, and changes no other byte."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from portal_api.articles.article import FIGURE_ALT, TITLE, Article, Block, Disclaimer, Section, Segment
from portal_api.articles.attributes import RESERVED_IDS, split
from portal_api.articles.complaints import Complaints
from portal_api.articles.draft import Draft, Spot
from portal_api.articles.headings import ENGLISH_HEADINGS, Headings
from portal_api.articles.likeness import recognised
from portal_api.articles.reader import DISCLAIMER, draft_article, draft_disclaimer
from portal_api.errors import Problem, SourceErrors

# Without vowels and look-alikes an id reads as no word and can be told over the telephone.
_LETTERS = "bcdfghjkmnpqrstvwxz"
_SIGNS = _LETTERS + "23456789"
_ID_LENGTH = 4
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Added:
    """An id that was given to the text in this line."""

    line: int
    id: str
    text: str


@dataclass(frozen=True)
class Lost:
    """A text without an id that looks like the one, `old`, which had this id before."""

    line: int
    id: str
    text: str
    old: str


@dataclass(frozen=True)
class Stamped:
    """A document in which every text has its id; the same bytes where none was missing.

    `lost` are the ids that texts looked like the owners of, and did not get back.
    """

    data: bytes
    added: tuple[Added, ...]
    lost: tuple[Lost, ...]


# Whether a text is the one that had an id before: then it gets that id back, with its translations.
IsSame = Callable[[Lost], bool]


def all_new(_: Lost) -> bool:
    """No text is an old one."""
    return False


def stamp(
    data: bytes,
    path: Path,
    known: Mapping[str, str] = _NOTHING,
    is_same: IsSame | None = None,
    headings: Headings = ENGLISH_HEADINGS,
) -> Stamped:
    """The document with an id at the end of each text that has none.

    `known` are the ids that catalogs have, with their source texts: none is given to another text. New ids
    depend on the file's name and the text alone. A section without an id takes the name of the aspect that
    its heading announces, as `headings` know it.

    Raises:
        SourceErrors: the document has mistakes; or, without `is_same`, a text that has no id looks like one
            of `known` that the document lost; or more than ids would change.
    """
    before, draft = _read(data, path, headings, ids_required=False)
    missing = tuple(spot for spot in draft.spots if not spot.segment.id)
    lost = tuple(_lost(missing, draft, known))
    if lost and is_same is None:
        raise SourceErrors(_question(path, one) for one in lost)
    back = {one.line: one.id for one in lost if is_same is not None and is_same(one)}
    added = tuple(_added(path, before, missing, back, _taken(draft, known)))
    stamped = _inserted(data, added)
    _verify(stamped, path, before)
    still_lost = tuple(one for one in lost if one.line not in back)
    return Stamped(stamped, tuple(Added(one.line, one.id, one.text) for one in added), still_lost)


def without_ids(document: Article | Disclaimer) -> Article | Disclaimer:
    """The document as it would be without the ids of its texts: what stamping must not change."""
    head = _section_without_ids(document.head)
    if isinstance(document, Disclaimer):
        return replace(document, head=head)
    return replace(document, head=head, sections=tuple(map(_section_without_ids, document.sections)))


def _read(
    data: bytes, path: Path, headings: Headings, *, ids_required: bool
) -> tuple[Article | Disclaimer, Draft]:
    if path.stem == DISCLAIMER:
        return draft_disclaimer(data, path, ids_required=ids_required)
    return draft_article(data, path, headings, ids_required=ids_required)


def _taken(draft: Draft, known: Mapping[str, str]) -> set[str]:
    return {spot.segment.id for spot in draft.spots} | set(known) | RESERVED_IDS


def _lost(missing: tuple[Spot, ...], draft: Draft, known: Mapping[str, str]) -> Iterator[Lost]:
    """Each text without an id that looks like one whose id has vanished."""
    present = {spot.segment.id for spot in draft.spots} | {TITLE, FIGURE_ALT}
    gone = {id_: text for id_, text in known.items() if id_ not in present}
    texts = [spot.segment.text for spot in missing]
    for at, id_ in sorted(recognised(texts, gone).items()):
        yield Lost(missing[at].last, id_, texts[at], gone[id_])


def _question(path: Path, lost: Lost) -> Problem:
    what = f"this text has no id and looks like the lost {{#{lost.id}}}"
    return Problem(path, lost.line, what, f"keep it by writing {{#{lost.id}}}, or run: portal stamp --new")


@dataclass(frozen=True)
class _New:
    line: int
    id: str
    text: str
    aspect: str | None


def _added(
    path: Path,
    document: Article | Disclaimer,
    missing: Iterable[Spot],
    back: Mapping[int, str],
    taken: set[str],
) -> Iterator[_New]:
    """The id of each text: the one it gets back, or a new one."""
    aspects = _aspects(document)
    candidates: dict[tuple[str | None, str], Iterator[str]] = {}
    for spot in missing:
        segment = spot.segment
        aspect = aspects.get(segment.line) if segment.kind == "heading" else None
        key = (aspect, "" if aspect is not None else segment.text)
        if key not in candidates:
            candidates[key] = _random_ids(path, segment.text) if aspect is None else _aspect_ids(aspect)
        new = back.get(spot.last) or next(one for one in candidates[key] if one not in taken)
        taken.add(new)
        yield _New(spot.last, new, segment.text, aspect)


def _aspects(document: Article | Disclaimer) -> dict[int, str]:
    """The aspect of each section, by the line of its heading."""
    sections = document.sections if isinstance(document, Article) else ()
    return {section.line: section.aspect for section in sections if section.aspect is not None}


def _aspect_ids(aspect: str) -> Iterator[str]:
    yield aspect
    number = 2
    while True:
        yield f"{aspect}-{number}"
        number += 1


def _random_ids(path: Path, text: str) -> Iterator[str]:
    count = 0
    while True:
        seed = "\0".join((path.stem, text, str(count)))
        digest = int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big")
        length = _ID_LENGTH + count // 1_000
        rest = (_SIGNS[digest // len(_SIGNS) ** at % len(_SIGNS)] for at in range(2, length + 1))
        yield _LETTERS[digest % len(_LETTERS)] + "".join(rest)
        count += 1


def _inserted(data: bytes, new: Iterable[_New]) -> bytes:
    lines = data.split(b"\n")
    for one in new:
        lines[one.line - 1] = _with_id(lines[one.line - 1], one)
    return b"\n".join(lines)


def _with_id(line: bytes, new: _New) -> bytes:
    """The line with the id behind its text, or first in the braces that its heading has already."""
    text = line.rstrip(b" \r")
    rest = line[len(text) :]
    braces = split(text.decode())[1]
    if braces is not None:
        at = text.rindex(b"{") + 1
        return text[:at] + f"#{new.id} ".encode() + text[at:] + rest
    aspect = f" aspect={new.aspect}" if new.aspect is not None and new.aspect != new.id else ""
    return text + f" {{#{new.id}{aspect}}}".encode() + rest


def _verify(stamped: bytes, path: Path, before: Article | Disclaimer) -> None:
    """Stamping changes ids only: the result reads as the document did, and nothing is missing any more."""
    complaints = Complaints(path)
    try:
        after, _ = _read(stamped, path, ENGLISH_HEADINGS, ids_required=True)
    except SourceErrors as errors:
        first = errors.problems[0]
        complaints.add(
            first.line, f"stamping would break this ({first.what})", "write the ids of this part by hand"
        )
    else:
        if without_ids(after) != without_ids(before):
            complaints.add(1, "stamping would change more than ids", "write the missing ids by hand")
    complaints.raise_if_any()


def _section_without_ids(section: Section) -> Section:
    return replace(
        section,
        id="",
        title=None if section.title is None else _segment_without_id(section.title),
        blocks=tuple(map(_block_without_ids, section.blocks)),
    )


def _block_without_ids(block: Block) -> Block:
    return replace(block, segments=tuple(map(_segment_without_id, block.segments)))


def _segment_without_id(segment: Segment) -> Segment:
    return replace(segment, id="")
