"""A request -> whether its address and headers are longer than anybody needs."""

from __future__ import annotations

from typing import Final
from wsgiref.types import WSGIEnvironment

# More than any browser sends; what a client can make us read, keep and compare ends here.
LONGEST: Final = 8192

_HEADER = "HTTP_"
# What the server of `portal serve` calls itself.
_HEADERS_LAST = "Granian"


def is_oversized(environ: WSGIEnvironment) -> bool:
    """Whether address and headers have more than LONGEST characters together."""
    headers = sum(len(name) + len(value) for name, value in environ.items() if name.startswith(_HEADER))
    return _address(environ) + headers > LONGEST


def is_oversized_at_a_glance(environ: WSGIEnvironment) -> bool:
    """The same, quicker where `portal serve` asks: its server hands over the headers last and together.

    Before them stands the whole environment of the process: to look through that would cost every answer more
    than finding it on the shelf.
    """
    if environ.get("SERVER_SOFTWARE") != _HEADERS_LAST:
        return is_oversized(environ)
    size = _address(environ)
    for name in reversed(environ):
        if name[:5] != _HEADER:
            break
        size += len(name) + len(environ[name])
    return size > LONGEST


def _address(environ: WSGIEnvironment) -> int:
    return len(environ["PATH_INFO"]) + len(environ.get("QUERY_STRING", ""))
