"""A running portal, Chromium, and the checkers from npm; what is missing skips with a reason, never in CI."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from portal import CHROMIUM, PROJECT, chromium, running

MODULES = Path(__file__).parent / "node_modules"


@pytest.fixture(scope="session")
def portal_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of a portal that serves the sample library."""
    with running(PROJECT, tmp_path_factory.mktemp("browser")) as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not here; install it, e.g. apt install chromium")
    with chromium() as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader who was never here before, on a small phone."""
    made = browser.new_context(viewport={"width": 360, "height": 740})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty tab of that reader."""
    return context.new_page()


@pytest.fixture(scope="session")
def modules() -> Path:
    """The folder with axe-core, html-validate and the Nu checker, as package-lock.json has them."""
    if not (MODULES / "made-from").is_file():
        pytest.skip("the checkers from npm are not here; install npm, then run: make checkers")
    return MODULES
