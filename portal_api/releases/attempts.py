"""An attempt to write a release -> what came of it, on top of whatever somebody else wrote meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from portal_api.errors import Overtaken

_ATTEMPTS = 5
_Result = TypeVar("_Result")


def on_top(attempt: Callable[[], _Result]) -> _Result:
    """What the attempt gives. Where somebody else publishes at the same moment, it is made again.

    Raises:
        Overtaken: that happened again and again.
    """
    for _ in range(_ATTEMPTS - 1):
        try:
            return attempt()
        except Overtaken:
            continue
    return attempt()
