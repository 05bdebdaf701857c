"""No doubtful text goes out unmarked: every mark has its words, whoever made the translation."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from small_portal import client_of
from tiny import TinyLibrary

from portal_api.releases.body import canonical
from portal_api.web.answers import article_answer
from portal_api.web.reading import current, links
from portal_api.web.shown import Chosen
from portal_api.web.written import read


@pytest.mark.parametrize(
    ("origin", "reviewed", "mark"),
    [
        ("machine", False, "notice.machine"),
        ("machine", True, "notice.machine-reviewed"),
        ("human", False, "notice.human-unreviewed"),
        ("human", True, None),
        ("of a later version", False, "notice.machine"),
        ("of a later version", True, "notice.machine-reviewed"),
    ],
)
def test_a_translation_says_who_made_it_and_whether_it_was_checked(
    published: TinyLibrary, origin: str, reviewed: bool, mark: str | None
) -> None:
    edition = published.edition("es")
    parts = [edition.body["head"], *edition.body["sections"]]
    for part in parts:
        part |= {"origin": origin, "reviewed": reviewed}
    with client_of(published.store).application.test_request_context("/v1/es/articles/pump"):
        shown = Chosen(edition.body, canonical(edition.body))
        wording = read(article_answer(shown, edition, current(), links()))["wording"]
        assert set(wording["texts"]) == {"status.translated"} | ({mark} if mark else set())


def test_a_source_text_needs_no_mark_of_its_maker(client: FlaskClient) -> None:
    assert set(client.get("/v1/en/articles/pump").json["wording"]["texts"]) == {"status.source"}


def test_fallback_whole_takes_the_picture_along(
    client: FlaskClient,
) -> None:
    body = client.get("/v1/es/articles/fever?fallback=whole").json
    assert {part["locale"] for part in (body["head"], *body["sections"], body["figure"])} == {"en"}
    assert (body["figure"]["status"], body["figure"]["reason"]) == ("fallback", "missing")
    assert body["sections"][1]["status"] == "not-applicable"


def test_a_change_of_the_source_is_marked_stale_and_nothing_else_changes(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    before = client.get("/v1/es/articles/pump").json
    own_library.change("content/articles/pump.md", "**5 mg**", "**50 mg**")
    own_library.publish()
    after = client.get("/v1/es/articles/pump").json
    changed = after["sections"][0]
    assert (changed["locale"], changed["status"], changed["reason"]) == ("en", "fallback", "stale")
    assert "50 mg" in changed["blocks"][0]["text"]
    assert after["sections"][1:] == before["sections"][1:]
    assert after["head"] == before["head"]


def test_publishing_again_without_a_change_changes_no_answer(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    urls = [f"/v1/{tag}/articles/{name}" for tag in ("en", "es", "ar") for name in ("pump", "fever")]
    before = {url: client.get(url).headers["ETag"] for url in urls}
    assert own_library.publish().release is None
    assert {url: client.get(url).headers["ETag"] for url in urls} == before
    assert "reason" not in client.get("/v1/es/articles/fever").json["sections"][1]
