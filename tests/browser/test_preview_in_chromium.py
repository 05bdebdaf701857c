"""A preview in Chromium: it follows a saved file within a second, in both directions, readable by all."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from drafts import draft_of, serving, write_tiny
from playwright.sync_api import Browser, Page, expect
from tiny import TinyLibrary

CATALOG = "translations/ar/LC_MESSAGES/pump.po"
LONGEST = 1.0


@pytest.fixture
def working(tmp_path: Path) -> Iterator[TinyLibrary]:
    """The files that somebody works on: one text in them is outdated, one is refused."""
    tiny = write_tiny(tmp_path / "library")
    tiny.change("content/articles/pump.md", "within 2 hours", "within 3 hours")
    tiny.change("translations/es/LC_MESSAGES/pump.po", "es: It gives **5 mg**", "es: It gives **50 mg**")
    yield tiny
    tiny.store.close()


@pytest.fixture
def preview_url(working: TinyLibrary, tmp_path: Path) -> Iterator[str]:
    """The base URL of the preview that follows them."""
    with serving(draft_of(working, tmp_path / "private")) as base:
        yield base


def test_a_saved_catalog_is_on_the_page_within_a_second(page: Page, preview_url: str, working) -> None:
    page.goto(f"{preview_url}/preview/ar/pump")
    text = page.locator("#segment-p2 .side").nth(1)
    expect(text).to_contain_text("ar: Call right away")
    took = []
    for turn in range(3):
        before = "ar: Call right away if it beeps." if turn == 0 else f"ar: Now {turn - 1}."
        began = time.monotonic()
        working.change(CATALOG, f'"{before}"', f'"ar: Now {turn}."')
        expect(text).to_contain_text(f"ar: Now {turn}.", timeout=10_000)
        took.append(time.monotonic() - began)
    assert min(took) < LONGEST, took


def test_a_saved_article_is_on_the_readers_page(page: Page, preview_url: str, working) -> None:
    page.goto(f"{preview_url}/en/pump")
    working.change("content/articles/pump.md", "A small pump.", "A very small pump.")
    expect(page.get_by_text("A very small pump.")).to_be_visible(timeout=10_000)


def test_a_broken_file_is_told_on_the_page_and_gone_when_it_is_mended(
    page: Page, preview_url, working
) -> None:
    page.goto(f"{preview_url}/preview/ar/pump")
    path = working.root / CATALOG
    good = path.read_bytes()
    path.write_bytes(good + b"no message\n")
    expect(page.locator(".trouble")).to_contain_text(CATALOG, timeout=10_000)
    expect(page.locator("#segment-p2")).to_contain_text("ar: Call right away")
    path.write_bytes(good)
    expect(page.locator(".trouble")).to_have_count(0, timeout=10_000)


def test_each_text_runs_in_its_own_direction(page: Page, preview_url: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{preview_url}/preview/ar/pump")
    directions = page.locator("#segment-p2 .text").evaluate_all(
        "texts => texts.map(text => [getComputedStyle(text).direction, text.getBoundingClientRect().left])"
    )
    assert [direction for direction, _ in directions] == ["ltr", "rtl"]
    assert directions[0][1] < directions[1][1]


def test_the_mirrored_language_mirrors_the_page(page: Page, preview_url: str) -> None:
    page.goto(f"{preview_url}/ar-XB/pump")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    expect(page.locator("aside.draft")).to_be_visible()


@pytest.mark.parametrize(
    "path",
    ["/preview", "/preview/es/pump", "/preview/ar/pump", "/preview/es/portal", "/ar/pump", "/en-XA/pump"],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_preview(
    browser: Browser, preview_url: str, modules: Path, path, scheme
) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(preview_url + path)
    page.add_script_tag(path=str(modules / "axe-core" / "axe.min.js"))
    found = page.evaluate("axe.run()")["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    context.close()


def test_a_phone_scrolls_in_one_direction_only(page: Page, preview_url: str) -> None:
    for path in ("/preview", "/preview/ar/pump", "/preview/es/pump"):
        page.goto(preview_url + path)
        wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1], path


@pytest.mark.parametrize("path", ["/preview", "/preview/ar/pump", "/preview/es/portal", "/ar/pump", "/es"])
def test_nothing_overflows_a_narrow_screen_at_twice_the_size_of_text(
    page: Page, preview_url: str, path: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(preview_url + path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
