"""Large files cost what their size costs; hostile ones cost neither time nor memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import effort
import pytest

# Measured in a process of its own, so that neither other tests nor a coverage tracer count.
PROGRAM = r"""
import json, time
from pathlib import Path
from effort import peak_kilobytes
from portal_api.catalogs.gettext.po import new_po, parse_po
from portal_api.errors import SourceErrors
from portal_api.locales import Locale

HEAD = new_po(Locale.parse("es")).to_bytes()
RULE = b"nplurals=2; plural=(n != 1);"
TEXT = b'\nmsgctxt "a"\nmsgid "b"\nmsgstr "c"\n'

def ruled(rule):
    return HEAD.replace(RULE, rule) + TEXT

def many(count, line):
    return HEAD + b"".join(line % (n, n) for n in range(count))

FILES = {
    "blank lines": lambda: HEAD + b"\n" * 9_000_000,
    "junk lines": lambda: HEAD + b"x\n" * 400_000,
    "backslashes": lambda: HEAD + b'msgid "' + b"\\" * 4_000_001 + b'"\n',
    "quotation marks": lambda: HEAD + b'msgid "' + b'"' * 4_000_000 + b"\n",
    "control characters": lambda: HEAD + b"\1" * 4_000_000,
    "NUL": lambda: HEAD + b'msgid "a\0b"\nmsgstr ""\n',
    "pieces": lambda: HEAD + b'msgid ""\n' + b'"\\n\\n"\n' * 120_000,
    "no msgstr": lambda: HEAD + b'msgid "a"\n' * 90_000,
    "comments without end": lambda: HEAD + b"# a\n" * 490_000,
    "too many messages": lambda: many(100_001, b'msgctxt "%d"\nmsgid "%d"\nmsgstr ""\n'),
    "too many obsolete messages": lambda: many(100_001, b'#~ msgctxt "%d"\n#~ msgid "%d"\n#~ msgstr ""\n'),
    "many obsolete messages": lambda: many(99_000, b'#~ msgctxt "%d"\n#~ msgid "%d"\n#~ msgstr ""\n'),
    "same message": lambda: HEAD + b'msgid "a"\nmsgstr ""\n' * 100_000,
    "duplicates": lambda: HEAD + TEXT + TEXT,
    "flags": lambda: HEAD + b"#, " + b"a," * 1_000_000 + TEXT,
    "previous texts": lambda: HEAD + b'#| msgid "a"\n' * 200_000 + TEXT,
    "100,000 obsolete lines": lambda: many(33_333, b'#~ msgctxt "%d"\n#~ msgid "%d"\n#~ msgstr "a"\n'),
    "5 MB in one string": lambda: HEAD + b'\nmsgid "a"\nmsgstr "' + b"a \\n" * 1_250_000 + b'"\n',
    "5 MB of quotes": lambda: HEAD + b'\nmsgid "a"\nmsgstr "' + b'\\"' * 2_500_000 + b'"\n',
    "nplurals bomb": lambda: ruled(b"nplurals=100000000; plural=n;"),
    "nplurals of 24 digits": lambda: ruled(b"nplurals=999999999999999999999999; plural=0;"),
    "division by zero": lambda: ruled(b"nplurals=2; plural=n/0;"),
    "power bomb": lambda: ruled(b"nplurals=2; plural=9**9**9;"),
    "call": lambda: ruled(b"nplurals=2; plural=n();"),
    "parentheses": lambda: ruled(b"nplurals=2; plural=" + b"(" * 480 + b"n" + b")" * 480 + b";"),
    "long rule": lambda: ruled(b"nplurals=2; plural=" + b"n+" * 2_000_000 + b"n;"),
    "negations": lambda: ruled(b"nplurals=2; plural=" + b"!" * 900 + b"n;"),
    "rule elsewhere": lambda: HEAD.replace(b"Language: es", b"Language: es\\nX: nplurals=9") + TEXT,
    "long language": lambda: HEAD.replace(b"Language: es", b"Language: e" + b"s-x" * 1_000_000) + TEXT,
    "many fields": lambda: HEAD.replace(b"Language: es", b"Language: es\\n" + b"x:\\n" * 500_000) + TEXT,
    "no header": lambda: TEXT,
    "UTF-7": lambda: HEAD.replace(b"UTF-8", b"UTF-7") + TEXT,
    "UTF-16": lambda: (HEAD + TEXT).decode().encode("utf-16"),
    "Latin-1": lambda: HEAD + 'msgid "a"\nmsgstr "é"\n'.encode("latin-1"),
    "byte order mark": lambda: b"\xef\xbb\xbf" + HEAD + TEXT,
    "truncated": lambda: (HEAD + TEXT)[:-3],
    "truncated before msgstr": lambda: (HEAD + TEXT)[:-12],
    "conflict marks": lambda: HEAD + b"<<<<<<< HEAD" + TEXT + b"=======" + TEXT + b">>>>>>> theirs\n",
    "mixed line ends": lambda: HEAD + TEXT.replace(b"\n", b"\r\n"),
    "old Mac line ends": lambda: (HEAD + TEXT).replace(b"\n", b"\r"),
    "#~| after a message": lambda: HEAD + TEXT + b'#~| msgid "x"' + TEXT.replace(b'"a"', b'"z"'),
    "#~| at the end": lambda: HEAD + TEXT + b'#~| msgid "x"\n',
    "half obsolete": lambda: HEAD + b'#~ msgid "a"\nmsgstr "b"\n',
}
def read(data):
    start = time.process_time()
    try:
        answer, line = "kept" if parse_po(data, Path("a.po")).to_bytes() == data else "lost", 0
    except SourceErrors as refused:
        answer, line = refused.problems[0].what, refused.problems[0].line
        assert all(problem.remedy for problem in refused.problems)
    return time.process_time() - start, line, answer

for name, make in FILES.items():
    data = make()
    seconds, line, answer = read(data)
    for _ in range(4):  # other work on the machine costs processor time, too
        if seconds > 0.5:
            seconds = min(seconds, read(data)[0])
    print(json.dumps([name, seconds, peak_kilobytes(), line, answer]))
"""
# The first line behind the header.
BODY = 12

ANSWERS = {
    "blank lines": (1, "this file has more than 500000 lines"),
    "junk lines": (BODY, "this line is not part of a PO file: 'x'"),
    "backslashes": (BODY, "a quotation mark ends this text early or is missing"),
    "quotation marks": (BODY, "a quotation mark ends this text early or is missing"),
    "control characters": (BODY, "a control character (U+0001)"),
    "NUL": (BODY, "a control character (U+0000)"),
    "pieces": (BODY, "this message has no msgstr"),
    "no msgstr": (BODY, "this message has no msgstr"),
    "comments without end": (0, "kept"),
    "too many messages": (1, "this file has more than 100000 messages"),
    "too many obsolete messages": (1, "this file has more than 100000 messages"),
    "many obsolete messages": (0, "kept"),
    "same message": (BODY + 2, f"the same message stands in line {BODY}"),
    "duplicates": (BODY + 5, f"the same message stands in line {BODY + 1}"),
    "flags": (0, "kept"),
    "previous texts": (BODY + 1, "msgid stands twice in this message"),
    "100,000 obsolete lines": (0, "kept"),
    "5 MB in one string": (0, "kept"),
    "5 MB of quotes": (0, "kept"),
    "nplurals bomb": (1, "the plural rule cannot be used: nplurals is 100000000, which is not 1 to 6"),
    "nplurals of 24 digits": (1, "the plural rule cannot be used: it is not of the form"),
    "division by zero": (1, "the plural rule cannot be used: it divides by zero"),
    "power bomb": (1, "the plural rule cannot be used: a number, n or '(' is missing"),
    "call": (1, "the plural rule cannot be used: '(' is not expected there"),
    "parentheses": (1, "the plural rule cannot be used: its parts are nested too deeply"),
    "long rule": (1, "the plural rule cannot be used: it is not of the form"),
    "negations": (0, "kept"),
    "rule elsewhere": (1, "nplurals= stands outside of Plural-Forms"),
    "long language": (1, "'es-xs-xs-xs-x"),
    "many fields": (1, "the header has 'x' twice"),
    "no header": (1, "there is no header"),
    "UTF-7": (1, "the header does not say that the file is UTF-8"),
    "UTF-16": (1, "this line is not UTF-8"),
    "Latin-1": (BODY + 1, "this line is not UTF-8"),
    "byte order mark": (1, "this file begins with a byte order mark"),
    "truncated": (BODY + 3, "the text does not begin and end with a quotation mark"),
    "truncated before msgstr": (BODY + 1, "this message has no msgstr"),
    "conflict marks": (BODY, "an unsolved merge conflict"),
    "mixed line ends": (1, "some lines end with CR LF, some with LF"),
    "old Mac line ends": (1, "the lines end with CR alone, as on old Macs"),
    "#~| after a message": (BODY + 5, "one part of this message is marked as obsolete"),
    "#~| at the end": (BODY + 4, "no message follows these lines"),
    "half obsolete": (BODY + 1, "one part of this message is marked as obsolete"),
}


@pytest.fixture(scope="module")
def measured() -> dict[str, tuple[float, int, int, str]]:
    """What became of each file: seconds of processor time, peak memory in kB, line, problem."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    clean["PYTHONPATH"] = str(Path(effort.__file__).parent)
    command = [sys.executable, "-c", PROGRAM]
    run = subprocess.run(command, capture_output=True, check=True, timeout=600, env=clean, text=True)
    rows = map(json.loads, run.stdout.splitlines())
    return {name: (seconds, memory, line, answer) for name, seconds, memory, line, answer in rows}


def test_every_file_is_tried(measured: dict[str, tuple[float, int, int, str]]) -> None:
    assert measured.keys() == ANSWERS.keys()


@pytest.mark.parametrize("name", ANSWERS)
def test_a_hostile_file_is_refused_with_its_line_or_kept_as_it_is(
    measured: dict[str, tuple[float, int, int, str]], name: str
) -> None:
    line, answer = ANSWERS[name]
    assert measured[name][2] == line
    assert measured[name][3].startswith(answer)


def test_no_file_costs_more_than_a_second_or_a_quarter_of_a_gigabyte(
    measured: dict[str, tuple[float, int, int, str]],
) -> None:
    slowest = max(measured, key=lambda name: measured[name][0])
    assert measured[slowest][0] < 1, slowest
    assert max(memory for _, memory, _, _ in measured.values()) < 256_000
