"""The entry as every tool writes it, read by one expression: comments, msgctxt, msgid, msgstr, nothing else.

Most entries are like that, and reading them line by line takes much longer. Whatever is different in the
least is left to the reader of lines, which knows what is wrong with it.
"""

from __future__ import annotations

import re

OBSOLETE = "#~ "

# Possessive throughout: an expression that gives nothing back needs linear time on any text.
_LINE = r'"[^"\\\r\n]*+(?:\\[\\"nt][^"\\\r\n]*+)*+"'
_COMMENTS = r"((?:#(?:[^~|\r\n][^\r\n]*+)?\n)*+)"
# What may follow so that nothing of it can belong to this entry.
_NEXT = r"(?=\n*+(?:\Z|(?:#~ )?+(?:msgctxt|msgid) |#[^~]))"


def _ordinary(mark: str) -> re.Pattern[str]:
    """The expression for entries whose lines all begin with this mark."""
    text = rf"({_LINE}(?:\n{mark}{_LINE})*+)"
    context = rf"(?:{mark}msgctxt {text}\n)?+"
    return re.compile(rf"{_COMMENTS}{context}{mark}msgid {text}\n{mark}msgstr {text}(?:\n{_NEXT}|\Z)")


ORDINARY = {mark: _ordinary(mark) for mark in ("", OBSOLETE)}
BLANK_LINES = re.compile(r"\n*+")


def ordinary_text(quoted: str, mark: str) -> str:
    """What the quotation marks of such an entry hold. NUL and SOH stand in for escapes: no file has any."""
    text = quoted.replace(f'"\n{mark}"', "")[1:-1]
    if "\\" not in text:
        return text
    text = text.replace("\\\\", "\0").replace('\\"', "\1").replace("\\n", "\n").replace("\\t", "\t")
    return text.replace("\1", '"').replace("\0", "\\")
