"""The text of a PO file -> its entries, strictly and in linear time; every mistake with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal_api.catalogs.entry import Entry
from portal_api.catalogs.po_draft import Draft, Problems, finished, is_text

_FORM = re.compile(r"msgstr\[([0-9])\]")
_CONFLICT = re.compile(r"(?:<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>)(?: |$)")
_MOST_MESSAGES = 100_000
_BLANK = " \t\r\n"


def read_entries(text: str, problems: Problems) -> tuple[list[Entry], str]:
    """Every entry with the lines it was read from, the header first, and what stands behind the last one."""
    scan = _Scan(problems)
    for number, line in enumerate(_lines(text), 1):
        scan.read(number, line)
    scan.end_entry()
    return scan.entries, "".join(scan.pending)


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, without holding all of them."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start : end + 1]
        start = end + 1
    if start < len(text):
        yield text[start:]


class _Scan:
    """Reads line by line. `raw` holds the lines of the entry so far, `pending` what may be the next's."""

    def __init__(self, problems: Problems) -> None:
        self.entries: list[Entry] = []
        self.pending: list[str] = []
        self._problems = problems
        self._raw: list[str] = []
        self._draft = Draft()
        self._open: list[str] | None = None
        self._open_mark = ""

    def read(self, number: int, line: str) -> None:
        """Take one line."""
        body = line.strip(_BLANK)
        if not body:
            self.pending.append(line)
            return
        if body[0] == "#":
            self._read_comment(number, line, body)
            return
        self._read_string(number, line, body, "")

    def end_entry(self) -> None:
        """Finish the entry that was being read, if there is one."""
        draft = self._draft
        if draft.strings:
            self._finish(draft)
        elif draft.announced:
            self._problems.add(
                draft.announced,
                "no message follows these lines",
                "restore the end of the file",
            )
        self._draft, self._open = Draft(), None

    def _finish(self, draft: Draft) -> None:
        entry = finished(draft, self._problems)
        if entry is not None:
            object.__setattr__(entry, "raw", "".join(self._raw))
            self.entries.append(entry)
        if len(self.entries) > _MOST_MESSAGES:
            what = f"this file has more than {_MOST_MESSAGES} messages"
            self._problems.add(1, what, "remove old obsolete messages (#~)")
            self._problems.stop_if_any()
        self._raw = []

    def _read_comment(self, number: int, line: str, body: str) -> None:
        kind = body[1:2]
        if kind == "~":
            self._read_obsolete(number, line, body)
        elif kind == "|":
            self._begin_if_done()
            self._read_piece(number, line, body[2:].strip(_BLANK), self._draft.previous, "#|")
        else:
            self._begin_if_done()
            self._note(number, kind, body)
            self.pending.append(line)

    def _read_obsolete(self, number: int, line: str, body: str) -> None:
        if body[2:3] == "|":
            self._begin_if_done()
            self._read_piece(number, line, body[3:].strip(_BLANK), self._draft.previous, "#~|")
            return
        self._read_string(number, line, body[2:].strip(_BLANK), "#~")

    def _begin_if_done(self) -> None:
        """What may not stand inside an entry begins the next one."""
        if self._draft.strings:
            self.end_entry()

    def _note(self, number: int, kind: str, body: str) -> None:
        draft, self._open = self._draft, None
        if kind in (",", "="):
            draft.flags += [flag.strip(_BLANK) for flag in body[2:].split(",") if flag.strip(_BLANK)]
        elif kind == ".":
            draft.notes.append(body[2:].strip(_BLANK))
        elif kind == ":":
            draft.references.append(body[2:].strip(_BLANK))
        else:
            draft.comments.append(body[1:].strip(_BLANK))
            return
        draft.announced = draft.announced or number

    def _read_string(self, number: int, line: str, body: str, mark: str) -> None:
        draft = self._draft
        if body[:1] != '"':
            keyword = body.partition(" ")[0]
            if draft.strings and _begins(keyword, draft.strings):
                self.end_entry()
                draft = self._draft
            self._check_mark(number, draft, mark)
        self._read_piece(number, line, body, draft.strings, mark)

    def _check_mark(self, number: int, draft: Draft, mark: str) -> None:
        obsolete = bool(mark)
        if draft.obsolete is None:
            draft.obsolete = obsolete
        elif draft.obsolete != obsolete:
            what = "one part of this message is marked as obsolete (#~), another is not"
            self._problems.add(number, what, "mark all its lines or none")

    def _read_piece(self, number: int, line: str, body: str, into: dict[str, list[str]], mark: str) -> None:
        self._raw += self.pending
        self._raw.append(line)
        self.pending = []
        if body[:1] == '"':
            self._continue(number, body, mark)
            return
        keyword, _, rest = body.partition(" ")
        self._open, self._open_mark = [], mark
        if not _is_keyword(keyword):
            self._problems.add(number, *_unknown(line))
            return
        if keyword in into:
            self._problems.add(number, f"{keyword} stands twice in this message", "remove one of them")
        into[keyword] = self._open
        if into is self._draft.strings:
            self._draft.lines[keyword] = number
        else:
            self._draft.announced = self._draft.announced or number
        self._append(number, rest.strip(_BLANK))

    def _continue(self, number: int, body: str, mark: str) -> None:
        if self._open is None or mark != self._open_mark:
            self._problems.add(number, "this text belongs to no message", "put msgid or msgstr before it")
            return
        self._append(number, body)

    def _append(self, number: int, quoted: str) -> None:
        text = _unquoted(number, quoted, self._problems)
        if self._open is not None:
            self._open.append(text)


def _unknown(line: str) -> tuple[str, str]:
    if _CONFLICT.match(line.rstrip("\r\n")):
        return "an unsolved merge conflict", "decide which version is right and remove the marks"
    shown = line.strip(_BLANK)[:30]
    return f"this line is not part of a PO file: {shown!r}", "remove it, or begin it with '# ' to keep it"


def _is_keyword(keyword: str) -> bool:
    return keyword in ("msgid", "msgstr", "msgctxt", "msgid_plural") or bool(_FORM.fullmatch(keyword))


def _begins(keyword: str, strings: dict[str, list[str]]) -> bool:
    """Whether this keyword starts another message: after any msgstr, or where it would stand twice."""
    if keyword == "msgctxt":
        return True
    return keyword == "msgid" and ("msgid" in strings or any(map(is_text, strings)))


def _unquoted(number: int, quoted: str, problems: Problems) -> str:
    """The text between the quotation marks. NUL and SOH stand in for what was escaped: no file has any."""
    if len(quoted) < 2 or quoted[0] != '"' or quoted[-1] != '"':
        problems.add(number, "the text does not begin and end with a quotation mark", 'write it as "..."')
        return ""
    text = quoted[1:-1]
    if "\\" not in text and '"' not in text:
        return text
    text = text.replace("\\\\", "\0").replace('\\"', "\1")
    if '"' in text or text.endswith("\\"):
        problems.add(number, "a quotation mark ends this text early or is missing", 'inside a text write \\"')
        return ""
    text = text.replace("\\n", "\n").replace("\\t", "\t")
    if "\\" in text:
        start = text.index("\\")
        problems.add(number, f"{text[start : start + 2]!r} is no known escape", "write the character itself")
        return ""
    return text.replace("\1", '"').replace("\0", "\\")
