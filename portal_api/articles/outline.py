"""Elements of a plain page -> Outline: which part of an article each belongs to, and notes on every guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from portal_api.articles.article import Audience, Kind
from portal_api.articles.aspects import Aspect, aspect_named
from portal_api.articles.attributes import RESERVED_IDS
from portal_api.articles.characters import visible
from portal_api.articles.headings import Headings
from portal_api.articles.inline import literal
from portal_api.articles.plainpage import Element

_MAX_TEXT = 4_000
_MAX_CREDIT = 1_000

_AUDIENCES: tuple[tuple[Audience, str], ...] = (
    ("child", r"p(?:a?e)diatrics?|child(?:ren)?|kids|infants?|bab(?:y|ies)|teen(?:ager)?s?|adolescents?"),
    ("adult", r"adults?|geriatrics?|older (?:adults|people)|seniors?"),
    ("everyone", r"everyone|all ages|general"),
)
_KINDS: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("medicine", frozenset({"dosage", "side-effects", "ingredients", "may-treat"})),
    ("procedure", frozenset({"preparation", "what-happens", "recovery"})),
    ("condition", frozenset({"symptoms", "causes", "diagnosis", "prognosis", "stages", "contagiousness"})),
)


@dataclass(frozen=True)
class Note:
    """Something an author should look at: a guess, or a text of the page that the article does not have."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.line}: {self.text}"


@dataclass
class Part:
    """The head or a section while it is filled; `blocks` are Markdown."""

    heading: Element | None = None
    aspect: Aspect | None = None
    id: str = ""
    blocks: list[str] = field(default_factory=list)
    items: list[Element] = field(default_factory=list)
    texts: int = 0
    listed: int = 0


class Outline:
    """The article while the page is read."""

    def __init__(
        self, path: Path, notes: list[Note], headings: Headings, audience: Audience | None = None
    ) -> None:
        """`audience` is whom the page is for, if somebody said so."""
        self._headings = headings
        self.title, self.title_line = "", 1
        self.audience: Audience = audience or "everyone"
        self._audience_known = audience is not None
        self.credit: Element | None = None
        self.parts = [Part()]
        self._path = path
        self._notes = notes
        self.left_out: list[Element] = []

    @property
    def has_text(self) -> bool:
        """Whether any part has a block."""
        return any(part.blocks for part in self.parts)

    def take(self, element: Element) -> None:
        """Put one element of the page where it belongs."""
        part = self.parts[-1]
        if element.type in {"title", "heading", "text"}:
            _close_list(part)
        if element.type == "title":
            self._take_title(element)
        elif element.type == "heading":
            self.parts.append(Part(element))
        elif element.type == "text":
            self._take_text(part, element)
        elif element.type == "item":
            self._take_item(part, element)
        else:
            self._leave_out(element)

    def close(self) -> None:
        """Name the sections, once all are known; leave out what has no text."""
        _close_list(self.parts[-1])
        for part in self.parts[1:]:
            if not part.blocks and part.heading is not None:
                self._note(
                    part.heading, f"the heading has no text below it and is left out: {part.heading.text}"
                )
        self.parts[1:] = [part for part in self.parts[1:] if part.blocks]
        taken = set(RESERVED_IDS)
        for part in self.parts[1:]:
            self._name(part, taken)
        if not self.title:
            self.title = _words(self._path.stem) or "Untitled"
            self._notes.append(Note(1, f"no title was found; the name of the file is taken: {self.title}"))

    def kind(self) -> Kind:
        """The kind of article that most of its aspects speak for; a condition where none does."""
        aspects = [part.aspect.name for part in self.parts if part.aspect is not None]
        scores = [(sum(aspect in signs for aspect in aspects), kind) for kind, signs in _KINDS]
        best = max(scores, key=lambda score: score[0])
        return best[1] if best[0] else "condition"

    def _take_title(self, element: Element) -> None:
        self.title, found = _title_and_audience(element.text)
        self.title_line = element.lines[0]
        if not self._audience_known:
            self.audience = found or "everyone"
        if found is None and not self._audience_known:
            self._note(element, "the title names no audience; the article is for everyone, please check")
        if self.title != element.text:
            self._note(element, f"the end of the title became the audience `{found}`: {element.text}")

    def _take_text(self, part: Part, element: Element) -> None:
        pieces = tuple(_short(element.text))
        if len(pieces) > 1:
            self._note(element, f"a very long paragraph was split into {len(pieces)}")
        part.blocks += [_block_text(piece) for piece in pieces]
        part.texts += len(pieces)

    def _take_item(self, part: Part, element: Element) -> None:
        if part.items and (part.items[-1].number is None) != (element.number is None):
            _close_list(part)
        expected = len(part.items) + 1
        if element.number is not None and element.number != expected:
            self._note(
                element, f"the item numbered {element.number} is now number {expected}: {element.text}"
            )
        part.items += [
            Element("item", piece, element.lines, element.number) for piece in _short(element.text)
        ]
        part.listed += 1

    def _leave_out(self, element: Element) -> None:
        usable = visible(element.text) and len(element.text) <= _MAX_CREDIT
        if element.type == "credit" and usable and self.credit is None:
            self.credit = element
            return
        self.left_out.append(element)
        if element.type == "credit" and not visible(element.text):
            self._note(element, "the page names no source of its image")
            return
        self._note(element, f"{_WHY_LEFT_OUT[element.type]}: {element.text}")

    def _name(self, part: Part, taken: set[str]) -> None:
        if part.heading is None:
            return
        part.aspect = self._headings.aspect(part.heading.text, guess=True)
        if part.aspect is None:
            part.aspect = aspect_named("overview")
            what = f"the heading tells no aspect; it is marked `overview`, please check: {part.heading.text}"
            self._note(part.heading, what)
            part.id = _free(slug(part.heading.text) or "section", taken)
        elif part.aspect is not None:
            part.id = _free(part.aspect.name, taken)

    def _note(self, element: Element, text: str) -> None:
        self._notes.append(Note(element.lines[0], text))


_WHY_LEFT_OUT = {
    "disclaimer": "the site's own disclaimer is left out (the portal has its own, disclaimer.md)",
    "copyright": "a copyright line is left out; name the source under `sources:`",
    "credit": "a further or very long image credit is left out",
    "unreadable": "there is nothing to read in this line; it is left out",
}


def _title_and_audience(text: str) -> tuple[str, Audience | None]:
    """The title less an audience set off by a dash, comma, colon or brackets; "for children" stays in it."""
    for audience, words in _AUDIENCES:
        ending = rf"(.*?) *(?:[-–—:,|/]+ *|[(\[] *)(?:for +)?(?:{words})[)\]]?"
        set_off = re.fullmatch(ending, text, re.IGNORECASE)
        if set_off is not None and visible(set_off.group(1)):
            return set_off.group(1).rstrip(" -–—:,"), audience
        if re.search(rf"\b(?:for|in) (?:{words})$", text, re.IGNORECASE):
            return text, audience
    return text, None


def _close_list(part: Part) -> None:
    if part.items:
        part.blocks.append("\n".join(_list_lines(part.items)))
        part.items = []


def _list_lines(items: Iterable[Element]) -> Iterator[str]:
    for count, item in enumerate(items, 1):
        yield ("- " if item.number is None else f"{count}. ") + _block_text(item.text)


def _short(text: str) -> Iterator[str]:
    """The text in pieces that a paragraph can hold, divided at spaces where there are any."""
    while len(text) > _MAX_TEXT:
        cut = text.rfind(" ", 1, _MAX_TEXT)
        cut = cut if cut > 0 else _MAX_TEXT
        yield text[:cut].strip()
        text = text[cut:].strip()
    yield text


def _block_text(text: str) -> str:
    """The text as a Markdown paragraph that begins no other block."""
    escaped = re.sub(r"^(\d{1,9})(?=[.)](?: |$|[^\W\d_]))", r"\1\\", literal(text))
    escaped = re.sub("^\u2013 ", "\u2013\u00a0", escaped)
    return "\\" + escaped if escaped[:1] in tuple("#-+>|=:~") else escaped


def _words(stem: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", " ", stem)[:100].strip().capitalize()


def _free(name: str, taken: set[str]) -> str:
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name}-{number}"
    taken.add(candidate)
    return candidate


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-")
