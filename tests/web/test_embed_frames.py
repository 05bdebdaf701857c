"""Frames, oEmbed and the builder: framed only by whom the operator allows, complete, misled by no URL."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from small_portal import BASE
from tiny import TinyLibrary

from portal_api.app import create_app
from portal_api.errors import SettingsError
from portal_api.settings import Settings
from portal_api.web.embedding.embedpolicy import WAYS

FRAME = "/embed/ar/pump"
PAGE = f"{BASE}/ar/pump"


def policy(client: FlaskClient, path: str) -> str:
    """The Content-Security-Policy of an answer."""
    return client.get(path).headers["Content-Security-Policy"]


def test_a_frame_is_framable_from_anywhere_unless_set_otherwise(client: FlaskClient) -> None:
    for path in (FRAME, f"{FRAME}/risks", "/embed/ar/nothing", "/embed/pt_br/pump", "/embed/ar/pump/nothing"):
        assert policy(client, path).endswith("frame-ancestors *"), path


@pytest.mark.parametrize(
    "path", ["/ar/pump", "/ar", "/embed", "/docs", "/v1/ar/articles/pump.html", "/embed/nothing/at/all"]
)
def test_everything_else_is_in_no_frame(client: FlaskClient, path: str) -> None:
    assert "frame-ancestors 'none'" in policy(client, path)


def test_the_operator_lists_who_may_frame(published: TinyLibrary) -> None:
    listed = Settings.from_env(
        {"PORTAL_FRAME_ANCESTORS": "https://clinic.example https://*.charity.example:8443"}
    )
    client = create_app(published.store, listed).test_client()
    wanted = "frame-ancestors 'self' https://clinic.example https://*.charity.example:8443"
    assert policy(client, FRAME).endswith(wanted)
    assert policy(client, "/embed/ar/nothing").endswith(wanted)
    assert "frame-ancestors 'none'" in policy(client, "/ar/pump")


@pytest.mark.parametrize(
    "text",
    [
        "clinic.example",
        "https://a.example; script-src *",
        "'none'",
        "https://a.example/path",
        "* https://a.example",
        "https://a.example,https://b.example",
        "https://" + "a." * 900,
    ],
)
def test_a_list_that_is_none_stops_the_start(text: str) -> None:
    with pytest.raises(SettingsError, match="PORTAL_FRAME_ANCESTORS"):
        Settings.from_env({"PORTAL_FRAME_ANCESTORS": text})


def test_a_frame_has_title_language_and_a_script_of_its_own_only(client: FlaskClient) -> None:
    text = client.get(f"{FRAME}/when-to-get-help").text
    assert '<html lang="ar" dir="rtl">' in text
    assert '<title lang="ar">ar: When should I get help?</title>' in text
    assert re.findall(r'src="([^"]*)"', text) == [
        f"/health/embed/{name}" for name in re.findall(r"frame\.[0-9a-f]{16}\.js", text)
    ]
    assert "default-src 'none'; script-src 'self'" in policy(client, FRAME)


def test_a_frame_without_the_section_is_a_problem_told_to_people(client: FlaskClient) -> None:
    answer = client.get(f"{FRAME}/nothing")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "ar: There is no such section" in answer.text


def test_oembed_describes_a_page_as_the_standard_says(client: FlaskClient) -> None:
    answer = client.get(f"/oembed?url={quote(PAGE)}")
    body = answer.json
    assert body is not None
    assert answer.mimetype == "application/json"
    assert (body["version"], body["type"], body["title"]) == ("1.0", "rich", "ar: Pump")
    assert (body["provider_name"], body["cache_age"]) == ("Tiny Health", 300)
    assert f'<iframe src="{BASE}/embed/ar/pump" title="ar: Pump"' in body["html"]
    assert "ar: This is for education only." in body["html"]
    assert f'<a href="{PAGE}">' in body["html"]
    assert f'width="{body["width"]}" height="{body["height"]}"' in body["html"]


@pytest.mark.parametrize(
    ("query", "size"),
    [
        ("", (640, 800)),
        ("&maxwidth=300", (300, 800)),
        ("&maxwidth=9999&maxheight=50", (640, 50)),
        ("&maxheight=1", (640, 1)),
    ],
)
def test_oembed_keeps_to_the_size_that_is_asked(
    client: FlaskClient, query: str, size: tuple[int, int]
) -> None:
    body = client.get(f"/oembed?url={quote(PAGE)}{query}").json
    assert body is not None
    assert (body["width"], body["height"]) == size
    assert f'width="{size[0]}" height="{size[1]}"' in body["html"]


@pytest.mark.parametrize(
    ("url", "frame"),
    [
        (f"{BASE}/ar/pump#risks", "/embed/ar/pump/risks"),
        (f"{BASE}/ar/pump?utm_source=x#risks", "/embed/ar/pump/risks"),
        (f"{BASE}/embed/es/pump/risks", "/embed/es/pump/risks"),
        (f"{BASE}/pt_br/pump", "/embed/pt-BR/pump"),
        (f"{BASE}/ar/pump#Disclaimer", "/embed/ar/pump"),
    ],
)
def test_oembed_knows_our_addresses_and_sections(client: FlaskClient, url: str, frame: str) -> None:
    body = client.get(f"/oembed?url={quote(url)}").json
    assert body is not None
    assert f'src="{BASE}{frame}"' in body["html"]


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/health/ar/pump",
        "https://portal.example.evil.example/health/ar/pump",
        "https://evil.example@portal.example/health/ar/pump",
        "javascript:alert(1)",
        "//portal.example/health/ar/pump",
        "http://[",
        f"{BASE}/",
        f"{BASE}/ar",
        f"{BASE}/ar/nothing",
        f"{BASE}/ar/old",
        f"{BASE}/xx/pump",
        f"{BASE}/ar/pump/risks",
        f"{BASE}/ar/pump/",
        f"{BASE}/v1/ar/articles/pump",
        "https://portal.example/ar/pump",
        "x",
    ],
)
def test_oembed_knows_no_other_address(client: FlaskClient, url: str) -> None:
    answer = client.get(f"/oembed?url={quote(url)}")
    assert answer.status_code == 404
    assert answer.json is not None
    assert answer.json["code"] == "not-found"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("&format=json", 200),
        ("&format=xml", 501),
        ("&format=", 501),
        ("&utm_source=x&callback=y", 200),
        ("&maxwidth=-1", 400),
        ("&maxwidth=x", 400),
        ("&maxwidth=1&maxwidth=2", 400),
    ],
)
def test_oembed_answers_formats_and_parameters_as_the_standard_says(
    client: FlaskClient, query: str, status: int
) -> None:
    assert client.get(f"/oembed?url={quote(PAGE)}{query}").status_code == status


def test_a_page_names_its_oembed_address_in_head_and_header(client: FlaskClient) -> None:
    answer = client.get("/ar/pump")
    address = f"{BASE}/oembed?url={quote(PAGE, safe='')}"
    assert f'<{address}>; rel="alternate"; type="application/json+oembed"' in answer.headers["Link"]
    assert 'rel="terms-of-service"' in answer.headers["Link"]
    found = re.search(r'type="application/json\+oembed" href="([^"]+)"', answer.text)
    assert found is not None
    assert html.unescape(found[1]) == address
    described = client.get(address.removeprefix(BASE)).json
    assert described is not None
    assert described["title"] == "ar: Pump"


@pytest.mark.parametrize("way", WAYS)
def test_the_builder_writes_the_code_with_link_and_disclaimer_in_the_chosen_language(
    client: FlaskClient, way: str
) -> None:
    text = client.get(f"/embed?article=pump&section=risks&locale=ar&way={way}").text
    found = re.search(r'<textarea id="Code"[^>]*>\n(.*?)</textarea>', text, re.DOTALL)
    assert found is not None
    code = html.unescape(found[1])
    if way == "curl":
        assert code == f"curl --fail {BASE}/v1/ar/articles/pump/sections/risks.html"
        return
    assert f"{BASE}/ar/pump#risks" in code
    if way != "oembed":
        assert '<div lang="ar" dir="rtl">' in code
        assert "<p>ar: This is for education only.</p>" in code


@pytest.mark.parametrize("way", WAYS)
def test_the_builder_and_the_api_name_the_same_policy(client: FlaskClient, way: str) -> None:
    lines = re.findall(r"<li><code>(.*?)</code></li>", client.get(f"/embed?article=pump&way={way}").text)
    body = client.get("/v1/embed").json
    assert body is not None
    assert "; ".join(lines) == body["policy"].get(way, "")


@pytest.mark.parametrize(
    "query",
    [
        "article=nothing",
        "locale=xx",
        "way=teleport",
        "section=nothing",
        "article=%00&locale=%ff",
        "x=1&article=a&article=b",
    ],
)
def test_the_builder_takes_what_it_cannot_use_as_not_said(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/embed?{query}", headers={"Accept-Language": "ar"})
    assert answer.status_code == 200
    assert '<health-article article="fever"' in answer.text


def test_the_builder_speaks_the_readers_language_and_no_shared_cache_keeps_it(client: FlaskClient) -> None:
    answer = client.get("/embed", headers={"Accept-Language": "ar"})
    assert "<h1>ar: Show a text on your website</h1>" in answer.text
    assert answer.headers["Cache-Control"].startswith("private")
    assert "Accept-Language" in answer.headers["Vary"]


def test_an_answer_names_its_frame_and_the_words_to_show_it(client: FlaskClient) -> None:
    body = client.get("/v1/ar/articles/pump/sections/overview").json
    assert body is not None
    assert body["links"]["embed"] == f"{BASE}/embed/ar/pump/overview"
    assert set(body["labels"]["texts"]) == {
        "callout.warning",
        "label.unreviewed",
        "label.updated",
        "label.whole-article",
        "notice.machine",
        "notice.saved-copy",
    }
    assert body["labels"]["locale"] == "ar"


def test_words_that_are_not_translated_say_their_own_language(client: FlaskClient) -> None:
    body = client.get("/v1/zh-Hant/articles/pump").json
    assert body is not None
    assert (body["labels"]["locale"], body["labels"]["dir"]) == ("en", "ltr")
    assert '<span lang="en" dir="ltr">Sources</span>' in client.get("/v1/zh-Hant/articles/pump.html").text


def test_a_frame_of_a_withdrawn_article_says_so(client: FlaskClient) -> None:
    assert client.get("/embed/ar/old").status_code == 410


def test_nothing_published_is_told_in_a_frame_too(nothing: FlaskClient) -> None:
    answer = nothing.get(FRAME)
    assert answer.status_code == 503
    assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors *")


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_address_gets_an_answer_from_oembed(app: Flask, url: str) -> None:
    client = app.test_client()
    for asked in (url, f"{BASE}/{url}"):
        answer = client.get("/oembed", query_string={"url": asked})
        assert answer.status_code in (200, 400, 404)
        assert json.loads(answer.data)["disclaimer"]["text"]
