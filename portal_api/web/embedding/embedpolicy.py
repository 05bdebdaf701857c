"""The ways to embed a text, and what each asks of a page's Content-Security-Policy."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from portal_api.web.links import Links

WAYS = ("component", "iframe", "include", "oembed", "curl")


def policy_lines(links: Links) -> Mapping[str, tuple[str, ...]]:
    """The directives that a page adds, by the way it embeds; none where it needs none."""
    base = urlsplit(links.base)
    origin = f"{base.scheme}://{base.netloc}"
    framed = (f"frame-src {origin}", f"script-src {origin}")
    return {
        "component": (f"script-src {origin}", f"connect-src {origin}", f"img-src {origin}"),
        "iframe": framed,
        "include": (f"img-src {origin}",),
        "oembed": framed,
        "curl": (),
    }
