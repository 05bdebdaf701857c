"""Reading ordinary entries at once is the same as reading every line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.catalogs.gettext import po_reader
from portal_api.catalogs.gettext.po import new_po, parse_po
from portal_api.errors import SourceErrors
from portal_api.locales import Locale

PATH = Path("a.po")
HEADER = new_po(Locale.parse("es")).to_bytes()
ENTRY = '#. A note.\n#: a.md\nmsgctxt "{0}"\nmsgid "Take {0} mg."\nmsgstr ""\n"Tome "\n"{0} mg."\n'
GONE = '# A comment\n#~ msgctxt "{0}"\n#~ msgid "Take {0} mg."\n#~ msgstr ""\n#~ "Tome "\n#~ "{0} mg."\n'
PIECES = st.sampled_from(
    [
        *(ENTRY.format(number) for number in range(3)),
        *(GONE.format(number) for number in range(2)),
        *('#~ "and more"\n', '#~ msgid "o"\n#~ msgstr "p"\n', '#~| msgid "older"\n'),
        *('msgctxt "a"\n', 'msgid "b"\n', 'msgid "zz"\nmsgstr ""\n', 'msgstr "c"\n', 'msgstr[0] "c"\n'),
        *('msgid_plural "bs"\n', '"more"\n', '"\\\\\\"\\n"\n', '"\\q"\n', '"\n', "\n", "\n\n", " \n", "\r\n"),
        *(
            "#~ ",
            '#~ msgctxt "o"\n#~ msgid "o"\n#~ msgstr ""\n',
            '#| msgid "old"\n',
            "#, fuzzy\n",
            "#\n",
            "# x\n",
        ),
        *("msgstr\n", "garbage\n", "\x00", "\u2028", "<<<<<<< ours\n"),
    ]
)


def outcome(data: bytes) -> object:
    """Everything that reading a file says of it."""
    try:
        po = parse_po(data, PATH)
    except SourceErrors as error:
        return [str(problem) for problem in error.problems]
    entries = (po.header_entry, *po.entries)
    return entries, [(entry.line, entry.raw) for entry in entries], po.tail, po.newline


def by_lines(data: bytes) -> object:
    """The same, read line by line."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(po_reader, "ORDINARY", dict.fromkeys(po_reader.ORDINARY, re.compile(r"(?!)")))
        return outcome(data)


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=300, deadline=None)
def test_reading_an_entry_at_once_says_what_reading_its_lines_says(text: str) -> None:
    for data in (HEADER + b"\n" + text.encode(), text.encode()):
        assert outcome(data) == by_lines(data)


@pytest.mark.parametrize("more", ['"and more"\n', 'msgstr "again"\n', '#~ "and more"\n', '\n\n"and more"\n'])
def test_what_may_belong_to_an_entry_is_never_cut_off(more: str) -> None:
    data = HEADER + b"\n" + (ENTRY.format(1) + more).encode()
    assert outcome(data) == by_lines(data)


@pytest.mark.parametrize(("mark", "entry"), [("", ENTRY), ("#~ ", GONE)])
def test_an_ordinary_entry_is_read_at_once(mark: str, entry: str) -> None:
    assert po_reader.ORDINARY[mark].match(entry.format(1) + "\n" + entry.format(2)) is not None
