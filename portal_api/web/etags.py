"""If-None-Match -> whether a client has an answer already (RFC 9110 section 13.1.2)."""

from __future__ import annotations

import re

_ETAGS = re.compile(r'"([!#-~\x80-\xff]*)"')


def is_unchanged(header: str | None, etag: str) -> bool:
    """Whether an If-None-Match header names this tag, with any coding's suffix."""
    if header is None:
        return False
    if header.strip() == "*":
        return True
    return any(found[1].partition("-")[0] == etag for found in _ETAGS.finditer(header))
