"""Photographs every surface into screenshots/: scripts, directions, phone, desktop, dark, print.

Run it with `make screenshots`; look at the pictures, and mend what is ugly.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser
from portal import ARTICLE, PARTLY_TRANSLATED, PROJECT, chromium, running

PHONE = (360, 740)
DESKTOP = (1280, 900)
PAPER = (660, 940)


@dataclass(frozen=True)
class Shot:
    """One picture: what it shows, how wide, by day or night, whole or just the first screen, or on paper."""

    name: str
    path: str
    size: tuple[int, int] = DESKTOP
    night: bool = False
    whole: bool = True
    paper: bool = False


def shots() -> Iterator[Shot]:
    """Every picture we take."""
    for locale in ("en", "ar", "zh-Hans"):
        yield Shot(f"article-{locale}-desktop", f"/{locale}/{ARTICLE}")
        yield Shot(f"article-{locale}-phone", f"/{locale}/{ARTICLE}", PHONE)
        yield Shot(f"article-{locale}-night", f"/{locale}/{ARTICLE}", night=True, whole=False)
        yield Shot(f"index-{locale}", f"/{locale}", whole=False)
        yield Shot(f"partly-{locale}", f"/{locale}/{PARTLY_TRANSLATED}")
    yield Shot("article-en-paper", f"/en/{ARTICLE}", PAPER, paper=True)
    yield Shot("partly-ar-paper", f"/ar/{PARTLY_TRANSLATED}", PAPER, paper=True)
    yield Shot("article-ar-phone-first-screen", f"/ar/{ARTICLE}", PHONE, whole=False)
    yield Shot("partly-ar-phone-night", f"/ar/{PARTLY_TRANSLATED}", PHONE, night=True)
    yield Shot("index-fr-phone", "/fr", PHONE)
    for locale in ("en", "ar", "zh-Hans"):
        yield Shot(f"frame-{locale}", f"/embed/{locale}/{ARTICLE}/risks", PHONE)
        yield Shot(f"builder-component-{locale}", f"/embed?locale={locale}&section=risks")
    yield Shot("builder-phone-night", "/embed?locale=ar&way=iframe", PHONE, night=True)
    yield Shot("missing-fr", "/fr/nothing-here", whole=False)
    yield Shot("missing-language-phone", "/xx", PHONE)


def main(folder: Path) -> None:
    """Takes every picture, and prints an article in two directions as PDF."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as database,
        running(PROJECT, Path(database)) as base,
        chromium() as browser,
    ):
        for shot in shots():
            take(browser, base, shot, folder)
        for locale in ("en", "ar"):
            print_out(browser, f"{base}/{locale}/{ARTICLE}", folder / f"print-{locale}.pdf")


def take(browser: Browser, base: str, shot: Shot, folder: Path) -> None:
    """One picture as PNG."""
    width, height = shot.size
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if shot.night else "light"
    )
    page.emulate_media(media="print" if shot.paper else "screen")
    page.goto(base + shot.path)
    page.screenshot(path=folder / f"{shot.name}.png", full_page=shot.whole)
    page.close()


def print_out(browser: Browser, url: str, file: Path) -> None:
    """What comes out of a printer."""
    page = browser.new_page()
    page.goto(url)
    page.pdf(path=file, format="A4", prefer_css_page_size=True)
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "screenshots")
