"""A server that has not noticed a release, or cannot, brings no old text back behind the shipped Varnish."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from answer import ask
from edge import Edge, standing_edge, write_articles
from waiting import wait_for

NEVER = 3600
ARTICLE = "/v1/en/articles/changing"
OTHER = "/v1/en/articles/other"


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    """Of two servers the second one does not look for new releases within any test."""
    folder = tmp_path_factory.mktemp("late")
    library = write_articles(folder, "changing", "other")
    with standing_edge(folder, library, polls=(1, NEVER)) as standing:
        for replica in standing.replicas:
            assert ask(replica.port, ARTICLE).status == ask(replica.port, OTHER).status == 200
        yield standing
    library.store.close()


def test_answers_of_an_older_release_are_neither_kept_nor_shown_while_a_newer_one_is_there(
    edge: Edge,
) -> None:
    assert "2 hours" in edge.get(ARTICLE).text
    edge.library.change("content/articles/changing.md", "2 hours", "3 hours")
    edge.library.publish()
    edge.purge()
    wait_for(lambda: "3 hours" in ask(edge.replicas[0].port, ARTICLE).text)
    late = edge.replicas[1].port
    assert "2 hours" in ask(late, ARTICLE).text
    for number in range(12):
        path = f"{ARTICLE}?release=1" if number % 3 == 2 else ARTICLE
        edge.purge("article-changing")
        assert ("2 hours" if "release" in path else "3 hours") in edge.get(path).text
    assert edge.get(OTHER).status == 200


def test_when_only_the_late_server_is_left_its_answers_are_refused_after_a_while(edge: Edge) -> None:
    edge.replicas[0].kill()
    edge.purge("article-changing", patience=0)
    wait_until_told(edge)
    answer = edge.get(ARTICLE)
    assert answer.status == 503
    assert answer.json["disclaimer"]["locale"] == "en"
    assert "hours" not in answer.text
    assert edge.get(OTHER).status == 200
    wait_for(lambda: edge.get("/livez").status == 200)  # Varnish may still try the one that was killed


def wait_until_told(edge: Edge) -> None:
    """A newer release than any before, told without any patience."""
    edge.library.change("content/articles/changing.md", "3 hours", "4 hours")
    edge.library.publish()
    edge.purge("article-changing", patience=0)
    time.sleep(0.1)
