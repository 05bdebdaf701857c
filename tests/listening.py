"""Real servers on free ports, in the test's own process."""

from __future__ import annotations

import http.client
import random
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from answer import ask
from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from socketserver import BaseServer

    from _typeshed.wsgi import WSGIApplication


# Not the one that hypothesis seeds: tests that run at the same time would draw the same ports.
_CHANCE = random.SystemRandom()


@contextmanager
def listening(app_at: Callable[[str], WSGIApplication]) -> Iterator[str]:
    """The application that `app_at` makes for its base URL, while it is served there; that URL."""
    server = make_server("127.0.0.1", 0, lambda *request: app(*request), True, request_handler=_Quiet)
    base = f"http://127.0.0.1:{server.server_port}"
    app = app_at(base)
    with answering(server):
        yield base


@contextmanager
def answering(server: BaseServer) -> Iterator[None]:
    """The server answers in a thread of its own; closed afterwards."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def lives(port: int) -> bool:
    """Whether a server of the service, or a cache in front of one, answers there."""
    try:
        return ask(port, "/livez").status == 200
    except (OSError, http.client.HTTPException):
        return False


def is_taken(port: int) -> bool:
    """Whether anybody listens there."""
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port that nobody uses at this moment."""
    (port,) = free_ports(1)
    return port


def free_ports(count: int) -> list[int]:
    """As many different ones, of those that no outgoing connection is given by the system meanwhile."""
    found: set[int] = set()
    while len(found) < count:
        port = _CHANCE.randrange(10_000, 32_768)
        if _can_be_bound(port):
            found.add(port)
    return list(found)


def _can_be_bound(port: int) -> bool:
    with socket.socket() as trial:
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class _Quiet(WSGIRequestHandler):
    """Requests are nothing to print."""

    def log(self, *_: object) -> None:
        """Prints nothing."""
