"""The text of a PO file -> its entries, strictly and in linear time; every mistake with its line."""

from __future__ import annotations

import re

from portal_api.catalogs.gettext.entry import Entry
from portal_api.catalogs.gettext.po_draft import Draft, Problems, finished, is_text
from portal_api.catalogs.gettext.po_lines import BLANK, flags_of, looks_fuzzy, unknown, unquoted
from portal_api.catalogs.gettext.po_ordinary import BLANK_LINES, OBSOLETE, ORDINARY, ordinary_text

_KEYWORDS = frozenset(("msgctxt", "msgid", "msgid_plural", "msgstr", *(f"msgstr[{n}]" for n in range(10))))
_MOST_MESSAGES = 100_000
_Said = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]
_NOTHING_SAID: _Said = ((), (), (), ())
_BEGINNINGS = ("\nmsgid ", "\n#~ msgid ")


def read_entries(text: str, problems: Problems) -> tuple[list[Entry], str]:
    """Every entry with the lines it was read from, the header first, and what stands behind the last one."""
    if sum(text.count(begin) for begin in _BEGINNINGS) > _MOST_MESSAGES:
        what = f"this file has more than {_MOST_MESSAGES} messages"
        problems.refuse(1, what, "remove old obsolete messages (#~)")
    scan = _Scan(problems)
    position, number = 0, 1
    while position < len(text):
        position, number = scan.take_ordinary(text, position, number)
        end = text.find("\n", position) + 1 or len(text)
        if position < end:
            scan.read(number, text[position:end])
        position, number = end, number + 1
    scan.end_entry()
    return scan.entries, "".join(scan.pending)


class _Scan:
    """Reads line by line, ordinary entries at once.

    `raw` holds the lines of the entry so far, `pending` what may be the next's.
    """

    def __init__(self, problems: Problems) -> None:
        self.entries: list[Entry] = []
        self.pending: list[str] = []
        self._problems = problems
        self._raw: list[str] = []
        self._draft = Draft()
        self._open: list[str] | None = None
        self._open_mark = ""

    def take_ordinary(self, text: str, position: int, number: int) -> tuple[int, int]:
        """Take the ordinary entries that begin here; where, and in which line, the rest does.

        Lines that only may belong to the next entry have to be read one by one.
        """
        if not (self._draft.strings or self._draft.is_blank):
            return position, number
        while True:
            begin = BLANK_LINES.match(text, position).end()  # type: ignore[union-attr] # it matches anything
            if begin > position:
                self.pending.append(text[position:begin])
                number += begin - position
            mark, match = "", ORDINARY[""].match(text, begin)
            if match is None:
                mark, match = OBSOLETE, ORDINARY[OBSOLETE].match(text, begin)
            if match is None or (self._draft.strings and match[2] is None):
                return begin, number
            self._begin_if_done()
            self._take(match, number, mark)
            position = match.end()
            number += text.count("\n", begin, position)

    def read(self, number: int, line: str) -> None:
        """Take one line."""
        body = line.strip(BLANK)
        if not body:
            self.pending.append(line)
        elif body[0] == "#":
            self._read_comment(number, line, body)
        else:
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

    def _take(self, match: re.Match[str], number: int, mark: str) -> None:
        """An entry that was read at once; it is the first thing in a new draft."""
        comments, context, source, target = match.groups()
        flags, remarks, notes, references = self._said(comments, number) if comments else _NOTHING_SAID
        self._raw, self.pending = [*self.pending, match[0]], []
        self._add(
            Entry(
                None if context is None else ordinary_text(context, mark),
                ordinary_text(source, mark),
                (ordinary_text(target, mark),),
                flags=flags,
                comments=remarks,
                notes=notes,
                references=references,
                obsolete=bool(mark),
                line=number + comments.count("\n"),
            )
        )

    def _said(self, comments: str, number: int) -> _Said:
        """The flags, comments, notes and references that stand before an entry."""
        draft = self._draft
        for line in comments[:-1].split("\n"):
            self._note(number, line[1:2], line.strip(BLANK))
            number += 1
        self._draft = Draft()
        return tuple(draft.flags), tuple(draft.comments), tuple(draft.notes), tuple(draft.references)

    def _finish(self, draft: Draft) -> None:
        entry = finished(draft, self._problems)
        if entry is not None:
            self._add(entry)
        self._raw = []

    def _add(self, entry: Entry) -> None:
        object.__setattr__(entry, "raw", "".join(self._raw))
        self._raw = []
        self.entries.append(entry)

    def _read_comment(self, number: int, line: str, body: str) -> None:
        kind = body[1:2]
        if kind == "~" and body[2:3] != "|":
            self._read_string(number, line, body[2:].strip(BLANK), "#~")
            return
        self._begin_if_done()
        if kind == "~":
            self._read_previous(number, line, body[3:].strip(BLANK), "#~|")
        elif kind == "|":
            self._read_previous(number, line, body[2:].strip(BLANK), "#|")
        else:
            self._note(number, kind, body)
            self.pending.append(line)

    def _begin_if_done(self) -> None:
        """What may not stand inside an entry begins the next one."""
        if self._draft.strings:
            self.end_entry()

    def _note(self, number: int, kind: str, body: str) -> None:
        draft, self._open = self._draft, None
        if draft.previous:
            what = "a comment stands between the old source (#|) and its message"
            self._problems.add(number, what, "move it above the lines that begin with #|")
        if kind in (",", "="):
            draft.flags += flags_of(body[2:])
        elif kind == ".":
            draft.notes.append(body[2:].strip(BLANK))
        elif kind == ":":
            draft.references.append(body[2:].strip(BLANK))
        elif looks_fuzzy(body):
            self._problems.add(number, "this looks like the mark fuzzy, but is a comment", "write: #, fuzzy")
        else:
            draft.comments.append(body[1:].strip(BLANK))
            return
        draft.announced = draft.announced or number

    def _read_string(self, number: int, line: str, body: str, mark: str) -> None:
        if body[:1] == '"':
            self._continue(number, line, body, mark)
            return
        keyword, _, rest = body.partition(" ")
        if self._draft.strings and _begins(keyword, self._draft.strings):
            self.end_entry()
        draft = self._draft
        if keyword in _KEYWORDS:
            self._check_mark(number, draft, mark)
        draft.line = draft.line or number
        self._open_string(number, line, keyword, draft.strings, mark)
        self._append(number, rest)

    def _read_previous(self, number: int, line: str, body: str, mark: str) -> None:
        if body[:1] == '"':
            self._continue(number, line, body, mark)
            return
        keyword, _, rest = body.partition(" ")
        self._check_mark(number, self._draft, "#~" if mark == "#~|" else "")
        self._draft.announced = self._draft.announced or number
        self._open_string(number, line, keyword, self._draft.previous, mark)
        self._append(number, rest)

    def _check_mark(self, number: int, draft: Draft, mark: str) -> None:
        obsolete = bool(mark)
        if draft.obsolete is None:
            draft.obsolete = obsolete
        elif draft.obsolete != obsolete and not draft.is_mixed:
            draft.is_mixed = True
            what = "one part of this message is marked as obsolete (#~), another is not"
            self._problems.add(number, what, "mark all its lines or none")

    def _open_string(
        self, number: int, line: str, keyword: str, into: dict[str, list[str]], mark: str
    ) -> None:
        """Begin a string of the message; None stands for one that nobody knows."""
        self._keep(line)
        self._open, self._open_mark = None, mark
        if keyword not in _KEYWORDS:
            self._problems.add(number, *unknown(line))
            return
        if keyword in into:
            self._problems.add(number, f"{keyword} stands twice in this message", "remove one of them")
        self._open = into[keyword] = []

    def _continue(self, number: int, line: str, body: str, mark: str) -> None:
        self._keep(line)
        if self._open is None or mark != self._open_mark:
            self._problems.add(number, "this text belongs to no message", "put msgid or msgstr before it")
            return
        self._append(number, body)

    def _append(self, number: int, quoted: str) -> None:
        if self._open is not None:
            self._open.append(unquoted(number, quoted.strip(BLANK), self._problems))

    def _keep(self, line: str) -> None:
        if self.pending:
            self._raw += self.pending
            self.pending = []
        self._raw.append(line)


def _begins(keyword: str, strings: dict[str, list[str]]) -> bool:
    """Whether this keyword starts another message: after any msgstr, or where it would stand twice."""
    if keyword == "msgctxt":
        return True
    return keyword == "msgid" and ("msgid" in strings or any(map(is_text, strings)))
