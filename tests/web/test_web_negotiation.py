"""Which language a reader is led to, and why."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from small_portal import BASE

from portal_api.locales import SERVE_LIMIT, Locale, Wishes, best_match
from portal_api.releases.record.stored import EditionSummary
from portal_api.web.negotiation import choose


@pytest.mark.parametrize(
    ("header", "served", "reason"),
    [
        ("es", "es", "exact"),
        ("es-MX", "es", "close"),
        ("ar", "ar", "partly-translated"),
        ("pt-BR", "pt-BR", "untranslated"),
        ("pt-PT", "pt-BR", "untranslated"),
        ("ar, es;q=0.5", "es", "complete"),
        ("zh-TW", "zh-Hant", "untranslated"),
        ("zh-CN", "en", "none-fits"),
        ("ja", "en", "none-fits"),
        ("ja, es;q=0.1", "es", "exact"),
        (None, "en", "no-preference"),
        ("*", "en", "no-preference"),
        ("", "en", "no-preference"),
        (";;;q=,-,", "en", "no-preference"),
        ("es;q=0", "en", "no-preference"),
        # Refused: never chosen by a relative, and where nothing else is wanted, told.
        ("es-MX, es;q=0", "en", "none-fits"),
        ("es;q=0, ar", "ar", "partly-translated"),
        ("en;q=0", "en", "none-fits"),
        ("en-US;q=0", "en", "none-fits"),
        ("*;q=0", "en", "none-fits"),
        ("en;q=0, es", "es", "exact"),
        ("ja, en;q=0", "en", "none-fits"),
        ("ja, *;q=0", "en", "none-fits"),
        ("ja, *;q=0.1, en;q=0", "es", "exact"),
        ("*, en;q=0, es;q=0", "ar", "exact"),
        ("*, en;q=0, es;q=0, ar;q=0, pt;q=0, zh;q=0", "en", "none-fits"),
    ],
)
def test_a_reader_is_led_to_the_best_language_and_told_why(
    client: FlaskClient, header: str | None, served: str, reason: str
) -> None:
    headers = {} if header is None else {"Accept-Language": header}
    response = client.get("/v1/articles/pump", headers=headers)
    body = response.json
    assert response.status_code == 302
    assert response.headers["Location"] == f"{BASE}/v1/{served}/articles/pump"
    assert (body["served"], body["reason"]) == (served, reason)
    assert body["disclaimer"]["locale"] == response.headers["Content-Language"] == served
    assert body["explanation"]["text"]


def test_the_reason_is_told_in_the_language_it_leads_to(client: FlaskClient) -> None:
    body = client.get("/v1/articles/pump", headers={"Accept-Language": "es-MX"}).json
    assert body["requested"] == ["es-MX"]
    assert body["explanation"]["locale"] == "es"
    assert body["explanation"]["text"].startswith("es: ")


def test_every_language_of_the_article_is_offered_nearest_first(client: FlaskClient) -> None:
    offers = client.get("/v1/articles/pump", headers={"Accept-Language": "pt-PT"}).json["offers"]
    assert [offer["locale"] for offer in offers] == ["pt-BR", "en", "es", "ar", "zh-Hant"]
    assert offers[0]["url"] == f"{BASE}/v1/pt-BR/articles/pump"


def test_a_section_is_negotiated_like_its_article(client: FlaskClient) -> None:
    response = client.get("/v1/articles/pump/sections/risks", headers={"Accept-Language": "es"})
    assert response.headers["Location"] == f"{BASE}/v1/es/articles/pump/sections/risks"


def test_what_does_not_exist_is_not_redirected_to(client: FlaskClient) -> None:
    assert client.get("/v1/articles/pump/sections/nope").json["code"] == "unknown-section"
    assert client.get("/v1/articles/nope").json["code"] == "unknown-article"
    assert client.get("/v1/articles/old").json["code"] == "withdrawn"


def test_a_redirect_keeps_the_query(client: FlaskClient) -> None:
    response = client.get("/v1/articles/pump?fallback=whole", headers={"Accept-Language": "es"})
    assert response.headers["Location"] == f"{BASE}/v1/es/articles/pump?fallback=whole"
    assert client.get("/v1/pt_br/articles?limit=3").headers["Location"] == f"{BASE}/v1/pt-BR/articles?limit=3"


def test_a_negotiated_redirect_is_kept_by_our_own_caches_only(client: FlaskClient) -> None:
    headers = client.get("/v1/articles/pump", headers={"Accept-Language": "es"}).headers
    assert headers["Vary"] == "Accept-Encoding, Accept-Language"
    assert headers["Cache-Control"] == "no-store"
    assert headers["CDN-Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("spelling", ["pt_BR", "pt-br", "PT-BR", "pt_br"])
def test_another_spelling_is_redirected_for_good(client: FlaskClient, spelling: str) -> None:
    response = client.get(f"/v1/{spelling}/articles/pump")
    assert response.status_code == 308
    assert response.headers["Location"] == f"{BASE}/v1/pt-BR/articles/pump"
    assert response.json["reason"] == "other-spelling"
    assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(("relative", "served"), [("es-MX", "es"), ("en_gb", "en"), ("pt-PT", "pt-BR")])
def test_a_known_relative_is_led_to_the_offered_language(
    client: FlaskClient, relative: str, served: str
) -> None:
    response = client.get(f"/v1/{relative}/articles/pump")
    assert (response.status_code, response.json["reason"]) == (302, "close")
    assert response.headers["Location"] == f"{BASE}/v1/{served}/articles/pump"
    assert response.json["requested"] == [relative]


@pytest.mark.parametrize("tag", ["fr", "zh-Hans", "zz", "x", "not a tag", "a" * 200, "-", "%00", "12"])
def test_any_other_language_is_a_404_that_lists_what_is_offered(client: FlaskClient, tag: str) -> None:
    response = client.get(f"/v1/{tag}/articles/pump", headers={"Accept-Language": "ar"})
    assert (response.status_code, response.json["code"]) == (404, "unknown-locale")
    assert {offer["locale"] for offer in response.json["offers"]} == {"en", "es", "ar", "pt-BR", "zh-Hant"}
    assert f"{BASE}/v1/es/articles/pump" in {offer["url"] for offer in response.json["offers"]}
    assert response.json["disclaimer"]["locale"] == response.headers["Content-Language"] == "ar"


OFFERED = [Locale(tag) for tag in ("en", "es", "ar", "pt-BR", "zh-Hant", "sr", "hr", "fr", "ur", "hi")]
WANTED = [Locale(tag) for tag in ("en-GB", "es-MX", "zh-CN", "zh-TW", "bs", "ht", "ur-Latn", "sr-Latn", "nb")]


@given(
    wanted=st.lists(st.sampled_from(WANTED + OFFERED), max_size=4),
    refused=st.lists(st.sampled_from(WANTED + OFFERED), max_size=4),
    takes_any=st.booleans(),
    extents=st.lists(st.integers(0, 3), min_size=len(OFFERED), max_size=len(OFFERED)),
)
def test_no_choice_is_far_or_across_scripts_or_refused(
    wanted: list[Locale], refused: list[Locale], takes_any: bool, extents: list[int]
) -> None:
    editions = [_edition(locale, extent) for locale, extent in zip(OFFERED, extents, strict=True)]
    wishes = Wishes(tuple(wanted), tuple(refused), takes_any)
    choice = choose(wishes, editions, Locale("en"))
    assert choice.reason == "none-fits" or not wishes.refuses(choice.served)
    if choice.reason in ("no-preference", "none-fits"):
        assert choice.served == Locale("en")
        return
    match = best_match(wanted, [choice.served], SERVE_LIMIT)
    if takes_any and match is None:
        assert wishes.refuses(Locale("en"))
        return
    assert match is not None
    assert match.desired.script == choice.served.script


def _edition(locale: Locale, translated: int) -> EditionSummary:
    return EditionSummary("pump", locale, 1, "", "", "test", "child", None, translated == 3, translated, 3)


@pytest.mark.parametrize("spelling", ["ES", "es-MX"])
def test_a_repeated_parameter_is_refused_before_anybody_is_led_on(client: FlaskClient, spelling: str) -> None:
    response = client.get(f"/v1/{spelling}/articles?limit=1&limit=2")
    assert (response.status_code, response.json["code"]) == (400, "repeated-parameter")


@pytest.mark.parametrize(
    ("header", "served"),
    [("en;q=0, *", "es"), ("en;q=0, *, es;q=0", "ar"), ("en;q=0", "en"), ("ar, es;q=0", "ar")],
)
@pytest.mark.parametrize("path", ["/", "/nothing", "/v1/articles/nope", "/problems"])
def test_pages_and_problems_are_not_told_in_a_refused_language(
    client: FlaskClient, path: str, header: str, served: str
) -> None:
    assert client.get(path, headers={"Accept-Language": header}).headers["Content-Language"] == served
