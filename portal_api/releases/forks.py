"""What holds connections, threads or locks -> begun again in each child process: those are its parent's."""

from __future__ import annotations

import os
import weakref
from typing import Protocol


class Held(Protocol):
    """Something that a child process must not share with its parent."""

    def begin_again(self) -> None:
        """Let go of what is the parent's, without closing it."""


def begins_again(held: Held) -> None:
    """Let `held` begin again in every child that is forked as long as it lives, by whatever server."""
    known = weakref.ref(held)

    def in_child() -> None:
        found = known()
        if found is not None:
            found.begin_again()

    os.register_at_fork(after_in_child=in_child)
