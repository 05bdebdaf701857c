"""Several processes publish what one does, and end with the publication, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tiny import ARTICLE, TinyLibrary

from portal_api.releases.publishing import workers
from portal_api.releases.summary import Summary

PARENT = """
import os, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from portal_api.releases.publishing.workers import end_with_parent
if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=end_with_parent)
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(600)
"""


def test_several_processes_publish_what_one_does(tiny: TinyLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        tiny.article(f"more-{number}", ARTICLE.replace("# Pump", f"# Pump {number}"))
    tiny.offer("es")
    tiny.translate("es", "more-1")
    alone = tiny.publish(dry_run=True)
    monkeypatch.setattr(workers, "_WORTH_IT", 0)
    monkeypatch.setattr(workers, "_AT_ONCE", 2)
    monkeypatch.setattr(workers, "cores", lambda: 2)
    assert _said(tiny.publish()) == _said(alone)


def _said(summary: Summary) -> object:
    return summary.new, summary.problems, summary.notes, summary.locales


def test_a_killed_publication_leaves_no_process_behind(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        worker = int(parent.stdout.readline())
        assert _is_running(worker)
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 30
    while _is_running(worker):
        assert time.monotonic() < deadline, "the worker outlives its parent"
        time.sleep(0.05)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A process that has ended may wait for whoever adopted it: Linux then calls its state Z.
    known = Path(f"/proc/{pid}/stat")
    return not known.exists() or ") Z " not in known.read_text()
