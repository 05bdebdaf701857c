"""What readers, search engines and apps are told to have last changed is what they were given."""

from __future__ import annotations

import re
from datetime import timedelta

from flask.testing import FlaskClient
from small_portal import client_of
from tiny import NOW, TinyLibrary

from portal_api.releases.publishing.publish import NO_CONSENT, publish
from portal_api.releases.record.store import Imprint

JSON = ("/v1/es/articles/pump", "/v1/es/articles/pump/sections/risks", "/v1/es/articles/pump.jsonld")
FOR_PEOPLE = ("/es/pump", "/embed/es/pump", "/v1/es/articles/pump.txt")


def next_day(tiny: TinyLibrary) -> None:
    """Publish the files as they lie, a day later."""
    made = publish(tiny.root, tiny.store, Imprint(NOW + timedelta(days=1), "tester", "test"), NO_CONSENT)
    assert made.release == 3


def told(client: FlaskClient) -> list[tuple[bytes, str]]:
    """The bytes of each answer, and its entity tag."""
    answers = [client.get(url) for url in JSON]
    assert {answer.status_code for answer in answers} == {200}
    return [(answer.data, answer.headers["ETag"]) for answer in answers]


def dates(client: FlaskClient) -> list[str]:
    """What each form for people says of when it last changed."""
    return [
        line for url in FOR_PEOPLE for line in re.findall("es: Last changed[^<\n]*", client.get(url).text)
    ]


def test_another_order_of_languages_changes_no_article_and_no_date(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    before = told(client), dates(client)
    own_library.settings("en", "zh-Hant", "ar", "es", "pt-BR", "so")
    next_day(own_library)
    assert (told(client), dates(client)) == before
    assert len(dates(client)) == len(FOR_PEOPLE)
    assert client.get("/v1/es/changes?since=2").json["changes"] == []
    assert "2026-11-23" not in client.get("/es/sitemap.xml").text


def test_what_an_answer_does_contain_changes_it_and_its_date(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    before = told(client)
    own_library.change("content/library.toml", "Tiny Health, CC", "Tiny Hospital, CC")
    next_day(own_library)
    for (old, old_tag), (new, new_tag) in zip(before, told(client), strict=True):
        assert old != new
        assert old_tag != new_tag
        assert b"2026-11-23" in new
    assert len(client.get("/v1/es/changes?since=2").json["changes"]) == 2


def test_a_page_that_lists_languages_is_another_page_when_their_order_changes(
    own_library: TinyLibrary,
) -> None:
    client = client_of(own_library.store)
    before = client.get("/es/pump")
    own_library.settings("en", "zh-Hant", "ar", "es", "pt-BR")
    next_day(own_library)
    after = client.get("/es/pump")
    assert (before.data != after.data) == (before.headers["ETag"] != after.headers["ETag"])
    assert before.data != after.data
