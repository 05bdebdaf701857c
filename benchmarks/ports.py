"""Ports of this machine: one that is free, and what a server there answers."""

from __future__ import annotations

import contextlib
import http.client
import socket
import time
from collections.abc import Callable

PATIENCE_SECONDS = 30


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def ask(port: int, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def answers_in_time(port: int, goes_on: Callable[[], bool]) -> bool:
    """Whether a server answers there before it ends or patience does."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and goes_on():
        with contextlib.suppress(OSError):
            ask(port, "/livez", {})
            return True
        time.sleep(0.05)
    return False
