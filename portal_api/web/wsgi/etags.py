"""If-None-Match, If-Match -> whether a client has an answer already, or wants only one (RFC 9110, 13.1)."""

from __future__ import annotations

import re

_ETAGS = re.compile(r'(W/)?"([!#-~\x80-\xff]*)"')


def is_unchanged(header: str | None, etag: str) -> bool:
    """Whether an If-None-Match header names this tag, with any coding's suffix."""
    if header is None:
        return False
    if header.strip() == "*":
        return True
    return any(found[2].partition("-")[0] == etag for found in _ETAGS.finditer(header))


def is_wanted(header: str | None, etag: str) -> bool:
    """Whether an If-Match header lets through what has this tag, with any coding's suffix; none lets all.

    A weak tag never does (section 13.1.1).
    """
    if header is None or header.strip() == "*":
        return True
    strong = (found[2] for found in _ETAGS.finditer(header) if not found[1])
    return any(tag.partition("-")[0] == etag for tag in strong)
