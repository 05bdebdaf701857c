"""Bytes -> Text: the two halves of a source file, front matter and body, decoded and cleaned."""

from __future__ import annotations

from dataclasses import dataclass

from portal_api.articles.characters import odd_lines, without_odd_characters
from portal_api.articles.complaints import Complaints
from portal_api.articles.frontmatter import FENCE

MAX_BYTES = 1_000_000
MAX_LINES = 20_000
MAX_MARKS = 10_000

_MARKS = "*_[]\\"


@dataclass(frozen=True)
class Text:
    """A file's two halves: YAML (from line 2; None where it has none) and Markdown, from line `body_line`."""

    front: str | None
    body: str
    body_line: int


def read_text(data: bytes, complaints: Complaints) -> Text | None:
    """The text of a file in its two halves; None, and noted, where it is too big or badly saved."""
    if len(data) > MAX_BYTES:
        complaints.add(1, f"the file has more than {MAX_BYTES:,} bytes", "split it; one article is one topic")
        return None
    if data.count(b"\n") > MAX_LINES:
        complaints.add(MAX_LINES + 1, f"the file has more than {MAX_LINES:,} lines", "split it")
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        complaints.add(
            line, "the file is not UTF-8", "save it as UTF-8 (in most editors: Save with encoding)"
        )
        return None
    if sum(map(text.count, _MARKS)) > MAX_MARKS:
        complaints.add(1, f"the file has more than {MAX_MARKS:,} of the signs {' '.join(_MARKS)}", "split it")
        return None
    fault = _saving_fault(text)
    if fault is not None:
        complaints.add(1, *fault)
        return None
    return _halves(_cleaned(text, complaints), complaints)


def _saving_fault(text: str) -> tuple[str, str] | None:
    """What an editor did to the whole file; its lines would only repeat it."""
    if text.startswith("\ufeff"):
        return "the file begins with a byte order mark", "save it as UTF-8 without BOM"
    if "\r" in text and "\n" not in text:
        return "the lines end with CR alone, as on old Macs", "save the file with LF or CR LF line ends"
    return None


def _cleaned(text: str, complaints: Complaints) -> str:
    text = text.replace("\r\n", "\n")
    for line, name in odd_lines(text):
        complaints.add(line, f"there is {name}", "take it out, or put a space in its place")
    return without_odd_characters(text)


def _halves(text: str, complaints: Complaints) -> Text:
    first, _, rest = text.partition("\n")
    if first.rstrip(" ") != FENCE:
        complaints.add(
            1, "the file has no front matter", "begin it with a line ---, the keys, and another line ---"
        )
        return Text(None, text, 1)
    lines = rest.split("\n")
    end = next((at for at, line in enumerate(lines) if line.rstrip(" ") == FENCE), None)
    if end is None:
        complaints.add(1, "the front matter is not closed", "put a line --- after its last key")
        return Text(None, "", 2)
    return Text("\n".join(lines[:end]), "\n".join(lines[end + 1 :]), end + 3)
