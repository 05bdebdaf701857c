"""Every refusal is a problem document in the reader's language, with the disclaimer."""

from __future__ import annotations

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from small_portal import BASE, client_of
from tiny import TinyLibrary

from portal_api.errors import SettingsError
from portal_api.web.problems import PROBLEMS
from portal_api.web.reply import BROWSERS, bare
from portal_api.words import PROBLEMS as PROBLEM_WORDS

REFUSALS = [
    ("GET", "/v1/es/articles/pump?fallbak=none", 400, "unknown-parameter"),
    ("GET", "/v1/es/articles/pump?fallback=maybe", 400, "invalid-parameter"),
    ("GET", "/v1/es/articles/pump?fallback=none&fallback=whole", 400, "repeated-parameter"),
    ("GET", "/v1/es/articles?limit=0", 400, "invalid-parameter"),
    ("GET", "/v1/es/nothing", 404, "not-found"),
    ("GET", "/v1/es/articles/nope", 404, "unknown-article"),
    ("GET", "/v1/es/articles/pump/sections/nope", 404, "unknown-section"),
    ("GET", "/v1/es/articles?release=99", 404, "unknown-release"),
    ("GET", "/v1/es/articles/fever?fallback=none", 404, "not-translated"),
    ("GET", "/v1/es/articles/old", 410, "withdrawn"),
    ("POST", "/v1/es/articles/pump", 405, "method-not-allowed"),
]


@pytest.mark.parametrize(("method", "url", "status", "code"), REFUSALS)
def test_a_refusal_is_told_in_the_language_of_its_address(
    client: FlaskClient, method: str, url: str, status: int, code: str
) -> None:
    response = client.open(url, method=method, headers={"Accept-Language": "ar"})
    body = response.json
    assert (response.status_code, body["status"], body["code"]) == (status, status, code)
    assert response.mimetype == "application/problem+json"
    assert body["type"] == f"{BASE}/problems/{code}"
    assert (body["locale"], body["dir"]) == ("es", "ltr")
    assert body["title"].startswith("es: ")
    assert body["detail"].startswith("es: ")
    assert body["disclaimer"]["locale"] == response.headers["Content-Language"] == "es"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert "{" not in body["title"] + body["detail"] + body["remedy"]


@pytest.mark.parametrize(
    "url", ["/v1/nothing", "/v1", "/v1/", "/v1/articles/nope", "/v1/zz/articles", "/figures/x"]
)
def test_a_refusal_without_a_language_is_told_in_the_readers(client: FlaskClient, url: str) -> None:
    response = client.get(url, headers={"Accept-Language": "ar-EG"})
    assert response.status_code == 404
    assert response.json["locale"] == response.json["disclaimer"]["locale"] == "ar"
    assert response.headers["Vary"] == "Accept-Encoding, Accept-Language"


def test_untranslated_words_fall_back_to_english_and_the_disclaimer_does_not(client: FlaskClient) -> None:
    body = client.get("/v1/zh-Hant/articles/nope").json
    assert (body["locale"], body["dir"]) == ("en", "ltr")
    assert body["title"] == "There is no such article"
    assert body["disclaimer"]["locale"] == "zh-Hant"


def test_title_and_detail_are_never_in_two_languages(own_library: TinyLibrary) -> None:
    own_library.change("translations/es/LC_MESSAGES/portal.po", "es: There is no such article", "")
    own_library.publish()
    body = client_of(own_library.store).get("/v1/es/articles/nope").json
    assert body["locale"] == "en"
    assert "es: " not in body["title"] + body["detail"] + body["remedy"]
    assert body["disclaimer"]["locale"] == "es"


def test_an_unknown_parameter_names_the_known_ones(client: FlaskClient) -> None:
    detail = client.get("/v1/es/articles/pump?fallbak=none").json["detail"]
    assert "fallbak" in detail
    assert detail.endswith("fallback, release.")


# The parameters of HL7's Infobutton are not ours, and most of them mean nothing here.
OF_A_STANDARD = {"infobutton.find_by_code"}


def test_every_address_of_v1_refuses_unknown_parameters(client: FlaskClient) -> None:
    values = {"locale": "es", "article": "pump", "section": "risks"}
    app = client.application
    with app.test_request_context():
        urls = [
            app.url_for(rule.endpoint, **values)
            for rule in app.url_map.iter_rules()
            if rule.rule[:4] == "/v1/" and rule.endpoint not in OF_A_STANDARD
        ]
    assert len(urls) >= 11
    for url in {url.partition("?")[0] for url in urls}:
        assert client.get(f"{url}?utm_source=x").json["code"] == "unknown-parameter", url


def test_pages_ignore_unknown_parameters(client: FlaskClient) -> None:
    assert client.get("/docs?utm_source=x").status_code == 200


def test_a_withdrawn_article_names_reason_and_successor(client: FlaskClient) -> None:
    body = client.get("/v1/ar/articles/old").json
    assert body["reason"] == "superseded"
    assert body["explanation"]["text"] == "ar: A newer article has taken its place."
    assert body["successor"] == f"{BASE}/v1/ar/articles/pump"


def test_a_405_says_what_is_allowed(client: FlaskClient) -> None:
    assert client.delete("/v1/locales").headers["Allow"] == "GET, HEAD, OPTIONS"


def test_values_in_right_to_left_sentences_are_isolated(client: FlaskClient) -> None:
    assert "\u2068nope\u2069" in client.get("/v1/ar/articles/nope").json["detail"]
    assert "\u2068" not in client.get("/v1/es/articles/nope").json["detail"]


def test_a_right_to_left_value_is_isolated_in_every_sentence(client: FlaskClient) -> None:
    assert "\u2068مضخة\u2069" in client.get("/v1/es/articles/مضخة").json["detail"]


@pytest.mark.parametrize("name", ["{locale}", "%(x)s", "{0.__class__}", "{{article}}", "$article"])
def test_what_a_client_sends_is_never_a_template(client: FlaskClient, name: str) -> None:
    assert name in client.get(f"/v1/es/nothing/{name}").json["detail"]


def test_control_and_direction_characters_of_a_client_are_not_repeated(client: FlaskClient) -> None:
    detail = client.get("/v1/es/nothing/\u202e%00%1bevil").json["detail"]
    assert not set(detail) & set("\u202e\x00\x1b")


def test_a_long_text_of_a_client_is_shortened(client: FlaskClient) -> None:
    assert len(client.get("/v1/nothing/" + "x" * 5000).json["detail"]) < 300


def test_every_code_has_words_and_every_word_a_code() -> None:
    parts = {f"problem.{code}.{part}" for code in PROBLEMS for part in ("title", "detail", "remedy")}
    assert {word.id for word in PROBLEM_WORDS} == parts


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_code_has_a_page_that_explains_it(client: FlaskClient, code: str) -> None:
    response = client.get(f"/problems/{code}", headers={"Accept-Language": "ar"})
    assert response.status_code == 200
    assert '<html lang="ar" dir="rtl">' in response.text
    assert code in response.text
    assert "ar: This is for education only." in response.text
    assert response.headers["Vary"] == "Accept-Encoding, Accept-Language"
    assert response.headers["Cache-Control"] == "private, max-age=60"


def test_a_mistake_of_ours_is_a_500_with_the_disclaimer(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    _add_broken_view(client.application)
    response = client.get("/v1/ar/broken")
    assert (response.status_code, response.json["code"]) == (500, "internal-error")
    assert response.json["disclaimer"]["locale"] == response.headers["Content-Language"] == "ar"
    assert "secret" not in response.text


def test_what_the_framework_refuses_is_a_problem_too(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    client.application.add_url_rule("/v1/ar/refusing", "refusing", lambda: abort(413))
    response = client.get("/v1/ar/refusing")
    assert (response.status_code, response.json["code"]) == (400, "malformed-request")
    assert response.json["disclaimer"]["locale"] == "ar"


def test_an_error_of_ours_that_no_reader_caused_is_a_500(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)

    def refusing() -> str:
        raise SettingsError("secret")

    client.application.add_url_rule("/v1/ar/refusing", "refusing", refusing)
    response = client.get("/v1/ar/refusing")
    assert (response.status_code, response.json["code"]) == (500, "internal-error")
    assert "secret" not in response.text


def test_a_bare_body_where_readers_look_is_a_mistake_of_ours(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    client.application.add_url_rule("/v1/ar/bare", "bare", lambda: bare(b"{}", "application/json", BROWSERS))
    response = client.get("/v1/ar/bare")
    assert (response.status_code, response.json["code"]) == (500, "internal-error")
    assert response.json["disclaimer"]["locale"] == "ar"


def _add_broken_view(app: Flask) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/v1/ar/broken")
    def broken() -> str:
        raise ZeroDivisionError("secret")
