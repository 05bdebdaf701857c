"""A draft of the tiny library, and the preview in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from listening import listening
from tiny import TinyLibrary

from portal_api.preview.draft import Draft
from portal_api.preview.places import Places
from portal_api.preview.site import create_preview
from portal_api.settings import Settings

BROWSE = "https://git.example/library/blob/main/{path}#L{line}"


def write_tiny(root: Path) -> TinyLibrary:
    """English, a complete Spanish, an Arabic that lacks the risks."""
    tiny = TinyLibrary(root, f"sqlite:///{root.parent / 'unused.db'}")
    for tag in ("es", "ar"):
        tiny.translate(tag, "disclaimer")
        tiny.translate(tag, "portal")
    tiny.translate("es")
    arabic = {"title": "ar: Pump", "lead": "ar: A small pump.", "p2": "ar: Call right away if it beeps."}
    tiny.translate("ar", texts=arabic)
    return tiny


def draft_of(tiny: TinyLibrary, folder: Path) -> Draft:
    """A draft that has read everything."""
    draft = new_draft(tiny, folder)
    while draft.state.later:
        draft.look()
    return draft


def new_draft(tiny: TinyLibrary, folder: Path) -> Draft:
    """A draft that has looked once: it knows the library, and has read no article."""
    folder.mkdir()
    draft = Draft(tiny.root, folder)
    draft.look()
    return draft


@contextmanager
def serving(draft: Draft) -> Iterator[str]:
    """The preview on a free port, following the files; its base URL."""

    def app_at(base: str) -> Flask:
        settings = Settings(base_url=base, poll_seconds=0)
        return create_preview(draft, settings, Places(BROWSE), wait_seconds=2)

    with listening(app_at) as base:
        draft.start()
        try:
            yield base
        finally:
            draft.stop()
