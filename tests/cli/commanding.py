"""What a test calls to type a command."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result

Run = Callable[..., Result]
"""Runs `portal` with these arguments, and gives what came of it."""
