"""What the views of a preview read: the draft, and how its files are named."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app

from portal_api.preview.draft import Draft
from portal_api.preview.places import Places

_KEY = "portal preview"


@dataclass(frozen=True)
class PreviewDesk:
    """The draft, its places, and how long a browser may wait for the next change."""

    draft: Draft
    places: Places
    wait_seconds: float


def install(app: Flask, made: PreviewDesk) -> None:
    """Give the app its desk."""
    app.extensions[_KEY] = made


def desk() -> PreviewDesk:
    """The desk of the current app."""
    found: PreviewDesk = current_app.extensions[_KEY]
    return found
