"""An excerpt -> plain text for e-mail, chat and voice. Each line runs in the direction of its language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from portal_api.releases.editions.body import Json
from portal_api.web.embedding.excerpt import Excerpt
from portal_api.web.html.articlepage import Note
from portal_api.web.language import Spoken, say, say_first
from portal_api.web.leading import named

_MARKS = {"ltr": "\u200e", "rtl": "\u200f"}
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def as_text(found: Excerpt) -> str:
    """The excerpt in paragraphs, two line ends apart."""
    return "\n\n".join(_paragraphs(found)) + "\n"


def directed(line: str, direction: str) -> str:
    """The line so that it runs in this direction wherever the first strong letter decides (UAX 9, P2).

    Where that letter says something else, an invisible mark goes before it.
    """
    first = next((way for way in map(_way, line) if way), "ltr")
    return line if first == direction else _MARKS[direction] + line


def _paragraphs(found: Excerpt) -> Iterator[str]:
    page, head = found.page, found.body["head"]
    if not found.section:
        yield directed(head["title"], head["dir"])
        yield from _notes(page.head.notes)
    yield from _notes(page.notes)
    if not found.section:
        yield from _blocks(head["summary"], head)
    for shown in page.sections:
        if shown.title:
            yield directed(shown.title, shown.body["dir"])
        yield from _notes(shown.notes)
        yield from _blocks(shown.body["blocks"], shown.body)
    yield from _related(found)
    yield from _disclaimer(found.disclaimer)
    yield from _footer(found)


def _related(found: Excerpt) -> Iterator[str]:
    if found.section or not found.page.related:
        return
    yield _said(say("label.related"))
    for one in found.page.related:
        title = directed(one.title, one.body["dir"])
        yield "\n".join((title, *_notes(one.notes), one.body["links"]["page"]))


def _disclaimer(disclaimer: Json) -> Iterator[str]:
    yield directed(disclaimer["title"], disclaimer["dir"])
    if disclaimer["mark"]:
        yield _said(disclaimer["mark"])
    for paragraph in disclaimer["text"].split("\n\n"):
        yield directed(paragraph, disclaimer["dir"])


def _footer(found: Excerpt) -> Iterator[str]:
    yield f"{_said(found.way_on)}\n{found.url}" if found.section else found.url
    yield "\n".join(map(_said, found.page.small_print[:-1]))
    if found.attribution:
        notice = directed(found.attribution["notice"], found.default.direction)
        yield f"{notice}\n{found.attribution['url']}"


def _notes(notes: Iterable[Note]) -> Iterator[str]:
    for note in notes:
        words = " ".join(spoken.texts[0] for spoken in note.words)
        yield directed(f"({words})", note.words[0].direction)


def _said(spoken: Spoken) -> str:
    return directed(spoken.texts[0], spoken.direction)


def _blocks(blocks: Iterable[Json], part: Json) -> Iterator[str]:
    direction = part["dir"]
    for block in blocks:
        if block["type"] == "list":
            marks = (f"{at}." if block["ordered"] else "•" for at in range(1, len(block["items"]) + 1))
            pairs = zip(marks, block["items"], strict=True)
            yield "\n".join(directed(f"{mark} {_text(item, part)}", direction) for mark, item in pairs)
        elif block["type"] == "callout":
            paragraphs = (directed(_text(one, part), direction) for one in block["paragraphs"])
            label = map(_said, say_first(f"callout.{block['kind']}"))
            yield "\n".join((*label, *paragraphs))
        else:
            yield directed(_text(block, part), direction)


def _text(text: Json, part: Json) -> str:
    """The text with the address of each link behind it, unless that is what the text says.

    Before it stands the language that it leads to, where that is not the one of the part.
    """
    return "".join(
        run["text"] + named(run, part["locale"]) + _address(run, part["dir"]) for run in text["runs"]
    )


def _address(run: Json, direction: str) -> str:
    href = run.get("href")
    if not href or href.partition(":")[2].strip("/") in run["text"]:
        return ""
    return f" (\u2066{href}\u2069)" if direction == "rtl" else f" ({href})"


def _way(character: str) -> str | None:
    return _STRONG.get(unicodedata.bidirectional(character))
