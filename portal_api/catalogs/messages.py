"""Article, disclaimer or our own words -> messages: what a translator is asked to translate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portal_api.articles.article import FIGURE, HEAD, Article, Disclaimer, Section, Segment
from portal_api.locales import Locale
from portal_api.words import HEADINGS, Word

ENGLISH = Locale("en")

Text = Article | Disclaimer


@dataclass(frozen=True)
class Message:
    """One segment to translate; `context` is its id, `note` (lines) helps, `reference` is its file."""

    context: str
    text: str
    note: str
    reference: str = ""


def messages(source: Text, root: Path) -> tuple[Message, ...]:
    """What the catalog of an article or disclaimer holds, in reading order; `root` is the library's folder.

    Headings that many articles share are not among them: they are translated once, in `portal.po`.
    """
    return tuple(
        Message(segment.id, segment.text, "\n".join(_note(source, part, segment)), _reference(source, root))
        for part in source.parts()
        for segment in own_segments(part, source.language)
    )


def word_messages(words: Iterable[Word]) -> tuple[Message, ...]:
    """What `portal.po` holds."""
    return tuple(
        Message(word.id, word.text, "\n".join((word.note, *_leave_alone(word.text)))) for word in words
    )


def shared_heading(section: Section, language: Locale = ENGLISH) -> Word | None:
    """The standard heading that a section in this language uses, if it uses the one of its aspect."""
    if section.title is None or section.aspect is None or language != ENGLISH:
        return None
    word = _HEADINGS.get(f"heading.{section.aspect}")
    return word if word is not None and word.text == section.title.text else None


_HEADINGS = {word.id: word for word in HEADINGS}


def own_segments(part: Section, language: Locale) -> Iterator[Segment]:
    """The segments of a part that its own catalog translates: all but a shared heading."""
    shared = part.title if shared_heading(part, language) else None
    return (segment for segment in part.segments() if segment is not shared)


def _note(source: Text, part: Section, segment: Segment) -> Iterator[str]:
    title = source.head.title.text if source.head.title else source.path.stem
    kind = "Disclaimer" if isinstance(source, Disclaimer) else "Article"
    yield f"{kind}: {title}"
    yield f"Section: {_name(part)}; {segment.kind}"
    yield from _leave_alone(segment.text)


def _name(part: Section) -> str:
    if part.id in (HEAD, FIGURE) or part.title is None:
        return {HEAD: "beginning", FIGURE: "picture"}.get(part.id, part.id)
    return part.title.text


def _leave_alone(text: str) -> Iterator[str]:
    """What to copy as it is, told only where there is such a thing in the text."""
    if "](" in text:
        yield "Links: translate the words in [ ], keep the address in ( ) as it is."
    if "*" in text:
        yield "Markup: keep the asterisks around the words that say the same."
    if placeholders := _listed(_PLACEHOLDER, text):
        yield f"Placeholders: keep as they are: {placeholders}"
    if names := _listed(_NAME, _ADDRESS.sub("", text)):
        yield f"Names: keep, or write as is usual in your language: {names}"
    if any(map(str.isdigit, text)):
        yield "Numbers and units: the same amounts, written as is usual in your language."


_ADDRESS = re.compile(r"\]\([^()\s]{0,2000}\)")
_PLACEHOLDER = re.compile(r"\{[a-z_]{1,40}\}")
_NAME = re.compile(r"\b[A-Z][A-Za-z]{0,30}[A-Z0-9][A-Za-z0-9-]{0,30}\b")


def _listed(pattern: re.Pattern[str], text: str) -> str:
    return ", ".join(dict.fromkeys(pattern.findall(text)))


def _reference(source: Text, root: Path) -> str:
    """The file without its line, which would change with every edit above it."""
    path = source.path
    return (path.relative_to(root) if path.is_relative_to(root) else Path(path.name)).as_posix()
