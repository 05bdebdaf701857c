"""What something costs, measured so that other work on the machine does not decide about a test."""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

ATTEMPTS = 5
# So much dearer than allowed is no accident of a busy machine: no further attempt is made.
BEYOND_DOUBT = 10


def assert_cheap(call: Callable[[], object], *, seconds: float) -> None:
    """Some attempt of a few stays below so many seconds of processor time, the collector of garbage apart.

    Of what remembers its answers, each call must ask something new.
    """
    taken: list[float] = []
    while len(taken) < ATTEMPTS and max(taken, default=0) < BEYOND_DOUBT * seconds:
        taken.append(processor_seconds(call))
        if taken[-1] < seconds:
            return
    raise AssertionError(f"{seconds} seconds of processor time are allowed; the attempts took {taken}")


def peak_kilobytes() -> int:
    """The most memory this process ever had; what getrusage says counts the one that started it, too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))


def processor_seconds(call: Callable[[], object]) -> float:
    """Of this thread alone: what other tests left in the process is neither measured nor collected."""
    with _no_collection():
        start = time.thread_time()
        call()
        return time.thread_time() - start


@contextmanager
def _no_collection():
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
