"""Readers without a script search too: a field on each list, and results with marks and disclaimer."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient
from small_portal import client_of
from tiny import TinyLibrary

ROOT = "/health"


def main(page: str) -> str:
    """What stands in the middle of a page, above the disclaimer."""
    return page.partition("<main")[2].partition('id="Disclaimer"')[0]


def test_every_list_has_a_field_that_asks_in_its_language(client: FlaskClient) -> None:
    for tag in ("en", "ar", "zh-Hant"):
        page = client.get(f"/{tag}").text
        form = re.search(r"<form.*?</form>", page, re.DOTALL)[0]
        assert f'method="get" action="{ROOT}/{tag}"' in form
        assert '<label for="Query">' in form
        assert re.search(r'<input [^>]*id="Query" name="q"', form)
        assert "form-action 'self'" in client.get(f"/{tag}").headers["Content-Security-Policy"]


def test_what_was_found_leads_to_the_article_and_to_the_place_in_it(client: FlaskClient) -> None:
    found = main(client.get("/ar?q=call").text)
    assert f'<a href="{ROOT}/ar/pump">ar: Pump</a>' in found
    assert f'<a href="{ROOT}/ar/pump#when-to-get-help">ar: When should I get help?</a>' in found
    assert "ar: <mark>Call</mark> within 2 hours." in found


def test_the_page_speaks_the_readers_language_and_says_who_translated(client: FlaskClient) -> None:
    page = client.get("/ar?q=call").text
    assert '<html lang="ar" dir="rtl">' in page
    for said in (
        "ar: Search results",
        "ar: Articles found: \u20681\u2069",
        "ar: This text was translated by a machine and has not been checked by a person.",
        "ar: This is for education only.",
    ):
        assert said in page, said


def test_who_finds_nothing_is_told_what_to_do(client: FlaskClient) -> None:
    page = client.get("/ar?q=qqqqqq").text
    assert "ar: Nothing was found in this language." in page
    assert "ar: All articles" in page


def test_a_title_in_another_language_is_marked_as_such(own_library: TinyLibrary) -> None:
    own_library.change("content/articles/pump.md", "# Pump", "# Bomb pump")
    own_library.publish()
    found = main(client_of(own_library.store).get("/ar?q=call").text)
    assert '<a href="/health/ar/pump" lang="en" dir="ltr">Bomb pump</a>' in found
    assert "ar: The original text has changed, and the translation does not match it yet." in found


@pytest.mark.parametrize("query", ['"><script>x</script>', "' onfocus=x '", "<b>", "&quot;"])
def test_what_was_typed_stands_in_the_field_again_and_is_no_markup(client: FlaskClient, query: str) -> None:
    page = client.get("/en", query_string={"q": query}).text
    value = re.search(r'name="q" value="([^"]*)"', page)[1]
    assert html.unescape(value) == query
    assert not re.search(r"[<>]", value)


def test_an_empty_question_is_the_list(client: FlaskClient) -> None:
    listed = client.get("/en").data
    for query in ("", "%20%20", "%00"):
        page = client.get(f"/en?q={query}")
        assert page.status_code == 200
        assert (page.data == listed) == (query != "%00")


def test_a_long_question_is_cut_and_answered(client: FlaskClient) -> None:
    page = client.get("/en", query_string={"q": "pump " * 100})
    assert page.status_code == 200
    assert "<mark>Pump</mark>" in page.text


def test_results_are_for_no_search_engine_and_name_no_other_language(client: FlaskClient) -> None:
    page = client.get("/en?q=pump").text
    assert '<meta name="robots" content="noindex">' in page
    assert "hreflang" not in page
    assert "canonical" not in page
