"""One line of a PO file -> the text between its quotation marks, its flags, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal_api.catalogs.gettext.entry import FUZZY
from portal_api.catalogs.gettext.po_draft import Problems

BLANK = " \t\r\n"
_CONFLICT = re.compile(r"(?:<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>)(?: |$)")
_LIKE_FUZZY = re.compile(r"#[^\w\n]*fuzzy[^\w\n]*", re.IGNORECASE)


def flags_of(text: str) -> Iterator[str]:
    """The flags of a line. Whatever can be meant as `fuzzy` is, as gettext also parts flags by spaces."""
    for flag in filter(None, (piece.strip(BLANK) for piece in text.split(","))):
        words = flag.lower().split()
        if FUZZY not in words:
            yield flag
            continue
        yield FUZZY
        if len(words) > 1:
            yield " ".join(word for word in flag.split() if word.lower() != FUZZY)


def looks_fuzzy(comment: str) -> bool:
    """Whether somebody meant to mark a translation, and wrote a comment instead: `# fuzzy`."""
    return _LIKE_FUZZY.fullmatch(comment) is not None


def unknown(line: str) -> tuple[str, str]:
    """What a line is that belongs to nothing, and what to do about it."""
    if _CONFLICT.match(line.rstrip("\r\n")):
        return "an unsolved merge conflict", "decide which version is right and remove the marks"
    shown = line.strip(BLANK)[:30]
    return f"this line is not part of a PO file: {shown!r}", "remove it, or begin it with '# ' to keep it"


def unquoted(number: int, quoted: str, problems: Problems) -> str:
    """The text between the quotation marks; what is wrong stays as it is, so that it is like nothing else.

    NUL and SOH stand in for what was escaped: no file has any.
    """
    if len(quoted) < 2 or quoted[0] != '"' or quoted[-1] != '"':
        problems.add(number, "the text does not begin and end with a quotation mark", 'write it as "..."')
        return quoted
    text = quoted[1:-1]
    if "\\" not in text and '"' not in text:
        return text
    text = text.replace("\\\\", "\0").replace('\\"', "\1")
    if '"' in text or text.endswith("\\"):
        problems.add(number, "a quotation mark ends this text early or is missing", 'inside a text write \\"')
        return quoted
    text = text.replace("\\n", "\n").replace("\\t", "\t")
    if "\\" in text:
        start = text.index("\\")
        problems.add(number, f"{text[start : start + 2]!r} is no known escape", "write the character itself")
        return quoted
    return text.replace("\1", '"').replace("\0", "\\")
