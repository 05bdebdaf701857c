"""Large files cost what their size costs; hostile ones cost neither time nor memory."""

from __future__ import annotations

import os
import subprocess
import sys

# Measured in a process of its own, so that neither other tests nor a coverage tracer count.
PROGRAM = r"""
import resource, time
from pathlib import Path
from portal_api.catalogs.po import new_po, parse_po
from portal_api.errors import SourceErrors
from portal_api.locales import Locale

HEADER = new_po(Locale.parse("es")).to_bytes()
BODIES = {
    "lines": b"\n" * 9_000_000,
    "junk": b"x\n" * 400_000,
    "backslashes": b'msgid "' + b"\\" * 4_000_001 + b'"\n',
    "quotes": b'msgid "' + b'"' * 4_000_000 + b"\n",
    "controls": b"\1" * 4_000_000,
    "pieces": b'msgid ""\n' + b'"\\n\\n"\n' * 120_000,
    "endless": b'msgid "a"\n' * 400_000,
    "messages": b'msgid "a"\nmsgstr ""\n' * 101_000,
    "flags": b"#, " + b"a," * 1_000_000 + b'\nmsgid "a"\nmsgstr ""\n',
    "obsolete": b"".join(b'#~ msgid "%d"\n#~ msgstr "a"\n\n' % n for n in range(35_000)),
}
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for name, body in BODIES.items():
    data, start = HEADER + body, time.process_time()
    try:
        answer = "kept" if parse_po(data, Path("a.po")).to_bytes() == data else "lost"
    except SourceErrors as refused:
        answer = refused.problems[0].what
    seconds = time.process_time() - start
    print(name, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory, answer, sep=";")
"""

ANSWERS = {
    "lines": "this file has more than 500000 lines",
    "junk": "this line is not part of a PO file: 'x'",
    "backslashes": "a quotation mark ends this text early or is missing",
    "quotes": "a quotation mark ends this text early or is missing",
    "controls": "a control character (U+0001)",
    "pieces": "this message has no msgstr",
    "endless": "this message has no msgstr",
    "messages": "this file has more than 100000 messages",
    "flags": "kept",
    "obsolete": "kept",
}


def test_no_file_costs_more_than_a_second_or_a_quarter_of_a_gigabyte() -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    command = [sys.executable, "-c", PROGRAM]
    run = subprocess.run(command, capture_output=True, check=True, timeout=60, env=clean, text=True)
    rows = [line.split(";", 3) for line in run.stdout.splitlines()]
    assert {name: answer for name, _, _, answer in rows} == ANSWERS
    assert max(float(seconds) for _, seconds, _, _ in rows) < 3, "under one where nothing else runs"
    assert max(int(kilobytes) for _, _, kilobytes, _ in rows) < 256_000
