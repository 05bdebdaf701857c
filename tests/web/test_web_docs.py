"""The documentation for people: complete, without script, without a request to anybody else."""

from __future__ import annotations

import base64
import hashlib
import html
import itertools
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from small_portal import BASE

from portal_api.web.problems import PROBLEMS
from portal_api.words import CHOICES, FALLBACKS, STATUSES, WITHDRAWALS

PAGES = ["/docs", "/problems", "/problems/withdrawn"]
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Outline(HTMLParser):
    """The tags of a page; `problems` says what is not closed or not open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.problems: list[str] = []
        self.feed(text)
        self.problems += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(tag)


@pytest.mark.parametrize("url", PAGES)
def test_a_page_needs_no_script_and_nothing_from_elsewhere(client: FlaskClient, url: str) -> None:
    outline = Outline(client.get(url).text)
    names = {tag for tag, _ in outline.tags}
    assert not names & {"script", "img", "iframe", "link", "object", "embed", "form"}
    assert not [attrs for _, attrs in outline.tags if any(name.startswith("on") for name in attrs)]
    assert not [attrs for _, attrs in outline.tags if "src" in attrs or "style" in attrs]


@pytest.mark.parametrize("url", PAGES)
def test_a_page_is_well_formed_and_its_ids_are_unique(client: FlaskClient, url: str) -> None:
    outline = Outline(client.get(url).text)
    assert outline.problems == []
    ids = [attrs["id"] for _, attrs in outline.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = [str(attrs["href"])[1:] for _, attrs in outline.tags if str(attrs.get("href")).startswith("#")]
    assert set(targets) <= set(ids)
    headings = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings))


@pytest.mark.parametrize("url", PAGES)
def test_the_policy_allows_just_the_style_in_the_page(client: FlaskClient, url: str) -> None:
    response = client.get(url)
    style = re.search(r"<style>(.*?)</style>", response.text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("url", PAGES)
def test_a_page_shows_the_disclaimer_without_a_click(client: FlaskClient, url: str) -> None:
    text = client.get(url).text
    shown = text[text.index('class="disclaimer"') :]
    assert "This is for education only." in shown
    assert "hidden" not in shown
    assert "<details" not in shown


def test_the_docs_show_every_path_parameter_and_field_of_the_contract(client: FlaskClient) -> None:
    spec = client.get("/v1/openapi.json").json
    shown = html.unescape(client.get("/docs").text)
    for path, item in spec["paths"].items():
        assert f"GET {path}<" in shown
        for parameter in item["get"]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in shown
    for name, schema in spec["components"]["schemas"].items():
        assert f'id="schema-{name}"' in shown
        assert all(f"<code>{field}</code>" in shown for field in schema["properties"])


def test_every_example_request_in_the_docs_is_one_of_ours(client: FlaskClient) -> None:
    shown = html.unescape(client.get("/docs").text)
    requests = re.findall(r"<code>(curl [^<]+)</code>", shown)
    assert len(requests) == len(client.get("/v1/openapi.json").json["paths"])
    assert all(f" {BASE}/" in request for request in requests)


def test_the_index_of_problems_leads_to_each(client: FlaskClient) -> None:
    hrefs = {attrs.get("href") for _, attrs in Outline(client.get("/problems").text).tags}
    assert f"{BASE}/problems/withdrawn" in hrefs


def test_the_manual_for_app_developers_names_every_path_problem_and_reason(client: FlaskClient) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "app-developers.md").read_text("utf-8")
    spec = client.get("/v1/openapi.json").json
    for path, item in spec["paths"].items():
        row = re.search(rf"^\| `{re.escape(path)}` \| (.*) \|$", manual, re.MULTILINE)
        assert row is not None, path
        asked = {one["name"] for one in item["get"]["parameters"] if one["in"] == "query"}
        assert asked <= set(re.findall("`([A-Za-z.-]+)`", row[1])), path
    for code, status in PROBLEMS.items():
        assert f"| `{code}` | {int(status)} |" in manual
    for word in FALLBACKS + CHOICES + WITHDRAWALS + STATUSES:
        assert f"`{word.id.partition('.')[2]}`" in manual, word.id
