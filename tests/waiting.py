"""Waiting ends by what is waited for; how long it takes on a busy machine decides nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE_SECONDS = 60.0
TURNS = 3


def wait_for(is_so: Callable[[], object]) -> None:
    """Until it is so; fails when a long patience is over."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)  # behind a cache 300 questions in ten seconds are too many


def seconds_until(is_so: Callable[[], object]) -> float:
    """How long it takes on the wall clock until it is so."""
    start = time.monotonic()
    wait_for(is_so)
    return time.monotonic() - start


def assert_soon(turn: Callable[[int], float], *, seconds: float) -> None:
    """One of a few turns takes less, by what it says itself: the machine may be busy at one of these moments.

    Each turn is told its number, from 0.
    """
    taken: list[float] = []
    while len(taken) < TURNS:
        taken.append(turn(len(taken)))
        if taken[-1] < seconds:
            return
    raise AssertionError(f"{seconds} seconds are allowed; the turns took {taken}")
