"""A running portal with the sample library, and Chromium to look at it."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from listening import listening
from playwright.sync_api import Browser, Playwright, sync_playwright

from portal_api.app import create_app, with_shelf
from portal_api.releases.publishing.publish import NO_CONSENT, publish
from portal_api.releases.record.store import Imprint, Store
from portal_api.settings import Settings
from portal_api.web.wsgi.shelf import Shelf

PROJECT = Path(__file__).parents[2]
ARTICLE = "baclofen-pump-child"
PARTLY_TRANSLATED = "fever-in-children"

CHROMIUM = shutil.which("chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def running(library: Path, folder: Path) -> Iterator[str]:
    """The portal that serves a library from a database in `folder`; its base URL.

    A copy of it is published, so that the library itself does not remember this database.
    """
    store = Store(f"sqlite:///{folder / 'portal.db'}")
    copied = Path(shutil.copytree(library / "content", folder / "copy" / "content")).parent
    shutil.copytree(library / "translations", copied / "translations")
    moment = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)
    publish(copied, store, Imprint(moment, "tester", "portal-api browser test"), NO_CONSENT)
    with serving(store) as base:
        yield base
    store.close()


@contextmanager
def serving(store: Store) -> Iterator[str]:
    """The portal that serves a store on a free port; its base URL."""

    def app_at(base: str) -> Shelf:
        settings = Settings(base_url=base, poll_seconds=0)
        return with_shelf(create_app(store, settings), settings)

    with listening(app_at) as base:
        yield base


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def launch(playwright: Playwright) -> Browser:
    """A new Chromium."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
