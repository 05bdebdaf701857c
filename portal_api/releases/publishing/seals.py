"""Values -> the seal they are kept under: what changed on the disk since is noticed."""

from __future__ import annotations

import hashlib
from typing import Any

from portal_api.errors import DamagedMemory

SEAL_BYTES = 32


def seal(*values: bytes | str | None) -> bytes:
    """A digest of these values in this order, each with its kind."""
    total = hashlib.blake2b(digest_size=SEAL_BYTES)
    for value in values:
        kind, data = ("s", value.encode("utf-8", "surrogatepass")) if isinstance(value, str) else ("b", value)
        total.update(b"-" if data is None else f"{kind}{len(data)}:".encode())
        total.update(data or b"")
    return total.digest()


def sealed(row: tuple[bytes | str | None, ...]) -> tuple[bytes | str | None, ...]:
    """A row with its seal at the end."""
    return *row, seal(*row)


def unsealed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row that was sealed.

    Raises:
        DamagedMemory: it is not as it was.
    """
    *values, mark = row
    if not all(one is None or isinstance(one, bytes | str) for one in values) or mark != seal(*values):
        raise DamagedMemory("what is remembered is not as it was")
    return tuple(values)
