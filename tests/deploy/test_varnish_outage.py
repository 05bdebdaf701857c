"""While every server is gone, the shipped Varnish goes on with what it has, never with what was purged."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from answer import ask
from edge import Edge, standing_edge, write_articles
from tiny import NOW
from waiting import wait_for

from portal_api.releases.holding import Named, hold
from portal_api.releases.record.store import Imprint

IMPRINT = Imprint(NOW, "A. Nurse", "portal-api test")

# What is shipped is kept for five minutes; these articles get old within a test.
QUICKLY_OLD = """
sub vcl_backend_response {
    if (bereq.url ~ "quickly-old") {
        set beresp.http.CDN-Cache-Control =
            regsub(beresp.http.CDN-Cache-Control, "max-age=[0-9]+", "max-age=1");
    }
}
"""
# While a server lives, copies may be ten seconds older than that.
AT_ONCE = {"set req.grace = 10s;": "set req.grace = 0s;"}
HELD = "/v1/en/articles/held"
PARTLY_HELD = "/v1/en/articles/quickly-old-and-held"
OLD = "/v1/es/articles/quickly-old"
DISCLAIMERS = {
    tag: f"{mark}This is for education only." for tag, mark in (("en", ""), ("es", "es: "), ("ar", "ar: "))
}


@pytest.fixture(scope="module")
def dark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    """A cache that has seen articles and pages, was told of two holds, and has lost its servers since."""
    folder = tmp_path_factory.mktemp("dark")
    library = write_articles(folder, "held", "seen", "unseen", "quickly-old", "quickly-old-and-held")
    with standing_edge(folder, library, more=QUICKLY_OLD, changes=AT_ONCE) as edge:
        hold(library.store, Named("quickly-old-and-held", "risks"), "unsafe", IMPRINT)
        edge.purge()
        edge.notice()
        for path in ("/v1/es/articles/seen", "/en/seen", "/embed/v1.js", HELD, PARTLY_HELD, OLD):
            assert edge.get(path).status == 200
        hold(library.store, Named("held"), "incorrect", IMPRINT)
        edge.purge()
        edge.kill_replicas()
        time.sleep(1.1)
        yield edge
    library.store.close()


def test_a_held_text_never_returns(dark: Edge) -> None:
    for _ in range(3):
        for coding in ("identity", "br"):
            answer = dark.get(HELD, Accept_Encoding=coding)
            assert answer.status == 503
            assert "Infection" not in answer.text


def test_what_is_partly_held_is_not_shown_beyond_its_time(dark: Edge) -> None:
    """It was kept with its hold; what is held besides nobody could tell this cache any more."""
    assert dark.get(PARTLY_HELD).status == 503


@pytest.mark.parametrize("path", ["/v1/es/articles/seen", "/en/seen", "/embed/v1.js"])
def test_other_texts_go_on(dark: Edge, path: str) -> None:
    assert dark.get(path).status == 200


def test_an_old_text_that_was_not_purged_is_better_than_none(dark: Edge) -> None:
    answers = [dark.get(OLD) for _ in range(3)]
    assert [answer.status for answer in answers] == [200] * 3
    assert answers[0].json["disclaimer"]["locale"] == "es"


@pytest.mark.parametrize(
    ("path", "reader", "language"),
    [
        ("/v1/es/articles/unseen", "ar", "es"),
        ("/v1/AR/articles/unseen", "es", "ar"),
        ("/v1/articles/unseen", "tlh, ar;q=0.8, es;q=0.5", "ar"),
        ("/v1/locales", "tlh", "en"),
        ("/oembed?url=nothing", "es", "es"),
    ],
)
def test_an_outage_is_told_to_programs_with_the_disclaimer(
    dark: Edge, path: str, reader: str, language: str
) -> None:
    answer = dark.get(path, Accept_Language=reader)
    assert answer.status == answer.json["status"] == 503
    assert answer.json["code"] == "unavailable"
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == answer.json["disclaimer"]["locale"] == language
    assert DISCLAIMERS[language] in answer.json["disclaimer"]["text"]
    assert f'/v1/{language}/disclaimer>; rel="terms-of-service"' in answer.headers["link"]
    assert answer.headers["cache-control"] == "no-store"
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("path", "language"), [("/ar/unseen", "ar"), ("/embed/es/unseen", "es"), ("/docs", "en")]
)
def test_an_outage_is_told_to_people_with_the_disclaimer(dark: Edge, path: str, language: str) -> None:
    answer = dark.get(path)
    assert answer.status == 503
    assert answer.headers["content-type"].startswith("text/html")
    assert f'<html lang="{language}"' in answer.text
    assert DISCLAIMERS[language] in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_head_is_told_without_a_body(dark: Edge) -> None:
    answer = dark.get("/v1/es/articles/unseen", "HEAD")
    assert (answer.status, answer.body) == (503, b"")
    assert answer.headers["content-language"] == "es"


def test_a_server_that_has_lost_its_database_hides_no_old_text_and_brings_no_held_one(dark: Edge) -> None:
    """It lives, so it is asked; but whatever it is asked for it answers 503."""
    lost = replace(dark.replicas[0], settings={"PORTAL_DATABASE_URL": f"sqlite:///{dark.folder}/new.db"})
    lost.start()
    try:
        wait_for(lambda: dark.get("/livez").status == 200)
        assert ask(lost.port, OLD).status == 503
        assert [dark.get(OLD).status for _ in range(3)] == [200] * 3
        assert dark.get(HELD).status == dark.get(PARTLY_HELD).status == 503
    finally:
        lost.kill()


def test_when_a_server_is_back_it_is_asked_again_and_the_hold_still_holds(dark: Edge) -> None:
    dark.replicas[0].start()
    wait_for(lambda: dark.get("/v1/es/articles/unseen").status == 200)
    assert dark.get(HELD).status == 410
    assert dark.get(HELD).json["disclaimer"]["locale"] == "en"
