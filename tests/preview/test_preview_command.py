"""`portal preview` as it is typed: it serves, says where, ends, and refuses what would show too much."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner
from waiting import PATIENCE_SECONDS, wait_for

from portal_api.cli import portal


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--host", "0.0.0.0", "--editor", "vscode://file/{path}"], "--browse"),
        (["--editor", "x://{path}", "--browse", "y://{path}"], "one place"),
        (["--browse", "javascript:{path}"], "not an address"),
        (["--browse", "https://git.example/"], "{path}"),
    ],
)
def test_what_would_not_work_or_show_too_much_is_a_usage_error(working, options, said) -> None:
    result = CliRunner().invoke(portal, ["preview", "--library", str(working.root), *options])
    assert result.exit_code == 2
    assert said in result.output


def test_it_serves_until_ctrl_c_and_leaves_nothing_behind(working, tmp_path: Path) -> None:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    output = tmp_path / "said.txt"
    command = [sys.executable, "-m", "portal_api", "preview", "--port", str(port)]
    with output.open("w") as file:
        process = subprocess.Popen(
            command,
            cwd=working.root,
            env={**os.environ, "TMPDIR": str(temporary)},
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_for(lambda: "Ctrl-C" in output.read_text("utf-8") or process.poll() is not None)
        assert f"http://127.0.0.1:{port}/preview" in output.read_text("utf-8")
        wait_for(lambda: "3/3" in _get(f"http://127.0.0.1:{port}/preview"))
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=PATIENCE_SECONDS)
    assert list(temporary.glob("portal-preview-*")) == []
    assert not re.search("Traceback|WARNING", output.read_text("utf-8"))


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as answer:
        return answer.read().decode()
