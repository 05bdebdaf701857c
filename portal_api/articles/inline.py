"""Inline Markdown -> runs: the strong, emphasised and linked pieces of one segment, and its plain text.

Sources and translations obey the same grammar. It is CommonMark's, less everything but strong, emphasis and
inline links, with two differences: a `*` may touch any letter or punctuation, because Chinese and Japanese
put no space beside it, and a `*` without its partner is a mistake, not a star.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markdown_it.token import Token

from portal_api.articles.characters import odd_characters, visible
from portal_api.articles.links import link_fault
from portal_api.articles.ordinary import is_plain, ordinary_pieces
from portal_api.articles.syntax import is_lone_star, parse
from portal_api.errors import PortalError

# A Markdown parser may need the square of these, never of a whole file.
MAX_LENGTH = 10_000
MAX_OPEN_BRACKETS = 5

_OUTSIDE = re.compile(
    r"\\[!-/:-@\[-`{-~]"  # an escaped character is nobody's markup
    r"|(?P<code>`)|(?P<html><[A-Za-z/!?])|(?P<entity>&(?:#[0-9A-Fa-fxX]{1,8}|[A-Za-z][A-Za-z0-9]{0,31});)"
    r"|(?P<picture>!\[)|(?P<deletion>~~)|(?P<footnote>\[\^)|(?P<id>\{#)"
    r"|(?P<gap>\] +\((?=(?:https?|mailto|tel|article):))"
)
_MARK = re.compile(r"[\\*_\[\]]")
_BRACKET = re.compile(r"\\.|[\[\]]")
_SPECIAL = re.compile(
    r"[\\`*_\[\]]|<(?=[A-Za-z/!?])|&(?=(?:#[0-9A-Fa-fxX]{1,8}|[A-Za-z][A-Za-z0-9]{0,31});)|!$|~(?=~)"
    r"|\{(?= {0,9}(?:[#.]|[A-Za-z-]{1,40}=))"  # what would be read as an id or its like
)
_DELIMITERS = ("**", "*", "_")
_REMEDIES = {
    "code": ("there is code", r"write \` for the character itself"),
    "html": ("there is an HTML tag", r"take it out, or write \< for the character itself"),
    "entity": ("there is an HTML entity", r"write the character itself, or \& for an ampersand"),
    "picture": ("there is a picture", r"name it in the front matter, or write \! before a link"),
    "deletion": ("there is struck-out text", r"take it out, or write \~ for the character itself"),
    "footnote": ("there is a footnote", r"put it into the text, or write \[ for the character itself"),
    "gap": ("a link has a space between ] and (", r"take the space out, or write \] for the bracket"),
    "id": (
        "there is an id in the middle of a text",
        r"put it at the end, after an ordinary space, or write \{#",
    ),
}


@dataclass(frozen=True)
class Run:
    """A piece of text with one markup; `href` is an absolute http(s), mailto or tel URL, or a Lead."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str | None = None


class MarkupError(PortalError):
    """Markup outside the subset; the text says `problem; remedy` in an author's or translator's words."""


def runs(text: str) -> tuple[Run, ...]:
    """The runs of one segment's text; neighbours differ in their markup.

    Raises:
        MarkupError: anything but strong, emphasis and links, a link to an unsafe target, a line break or
            another odd character, more than 10,000 characters.
    """
    if len(text) <= MAX_LENGTH:
        if is_plain(text):
            return (Run(text),)
        if (pieces := ordinary_pieces(text)) is not None:
            return tuple(Run(*piece) for piece in pieces)
    _refuse_what_is_outside(text)
    if text and not _MARK.search(text):
        return (Run(text),)
    return tuple(_merged(_runs(parse(text))))


def plain(text: str) -> str:
    """The text without its markup. Raises MarkupError as `runs` does."""
    return "".join(run.text for run in runs(text))


def markdown(pieces: Iterable[Run]) -> str:
    """The inline Markdown that `runs` reads as these pieces, neighbours of one markup merged.

    Raises:
        MarkupError: Markdown has no spelling for them, e.g. a strong piece that begins with a space.
    """
    wanted = tuple(_merged(pieces))
    for spelling in _spellings(wanted):
        if _reads_as(spelling, wanted):
            return spelling
    raise MarkupError("these pieces cannot be written in Markdown; move spaces out of marked text")


def literal(text: str) -> str:
    """The inline Markdown that `runs` reads as this very text, without any markup."""
    return _SPECIAL.sub(_escaped, text)


def _refuse_what_is_outside(text: str) -> None:
    if len(text) > MAX_LENGTH:
        raise MarkupError(f"the text is longer than {MAX_LENGTH:,} characters; split it")
    if "\n" in text:
        raise MarkupError("there is a line break; write the text on one line")
    for odd in odd_characters(text):
        raise MarkupError(f"there is {odd.name}; take it out")
    for match in _OUTSIDE.finditer(text):
        if match.lastgroup is not None:
            what, remedy = _REMEDIES[match.lastgroup]
            raise MarkupError(f"{what} ({_excerpt(text, match.start())}); {remedy}")
    _refuse_nested_brackets(text)


def _refuse_nested_brackets(text: str) -> None:
    depth = 0
    for match in _BRACKET.finditer(text):
        depth = depth + 1 if match.group() == "[" else max(depth - (match.group() == "]"), 0)
        if depth > MAX_OPEN_BRACKETS:
            raise MarkupError(
                rf"more than {MAX_OPEN_BRACKETS} square brackets are open at once; write \[ for some"
            )


def _excerpt(text: str, start: int) -> str:
    return text[start : start + 25].strip()


def _runs(tokens: Iterable[Token]) -> Iterator[Run]:
    now = Run("")
    depth = {"strong": 0, "em": 0}
    linked: list[str] = []
    for token in tokens:
        if token.type in {"text", "text_special"}:
            linked.append(_checked_text(token))
            yield replace(now, text=linked[-1])
        elif token.type == "link_open":
            linked.clear()
            now = replace(now, href=_checked_href(token))
        elif token.type == "link_close":
            _refuse_an_empty_link(linked, now)
            now = replace(now, href=None)
        else:
            depth[token.tag] += token.nesting
            now = replace(now, strong=depth["strong"] > 0, emphasis=depth["em"] > 0)


def _refuse_an_empty_link(linked: list[str], now: Run) -> None:
    if not visible("".join(linked)):
        raise MarkupError(f"the link to {now.href} has no text; write it between the square brackets")


def _checked_text(token: Token) -> str:
    if token.type == "text_special":
        return token.content
    if is_lone_star(token):
        raise MarkupError(
            r"a * has no partner; close what it opens, without a space beside the *, or write \*"
        )
    for broken in ("](", "]["):
        if broken in token.content:
            at = _excerpt(token.content, token.content.index(broken))
            raise MarkupError(f"a link is broken ({at}); write [text](https://...), or \\[ for the bracket")
    return token.content


def _checked_href(token: Token) -> str:
    href = str(token.attrs["href"])
    if "title" in token.attrs:
        raise MarkupError("a link has a title; keep only the text and the address")
    fault = link_fault(href)
    if fault is not None:
        raise MarkupError(f"the link to {href[:60] or 'nowhere'} cannot be used; {fault}")
    return href


def _merged(pieces: Iterable[Run]) -> Iterator[Run]:
    held = Run("")
    for piece in pieces:
        if (piece.strong, piece.emphasis, piece.href) == (held.strong, held.emphasis, held.href):
            held = replace(held, text=held.text + piece.text)
        elif piece.text:
            if held.text:
                yield held
            held = piece
    if held.text:
        yield held


def _spellings(pieces: tuple[Run, ...]) -> Iterator[str]:
    for emphasis in "*_":
        yield _nested(pieces, emphasis)
        yield "".join(_nested((piece,), emphasis) for piece in pieces)


def _reads_as(spelling: str, wanted: tuple[Run, ...]) -> bool:
    try:
        return runs(spelling) == wanted
    except MarkupError:
        return False


def _nested(pieces: tuple[Run, ...], emphasis: str) -> str:
    written: list[str] = []
    open_marks: list[str] = []
    for at, piece in enumerate(pieces):
        written += _opened(pieces[at:], open_marks, emphasis)
        written.append(literal(piece.text))
        following = _marks(pieces[at + 1], emphasis) if at + 1 < len(pieces) else set()
        while not following.issuperset(open_marks):
            written.append(_closing(open_marks.pop()))
    return "".join(written)


def _opened(pieces: tuple[Run, ...], open_marks: list[str], emphasis: str) -> Iterator[str]:
    """The opening marks of the first piece, those that last longest first."""
    new = _marks(pieces[0], emphasis) - set(open_marks)
    for mark in sorted(new, key=lambda mark: (-_extent(pieces, mark, emphasis), mark)):
        open_marks.append(mark)
        yield mark if mark in _DELIMITERS else "["


def _extent(pieces: tuple[Run, ...], mark: str, emphasis: str) -> int:
    return next((at for at, piece in enumerate(pieces) if mark not in _marks(piece, emphasis)), len(pieces))


def _marks(piece: Run, emphasis: str) -> set[str]:
    marks = {"**"} if piece.strong else set()
    marks |= {emphasis} if piece.emphasis else set()
    return marks | ({piece.href} if piece.href else set())


def _closing(mark: str) -> str:
    if mark in _DELIMITERS:
        return mark
    return f"]({re.sub(r'[()_*]', _escaped, mark)})"


def _escaped(match: re.Match[str]) -> str:
    return "\\" + match.group()
