"""A shelf in front of the real app, and what tests ask of it."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from answer import Answer
from small_portal import BASE
from werkzeug.test import EnvironBuilder, run_wsgi_app

from portal_api.app import create_app, with_shelf
from portal_api.releases.record.store import Store
from portal_api.settings import Settings
from portal_api.web.wsgi.shelf import Shelf


class Counting:
    """The real application, which counts what it is asked."""

    def __init__(self, app) -> None:
        self.app = app
        self.asked: list[str] = []
        self._lock = threading.Lock()

    def __call__(self, environ, start_response):
        with self._lock:
            self.asked.append(environ["PATH_INFO"])
        return self.app(environ, start_response)


class Portal:
    """A shelf and the app behind it."""

    def __init__(self, store: Store, *, shelf_bytes: int = 10_000_000, poll_seconds: float = 0) -> None:
        self.settings = Settings(
            database_url=store.database.shown,
            base_url=BASE,
            poll_seconds=poll_seconds,
            shelf_bytes=shelf_bytes,
        )
        app = create_app(store, self.settings)
        self.behind = Counting(app.wsgi_app)
        app.wsgi_app = self.behind
        self.app = app
        self.shelf: Shelf = with_shelf(app, self.settings)

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """One answer through the shelf."""
        return ask(self.shelf, path, method, headers)

    @property
    def asked(self) -> list[str]:
        """The paths that the app behind was asked for."""
        return self.behind.asked


def ask(app, path: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answer:
    """One answer of a WSGI application; underscores in header names stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
    environ = EnvironBuilder(path, method=method, headers=named).get_environ()
    chunks, status, answered = run_wsgi_app(app, environ, buffered=True)
    names = [name.lower() for name, _ in answered]
    assert len(names) == len(set(names)), names
    return Answer(int(status[:3]), {name.lower(): value for name, value in answered}, b"".join(chunks))
