"""A server whose answers can be held up between their headers and the end of their bodies."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from listening import answering
from waiting import PATIENCE_SECONDS


@dataclass
class Origin:
    """What it says and of which release that is; whether it goes on after the first half of an answer."""

    port: int = 0
    text: str = "old"
    release: int = 1
    seconds: int = 300
    asked: int = 0
    begun: threading.Event = field(default_factory=threading.Event)
    goes_on: threading.Event = field(default_factory=threading.Event)

    def say(self, text: str, release: int) -> None:
        """Say something else from now on."""
        self.text, self.release = text, release

    def hold_up(self) -> None:
        """Stop in the middle of the next answer."""
        self.begun.clear()
        self.goes_on.clear()


@contextmanager
def dribbling_origin() -> Iterator[Origin]:
    """One on a free port of its own; ended afterwards."""
    origin = Origin()
    origin.goes_on.set()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _answer(self, origin)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    origin.port = server.server_port
    with answering(server):
        try:
            yield origin
        finally:
            origin.goes_on.set()


def _answer(handler: BaseHTTPRequestHandler, origin: Origin) -> None:
    half = (origin.text if handler.path != "/livez" else "alive").encode() * 500
    handler.send_response(200)
    headers = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(2 * len(half)),
        "Surrogate-Key": "portal article-slow",
        "Cache-Control": "public, max-age=60",
        "CDN-Cache-Control": f"public, max-age={origin.seconds}, stale-if-error=600",
        "Portal-Release": str(origin.release),
    }
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(half)
    if handler.path != "/livez":
        origin.asked += 1
        handler.wfile.flush()
        origin.begun.set()
        origin.goes_on.wait(PATIENCE_SECONDS)
    handler.wfile.write(half)
