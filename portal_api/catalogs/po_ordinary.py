"""The entry as every tool writes it, read by one expression: comments, msgctxt, msgid, msgstr, nothing else.

Most entries are like that, and reading them line by line takes much longer. Whatever is different in the
least is left to the reader of lines, which knows what is wrong with it.
"""

from __future__ import annotations

import re

# Possessive throughout: an expression that gives nothing back needs linear time on any text.
_LINE = r'"[^"\\\r\n]*+(?:\\[\\"nt][^"\\\r\n]*+)*+"'
_TEXT = rf"({_LINE}(?:\n{_LINE})*+)"
_COMMENTS = r"((?:#(?:[^~|\r\n][^\r\n]*+)?\n)*+)"
# What may follow so that nothing of it can belong to this entry.
_NEXT = r"(?=\n*+(?:\Z|msgctxt |msgid |#[^~]|#~ msgctxt ))"

ORDINARY = re.compile(rf"{_COMMENTS}(?:msgctxt {_TEXT}\n)?+msgid {_TEXT}\nmsgstr {_TEXT}(?:\n{_NEXT}|\Z)")
BLANK_LINES = re.compile(r"\n*+")


def ordinary_text(quoted: str) -> str:
    """What the quotation marks of such an entry hold. NUL and SOH stand in for escapes: no file has any."""
    text = quoted.replace('"\n"', "")[1:-1]
    if "\\" not in text:
        return text
    text = text.replace("\\\\", "\0").replace('\\"', "\1").replace("\\n", "\n").replace("\\t", "\t")
    return text.replace("\1", '"').replace("\0", "\\")
