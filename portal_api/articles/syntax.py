"""The Markdown parser behind inline texts: strong, emphasis, links, backslash escapes, and nothing else."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

_STAR = "star"


def parse(text: str) -> list[Token]:
    """The tokens of one line of text."""
    return _PARSER.parseInline(text)[0].children or []


def is_lone_star(token: Token) -> bool:
    """Whether the token is a `*` that could mark a text but has no partner."""
    return bool(token.meta.get(_STAR) and token.content)


class _Markdown(MarkdownIt):
    """Reads any link target as it is written; `link_fault` judges it, and can say what is wrong."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the parser's own name for it
        del url
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the parser's own name for it
        return url


def _star(state: StateInline, silent: bool) -> bool:
    """CommonMark's emphasis, but a `*` opens before and closes after whatever is not space."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    opens, closes = scanned.can_open, scanned.can_close
    if marker == "*":
        opens, closes = _sides(state, scanned.length)
    if not (opens or closes):
        return False
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        token.meta[_STAR] = marker == "*"
        at = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(marker), scanned.length, at, -1, opens, closes))
    state.pos += scanned.length
    return True


def _sides(state: StateInline, length: int) -> tuple[bool, bool]:
    before = state.src[state.pos - 1] if state.pos > 0 else " "
    after = state.src[state.pos + length] if state.pos + length < state.posMax else " "
    return not after.isspace(), not before.isspace()


def _parser() -> MarkdownIt:
    parser = _Markdown("zero", {"maxNesting": 20})
    parser.enable(["escape", "emphasis", "link"])
    parser.disable(["fragments_join", "text_join"], ignoreInvalid=True)
    parser.inline.ruler.at("emphasis", _star)
    return parser


_PARSER = _parser()
