"""Whatever goes wrong with the component: readers get a sentence and ways on, the author the remedy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from embedding import Website, read, website
from playwright.sync_api import ConsoleMessage, Page, Route
from portal import PARTLY_TRANSLATED, serving
from tiny import ARTICLE, NOW, TinyLibrary

from portal_api.releases.holding import Named, hold
from portal_api.releases.record.store import Imprint

NOT_LOADED = {
    "en": "This text could not be loaded.",
    "de": "Dieser Text konnte nicht geladen werden.",
    "ar": "تعذر تحميل هذا النص.",
    "zh-CN": "无法加载此文本。",
}
ANY_ORIGIN = {"Access-Control-Allow-Origin": "*"}
REVIEWED = 'review: {{by: "A. Nurse", role: "Nurse", on: 2020-01-02, next: {day}}}'

Trouble = Callable[[Route], None]


def answered(status: int, body: str) -> Trouble:
    """What something in front of the service may answer."""
    return lambda route: route.fulfill(status=status, body=body, headers=ANY_ORIGIN)


OUTAGES: list[Trouble] = [
    lambda route: route.abort("internetdisconnected"),
    lambda route: route.abort("timedout"),
    answered(503, "<h1>Bad gateway</h1>"),
    answered(429, "slow down"),
    answered(200, "<h1>Please log in</h1>"),
    answered(200, "null"),
    answered(200, '{"disclaimer": {"text": "x"}, "sections": [null]}'),
    answered(502, '{"code": 7, "detail": null}'),
]


@pytest.fixture(scope="module")
def site() -> Iterator[Website]:
    """A website of somebody else."""
    with website() as found:
        yield found


@pytest.fixture
def told(page: Page) -> list[str]:
    """What the author of the page reads in the console."""
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "<health-article>" in message.text:
            found.append(message.text)

    page.on("console", note)
    return found


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[TinyLibrary]:
    """A small library of its own."""
    library = TinyLibrary(tmp_path / "library", f"sqlite:///{tmp_path}/portal.db")
    yield library
    library.store.close()


def show(page: Page, site: Website, portal: str, element: str, lang: str = "en", **more: Any) -> None:
    """A page of somebody else with this element, once it is through with loading."""
    script = f'<script type="module" src="{portal}/embed/v1.js"></script>'
    page.goto(site.publish(script + element, lang=lang, **more))
    page.locator("health-article article").wait_for()


def shows_ways_on(page: Page, portal: str, text: str, told: list[str]) -> None:
    """Fails unless all that a reader needs can be seen, and the author of the page knows what to do."""
    found = page.locator("health-article article")
    assert found.bounding_box()["height"] > 60
    assert text in found.inner_text()
    way, disclaimer = (link.get_attribute("href") or "" for link in found.locator("a").all())
    for href in (way, disclaimer):
        assert href.startswith(f"{portal}/")
        assert "/v1/" not in href
        page_of_ours = read(href.partition("#")[0])
        assert 'class="disclaimer" id="Disclaimer"' in page_of_ours
    assert disclaimer.endswith("#Disclaimer")
    assert all(link.inner_text().strip() and link.is_visible() for link in found.locator("a").all())
    (advice,) = told
    assert f"{portal}/embed" in advice


@pytest.mark.parametrize("lang", NOT_LOADED)
def test_a_name_that_is_none_leaves_a_sentence_and_tells_the_author(
    page: Page, site: Website, portal_url: str, told: list[str], lang: str
) -> None:
    show(page, site, portal_url, '<health-article article="Fever-in-children"></health-article>', lang)
    shows_ways_on(page, portal_url, NOT_LOADED[lang], told)
    assert 'article="Fever-in-children" is no id' in told[0]
    assert "small letters" in told[0]


@pytest.mark.parametrize(
    ("attributes", "title", "way"),
    [
        ('article="nothing" locale="de"', "problem.unknown-article.title", "/de"),
        (f'article="{PARTLY_TRANSLATED}" section="x" locale="de"', "problem.unknown-section.title", "/de/"),
        (f'article="{PARTLY_TRANSLATED}" locale="tlh"', "problem.unknown-locale.title", "/de/"),
    ],
)
def test_what_the_service_does_not_have_is_told_in_its_words(
    page: Page, site: Website, portal_url: str, told: list[str], attributes: str, title: str, way: str
) -> None:
    page.context.set_extra_http_headers({"Accept-Language": "de"})
    show(page, site, portal_url, f"<health-article {attributes}></health-article>", "de")
    words = json.loads(read(f"{portal_url}/v1/de/disclaimer"))
    shows_ways_on(page, portal_url, words["disclaimer"]["title"], told)
    article = page.locator("health-article article")
    assert article.get_attribute("lang") == "de"
    assert article.locator("strong").inner_text() == german(title)
    assert (article.locator("a").first.get_attribute("href") or "").startswith(portal_url + way)


@pytest.mark.parametrize("outage", OUTAGES)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_an_outage_leaves_a_sentence_in_the_language_of_the_page(
    page: Page, site: Website, portal_url: str, told: list[str], outage: Trouble, lang: str
) -> None:
    page.route("**/v1/**", outage)
    element = f'<health-article article="{PARTLY_TRANSLATED}" section="symptoms"></health-article>'
    show(page, site, portal_url, element, lang)
    shows_ways_on(page, portal_url, NOT_LOADED[lang], told)
    way = page.locator("health-article article a").first.get_attribute("href")
    assert way == f"{portal_url}/{lang}/{PARTLY_TRANSLATED}#symptoms"


def test_a_policy_that_forbids_it_is_named_to_the_author(
    page: Page, site: Website, portal_url: str, told: list[str]
) -> None:
    policy = {"Content-Security-Policy": f"default-src 'none'; script-src {portal_url}"}
    element = f'<health-article article="{PARTLY_TRANSLATED}"></health-article>'
    show(page, site, portal_url, element, headers=policy)
    shows_ways_on(page, portal_url, NOT_LOADED["en"], told)
    assert f"connect-src {portal_url}" in told[0]


def test_what_the_page_put_between_the_tags_stays(
    page: Page, site: Website, portal_url: str, told: list[str]
) -> None:
    element = '<health-article article="nothing"><p>Our own words</p></health-article>'
    show(page, site, portal_url, element)
    assert page.get_by_text("Our own words").is_visible()
    shows_ways_on(page, portal_url, "no article", told)


def test_a_language_that_our_words_are_not_in_is_not_mixed_up_with_another_script(
    page: Page, site: Website, portal_url: str, told: list[str]
) -> None:
    page.route("**/v1/**", OUTAGES[0])
    element = f'<health-article article="{PARTLY_TRANSLATED}"></health-article>'
    for lang in ("zh-Hant", "zh-TW", "so"):
        show(page, site, portal_url, element, lang)
        article = page.locator("health-article article")
        assert (article.get_attribute("lang"), article.inner_text().split(".")[0]) == (
            "en",
            NOT_LOADED["en"].removesuffix("."),
        )


def test_a_moment_of_too_many_requests_takes_no_kept_copy_away(
    page: Page, site: Website, portal_url: str
) -> None:
    element = f'<health-article article="{PARTLY_TRANSLATED}" keep="1d"></health-article>'
    show(page, site, portal_url, element)
    page.route("**/v1/**", OUTAGES[3])
    page.reload()
    page.locator("health-article .mark", has_text="copy saved on").wait_for()
    assert page.evaluate("localStorage.length") == 1


@pytest.mark.parametrize(("day", "is_told"), [("2020-05-04", True), ("2999-05-04", False)])
def test_a_review_that_is_overdue_is_told_above_the_text(
    page: Page, site: Website, tiny: TinyLibrary, day: str, is_told: bool
) -> None:
    tiny.article("pump", ARTICLE.replace("review: {status: unreviewed}", REVIEWED.format(day=day)))
    tiny.publish()
    with serving(tiny.store) as portal:
        show(page, site, portal, '<health-article article="pump"></health-article>')
        marks = page.locator("health-article .mark").all_inner_texts()
    assert any("reviewed again by \u2068May 4, 2020\u2069" in mark for mark in marks) == is_told


def test_a_text_that_was_taken_back_is_told_with_its_reason_and_what_takes_its_place(
    page: Page, site: Website, tiny: TinyLibrary, told: list[str]
) -> None:
    tiny.article("old", ARTICLE)
    tiny.article("held", ARTICLE.replace("# Pump", "# Held"))
    tiny.publish()
    (tiny.root / "content/articles/old.md").unlink()
    entry = '[[withdrawn]]\narticle = "old"\nreason = "incorrect"\nsuccessor = "pump"\non = 2026-11-22\n'
    tiny.write("content/withdrawn.toml", entry)
    tiny.publish()
    hold(tiny.store, Named("held"), "unsafe", Imprint(NOW, "Ana", "test"))
    with serving(tiny.store) as portal:
        show(page, site, portal, '<health-article article="old" section="risks"></health-article>')
        shows_ways_on(page, portal, "Please do not rely on any copy of it.", told)
        way = page.locator("health-article article a").first
        assert way.get_attribute("href") == f"{portal}/en/pump"
        told.clear()
        show(page, site, portal, '<health-article article="held"></health-article>')
        shows_ways_on(page, portal, "It may be unsafe to follow, so we took it down.", told)


def test_a_frame_without_its_text_says_so_and_its_links_lead_out_of_it(
    page: Page, site: Website, portal_url: str
) -> None:
    page.goto(site.publish(f'<iframe src="{portal_url}/embed/de/Fever-in-children" height="900"></iframe>'))
    inside = page.frame_locator("iframe")
    assert inside.locator("h1").inner_text() == german("problem.unknown-article.title")
    assert inside.locator(".disclaimer").is_visible()
    with page.context.expect_page() as opened:
        inside.locator("main a[href$='/de']").click()
    assert opened.value.locator("h1").inner_text()


def german(word_id: str) -> str:
    """One of our words as the sample library translates it."""
    path = Path(__file__).parents[2] / "translations/de/LC_MESSAGES/portal.po"
    _, _, rest = path.read_text("utf-8").partition(f'msgctxt "{word_id}"\n')
    return json.loads(rest.split("\n")[1].removeprefix("msgstr "))
