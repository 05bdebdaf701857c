"""No doubtful text goes out unmarked: every mark has its words, whoever made the translation."""

from __future__ import annotations

import shutil

import pytest
from flask.testing import FlaskClient
from small_portal import client_of
from tiny import NOW, TinyLibrary

from portal_api.releases.editions.body import Json, canonical
from portal_api.releases.publishing.memory import Memory
from portal_api.releases.record.changes import Changes, Kept, NewShared
from portal_api.releases.record.store import Imprint
from portal_api.releases.record.stored import DISCLAIMER, LANGUAGE
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


def notices(client: FlaskClient, tag: str) -> set[str]:
    """What an article's answer says of who made the translations around its text."""
    texts = client.get(f"/v1/{tag}/articles/pump").json["labels"]["texts"]
    return {name for name in texts if name.startswith("notice.")} - {"notice.saved-copy"}


def another_default(tiny: TinyLibrary) -> None:
    """Publish once more, with Spanish as the default language."""
    tiny.change("content/library.toml", 'default_locale = "en"', 'default_locale = "es"')
    assert tiny.publish().release is not None


def test_the_default_language_makes_no_original_of_a_translated_disclaimer(own_library: TinyLibrary) -> None:
    for name in ("disclaimer", "portal"):
        own_library.origin("es", name, "human")
    own_library.publish()
    client = client_of(own_library.store)
    before = [client.get(f"/v1/{tag}/articles/pump").data for tag in ("en", "es")]
    another_default(own_library)
    assert client.get("/v1/articles/pump/locales").json["disclaimer"]["locale"] == "es"
    assert notices(client, "en") == set()
    assert notices(client, "es") == {"notice.human-unreviewed"}
    assert [client.get(f"/v1/{tag}/articles/pump").data for tag in ("en", "es")] == before
    assert [client.get(f"/v1/{tag}/changes?since=3").json["changes"] for tag in ("en", "es")] == [[], []]


def test_a_page_marks_a_translated_disclaimer_in_the_default_language(own_library: TinyLibrary) -> None:
    own_library.origin("es", "disclaimer", "human")
    another_default(own_library)
    client = client_of(own_library.store)
    marked = client.get("/v1/es/articles/pump").json["labels"]["texts"]["notice.human-unreviewed"]
    assert marked in client.get("/es/").text


def test_a_disclaimer_that_an_earlier_version_published_is_an_original_in_the_default_language(
    own_library: TinyLibrary,
) -> None:
    by_an_earlier_version(own_library)
    client = client_of(own_library.store)
    assert (notices(client, "en"), notices(client, "es")) == (set(), {"notice.machine"})
    before = client.get("/v1/en/articles/pump").data
    assert own_library.publish().release == 4
    assert client.get("/v1/en/articles/pump").data == before
    another_default(own_library)
    assert client.get("/v1/en/articles/pump").data == before
    assert client.get("/v1/en/changes?since=2").json["changes"] == []


def test_a_mark_that_an_earlier_version_forgot_is_told_when_it_comes(own_library: TinyLibrary) -> None:
    own_library.origin("es", "disclaimer", "human")
    another_default(own_library)
    by_an_earlier_version(own_library)
    client = client_of(own_library.store)
    assert (notices(client, "es"), notices(client, "en")) == (set(), {"notice.human-unreviewed"})
    assert own_library.publish().release == 5
    assert (notices(client, "es"), notices(client, "en")) == ({"notice.human-unreviewed"}, set())
    for tag in ("en", "es"):
        assert len(client.get(f"/v1/{tag}/changes?since=4").json["changes"]) == 2


def by_an_earlier_version(tiny: TinyLibrary) -> None:
    """Publish the disclaimers as versions did that noted no language; what comes next has no memory."""
    with tiny.store.snapshot() as snapshot:
        stored = [snapshot.shared(DISCLAIMER)[locale] for locale in snapshot.offered]
        current = snapshot.release.id
    as_it_was = tuple(
        NewShared(DISCLAIMER, one.locale, Kept.of(canonical(one.body)), _without_language(one.origins))
        for one in stored
    )
    imprint = Imprint(NOW, "Ana", "an earlier version")
    tiny.store.publish(Changes(shared=as_it_was), imprint, on_top_of=current)
    shutil.rmtree(Memory(tiny.root).folder)


def _without_language(origins: Json) -> Json:
    return {name: value for name, value in origins.items() if name != LANGUAGE}
