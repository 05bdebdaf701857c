"""By when a text is to be reviewed again is told in words that are true before that day and after it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from small_portal import FEVER, client_of
from tiny import TinyLibrary

WORDS = "to be reviewed again by January 2, {year}. After that day it may no longer match"


@pytest.mark.parametrize("year", [2027, 2999])
def test_every_form_for_people_tells_the_day_and_what_it_means(own_library: TinyLibrary, year: int) -> None:
    own_library.article("fever", FEVER.replace("next: 2028", f"next: {year}"))
    own_library.publish()
    client = client_of(own_library.store)
    for url in ("/en/fever", "/embed/en/fever", "/v1/en/articles/fever.txt", "/v1/en/articles/fever.md"):
        text = " ".join(client.get(url).text.replace("\u2068", "").replace("\u2069", "").split())
        assert WORDS.format(year=year) in text, url
        assert "Next review due" not in text


def test_an_answer_has_the_day_and_the_words_and_does_not_depend_on_today(client: FlaskClient) -> None:
    body = client.get("/v1/en/articles/fever").json
    assert body is not None
    assert body["review"]["next"] == "2028-01-02"
    assert "{date}" in body["labels"]["texts"]["label.next-review"]
    assert "overdue" not in body["review"]


def test_an_article_that_nobody_reviewed_has_no_day_to_tell(client: FlaskClient) -> None:
    body = client.get("/v1/en/articles/pump").json
    assert body is not None
    assert "label.next-review" not in body["labels"]["texts"]
