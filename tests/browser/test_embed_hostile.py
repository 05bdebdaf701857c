"""Hostile texts in every field of articles, catalogs and disclaimer stay texts on every surface."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from embedding import Website, code, read, watch, website
from markdown_it import MarkdownIt
from playwright.sync_api import BrowserContext, Page
from portal import serving
from tiny import DISCLAIMER, TinyLibrary

from portal_api.articles.inline import literal

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=https://evil.example/x>",
    '"><svg onload=alert(1)>',
    "'-alert(1)-'",
    "</script><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</template><script>alert(1)</script>",
    '<!--#include virtual="/etc/passwd" -->',
    "<!-- --!><script>alert(1)</script>",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)} #{alert(1)} <%= alert(1) %>",
    "`alert(1)`",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "<https://evil.example/>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;",
    r"\u003cscript\u003ealert(1)",
    "<iframe src=https://evil.example/></iframe>",
    "<a href=javascript:alert(1) autofocus onfocus=alert(1)>x</a>",
    "<base href=https://evil.example/>",
    '<meta http-equiv=refresh content="0;url=https://evil.example/">',
    "<link rel=stylesheet href=https://evil.example/x.css>",
    '" onmouseover="alert(1)" autofocus onfocus="alert(1)',
    "]]><script>alert(1)</script>",
    "<math><mtext></math><style><img src onerror=alert(1)>",
    "{locale} %(n)s {0.__class__} __proto__",
)

ARTICLE = """\
---
language: en
kind: procedure
audience: child
review: {{by: {quoted}, role: {quoted}, on: 2026-01-02, next: 2028-01-02}}
sources: [{{title: {quoted}, url: "https://www.example.org/source"}}]
figure: {{file: x.svg, alt: {alt}, credit: {quoted}, licence: {quoted}}}
---
# {text}

{text} {{#lead}}

## {text} {{#overview}}

{text} and **{text}** and *{text}* and [{text}](https://www.example.org/more?a=1&b=2) {{#p1}}

> [!WARNING]
> {text} {{#p2}}

- {text} {{#r1}}
- {text} {{#r2}}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>'
NAMES = tuple(f"hostile-{number}" for number in range(len(HOSTILE)))


@dataclass(frozen=True)
class Scene:
    """The portal with the hostile library, and a website that embeds from it."""

    portal: str
    site: Website


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TinyLibrary]:
    """One article for each hostile text, which stands in all of its fields; all of them in the disclaimer."""
    folder = tmp_path_factory.mktemp("hostile")
    made = TinyLibrary(folder / "library", f"sqlite:///{folder}/portal.db")
    made.settings("en", "es")
    made.write("content/figures/x.svg", SVG)
    all_texts = "\n\n".join(f"Beware {literal(text)} {{#h{number}}}" for number, text in enumerate(HOSTILE))
    made.write("content/disclaimer.md", f"{DISCLAIMER}\n{all_texts}\n")
    made.change("content/library.toml", '"Tiny Health"', json.dumps(f"Tiny {HOSTILE[3]}"))
    made.change("content/library.toml", '"Tiny Health, CC BY 4.0"', json.dumps(f"Tiny {HOSTILE[1]}"))
    for name in ("disclaimer", "portal"):
        made.translate("es", name)
    for name, text in zip(NAMES, HOSTILE, strict=True):
        quoted, written = json.dumps(f"Take {text}"), f"Take {literal(text)}"
        made.article(name, ARTICLE.format(text=written, quoted=quoted, alt=json.dumps(written)))
        made.translate("es", name)
    made.publish()
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def scene(library: TinyLibrary) -> Iterator[Scene]:
    """Both of them running."""
    with serving(library.store) as portal, website() as site:
        yield Scene(portal, site)


@pytest.fixture
def tab(context: BrowserContext, scene: Scene) -> Iterator[Page]:
    """A tab in which nothing of ours may open a dialog or ask another host."""
    page = context.new_page()
    seen = watch(page, scene.portal, scene.site.base)
    page.route(lambda url: "evil.example" in url, lambda route: route.abort())
    yield page
    assert seen == []


def test_every_hostile_text_is_really_published_in_both_languages(library: TinyLibrary) -> None:
    for name, text in zip(NAMES, HOSTILE, strict=True):
        for tag, prefix in (("en", ""), ("es", "es: ")):
            body = library.edition(tag, name).body
            assert body["head"]["title"] == f"{prefix}Take {text}"
            assert set(library.statuses(tag, name).values()) == {"translated" if prefix else "source"}


def test_they_do_nothing_on_our_pages_frames_and_builder(tab: Page, scene: Scene) -> None:
    for number, name in enumerate(NAMES):
        locale = ("en", "es")[number % 2]
        tab.goto(f"{scene.portal}/{locale}/{name}")
        assert HOSTILE[number] in tab.locator("h1").inner_text()
        tab.goto(f"{scene.portal}/embed/{locale}/{name}")
        assert HOSTILE[number] in tab.locator("h1").inner_text()
        assert HOSTILE[number] in tab.title()
        if number % 4 == 0:  # the builder lists all of them each time
            tab.goto(f"{scene.portal}/embed?article={name}&locale={locale}")
            assert name in tab.input_value("#Code")


def test_they_do_nothing_in_the_component(tab: Page, scene: Scene) -> None:
    elements = "".join(
        f'<health-article article="{name}" locale="{("en", "es")[number % 2]}"></health-article>'
        for number, name in enumerate(NAMES)
    )
    script = f'<script type="module" src="{scene.portal}/embed/v1.js"></script>'
    tab.goto(scene.site.publish(script + elements))
    tab.wait_for_function("document.querySelectorAll('health-article').length > 0")
    for number, text in enumerate(HOSTILE):
        element = tab.locator("health-article").nth(number)
        element.locator(".disclaimer").wait_for()
        assert text in element.locator(".title").inner_text()
        assert text in element.locator(".callout").inner_text()
        assert text in (element.locator("img").get_attribute("alt") or "")


def test_they_do_nothing_where_the_code_of_the_builder_stands(tab: Page, scene: Scene) -> None:
    written = [code(scene.portal, way, name) for name in NAMES for way in ("component", "iframe")]
    frames = [one.replace("<iframe", '<iframe loading="lazy"').split("<script")[0] for one in written]
    links = [one.partition("</script>")[2] for one in written]
    tab.goto(scene.site.publish("".join(frames[:4] + links)))
    for text in HOSTILE:
        assert text in tab.locator("body").inner_text()


def test_they_do_nothing_in_fragments_of_html_and_markdown(tab: Page, scene: Scene) -> None:
    """The Markdown is read by a reader that allows raw HTML and tables, links and strikes by itself."""
    trusting = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for form in ("html", "md"):
        parts = [
            read(f"{scene.portal}/v1/{('en', 'es')[number % 2]}/articles/{name}.{form}")
            for number, name in enumerate(NAMES)
        ]
        shown = parts if form == "html" else [f"<div>{trusting.render(part)}</div>" for part in parts]
        tab.goto(scene.site.publish("".join(shown)))
        text = tab.locator("body").inner_text()
        for hostile in HOSTILE:
            assert hostile in text, form
            assert f"Beware {hostile}" in text, form


def test_they_do_nothing_as_linked_data_inside_a_page(tab: Page, scene: Scene) -> None:
    parts = [read(f"{scene.portal}/v1/en/articles/{name}.jsonld") for name in NAMES]
    scripts = "".join(f'<script type="application/ld+json">{part}</script>' for part in parts)
    tab.goto(scene.site.publish(scripts))
    found = tab.locator("script").evaluate_all("all => all.map(one => JSON.parse(one.textContent).name)")
    assert found == [f"Take {text}" for text in HOSTILE]


def test_they_do_nothing_as_embedded_by_oembed(tab: Page, scene: Scene) -> None:
    parts = [
        json.loads(read(f"{scene.portal}/oembed?url={scene.portal}/en/{name}"))["html"] for name in NAMES[:6]
    ]
    tab.goto(scene.site.publish("".join(parts)))
    tab.wait_for_timeout(200)
    for text in HOSTILE[:6]:
        assert text in tab.locator("body").inner_text()


@pytest.mark.parametrize("form", ["", ".txt", ".md", ".jsonld", ".html"])
def test_they_do_nothing_when_an_answer_is_opened_itself(tab: Page, scene: Scene, form: str) -> None:
    for name in NAMES[:: 6 if form else 3]:
        url = f"{scene.portal}/v1/en/articles/{name}{form}"
        tab.goto(url)
        assert "Take" in tab.content()


def test_the_watch_of_these_tests_fires(context: BrowserContext, scene: Scene) -> None:
    page = context.new_page()
    seen = watch(page, scene.portal, scene.site.base)
    page.route(lambda url: "evil.example" in url, lambda route: route.abort())
    page.goto(scene.site.publish(HOSTILE[0] + HOSTILE[2]))
    assert sorted(seen) == ["dialog: 1", "request: https://evil.example/x"]
