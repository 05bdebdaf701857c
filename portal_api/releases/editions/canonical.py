"""A JSON value -> the one spelling of it, which every digest is made from."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]


def canonical(data: Any) -> bytes:
    """UTF-8, no white space, keys in the order of the schema."""
    return _CANONICAL.encode(data).encode()


_CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
