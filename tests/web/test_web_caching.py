"""What caches may keep, and how a client learns that its copy is still current."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from small_portal import BASE, client_of
from tiny import NOW, TinyLibrary

from portal_api.releases.holding import Named, hold
from portal_api.releases.record.store import Imprint
from portal_api.web.reply import OUR_CACHES, OUR_CACHES_NEVER_STALE
from portal_api.web.wsgi.etags import is_unchanged, is_wanted

ARTICLE = "/v1/ar/articles/pump"
CACHED = [ARTICLE, "/v1/locales", "/v1/ar/disclaimer", "/v1/releases", "/v1/openapi.json", "/docs"]
ETAG = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize("url", CACHED)
def test_an_etag_is_strong_and_the_same_in_every_process(
    client: FlaskClient, published: TinyLibrary, url: str
) -> None:
    etag = client.get(url).headers["ETag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', etag)
    assert client_of(published.store).get(url).headers["ETag"] == etag


def test_different_bytes_have_different_etags(client: FlaskClient) -> None:
    assert len({client.get(url).headers["ETag"] for url in CACHED}) == len(CACHED)


@pytest.mark.parametrize("url", CACHED)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_current_copy_is_answered_without_a_body(client: FlaskClient, url: str, method: str) -> None:
    fresh = client.get(url)
    response = client.open(url, method=method, headers={"If-None-Match": fresh.headers["ETag"]})
    assert (response.status_code, response.data) == (304, b"")
    assert "Content-Type" not in response.headers
    for name in ("ETag", "Cache-Control", "Vary", "Link", "Content-Language"):
        assert response.headers[name] == fresh.headers[name]


@pytest.mark.parametrize(
    ("header", "unchanged"),
    [
        (None, False),
        ("", False),
        (f'"{ETAG}"', True),
        (f'W/"{ETAG}"', True),
        (f'"{ETAG}-gzip"', True),
        (f'W/"{ETAG}-br"', True),
        (f'"other", W/"x",  "{ETAG}"', True),
        ("*", True),
        (" * ", True),
        ('"*"', False),
        (ETAG, False),
        (f'"{ETAG}', False),
        (f'"{ETAG[:-1]}"', False),
        (f'"x-{ETAG}"', False),
        ('"' * 9999, False),
    ],
)
def test_if_none_match_is_read_as_the_standard_says(header: str | None, unchanged: bool) -> None:
    assert is_unchanged(header, ETAG) is unchanged


def test_a_changed_text_changes_its_etag(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    before = client.get(ARTICLE).headers["ETag"]
    own_library.change("content/articles/pump.md", "within 2 hours", "within 3 hours")
    own_library.publish()
    response = client.get(ARTICLE, headers={"If-None-Match": before})
    assert (response.status_code, response.headers["ETag"] != before) == (200, True)


def test_browsers_keep_an_answer_for_a_minute_and_our_caches_for_longer(client: FlaskClient) -> None:
    headers = client.get(ARTICLE).headers
    assert headers["Cache-Control"] == "public, max-age=60"
    assert headers["CDN-Cache-Control"] == OUR_CACHES
    assert headers["Vary"] == "Accept-Encoding"


def test_our_caches_can_purge_by_language_article_or_both(client: FlaskClient) -> None:
    keys = client.get(ARTICLE).headers["Surrogate-Key"].split()
    assert keys == ["portal", "locale-ar", "article-pump", "article-pump-ar"]


def test_a_held_text_is_never_served_stale(own_library: TinyLibrary) -> None:
    hold(own_library.store, Named("pump", "when-to-get-help", None), "unsafe", Imprint(NOW, "Ana", "test"))
    response = client_of(own_library.store).get(ARTICLE)
    assert response.json["sections"][2]["status"] == "withheld"
    assert response.json["wording"]["texts"]["withheld.unsafe"].startswith("ar: ")
    assert response.headers["CDN-Cache-Control"] == OUR_CACHES_NEVER_STALE
    assert "stale" not in str(response.headers)


def test_errors_are_kept_by_nobody(client: FlaskClient) -> None:
    headers = client.get("/v1/ar/articles/nope").headers
    assert headers["Cache-Control"] == "no-store"
    assert not {"ETag", "CDN-Cache-Control", "Surrogate-Key"} & set(headers.keys())


@pytest.mark.parametrize("url", [*CACHED, "/nothing", "/livez", "/v1/articles/pump", "/v1/pt_br/disclaimer"])
def test_head_answers_with_the_headers_of_get_and_no_body(client: FlaskClient, url: str) -> None:
    got, head = client.get(url), client.head(url)
    assert head.data == b""
    assert head.status_code == got.status_code
    assert dict(head.headers) == dict(got.headers)


@pytest.mark.parametrize("url", [*CACHED, "/livez", "/v1/zz/articles/nope"])
def test_options_answers_a_preflight_from_any_origin(client: FlaskClient, url: str) -> None:
    asked = {"Origin": "https://partner.example", "Access-Control-Request-Method": "GET"}
    response = client.options(url, headers=asked | {"Access-Control-Request-Headers": "if-none-match"})
    assert (response.status_code, response.data) == (204, b"")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Headers"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers


def test_options_speaks_the_language_of_the_path(client: FlaskClient) -> None:
    headers = client.options("/v1/ar/articles").headers
    assert headers["Content-Language"] == "ar"
    assert headers["Link"] == f'<{BASE}/v1/ar/disclaimer>; rel="terms-of-service"'


@pytest.mark.parametrize("url", [*CACHED, "/nothing", "/livez", "/v1/articles/pump"])
def test_every_response_has_safe_headers(client: FlaskClient, url: str) -> None:
    headers = client.get(url).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Link" in headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    "url",
    [
        *CACHED,
        "/v1/ar/articles",
        "/v1/ar/articles/nope",
        "/v1/ar/articles/pump?fallback=none",
        "/v1/pt_br/articles",
        "/v1/es-MX/articles/pump",
        "/v1/articles/pump/locales",
        "/figures/nope.svg",
        "/livez",
    ],
)
def test_what_does_not_vary_by_language_is_the_same_for_every_reader(client: FlaskClient, url: str) -> None:
    answers = [client.get(url, headers={"Accept-Language": tag}) for tag in ("zh-Hant", "pt-PT, ar", "*")]
    if "Accept-Language" in answers[0].headers["Vary"]:
        assert answers[0].headers["Cache-Control"] in ("no-store", "private, max-age=60")
        return
    assert len({answer.data for answer in answers}) == 1
    assert len({str(answer.headers) for answer in answers}) == 1


@pytest.mark.parametrize("url", ["/v1/ar/articles/pump", "/v1/ar/disclaimer", "/ar/pump", "/v1/openapi.json"])
def test_another_version_than_the_wanted_one_is_refused(client: FlaskClient, url: str) -> None:
    etag = client.get(url).headers["ETag"]
    for wanted in (etag, f'"x", {etag}', "*"):
        assert client.get(url, headers={"If-Match": wanted}).status_code == 200
    refused = client.get(url, headers={"If-Match": '"x"', "Accept-Language": "ar"})
    assert (refused.status_code, refused.headers["Cache-Control"]) == (412, "no-store")
    assert "ar: This is for education only." in refused.text
    assert client.head(url, headers={"If-Match": '"x"'}).status_code == 412


@pytest.mark.parametrize("url", ["/v1/articles/pump", "/v1/nope/articles", "/livez"])
def test_if_match_changes_no_redirect_and_no_error(client: FlaskClient, url: str) -> None:
    assert client.get(url, headers={"If-Match": '"x"'}).status_code == client.get(url).status_code


def test_a_tag_is_wanted_in_any_coding_but_not_weak() -> None:
    assert is_wanted(None, "abc")
    assert is_wanted('"abc-br"', "abc")
    assert not is_wanted('W/"abc"', "abc")
    assert not is_wanted("", "abc")
    assert not is_wanted("abc", "abc")
