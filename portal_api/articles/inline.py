"""Inline Markdown -> runs: the strong, emphasised and linked pieces of one segment, and its plain text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """A piece of text with one markup; `href` is an absolute http(s), mailto or tel URL."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str | None = None


class MarkupError(ValueError):
    """Markup outside the subset; the text says what and where, in an author's or translator's words."""


def runs(text: str) -> tuple[Run, ...]:
    """The runs of one segment's text.

    Raises:
        MarkupError: anything but strong, emphasis and links, or a link to an unsafe target.
    """
    raise NotImplementedError


def plain(text: str) -> str:
    """The text without its markup."""
    return "".join(run.text for run in runs(text))
