"""What readers of other websites see: the text in the right language, and always its disclaimer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from embedding import Website, code, including, read, watch, website
from playwright.sync_api import Browser, Locator, Page
from portal import ARTICLE, PARTLY_TRANSLATED, serving
from tiny import TinyLibrary

LOCALES = ("en", "ar", "zh-Hans")
RTL = {"ar"}

# What style sheets of others do to what they do not know, on purpose or by accident.
RESETS = """
  body > *, body > * * { all: unset !important; }
  health-article, health-article * { display: none !important; visibility: hidden !important;
    opacity: 0 !important; font-size: 0 !important; color: transparent !important; height: 0 !important;
    max-height: 0 !important; width: 0 !important; overflow: hidden !important; position: fixed !important;
    inset-inline-start: -9999px !important; clip-path: inset(50%) !important; filter: opacity(0) !important;
    transform: scale(0) !important; content-visibility: hidden !important; text-indent: -999em !important;
    line-height: 0 !important; zoom: 0.01 !important; --ink: transparent !important;
    --soft: #17212b !important; }
  health-article { --ink: transparent; --health-article-ink: transparent; --health-article-font: none;
    --health-article-link: transparent; }
  health-article::part(section), health-article::part(title), health-article::part(lead),
  health-article::part(disclaimer), health-article::part(article) { display: none !important; }
  .disclaimer, section, footer { display: none !important; }
"""

KNOWN_TO_THE_EYE = """element => {
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  return {
    width: box.width, height: box.height, left: box.left, direction: style.direction,
    lang: element.closest("[lang]").lang, text: element.innerText, letters: parseFloat(style.fontSize),
    seen: element.checkVisibility(
      {opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true}),
    contrast: style.color !== style.backgroundColor && style.color !== "rgba(0, 0, 0, 0)",
  };
}"""


@pytest.fixture(scope="module")
def site() -> Iterator[Website]:
    """A website of somebody else."""
    with website() as found:
        yield found


@pytest.fixture(scope="module")
def nginx(site: Website, portal_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """That website behind a real nginx that follows includes."""
    with including(site, portal_url, tmp_path_factory.mktemp("nginx")) as found:
        yield found


@pytest.fixture
def tiny_portal(tmp_path: Path) -> Iterator[tuple[TinyLibrary, ExitStack, str]]:
    """A small library, its running portal, and what stops the portal."""
    library = TinyLibrary(tmp_path / "library", f"sqlite:///{tmp_path}/portal.db")
    library.publish()
    with ExitStack() as stack:
        yield library, stack, stack.enter_context(serving(library.store))
    library.store.close()


def api(portal: str, path: str) -> Any:
    """An answer of the portal."""
    return json.loads(read(f"{portal}/v1/{path}"))


def shows_the_disclaimer(disclaimer: Locator, portal: str, locale: str) -> None:
    """Fails unless the whole disclaimer of this language can be seen."""
    disclaimer.wait_for(state="attached")
    seen = disclaimer.evaluate(KNOWN_TO_THE_EYE)
    assert seen["seen"]
    assert seen["contrast"]
    assert seen["width"] > 200
    assert seen["height"] > 100
    assert seen["left"] >= 0
    assert seen["letters"] >= 12
    assert seen["lang"] == locale
    assert seen["direction"] == ("rtl" if locale in RTL else "ltr")
    for paragraph in api(portal, f"{locale}/disclaimer")["disclaimer"]["text"].split("\n\n"):
        assert paragraph in seen["text"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("way", ["component", "iframe", "include"])
def test_the_code_of_the_builder_shows_text_and_disclaimer_on_a_foreign_page(
    page: Page, site: Website, nginx: str, portal_url: str, way: str, locale: str
) -> None:
    address = site.publish(code(portal_url, way, ARTICLE, "risks", locale), lang="en")
    seen = watch(page, portal_url, nginx)
    page.goto(address.replace(site.base, nginx), wait_until="networkidle")
    inside = page.frame_locator("iframe") if way == "iframe" else page
    shows_the_disclaimer(inside.locator(".disclaimer"), portal_url, locale)
    (risks, *_) = api(portal_url, f"{locale}/articles/{ARTICLE}/sections/risks")["sections"]
    for item in risks["blocks"][0].get("items", risks["blocks"][:1]):
        assert item["text"] in inside.locator("article").inner_text()
    assert seen == []


def test_an_include_that_fails_leaves_link_and_disclaimer(
    page: Page, site: Website, nginx: str, portal_url: str
) -> None:
    written = code(portal_url, "include", ARTICLE, "risks", "ar")
    broken = re.sub(
        r'virtual="/health-portal/[^"]*"', 'virtual="/health-portal/v1/ar/articles/gone.html"', written
    )
    assert broken != written
    page.goto(site.publish(broken).replace(site.base, nginx))
    shows_the_disclaimer(page.locator("div[lang=ar]"), portal_url, "ar")


@pytest.mark.parametrize("locale", LOCALES)
def test_no_style_of_the_page_takes_the_disclaimer_away(
    page: Page, site: Website, portal_url: str, locale: str
) -> None:
    written = code(portal_url, "component", ARTICLE, "", locale)
    hidden = written.replace(
        "<health-article", '<health-article style="display: none !important; opacity: 0"'
    )
    page.goto(site.publish(hidden, head=f"<style>{RESETS}</style>"), wait_until="networkidle")
    shows_the_disclaimer(page.locator("health-article .disclaimer"), portal_url, locale)
    assert page.locator("health-article footer").is_visible()
    outside_of_parts = page.locator("health-article article > .mark, health-article .disclaimer .mark").all()
    assert [note.is_visible() for note in outside_of_parts] == [True] * (1 if locale == "en" else 3)


def test_the_check_of_these_tests_fires_when_the_disclaimer_is_hidden(
    page: Page, site: Website, portal_url: str
) -> None:
    page.goto(site.publish(code(portal_url, "component", ARTICLE, "risks", "en")))
    disclaimer = page.locator("health-article .disclaimer")
    disclaimer.wait_for()
    for style in ("display: none", "visibility: hidden", "opacity: 0", "font-size: 1px", "width: 9px"):
        disclaimer.evaluate("(element, style) => { element.style.cssText = style; }", style)
        with pytest.raises(AssertionError):
            shows_the_disclaimer(disclaimer, portal_url, "en")


def test_no_attribute_takes_the_disclaimer_away_but_the_page_may_hide_all(
    page: Page, site: Website, portal_url: str
) -> None:
    written = code(portal_url, "component", ARTICLE, "risks", "en")
    odd = 'disclaimer="off" hide-disclaimer no-disclaimer attribution="none" part="x" theme="none" class="x"'
    page.goto(site.publish(written.replace("<health-article", f"<health-article {odd}")))
    shows_the_disclaimer(page.locator("health-article .disclaimer"), portal_url, "en")
    page.evaluate("document.querySelector('health-article').hidden = true")
    assert not page.locator("health-article .disclaimer").is_visible()
    assert not page.locator("health-article .heading").first.is_visible()


def test_a_strict_policy_with_trusted_types_needs_just_the_lines_of_the_builder(
    page: Page, site: Website, portal_url: str
) -> None:
    lines = api(portal_url, "embed")["policy"]["component"]
    policy = f"default-src 'none'; {lines}; require-trusted-types-for 'script'; trusted-types 'none'"
    page.add_init_script(
        "window.broken = [];"
        "addEventListener('securitypolicyviolation', e => broken.push(e.violatedDirective))"
    )
    written = code(portal_url, "component", ARTICLE, "", "ar")
    page.goto(site.publish(written, headers={"Content-Security-Policy": policy}), wait_until="networkidle")
    shows_the_disclaimer(page.locator("health-article .disclaimer"), portal_url, "ar")
    assert page.evaluate("broken") == []
    assert page.locator("health-article img").evaluate("image => image.naturalWidth") > 0
    border = page.locator(".disclaimer").evaluate("e => getComputedStyle(e).borderTopWidth")
    assert border == "2px"


def test_the_same_policy_without_those_lines_leaves_the_children(
    page: Page, site: Website, portal_url: str
) -> None:
    written = code(portal_url, "component", ARTICLE, "", "ar")
    policy = f"default-src 'none'; script-src {portal_url}"
    page.goto(site.publish(written, headers={"Content-Security-Policy": policy}))
    page.wait_for_timeout(300)
    assert page.locator("health-article a").first.is_visible()
    assert api(portal_url, "ar/disclaimer")["disclaimer"]["title"] in page.inner_text("body")


def test_one_page_shows_an_arabic_and_an_english_part_each_in_its_own_way(
    page: Page, site: Website, portal_url: str
) -> None:
    parts = "".join(
        f'<div lang="{lang}"><health-article article="{ARTICLE}" section="risks"></health-article></div>'
        for lang in ("ar", "en")
    )
    script = f'<script type="module" src="{portal_url}/embed/v1.js"></script>'
    page.goto(site.publish(script + parts, lang="de"), wait_until="networkidle")
    for place, locale in enumerate(("ar", "en")):
        shows_the_disclaimer(page.locator("health-article .disclaimer").nth(place), portal_url, locale)


@pytest.mark.parametrize(
    ("page_language", "reader", "expected"),
    [("", "es-MX", "es"), ("sw", "fr-CA", "fr"), ("zh-CN", "en-US", "zh-Hans"), ("tlh", "tlh", "en")],
)
def test_the_language_is_that_of_the_page_and_else_that_of_the_reader(
    browser: Browser, site: Website, portal_url: str, page_language: str, reader: str, expected: str
) -> None:
    context = browser.new_context(locale=reader)
    page = context.new_page()
    script = f'<script type="module" src="{portal_url}/embed/v1.js"></script>'
    element = f'<health-article article="{ARTICLE}" section="risks"></health-article>'
    page.goto(site.publish(script + element, lang=page_language))
    shows_the_disclaimer(page.locator("health-article .disclaimer"), portal_url, expected)
    context.close()


def test_a_section_in_another_language_says_so_in_the_readers(
    page: Page, site: Website, portal_url: str
) -> None:
    body = api(portal_url, f"ar/articles/{PARTLY_TRANSLATED}")
    page.goto(site.publish(code(portal_url, "component", PARTLY_TRANSLATED, "", "ar")))
    section = page.locator("health-article section[lang=en]").first
    section.wait_for()
    assert section.evaluate("e => getComputedStyle(e).direction") == "ltr"
    note = section.locator(".mark")
    assert body["wording"]["texts"]["status.fallback"] in note.inner_text()
    assert note.locator("span").first.evaluate("e => [e.lang, getComputedStyle(e).direction]") == [
        "ar",
        "rtl",
    ]
    assert page.locator("health-article article").get_attribute("lang") == "ar"
    assert page.locator("health-article article").get_attribute("aria-label") == body["head"]["title"]


def test_a_link_to_an_article_leads_there_and_names_the_language_that_it_is_in(
    page: Page, site: Website, portal_url: str
) -> None:
    page.goto(site.publish(code(portal_url, "component", ARTICLE, "", "zh-Hans")))
    link = page.locator("health-article section a[hreflang=en]").first
    link.wait_for()
    assert link.get_attribute("href") == f"{portal_url}/zh-Hans/{PARTLY_TRANSLATED}"
    assert link.evaluate("e => e.nextSibling.textContent") == " (English)"


def test_a_frame_is_as_high_as_its_text_and_has_a_title(page: Page, site: Website, portal_url: str) -> None:
    page.goto(site.publish(code(portal_url, "iframe", ARTICLE, "", "zh-Hans")), wait_until="networkidle")
    page.wait_for_timeout(200)
    frame = page.locator("iframe")
    text_height = page.frame_locator("iframe").locator("body").evaluate("body => body.scrollHeight")
    assert text_height <= float(frame.get_attribute("height") or 0) <= text_height + 2
    title = api(portal_url, f"zh-Hans/articles/{ARTICLE}")["head"]["title"]
    assert frame.get_attribute("title") == title
    assert page.frame_locator("iframe").locator("title").inner_text() == title


def test_a_stranger_cannot_set_the_height_of_a_frame(page: Page, site: Website, portal_url: str) -> None:
    page.goto(site.publish(code(portal_url, "iframe", ARTICLE, "risks", "en")), wait_until="networkidle")
    page.wait_for_timeout(200)
    before = page.locator("iframe").get_attribute("height")
    page.evaluate("postMessage({healthArticleHeight: 7}, '*')")
    page.wait_for_timeout(100)
    assert page.locator("iframe").get_attribute("height") == before


def test_other_pages_of_ours_are_in_no_frame(page: Page, site: Website, portal_url: str) -> None:
    body = "".join(f'<iframe src="{portal_url}{path}"></iframe>' for path in (f"/en/{ARTICLE}", "/embed"))
    page.goto(site.publish(body), wait_until="networkidle")
    for place in (0, 1):
        assert page.frame_locator("iframe").nth(place).locator(".disclaimer").count() == 0


def test_events_tell_what_was_shown_and_what_went_wrong(page: Page, site: Website, portal_url: str) -> None:
    page.add_init_script("""window.told = []; for (const what of ["loaded", "error"])
      addEventListener(`health-article:${what}`, e => told.push([what, e.detail.locale ?? e.detail.code]))""")
    script = f'<script type="module" src="{portal_url}/embed/v1.js"></script>'
    elements = "".join(
        f'<health-article article="{name}" locale="{locale}">x</health-article>'
        for name, locale in ((ARTICLE, "ar"), ("nothing", "ar"), ("<b>", "en"), (ARTICLE, "xx"), ("", ""))
    )
    page.goto(site.publish(script + elements), wait_until="networkidle")
    page.wait_for_function("told.length === 5")
    assert sorted(page.evaluate("told")) == [
        ["error", "unknown-article"],
        ["error", "unknown-article"],
        ["error", "unknown-article"],
        ["error", "unknown-locale"],
        ["loaded", "ar"],
    ]
    assert page.locator("health-article", has_text="x").count() >= 4


def test_a_changed_attribute_loads_again_and_headings_fit(page: Page, site: Website, portal_url: str) -> None:
    page.goto(site.publish(code(portal_url, "component", ARTICLE, "risks", "en")))
    shows_the_disclaimer(page.locator("health-article .disclaimer"), portal_url, "en")
    page.evaluate("""() => { const element = document.querySelector("health-article");
      element.setAttribute("locale", "ar"); element.setAttribute("heading-level", "4"); }""")
    page.locator("health-article article[lang=ar]").wait_for()
    shows_the_disclaimer(page.locator("health-article .disclaimer"), portal_url, "ar")
    assert page.locator("health-article h4").count() == 1
    assert page.locator("health-article h2").count() == 0


def test_no_sentence_of_a_block_that_came_later_gets_lost(page: Page, site: Website, portal_url: str) -> None:
    told = read(f"{portal_url}/v1/en/articles/{ARTICLE}")
    later = told.replace('{"type":"list","ordered":false,"items":', '{"type":"grid","depth":2,"rows":')
    items = [item["text"] for block in _blocks(json.loads(told)) for item in block.get("items", ())]
    assert later != told
    page.route("**/v1/en/articles/*", lambda route: route.fulfill(body=later, headers=_ANY_ORIGIN))
    page.goto(site.publish(code(portal_url, "component", ARTICLE, "", "en")))
    shown = page.locator("health-article .text")
    shown.wait_for()
    assert [item for item in items if item not in (shown.text_content() or "")] == []
    assert "undefined" not in (shown.text_content() or "")


def test_an_answer_that_cannot_be_drawn_is_told_and_leaves_the_children(
    page: Page, site: Website, portal_url: str
) -> None:
    page.add_init_script("addEventListener('health-article:error', e => { window.told = e.detail.code; })")
    told = read(f"{portal_url}/v1/en/articles/{PARTLY_TRANSLATED}")
    broken = told.replace('"type":"list"', '"type":"callout"')
    assert broken != told
    address = f"**/v1/en/articles/{PARTLY_TRANSLATED}"
    page.route(address, lambda route: route.fulfill(body=broken, headers=_ANY_ORIGIN))
    page.goto(site.publish(code(portal_url, "component", ARTICLE, "", "en")))
    page.locator("health-article .text").wait_for()
    page.evaluate(f"document.querySelector('health-article').setAttribute('article', '{PARTLY_TRANSLATED}')")
    page.wait_for_function("window.told === 'unreadable'")
    assert page.locator("health-article .text").count() == 0
    shows_the_disclaimer(page.locator("health-article > div"), portal_url, "en")


def test_no_other_text_is_shown_while_the_new_one_is_awaited(
    page: Page, site: Website, portal_url: str
) -> None:
    page.goto(site.publish(code(portal_url, "component", ARTICLE, "", "en")))
    page.locator("health-article .text").wait_for()
    page.route(f"**/{PARTLY_TRANSLATED}", lambda route: None)
    with page.expect_request(f"**/{PARTLY_TRANSLATED}"):
        page.evaluate(
            f"document.querySelector('health-article').setAttribute('article', '{PARTLY_TRANSLATED}')"
        )
    assert page.locator("health-article .text").count() == 0
    shows_the_disclaimer(page.locator("health-article > div"), portal_url, "en")
    page.unroute_all(behavior="ignoreErrors")


def test_an_origin_that_came_later_is_marked_as_a_machine_translation(
    page: Page, site: Website, portal_url: str
) -> None:
    told = read(f"{portal_url}/v1/ar/articles/{ARTICLE}")
    later = told.replace('"origin":"machine"', '"origin":"oracle"')
    assert later != told
    page.route("**/v1/ar/articles/*", lambda route: route.fulfill(body=later, headers=_ANY_ORIGIN))
    page.goto(site.publish(code(portal_url, "component", ARTICLE, "", "ar")))
    page.locator("health-article .text").wait_for()
    marks = page.locator("health-article .mark").all_inner_texts()
    assert any(json.loads(told)["wording"]["texts"]["notice.machine"] in mark for mark in marks)


def _blocks(body: Any) -> list[Any]:
    return [block for section in body["sections"] for block in section["blocks"]]


def test_nothing_is_stored_and_no_cookie_is_set_unless_asked(
    page: Page, site: Website, portal_url: str
) -> None:
    page.goto(site.publish(code(portal_url, "component", ARTICLE, "risks", "en")))
    page.locator("health-article .disclaimer").wait_for()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_with_the_service_stopped_the_children_show(
    page: Page, site: Website, tiny_portal: tuple[TinyLibrary, ExitStack, str]
) -> None:
    _, stack, portal = tiny_portal
    written = code(portal, "component", "pump", "", "en")
    script = read(f"{portal}/embed/v1.js")
    stack.close()
    page.route("**/embed/v1.js", lambda route: route.fulfill(body=script, headers=_JAVASCRIPT))
    page.goto(site.publish(written), wait_until="networkidle")
    page.wait_for_timeout(100)
    _children_show(page)


def test_without_javascript_the_children_show(browser: Browser, site: Website, portal_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.publish(code(portal_url, "component", ARTICLE, "", "ar")))
    assert api(portal_url, "ar/disclaimer")["disclaimer"]["title"] in page.inner_text("health-article")
    assert page.locator("health-article a").is_visible()
    context.close()


def test_a_kept_copy_shows_its_date_and_is_never_older_than_asked(
    page: Page, site: Website, tiny_portal: tuple[TinyLibrary, ExitStack, str]
) -> None:
    _, stack, portal = tiny_portal
    written = code(portal, "component", "pump", "", "en").replace(
        "<health-article", '<health-article keep="2h"'
    )
    address = site.publish(written)
    script = read(f"{portal}/embed/v1.js")
    page.goto(address)
    page.locator("health-article .disclaimer").wait_for()
    stack.close()
    page.route("**/embed/v1.js", lambda route: route.fulfill(body=script, headers=_JAVASCRIPT))
    _age_copy(page, minutes=119)
    page.reload()
    kept = page.locator("health-article .mark").first
    kept.wait_for()
    assert "copy saved on" in kept.inner_text()
    assert "2" in kept.inner_text()
    assert page.locator("health-article .disclaimer").is_visible()
    _age_copy(page, minutes=121)
    page.reload(wait_until="networkidle")
    page.wait_for_timeout(100)
    _children_show(page)
    assert page.evaluate("localStorage.length") == 0


def test_a_withdrawn_text_is_never_shown_from_a_copy(
    page: Page, site: Website, tiny_portal: tuple[TinyLibrary, ExitStack, str]
) -> None:
    library, _, portal = tiny_portal
    library.article("other", (library.root / "content/articles/pump.md").read_text("utf-8"))
    library.publish()
    written = code(portal, "component", "other", "", "en").replace(
        "<health-article", '<health-article keep="7d"'
    )
    address = site.publish(written)
    page.goto(address)
    page.locator("health-article .disclaimer").wait_for()
    assert page.evaluate("localStorage.length") == 1
    (library.root / "content/articles/other.md").unlink()
    library.write(
        "content/withdrawn.toml",
        '[[withdrawn]]\narticle = "other"\nreason = "incorrect"\non = 2026-11-22\n',
    )
    library.publish()
    page.goto("about:blank")
    page.context.clear_cookies()
    page.route(
        "**/v1/**",
        lambda route: route.continue_(headers={**route.request.headers, "cache-control": "no-cache"}),
    )
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(100)
    _children_show(page)
    assert page.evaluate("localStorage.length") == 0


def test_an_element_without_children_is_never_a_blank_box(
    page: Page, site: Website, tiny_portal: tuple[TinyLibrary, ExitStack, str]
) -> None:
    _, stack, portal = tiny_portal
    script = read(f"{portal}/embed/v1.js")
    stack.close()
    page.route("**/embed/v1.js", lambda route: route.fulfill(body=script, headers=_JAVASCRIPT))
    element = '<health-article article="pump"></health-article>'
    page.goto(site.publish(f'<script type="module" src="{portal}/embed/v1.js"></script>{element}'))
    link = page.locator("health-article a").first
    link.wait_for()
    assert link.get_attribute("href") == f"{portal}/en/pump"


def test_the_builder_answers_at_once_and_its_button_copies(browser: Browser, portal_url: str) -> None:
    context = browser.new_context(locale="en", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    seen = watch(page, portal_url)
    page.goto(f"{portal_url}/embed")
    page.select_option("#Locale", "ar")
    page.locator("#Code", has_text='locale="ar"').wait_for()
    shows_the_disclaimer(page.locator("health-article .disclaimer"), portal_url, "ar")
    page.select_option("#Way", "iframe")
    page.locator("iframe.result").wait_for()
    shows_the_disclaimer(page.frame_locator("iframe.result").locator(".disclaimer"), portal_url, "ar")
    page.click("#Copy")
    page.locator("#Copied", has_text="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#Code")
    assert "way=iframe" in page.url
    assert seen == []
    context.close()


def test_the_builder_works_without_javascript(browser: Browser, portal_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="de")
    page = context.new_page()
    page.goto(f"{portal_url}/embed")
    page.select_option("#Way", "include")
    page.select_option("#Locale", "zh-Hans")
    page.click("form button")
    assert f"/v1/zh-Hans/articles/{ARTICLE}.html" in page.input_value("#Code")
    assert page.locator("html").get_attribute("lang") == "de"
    context.close()


_JAVASCRIPT = {"Content-Type": "text/javascript", "Access-Control-Allow-Origin": "*"}
_ANY_ORIGIN = {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*"}


def _children_show(page: Page) -> None:
    assert page.locator("health-article > p a").is_visible()
    assert "This is for education only." in page.inner_text("health-article")
    assert page.locator("health-article .disclaimer").count() == 0


def _age_copy(page: Page, *, minutes: int) -> None:
    """As if the copy had been loaded so long ago."""
    page.evaluate(
        """minutes => { const [mark] = Object.keys(localStorage), copy = JSON.parse(localStorage[mark]);
        copy.at = Date.now() - minutes * 60_000; localStorage[mark] = JSON.stringify(copy); }""",
        minutes,
    )
