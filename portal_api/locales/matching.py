"""Desired and offered languages -> the best match, never across scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal_api.locales.locale import Locale

SERVE_LIMIT = 10
OFFER_LIMIT = 25


@dataclass(frozen=True)
class Match:
    """`offered` answers `desired` at `distance` (0 is the same language)."""

    desired: Locale
    offered: Locale
    distance: int


def best_match(
    desired: Sequence[Locale], offered: Sequence[Locale], limit: int = SERVE_LIMIT
) -> Match | None:
    """The best offered language within `limit`, never across scripts; None where there is none."""
    raise NotImplementedError


def offers(desired: Sequence[Locale], offered: Sequence[Locale]) -> tuple[Match, ...]:
    """What could be offered."""
    raise NotImplementedError
