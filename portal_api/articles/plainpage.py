"""A plain-text health page -> its elements: title, headings, texts, items, and what is not the article's.

What a line is follows from its shape: pages of this kind have no markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from portal_api.articles.characters import BULLETS, LETTERS, joined, visible
from portal_api.articles.headings import Headings

ElementType = Literal["title", "heading", "text", "item", "credit", "disclaimer", "copyright", "unreadable"]

_MAX_TITLE = 150
_MAX_HEADING = 100
_MAX_HEADING_WORDS = 12

# How titles and headings end, and sentences, in the scripts of the world.
_ASKS, _ANNOUNCES = tuple("?？؟՞፧"), tuple(":：")
_STATES = tuple(".!;,。．！；，、｡।॥۔؛،။።។։")

_BULLET = re.compile(
    rf"( *)(?:[{BULLETS}*–—-]|o(?= {{2,}})|(?:[{LETTERS}][.)]|ㅇ)(?= )) *(?<=[ {BULLETS}])(.*)$"
)
_MORE_BULLETS = re.compile(rf"^(?:[{BULLETS}]+(?: +|$))+")
_NUMBER = re.compile(r"( *)[(（]?(\d{1,3})(?:[.)۔।] +|[．）、] *)(.*)$")
_CREDIT = re.compile(
    r"(?:image|photo|picture|illustration|figure)s? (?:source|credit|courtesy)s?(?: of| by)?(?: *: *(.*))?$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\) |copyright\b)", re.IGNORECASE)
_DISCLAIMER_HEADING = re.compile(r"(?:medical |legal |health |site )?disclaimers?:?$", re.IGNORECASE)
_DISCLAIMER_SIGNS = tuple(
    re.compile(sign, re.IGNORECASE)
    for sign in (
        r"(?:only )?for (?:general )?(?:education|information)",
        r"\b(?:education|information)al purposes",
        r"\bsubstitute for\b.{0,60}\badvice",
        r"\b(?:disregard|ignore|delay)\b.{0,60}\badvice",
        r"\bdoes not (?:endorse|recommend)",
        r"\bat your own risk",
        r"\brel(?:y|iance)\b.{0,40}\binformation",
        r"\bcontent\b.{0,60}\b(?:site|website|page)\b",
        r"\b(?:liable|liability|warrant)",
        r"\bnot (?:intended|meant) (?:to be|as|for)\b",
    )
)

_ITSELF = re.compile(r"\b(?:this|our) (?:web ?site|site|page|content|information)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Element:
    """One thing on the page; `lines` are all it was made of, `number` what a numbered item was counted as."""

    type: ElementType
    text: str
    lines: tuple[int, ...]
    number: int | None = None


@dataclass(frozen=True)
class _Line:
    number: int
    raw: str

    @property
    def text(self) -> str:
        return " ".join(self.raw.split())


def read_elements(text: str, headings: Headings) -> Iterator[Element]:
    """The elements of a page in order. Every line with text belongs to exactly one of them."""
    title_seen = disclaiming = False
    for group in _groups(text):
        for element in _elements(group, headings, title=not title_seen):
            title_seen = True
            if _is_disclaimer(element, disclaiming):
                disclaiming = True
                yield replace(element, type="disclaimer")
                continue
            disclaiming = disclaiming and element.type != "heading"
            yield element


def _groups(text: str) -> Iterator[list[_Line]]:
    held: list[_Line] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = _Line(number, raw)
        if line.text:
            held.append(line)
        elif held:
            yield held
            held = []
    if held:
        yield held


def _elements(group: list[_Line], headings: Headings, *, title: bool) -> Iterator[Element]:
    """The elements in lines without a gap between them."""
    at = 0
    if title and _looks_like_title(group[0].text):
        yield _checked("title", group[0].text, [group[0]])
        at = 1
    while at < len(group):
        element, used = _element(group[at:], headings, first=at == 0)
        yield element
        at += used


def _element(lines: list[_Line], headings: Headings, *, first: bool) -> tuple[Element, int]:
    line = lines[0]
    item = _BULLET.match(line.raw) or _NUMBER.match(line.raw)
    if item is not None:
        return _item(lines, item)
    credit = _CREDIT.match(line.text)
    if credit is not None:
        used = 2 if not credit.group(1) and len(lines) > 1 else 1
        text = credit.group(1) or joined(one.text for one in lines[1:used])
        return Element("credit", text, _numbers(lines[:used])), used
    if _COPYRIGHT.match(line.text):
        return _checked("copyright", line.text, [line]), 1
    is_alone = len(lines) == 1 or _is_item(lines[1])
    if first and _looks_like_heading(line.text, headings, alone=is_alone):
        return _checked("heading", line.text, [line]), 1
    used = next((at for at, one in enumerate(lines) if at and _begins(one)), len(lines))
    return _checked("text", joined(one.text for one in lines[:used]), lines[:used]), used


def _item(lines: list[_Line], match: re.Match[str]) -> tuple[Element, int]:
    """A list item and the lines that go on with it: those indented deeper than its sign."""
    indent = len(match.group(1))
    used = 1
    while used < len(lines) and not _begins(lines[used]) and _indent(lines[used]) > indent:
        used += 1
    number = int(match.group(2)) if match.re is _NUMBER else None
    text = joined(" ".join(one.split()) for one in (match.groups()[-1], *(one.raw for one in lines[1:used])))
    element = _checked("item", text, lines[:used])
    return Element(element.type, element.text, element.lines, number), used


def _begins(line: _Line) -> bool:
    return _is_item(line) or bool(_CREDIT.match(line.text) or _COPYRIGHT.match(line.text))


def _is_item(line: _Line) -> bool:
    return bool(_BULLET.match(line.raw) or _NUMBER.match(line.raw))


def _indent(line: _Line) -> int:
    return len(line.raw) - len(line.raw.lstrip())


def _looks_like_title(text: str) -> bool:
    if len(text) > _MAX_TITLE or text.endswith(_STATES + _ANNOUNCES):
        return False
    return not (_CREDIT.match(text) or _COPYRIGHT.match(text) or _is_item(_Line(0, text)))


def _looks_like_heading(text: str, headings: Headings, *, alone: bool) -> bool:
    if len(text) > _MAX_HEADING or len(text.split()) > _MAX_HEADING_WORDS or not re.search(r"[^\W\d_]", text):
        return False
    if text.endswith(_ASKS):
        return True
    if text.endswith(_ANNOUNCES):
        return alone and len(text.split()) <= 3 and headings.aspect(text, guess=True) is not None
    return alone and not text.endswith(_STATES)


def _is_disclaimer(element: Element, disclaiming: bool) -> bool:
    """Whether it is the site's legal text; one sign of many is enough where that text has begun."""
    if element.type == "heading":
        return bool(_DISCLAIMER_HEADING.fullmatch(element.text))
    if element.type != "text":
        return False
    signs = sum(1 for sign in _DISCLAIMER_SIGNS if sign.search(element.text))
    return signs >= (1 if disclaiming else 3) or (signs == 2 and _mentions_itself(element.text))


def _mentions_itself(text: str) -> bool:
    return _ITSELF.search(text) is not None


def _checked(type_: ElementType, text: str, lines: list[_Line]) -> Element:
    """The element, without the bullets that its text begins with beside its own."""
    bare = _MORE_BULLETS.sub("", text)
    if visible(bare):
        return Element(type_, bare, _numbers(lines))
    return Element("unreadable", text, _numbers(lines))


def _numbers(lines: list[_Line]) -> tuple[int, ...]:
    return tuple(line.number for line in lines)
