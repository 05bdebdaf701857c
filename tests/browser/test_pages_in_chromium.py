"""What Chromium makes of our pages: readable by all, still, small, ours alone, on screen and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from portal import ARTICLE, PARTLY_TRANSLATED

Scheme = Literal["light", "dark"]
Media = Literal["screen", "print"]

LOCALES = ("en", "ar", "zh-Hans")
SURFACES = [
    ("en", f"/en/{ARTICLE}", "light"),
    ("en", f"/en/{ARTICLE}", "dark"),
    ("en", "/en", "light"),
    ("ar", f"/ar/{ARTICLE}", "light"),
    ("ar", f"/ar/{PARTLY_TRANSLATED}", "dark"),
    ("ar", "/ar", "dark"),
    ("zh-Hans", f"/zh-Hans/{ARTICLE}", "light"),
    ("zh-Hans", "/zh-Hans", "light"),
    ("en", "/en?q=baclofen", "light"),
    ("ar", "/ar?q=الأطفال", "dark"),
    ("fr", "/fr?q=nothing-like-this", "light"),
    ("fr", "/fr/nothing-here", "light"),
    ("en", "/docs", "light"),
    ("en", "/problems", "dark"),
    ("en", "/problems/held", "light"),
]

COUNT_SHIFTS = """
  window.shift = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) window.shift += e.value; })
    .observe({type: "layout-shift", buffered: true});
"""
# What a reader's own style sheet does: larger letters, and the spacing that pages must bear (1.4.12).
SPACED = """
  * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
  p { margin-block-end: 2em !important; }"""
ENLARGE = """([size, style]) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`html { font-size: ${size} !important; } ${style}`);
  document.adoptedStyleSheets = [sheet];
}"""
MOST_TRANSFERRED = 15_000
MOST_UNPACKED = 30_000


@pytest.mark.parametrize(("locale", "path", "scheme"), SURFACES)
def test_axe_finds_nothing(
    browser: Browser, portal_url: str, modules: Path, locale: str, path: str, scheme: Scheme
) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(portal_url + path)
    assert page.locator("html").get_attribute("lang") == locale
    assert _axe(page, modules) == []
    context.close()


def test_axe_is_seen_to_fire(page: Page, portal_url: str, modules: Path) -> None:
    page.goto(f"{portal_url}/en")
    page.evaluate("document.documentElement.removeAttribute('lang'); document.body.style.color = '#eee'")
    assert {"html-has-lang", "color-contrast"} <= set(_axe(page, modules))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_is_small_still_and_asks_nobody_else(
    context: BrowserContext, portal_url: str, locale: str
) -> None:
    """Without the figure: what crosses the line with all headers, and what it is unpacked."""
    context.add_init_script(COUNT_SHIFTS)
    page = context.new_page()
    asked: dict[str, str] = {}
    weighed: dict[str, float] = {}
    unpacked: list[tuple[str, int]] = []
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    network = context.new_cdp_session(page)
    network.on("Network.requestWillBeSent", lambda e: asked.update({e["requestId"]: e["request"]["url"]}))
    network.on("Network.loadingFinished", lambda e: weighed.update({e["requestId"]: e["encodedDataLength"]}))
    network.on("Network.dataReceived", lambda e: unpacked.append((e["requestId"], e["dataLength"])))
    network.send("Network.enable")
    page.goto(f"{portal_url}/{locale}/{ARTICLE}", wait_until="networkidle")
    assert {urlsplit(url).netloc for url in asked.values()} == {urlsplit(portal_url).netloc}
    figures = {name for name, url in asked.items() if "/figures/" in url}
    assert figures
    assert 5_000 < sum(size for name, size in weighed.items() if name not in figures) < MOST_TRANSFERRED
    assert 15_000 < sum(size for name, size in unpacked if name not in figures) < MOST_UNPACKED
    assert page.evaluate("window.shift") == 0
    assert complaints == [], "the policy of the page blocked something"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("media", ["screen", "print"])
def test_the_disclaimer_is_there_to_be_seen(page: Page, portal_url: str, locale: str, media: Media) -> None:
    page.emulate_media(media=media)
    for path in (f"/{locale}", f"/{locale}/{ARTICLE}", f"/{locale}/nothing-here"):
        page.goto(portal_url + path)
        disclaimer = page.locator(".disclaimer")
        box = disclaimer.bounding_box()
        assert box is not None
        assert box["width"] > 250
        assert box["height"] > 250
        assert disclaimer.is_visible()
        assert disclaimer.get_attribute("lang") == locale
        assert page.locator("details").count() == 0


@pytest.mark.parametrize("size", ["100%", "200%"])
@pytest.mark.parametrize("locale", [*LOCALES, "de"])
def test_the_narrowest_phone_need_not_scroll_sideways(
    page: Page, portal_url: str, locale: str, size: str
) -> None:
    """Nor with spaced text of twice the size (WCAG 2.2: 1.4.4, 1.4.10, 1.4.12)."""
    page.set_viewport_size({"width": 320, "height": 600})
    around = ("/docs", "/problems", f"/embed?locale={locale}")
    for path in (f"/{locale}", f"/{locale}/{ARTICLE}", f"/{locale}/{PARTLY_TRANSLATED}", *around):
        page.goto(portal_url + path)
        page.evaluate(ENLARGE, [size, SPACED if size != "100%" else ""])
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_a_word_that_is_longer_than_the_line_is_seen_whole(page: Page, portal_url: str) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(f"{portal_url}/de/{PARTLY_TRANSLATED}")
    for selector in ("h1", ".lead p", ".notice", ".contents a", ".text li"):
        page.locator(selector).first.evaluate("e => { e.textContent = 'Untersuchung'.repeat(9); }")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, selector


def test_the_first_tab_leads_a_keyboard_to_the_text(page: Page, portal_url: str) -> None:
    page.goto(f"{portal_url}/ar/{ARTICLE}")
    link = page.locator(".skip")
    assert not _on_screen(page, ".skip")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert _on_screen(page, ".skip")
    assert link.inner_text() != ""
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_section_in_another_language_runs_its_own_way(page: Page, portal_url: str) -> None:
    page.goto(f"{portal_url}/ar/{PARTLY_TRANSLATED}")
    section = page.locator("section[lang=en]:has(.fallback)").first
    direction = "e => getComputedStyle(e).direction"
    assert section.evaluate(direction) == "ltr"
    assert section.locator("> .fallback").evaluate(direction) == "rtl"
    assert section.locator("> .fallback").get_attribute("lang") == "ar"


@pytest.mark.parametrize(("path", "mark"), [("/ar/{}", ".notice"), ("/embed/ar/{}", ".mark")])
def test_a_mark_has_a_border_where_readers_have_colours_of_their_own(
    page: Page, portal_url: str, path: str, mark: str
) -> None:
    page.emulate_media(forced_colors="active", color_scheme="light")
    page.goto(portal_url + path.format(PARTLY_TRANSLATED))
    color = page.locator(mark).first.evaluate("e => getComputedStyle(e).borderTopColor")
    assert color == "rgb(0, 0, 0)"


@pytest.mark.parametrize("path", ["/ar/{}", "/embed/ar/{}"])
def test_scripts_that_do_not_slant_are_never_slanted(page: Page, portal_url: str, path: str) -> None:
    page.goto(portal_url + path.format(ARTICLE))
    emphasised = page.locator("em")
    assert emphasised.count() > 0
    for style in emphasised.evaluate_all("all => all.map(e => getComputedStyle(e).fontStyle)"):
        assert style == "normal"


def test_a_page_can_be_printed_and_traced(page: Page, portal_url: str) -> None:
    url = f"{portal_url}/en/{ARTICLE}"
    page.goto(url)
    assert not page.locator(".printed").is_visible()
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF-")
    assert len(printed) > 20_000
    page.emulate_media(media="print")
    assert url in page.locator(".printed").inner_text()
    assert "release 1" in page.locator("footer").inner_text()
    assert not page.locator(".languages").is_visible()


def _axe(page: Page, modules: Path) -> list[str]:
    """The rules that a page breaks, by axe-core's own names."""
    page.evaluate((modules / "axe-core/axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run().then(result => result.violations.map(v => v.id))")
    assert isinstance(found, list)
    return found


def _on_screen(page: Page, selector: str) -> bool:
    box = page.locator(selector).bounding_box()
    return box is not None and box["y"] >= 0 and box["height"] > 10
