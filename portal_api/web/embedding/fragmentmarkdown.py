"""An excerpt -> CommonMark without any HTML: text in the article is text for every Markdown reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from portal_api.releases.editions.body import Json
from portal_api.web.embedding.excerpt import Excerpt
from portal_api.web.html.articlepage import Note
from portal_api.web.language import say, say_first
from portal_api.web.leading import named

# Every character that CommonMark, its common dialects or a template language around it gives a meaning to.
# At the end of a run & and ! are escaped too: what comes next could make an entity or a picture of them.
_SPECIAL = re.compile(r"[\\`*_\[\]<>{}|~$]|&(?=[#A-Za-z]|\Z)|!(?=\[|\Z)")
_AT_START = re.compile(r"([#+=:-]|[0-9]{1,9}(?=[.)]))")
_SPACES = " \t\r\n"


def as_markdown(found: Excerpt, level: int) -> str:
    """The excerpt; `level` is that of its first heading."""
    return "\n\n".join(_pieces(found, level)) + "\n"


def escaped(text: str) -> str:
    """A text as one line of Markdown that reads as this very text, spaces at its ends left out."""
    return _begun(_literal(text))


def inline(text: Json, tag: str) -> str:
    """The runs of a text as Markdown; a mark that Markdown cannot carry at its place is left out.

    Behind a link stands the language that it leads to, where that is not `tag`, the one of the text.
    """
    marked = _begun("".join(_run(run, tag, marked=True) for run in text["runs"]))
    if _reads_as(marked, "".join(run["text"] + named(run, tag) for run in text["runs"])):
        return marked
    return _begun("".join(_run(run, tag, marked=False) for run in text["runs"]))


def _pieces(found: Excerpt, level: int) -> Iterator[str]:
    page, head = found.page, found.body["head"]
    if not found.section:
        yield _heading(level, head["title"])
        yield from _notes(page.head.notes)
    yield from _notes(page.notes)
    if not found.section:
        yield from _blocks(head["summary"], head["locale"])
    for rank, shown in enumerate(page.sections):
        if shown.title:
            yield _heading(level if found.section and rank == 0 else level + 1, shown.title)
        yield from _notes(shown.notes)
        yield from _blocks(shown.body["blocks"], shown.body["locale"])
    yield from _related(found, level + 1)
    yield from _disclaimer(found.disclaimer, level + 1)
    yield from _footer(found)


def _related(found: Excerpt, level: int) -> Iterator[str]:
    if found.section or not found.page.related:
        return
    yield _heading(level, say("label.related").texts[0])
    yield "\n".join(
        f"- [{escaped(one.title)}]({_target(one.body['links']['page'])}){_marks(one.notes)}"
        for one in found.page.related
    )


def _marks(notes: Iterable[Note]) -> str:
    """The marks of a title behind it."""
    return "".join(f" ({escaped(spoken.texts[0])})" for note in notes for spoken in note.words)


def _disclaimer(disclaimer: Json, level: int) -> Iterator[str]:
    yield _heading(level, disclaimer["title"])
    if disclaimer["mark"]:
        yield f"> {escaped(disclaimer['mark'].texts[0])}"
    yield from (escaped(paragraph) for paragraph in disclaimer["text"].split("\n\n"))


def _footer(found: Excerpt) -> Iterator[str]:
    yield f"[{escaped(found.way_on.texts[0])}]({_target(found.url)})"
    for spoken in found.page.small_print[:-1]:
        yield escaped(spoken.texts[0])
    if found.attribution:
        yield f"[{escaped(found.attribution['notice'])}]({_target(found.attribution['url'])})"


def _heading(level: int, title: str) -> str:
    return f"{'#' * min(level, 6)} {escaped(title)}"


def _notes(notes: Iterable[Note]) -> Iterator[str]:
    for note in notes:
        yield f"> {' '.join(escaped(spoken.texts[0]) for spoken in note.words)}"


def _blocks(blocks: Iterable[Json], tag: str) -> Iterator[str]:
    for block in blocks:
        if block["type"] == "list":
            marks = (f"{at}." if block["ordered"] else "-" for at in range(1, len(block["items"]) + 1))
            yield "\n".join(
                f"{mark} {inline(item, tag)}" for mark, item in zip(marks, block["items"], strict=True)
            )
        elif block["type"] == "callout":
            label = (f"**{escaped(told.texts[0])}**" for told in say_first(f"callout.{block['kind']}"))
            paragraphs = (inline(one, tag) for one in block["paragraphs"])
            yield "\n>\n".join(f"> {line}" for line in (*label, *paragraphs))
        else:
            yield inline(block, tag)


def _run(run: Json, tag: str, *, marked: bool) -> str:
    text = run["text"]
    core = text.strip(_SPACES)
    if not core:
        return " " if text else ""
    before, after = text[0] in _SPACES, text[-1] in _SPACES
    made = _literal(core)
    if marked:
        made = f"*{made}*" if run.get("emphasis") else made
        made = f"**{made}**" if run.get("strong") else made
    if run.get("href"):
        made = f"[{made}]({_target(run['href'])}){_literal(named(run, tag))}"
    return f"{' ' * before}{made}{' ' * after}"


def _literal(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text)


def _begun(line: str) -> str:
    """The line with nothing at its start that begins a heading or a list."""
    line = line.strip(_SPACES)
    start = _AT_START.match(line)
    if start is None:
        return line
    at = start.end() if start[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def _target(url: str) -> str:
    return "<" + re.sub(r"[&\\<>]", lambda match: f"\\{match[0]}", url) + ">"


def _reads_as(line: str, text: str) -> bool:
    """Whether a line of Markdown shows this text, with all its marks understood."""
    tokens = _reader().parseInline(line)[0].children or []
    return _collapsed("".join(map(_shown, tokens))) == _collapsed(text)


def _shown(token: Token) -> str:
    return token.content if token.type in ("text", "text_special") else ""


def _collapsed(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip(_SPACES)


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark")
