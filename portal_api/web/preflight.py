"""An address -> what may be asked of it: the answer to OPTIONS, which browsers ask for first (CORS)."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from flask import Response, current_app

from portal_api.web.language import language_of_path, settle
from portal_api.web.reading import known_frame
from portal_api.web.reply import BROWSERS, Reply


def options(methods: Iterable[str] = ()) -> Response:
    """What may be asked of an address, for people and for browsers of other origins; it has no body.

    It is `methods`, or else what the routes say.
    """
    settle(language_of_path(known_frame()) or known_frame().default)
    known = tuple(methods) or current_app.make_default_options_response().headers["Allow"].split(", ")
    allowed = ", ".join(sorted(known))
    headers = {
        "Allow": allowed,
        "Access-Control-Allow-Methods": allowed,
        "Access-Control-Allow-Headers": "*",
        "Access-Control-Max-Age": "86400",
        "Cache-Control": BROWSERS,
    }
    return Reply(status=HTTPStatus.NO_CONTENT, headers=headers)
