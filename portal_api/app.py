"""create_app(...): the only creator of a Flask app."""

from __future__ import annotations

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import BadRequest, MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from portal_api.releases.record.store import Store
from portal_api.settings import Settings
from portal_api.web import language, problems, reading, reply
from portal_api.web.embedding import embed
from portal_api.web.embedding.builder import builder
from portal_api.web.embedding.embed import frames
from portal_api.web.embedding.fragments import fragments
from portal_api.web.embedding.oembed import oembed
from portal_api.web.figures import figures
from portal_api.web.finding import search
from portal_api.web.finding.infobutton import infobutton
from portal_api.web.frame import Frames
from portal_api.web.health import health
from portal_api.web.html.pages import lead_to_start, pages
from portal_api.web.links import Links
from portal_api.web.openapi import contract
from portal_api.web.openapi.docs import docs
from portal_api.web.preflight import options
from portal_api.web.routes import v1
from portal_api.web.sync import sync
from portal_api.web.wsgi import colophon
from portal_api.web.wsgi.host import names_one_host
from portal_api.web.wsgi.oversize import is_oversized
from portal_api.web.wsgi.shelf import Shelf
from portal_api.web.wsgi.shortcut import Shortcut
from portal_api.web.wsgi.watch import Watch

_WITH_HOST = frozenset({"HTTP/1.1", "HTTP/2", "HTTP/2.0", "HTTP/3"})
_METHODS = ("GET", "HEAD", "OPTIONS")


def create_app(store: Store, settings: Settings) -> Flask:
    """The service that answers from `store`. It has no address that writes."""
    app = Flask("portal_api.web", static_folder=None)
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = True
    reading.install(app, reading.Desk(store, Frames(store, settings.poll_seconds), Links(settings.base_url)))
    search.install(app, store, settings.search_folder)
    language.install(app)
    problems.install(app)
    app.before_request(_refuse_oversized)
    app.before_request(_refuse_without_host)
    app.before_request(_refuse_empty_names)
    app.before_request(_refuse_odd_methods)
    app.before_request(_lead_to_start)
    app.before_request(_answer_options)
    colophon.install(app)
    app.after_request(reply.finish)
    app.register_blueprint(v1)
    app.register_blueprint(sync)
    app.register_blueprint(search.search)
    app.register_blueprint(infobutton)
    app.register_blueprint(figures)
    app.register_blueprint(docs)
    app.register_blueprint(health)
    app.register_blueprint(pages)
    app.register_blueprint(fragments)
    app.register_blueprint(frames)
    app.register_blueprint(oembed)
    app.register_blueprint(builder)
    embed.install(app, settings.frame_ancestors)
    contract.install(app, settings.base_url)
    app.wsgi_app = Shortcut(app)  # type: ignore[method-assign]  # this is how Flask adds a layer
    return app


def with_shelf(app: Flask, settings: Settings) -> Shelf:
    """The same service, with finished answers of the current release kept in memory: what servers run."""
    desk: reading.Desk = app.extensions["portal"]
    watch = Watch(desk.store, desk.frames, settings.database_url, settings.poll_seconds)
    return Shelf(app.wsgi_app, watch, settings.base_url, settings.shelf_bytes)


def _refuse_oversized() -> None:
    """Servers pass on more than anybody needs, so that it is refused in the reader's language."""
    if is_oversized(request.environ):
        raise problems.Refused("request-too-long")


def _refuse_without_host() -> None:
    """HTTP/1.1 asks for one Host in every request; servers pass on what has none, two or a wrong one."""
    host = request.environ.get("HTTP_HOST")
    is_needed = bool(host) or request.environ.get("SERVER_PROTOCOL") in _WITH_HOST
    if is_needed and not names_one_host(host):
        raise BadRequest


def _refuse_empty_names() -> None:
    """One address, one answer: Werkzeug would take `//v1/locales` for `/v1/locales`."""
    path: str = request.environ["PATH_INFO"]
    if path.startswith("//"):
        raise problems.Refused("not-found", path=path.encode("latin-1").decode("utf-8", "replace"))


def _refuse_odd_methods() -> None:
    """A method is spelled in capitals (RFC 9110 section 9.1): `get` is another one, which nothing has."""
    unknown = request.routing_exception
    if request.environ["REQUEST_METHOD"] != request.method and not isinstance(unknown, NotFound):
        # Without any path there is no route that could be asked what it allows.
        known = current_app.make_default_options_response().allow or _METHODS
        raise MethodNotAllowed(valid_methods=known)


def _lead_to_start() -> Response | None:
    """A request without any path (`GET host:80`) means `/`; Werkzeug would say so without the disclaimer."""
    return lead_to_start() if isinstance(request.routing_exception, RequestRedirect) else None


def _answer_options() -> Response | None:
    """OPTIONS says what an address allows before anything about it is looked up.

    `OPTIONS *` asks what the whole service allows (RFC 9110 section 9.3.7).
    """
    if request.method != "OPTIONS":
        return None
    if request.environ["PATH_INFO"] == "*":
        return options(_METHODS)
    return options() if request.routing_exception is None else None
