"""Large files cost what their size costs; hostile ones cost neither time nor memory."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

# Measured in a process of its own, so that neither other tests nor a coverage tracer count.
PROGRAM = """
import resource, sys, time
from pathlib import Path
from portal_api.catalogs.po import new_po, parse_po
from portal_api.errors import SourceErrors
from portal_api.locales import Locale

body = {body}
data = new_po(Locale.parse("es")).to_bytes() + body.encode()
del body
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
try:
    answer = "kept" if parse_po(data, Path("a.po")).to_bytes() == data else "lost"
except SourceErrors as refused:
    answer = refused.problems[0].what
seconds = time.process_time() - start
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory, answer, sep=";")
"""


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("'\\n' * 9_000_000", "more than 500000 lines"),
        ("'x\\n' * 400_000", "not part of a PO file"),
        ("'msgid \"' + '\\\\' * 9_000_001 + '\"\\n'", "quotation mark"),
        ("'msgid \"' + '\"' * 9_000_000 + '\\n'", "quotation mark"),
        ("'\\1' * 9_000_000", "control character"),
        ("'msgid \"\"\\n' + '\"\\\\n\\\\n\"\\n' * 490_000", "no msgstr"),
        ("'msgid \"a\"\\n' * 490_000", "no msgstr"),
        ('\'msgid "a"\\nmsgstr ""\\n\' * 240_000', "more than 100000 messages"),
        ("'#, ' + 'a,' * 4_000_000 + '\\nmsgid \"a\"\\nmsgstr \"\"\\n'", "kept"),
        ("''.join(f'#~ msgid \"{n}\"\\n#~ msgstr \"a\"\\n\\n' for n in range(40_000))", "kept"),
    ],
)
def test_a_file_costs_under_a_second_and_a_quarter_of_a_gigabyte(body: str, answer: str) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    program = PROGRAM.replace("{body}", body)
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, capture_output=True, check=True, timeout=60, env=clean, text=True)
    seconds, kilobytes, said = run.stdout.strip().split(";")
    assert answer in said
    assert int(kilobytes) < 256_000
    assert float(seconds) < 3, "well under a second where nothing else runs"
