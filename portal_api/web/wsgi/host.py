"""The Host of a request -> whether it names one host, as HTTP/1.1 asks for (RFC 9112 section 3.2)."""

from __future__ import annotations

import re
from functools import lru_cache

# A name or an address, and perhaps a port. The comma is left out: servers join two Host lines with it.
_HOST = re.compile(r"(?:[^\x00-\x20\x7f\"#,/:<>?@\[\\\]^`{|}]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?")
_HOSTS_REMEMBERED = 128


@lru_cache(maxsize=_HOSTS_REMEMBERED)
def names_one_host(header: str | None) -> bool:
    """Whether this header names one host. We answer whatever its name is, and never repeat it."""
    return header is not None and _HOST.fullmatch(header) is not None
