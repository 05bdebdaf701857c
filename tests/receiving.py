"""A cache that writes down what it is told: a real server on a free port, which answers as it is made to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from listening import answering


@dataclass
class Cache:
    """The headers of each order it got; it answers with these statuses, and then always 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    orders: list[dict[str, str]] = field(default_factory=list)

    @property
    def keys(self) -> list[set[str]]:
        """The keys of each order."""
        return [set(order["Surrogate-Key"].split()) for order in self.orders]


@contextmanager
def receiving(statuses: Sequence[int] = ()) -> Iterator[Cache]:
    """The cache while it listens."""
    cache = Cache(statuses=list(statuses))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PURGE(self) -> None:  # the name that http.server looks for
            cache.orders.append(dict(self.headers.items()) | {"path": self.path})
            self.send_response(cache.statuses.pop(0) if cache.statuses else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    cache.url = f"http://127.0.0.1:{server.server_port}"
    with answering(server):
        yield cache
