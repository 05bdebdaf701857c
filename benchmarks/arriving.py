"""A published library -> how soon a change is in an answer of `portal serve`, and the size of its worker."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PORTAL = (sys.executable, "-m", "portal_api")
_PATIENCE_SECONDS = 120.0


class Served:
    """A `portal serve` with one worker that reads the database of the environment."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self._port = port
        self._process = process

    def text(self, path: str) -> str:
        """What it answers; empty while it does not."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        except OSError:
            return ""
        finally:
            connection.close()

    def seconds_until(self, path: str, word: str, act: Callable[[], object]) -> float:
        """From the beginning of an act until its word is in the answer."""
        began = time.perf_counter()
        act()
        while word not in self.text(path):
            if time.perf_counter() - began > _PATIENCE_SECONDS:
                raise SystemExit(f"{word} never came")
            time.sleep(0.01)
        return time.perf_counter() - began

    def megabytes(self) -> float:
        """What the largest of its processes occupies now."""
        return max(map(_resident, _family(self._process.pid))) / 1024


@contextmanager
def served(environment: dict[str, str]) -> Iterator[Served]:
    """A server that is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (*PORTAL, "serve", "--port", str(port), "--workers", "1")
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = Served(port, process)
    try:
        server.seconds_until("/v1/locales", "locales", lambda: None)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def _family(pid: int) -> list[int]:
    """A process and those that it started."""
    found = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            found += _family(child)
    return found


def _resident(pid: int) -> int:
    """Kilobytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024
