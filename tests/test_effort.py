"""The measure of costs that other tests use: a busy moment is forgiven, what is really dear is not."""

from __future__ import annotations

import time

import pytest
from effort import ATTEMPTS, assert_cheap


def burn(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_one_cheap_attempt_of_a_few_is_enough() -> None:
    costs = iter([0.02, 0.02, 0.0])
    assert_cheap(lambda: burn(next(costs)), seconds=0.01)
    assert not list(costs)


def test_what_is_dear_each_time_fails() -> None:
    attempts = []
    with pytest.raises(AssertionError, match="are allowed"):
        assert_cheap(lambda: attempts.append(burn(0.02)), seconds=0.01)
    assert len(attempts) == ATTEMPTS


def test_what_is_beyond_doubt_is_tried_once() -> None:
    attempts = []
    with pytest.raises(AssertionError, match="are allowed"):
        assert_cheap(lambda: attempts.append(burn(0.02)), seconds=0.001)
    assert len(attempts) == 1
