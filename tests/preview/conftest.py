"""A tiny library, a draft of it, and a client of its preview."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from drafts import BROWSE, draft_of, write_tiny
from flask.testing import FlaskClient
from tiny import TinyLibrary

from portal_api.preview.draft import Draft
from portal_api.preview.places import Places
from portal_api.preview.site import create_preview
from portal_api.settings import Settings


@pytest.fixture
def working(tmp_path: Path) -> Iterator[TinyLibrary]:
    """The files that somebody works on."""
    tiny = write_tiny(tmp_path / "library")
    yield tiny
    tiny.store.close()


@pytest.fixture
def draft(working: TinyLibrary, tmp_path: Path) -> Iterator[Draft]:
    """The draft of them."""
    made = draft_of(working, tmp_path / "private")
    yield made
    made.stop()


@pytest.fixture
def client(draft: Draft) -> FlaskClient:
    """A client of the preview as it is hosted for a team."""
    settings = Settings(base_url="https://preview.example", poll_seconds=0)
    return create_preview(draft, settings, Places(BROWSE), wait_seconds=0.2).test_client()
