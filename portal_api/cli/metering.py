"""The figures of each worker -> one address for Prometheus, served by a process of its own."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from portal_api.web.wsgi.metrics import CONTENT_TYPE, Reading, added_up, exposition

EVERY_SECONDS = 1.0
_LIVING, _ENDED = ".json", ".ended"
PATIENCE_SECONDS = 5


def report(folder: Path, reading: Callable[[], Reading]) -> None:
    """Leave this worker's figures in the folder once a second until the process ends."""
    path = folder / f"{os.getpid()}-{time.time_ns()}{_LIVING}"
    threading.Thread(target=_report, args=(path, reading), name="portal-report", daemon=True).start()


class Collector:
    """Adds up what the workers leave in a folder.

    What a worker counted outlives it, and the collector too: no counter runs backwards when one of them is
    replaced.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def collect(self) -> Reading:
        """The figures of all workers, at most a second old."""
        with self._lock:
            for path in self._folder.glob(f"*{_LIVING}"):
                if not _is_alive(int(path.name.partition("-")[0])):
                    path.rename(path.with_suffix(_ENDED))
            living = map(_read, self._folder.glob(f"*{_LIVING}"))
            ended = (_read(path).of_the_dead() for path in self._folder.glob(f"*{_ENDED}"))
            return added_up([*living, *ended])


def export(folder: Path, host: str, port: int) -> None:
    """Serve the figures of a folder until the parent process ends."""
    parent = os.getppid()
    os.setpgid(0, 0)
    with _Server(folder, host, port) as server:
        server.timeout = EVERY_SECONDS
        while os.getppid() == parent:
            server.handle_request()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder: Path, host: str, port: int) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.collector = Collector(folder)
        super().__init__((host, port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    timeout = PATIENCE_SECONDS
    server: _Server

    def do_GET(self) -> None:
        if self.path.partition("?")[0] != "/metrics":
            self.send_error(HTTPStatus.NOT_FOUND, "the figures are at /metrics")
            return
        body = exposition(self.server.collector.collect(), time.time()).encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", CONTENT_TYPE)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Who asks for figures is not worth a line."""


def _read(path: Path) -> Reading:
    return Reading.from_json(json.loads(path.read_text("utf-8")))


def _report(path: Path, reading: Callable[[], Reading]) -> None:
    with suppress(FileNotFoundError):  # the folder goes when the server ends
        while True:
            draft = path.with_suffix(".new")
            draft.write_text(json.dumps(reading().to_json()), "utf-8")
            draft.replace(path)
            time.sleep(EVERY_SECONDS)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
