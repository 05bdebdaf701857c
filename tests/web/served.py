"""A server of the service as a process of its own: `portal serve`, or gunicorn with wsgi.py."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from answer import ask
from listening import free_port
from waiting import PATIENCE_SECONDS, wait_for

PROJECT = Path(__file__).parents[2]
BASE = "https://portal.example"
# So many connections reach each of two workers; that all of them are one's has a chance of one in a million.
ENOUGH = 20

Command = Callable[[int], list[str]]


@dataclass
class Served:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """One answer on a connection of its own."""
        answer = ask(self.port, path, headers=headers)
        return answer.status, answer.headers, answer.body


def gunicorn(*options: str) -> Command:
    """gunicorn with two workers, started in the project's folder."""
    told = ["--chdir", str(PROJECT), "--workers", "2", "--threads", "4", "--no-control-socket", *options]
    return lambda port: [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", *told, "wsgi:app"]


def portal_serve(port: int) -> list[str]:
    """`portal serve` with two workers."""
    return [sys.executable, "-m", "portal_api", "serve", "--port", str(port), "--workers", "2"]


@contextmanager
def served(command: Command, url: str, folder: Path) -> Iterator[Served]:
    """The server of this command on a database, once it is ready; it ends in order and without complaint."""
    port = free_port()
    settings = {"PORTAL_DATABASE_URL": url, "PORTAL_BASE_URL": BASE}
    log = folder / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command(port), cwd=folder, env=os.environ | settings, stdout=output, stderr=output
        )
    found = Served(port, process)
    try:
        wait_for(lambda: _is_ready(found, log))
        yield found
    finally:
        process.terminate()
        ended = process.wait(PATIENCE_SECONDS)
    assert ended == 0
    assert "Traceback" not in log.read_text("utf-8"), log.read_text("utf-8")


def _is_ready(served: Served, log: Path) -> bool:
    assert served.process.poll() is None, log.read_text("utf-8")
    try:
        return served.get("/readyz")[0] == 200
    except OSError:
        return False
