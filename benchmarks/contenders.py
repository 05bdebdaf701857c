"""The rows of `benchmarks/serving.py`: servers, what they are asked, and what is promised of them."""

from __future__ import annotations

from dataclasses import dataclass

ARTICLE = "/v1/es/articles/fever-in-children"
SECTION = f"{ARTICLE}/sections/symptoms"


@dataclass(frozen=True)
class Contender:
    """One row of the table: a server, and what it is asked."""

    name: str
    about: str
    server: str
    path: str = ARTICLE
    headers: tuple[str, ...] = ()
    status: int = 200


CONTENDERS = (
    Contender("nginx", "nginx, the same bytes as a file", "nginx", "/article.json"),
    Contender("exported", "an exported file under the shipped nginx configuration", "exported"),
    Contender("live", "an exported file under the shipped nginx in front of Varnish", "live"),
    Contender("varnish", "a hit of the shipped Varnish configuration", "varnish"),
    Contender("bare", "bare WSGI callable on granian, same headers", "bare"),
    Contender("bare-short", "bare WSGI callable on granian, two headers", "bare-short"),
    Contender("hot", "ours: an article from the shelf", "portal"),
    Contender("hot-br", "ours: the same in brotli", "portal", headers=("Accept-Encoding: gzip, br",)),
    Contender("section", "ours: one section", "portal", SECTION),
    Contender("304", "ours: the copy is current", "portal", headers=("If-None-Match: {etag}",), status=304),
    Contender(
        "negotiated",
        "ours: to the reader's language",
        "portal",
        ARTICLE.replace("/es", ""),
        ("Accept-Language: es-MX, en;q=0.5",),
        302,
    ),
    Contender("cold", "ours without the shelf", "portal-cold"),
    Contender("usual", "Flask + Flask-Babel + marshmallow per request", "usual"),
)


# What is promised: a row, at least so many times another.
PROMISES = (
    *((row, 0.90, "bare") for row in ("hot", "section", "304")),
    *((row, 25.0, "usual") for row in ("hot", "section", "304")),
    ("negotiated", 0.80, "hot"),
    ("cold", 0.05, "hot"),
    ("exported", 0.80, "nginx"),
    ("live", 0.80, "nginx"),
    ("varnish", 0.80, "nginx"),
)
