"""create_preview(...): the ordinary service in front of a draft, with pages for translators beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import request

from portal_api.app import create_app
from portal_api.preview import desk, stationery
from portal_api.preview.draft import Draft
from portal_api.preview.places import Places
from portal_api.preview.views import WAIT_SECONDS, preview
from portal_api.settings import Settings
from portal_api.web.queries import is_name

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask

# A draft is for those who work on it: no search engine, no cache and no other website gets hold of it.
_MARKS = (
    ("X-Robots-Tag", "noindex, nofollow, noarchive"),
    ("Cache-Control", "no-store"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Portal-Draft", "not published"),
)
_DROPPED = frozenset({"etag", "cdn-cache-control", "surrogate-key", *(name.lower() for name, _ in _MARKS)})
_CROSS_ORIGIN = "access-control-"


def create_preview(
    draft: Draft, settings: Settings, places: Places, *, wait_seconds: float = WAIT_SECONDS
) -> Flask:
    """The service that answers from the draft. Whoever calls it starts the draft.

    Under an address of this machine it answers under that name only, so that no website can reach it through
    a name of its own (DNS rebinding).
    """
    app = create_app(draft.store, replace(settings, poll_seconds=0))
    app.before_request(_read_first)
    desk.install(app, desk.PreviewDesk(draft, places, wait_seconds))
    app.register_blueprint(preview)
    app.after_request(stationery.mark)
    host = urlsplit(settings.base_url).hostname or ""
    if is_own(host):
        app.config["TRUSTED_HOSTS"] = ["localhost", "127.0.0.1", "[::1]"]
    app.wsgi_app = Marked(app.wsgi_app)  # type: ignore[method-assign]  # this is how Flask adds a layer
    return app


def _read_first() -> None:
    """Whoever asks for an article need not wait for all the others."""
    article = (request.view_args or {}).get("article", "")
    if is_name(article):
        desk.desk().draft.read(article)


def is_own(host: str) -> bool:
    """Whether a host is this machine as nobody else can reach it."""
    return host in ("localhost", "127.0.0.1", "::1")


class Marked:
    """A WSGI layer: every answer says that it is a draft and is kept by nobody."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The answer of the application, marked."""
        environ.pop("HTTP_IF_NONE_MATCH", None)

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: OptExcInfo | None = None
        ) -> Callable[[bytes], object]:
            kept = [(name, value) for name, value in headers if not _is_dropped(name)]
            return start_response(status, [*kept, *_MARKS], exc_info)

        return self._application(environ, start)


def _is_dropped(name: str) -> bool:
    return name.lower() in _DROPPED or name.lower().startswith(_CROSS_ORIGIN)
