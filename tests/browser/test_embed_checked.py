"""axe-core, html-validate and the Nu checker find no mistake in what others embed, nor in the builder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from embedding import Website, code, read, website
from playwright.sync_api import Browser, Page
from portal import ARTICLE, PARTLY_TRANSLATED, PROJECT
from test_pages_html import _html_validate as html_validate
from test_pages_html import _nu as nu

Scheme = Literal["light", "dark"]
HOST = "<main><h1>Hospital</h1>{}</main>"
LOOKS: list[tuple[str, str, Scheme]] = [
    ("component", "en", "light"),
    ("component", "ar", "dark"),
    ("component", "zh-Hans", "light"),
    ("partly", "ar", "light"),
    ("frame", "en", "dark"),
    ("frame", "ar", "light"),
    ("builder", "en", "light"),
    ("builder", "ar", "dark"),
]


@pytest.fixture(scope="module")
def site() -> Iterator[Website]:
    """A website of somebody else."""
    with website() as found:
        yield found


@pytest.fixture(scope="module")
def files(portal_url: str, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Frames and builders, and pages of others with the code of the builder in them."""
    folder = tmp_path_factory.mktemp("html")
    texts = {
        "frame-ar": read(f"{portal_url}/embed/ar/{ARTICLE}"),
        "frame-partly": read(f"{portal_url}/embed/ar/{PARTLY_TRANSLATED}"),
        "frame-section": read(f"{portal_url}/embed/en/{ARTICLE}/risks"),
        "broken": '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><p><div>x</p></body>',
    }
    for way in ("component", "iframe", "include", "oembed", "curl"):
        texts[f"builder-{way}"] = read(f"{portal_url}/embed?article={ARTICLE}&way={way}&locale=ar")
    for way in ("component", "iframe"):
        texts[f"host-{way}"] = _document(code(portal_url, way, ARTICLE, "risks", "ar"))
    for locale in ("en", "ar"):
        texts[f"fragment-{locale}"] = _document(read(f"{portal_url}/v1/{locale}/articles/{ARTICLE}.html"))
    written = [folder / f"{name}.html" for name in texts]
    for file, text in zip(written, texts.values(), strict=True):
        file.write_text(text, "utf-8")
    return written


def test_html_validate_finds_nothing_but_what_is_broken(files: list[Path], modules: Path) -> None:
    found = html_validate(files, modules)
    assert found.pop("broken.html")
    assert found == {}


def test_the_nu_checker_finds_nothing_but_what_is_broken(files: list[Path], modules: Path) -> None:
    styles = [*(PROJECT / "portal_api/web/static/embed").glob("*.css")]
    found = nu([*files, *styles], modules)
    assert found.pop("broken.html")
    assert found == {}


@pytest.mark.parametrize(("surface", "locale", "scheme"), LOOKS)
def test_axe_finds_nothing(
    browser: Browser,
    portal_url: str,
    site: Website,
    modules: Path,
    surface: str,
    locale: str,
    scheme: Scheme,
) -> None:
    context = browser.new_context(color_scheme=scheme, locale=locale)
    page = context.new_page()
    own = {"frame": f"/embed/{locale}/{ARTICLE}", "builder": f"/embed?locale={locale}&way=iframe"}
    article = PARTLY_TRANSLATED if surface == "partly" else ARTICLE
    page.goto(portal_url + own[surface] if surface in own else _host(site, portal_url, article, locale))
    page.locator(".disclaimer").first.wait_for()
    assert _axe(page, modules) == []
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_a_page_chooses_the_theme(
    page: Page, portal_url: str, site: Website, modules: Path, theme: str
) -> None:
    written = code(portal_url, "component", ARTICLE, "", "ar")
    page.goto(
        site.publish(HOST.format(written.replace("<health-article", f'<health-article theme="{theme}"')))
    )
    paper = page.locator("health-article article").evaluate("e => getComputedStyle(e).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(17, 23, 28)"}[theme]
    assert _axe(page, modules) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_there_is_no_text(
    page: Page, portal_url: str, site: Website, modules: Path, theme: str
) -> None:
    element = f'<health-article article="nothing" locale="ar" theme="{theme}">Ours</health-article>'
    script = f'<script type="module" src="{portal_url}/embed/v1.js"></script>'
    page.goto(site.publish(HOST.format(script + element)))
    page.locator("health-article .mark").wait_for()
    assert _axe(page, modules) == []


def test_axe_looks_into_the_component(page: Page, portal_url: str, site: Website, modules: Path) -> None:
    """A check that finds nothing must be seen to find something."""
    page.goto(_host(site, portal_url, ARTICLE, "en"))
    page.locator("health-article .disclaimer").evaluate("e => { e.style.color = '#eee'; }")
    assert "color-contrast" in _axe(page, modules)


def _host(site: Website, portal: str, article: str, locale: str) -> str:
    written = code(portal, "component", article, "", locale)
    return site.publish(HOST.format(written), head='<meta name="color-scheme" content="light dark">')


def _document(body: str) -> str:
    head = '<meta charset="utf-8"><title>Hospital</title>'
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body>{HOST.format(body)}</body></html>\n'


def _axe(page: Page, modules: Path) -> list[str]:
    """The rules that a page breaks, shadow trees and frames of its own site included."""
    page.evaluate((modules / "axe-core/axe.min.js").read_text("utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run()")
    return [one["id"] for one in found["violations"]]
