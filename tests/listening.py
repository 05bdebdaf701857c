"""A real server on a free port, in the test's own process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


@contextmanager
def listening(app_at: Callable[[str], WSGIApplication]) -> Iterator[str]:
    """The application that `app_at` makes for its base URL, while it is served there; that URL."""
    server = make_server("127.0.0.1", 0, lambda *request: app(*request), True, request_handler=_Quiet)
    base = f"http://127.0.0.1:{server.server_port}"
    app = app_at(base)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield base
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(WSGIRequestHandler):
    """Requests are nothing to print."""

    def log(self, *_: object) -> None:
        """Prints nothing."""
