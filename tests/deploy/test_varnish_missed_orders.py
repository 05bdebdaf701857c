"""A cache that missed the order to forget a held text forgets it all the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from edge import Edge, standing_edge, write_articles
from tiny import NOW
from waiting import wait_for

from portal_api.releases.holding import Named, hold
from portal_api.releases.record.store import Imprint

IMPRINT = Imprint(NOW, "A. Nurse", "portal-api test")
OTHER = "/v1/en/articles/other"

# What is shipped waits ten seconds for an order; here whoever asks for this address ends the wait. And
# an article gets old within a test.
IMPATIENT = """
sub vcl_recv {
    if (req.url == "/v1/en/articles/patience-ends") {
        var.global_set("patient until", "0");
    }
}
sub vcl_backend_response {
    if (bereq.url ~ "quickly-old") {
        set beresp.http.CDN-Cache-Control =
            regsub(beresp.http.CDN-Cache-Control, "max-age=[0-9]+", "max-age=1");
    }
}
"""


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    """Every hold in this file is made as by a command that was killed before it could tell anybody."""
    folder = tmp_path_factory.mktemp("missed")
    library = write_articles(folder, "first", "second", "third", "quickly-old", "other")
    with standing_edge(folder, library, polls=(1,), more=IMPATIENT) as standing:
        yield standing
    library.store.close()


def hold_in_secret(edge: Edge, article: str) -> str:
    """The address of an article that the cache still has, although it is held and every server knows it."""
    edge.notice()
    path = f"/v1/en/articles/{article}"
    assert edge.get(path).status == edge.get(OTHER).status == 200
    hold(edge.library.store, Named(article), "unsafe", IMPRINT)
    edge.notice()
    assert edge.get(path).status == 200
    return path


def test_the_next_order_tells_a_cache_that_it_missed_one(edge: Edge) -> None:
    held = hold_in_secret(edge, "first")
    edge.library.change("content/articles/other.md", "2 hours", "3 hours")
    edge.library.publish()
    edge.purge()
    edge.notice()
    assert edge.get(held).status == 410


def test_an_order_with_none_missed_before_it_takes_nothing_else_away(edge: Edge) -> None:
    edge.notice()
    kept = edge.get("/v1/en/articles/third")
    edge.library.change("content/articles/other.md", "3 hours", "4 hours")
    edge.library.publish()
    edge.purge()
    before = edge.fetches()
    assert edge.get("/v1/en/articles/third").body == kept.body
    assert edge.fetches() == before


def test_answers_of_a_release_that_nobody_told_of_make_a_cache_forget(edge: Edge) -> None:
    held = hold_in_secret(edge, "second")
    edge.get("/v1/en/articles/unknown")  # it learns of the release here, and waits for the order
    assert edge.get(held).status == 200
    edge.get("/v1/en/articles/patience-ends")
    assert edge.get(held).status == 410


def test_while_an_order_is_missing_nothing_old_is_shown_for_want_of_servers(edge: Edge) -> None:
    """Last in this file: no server is left."""
    held = hold_in_secret(edge, "quickly-old")
    edge.get("/v1/en/articles/not-known-either")
    edge.kill_replicas()
    wait_for(lambda: edge.get(held).status == 503)
    assert edge.get(OTHER).status == 200
