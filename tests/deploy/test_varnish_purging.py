"""A hold or a publication is in every answer behind the shipped Varnish within seconds; all else stays."""

from __future__ import annotations

import threading
from collections.abc import Callable

from answer import ask
from edge import BASE, Edge, add_picture
from waiting import assert_soon, seconds_until, wait_for

WITHIN_SECONDS = 5.0
CODINGS = ("identity", "gzip", "br")
CLIENTS = 100


def test_a_hold_is_in_every_answer_of_both_replicas_within_five_seconds(edge: Edge) -> None:
    paths = ("/v1/en/articles/held", "/en/held", "/v1/en/articles/held/sections/risks.txt", "/embed/en/held")
    paths += ("/v1/en/search?q=infection+held",)

    def shows_it(path: str) -> bool:
        direct = [ask(replica.port, path) for replica in edge.replicas]
        behind = [edge.get(path, Accept_Encoding=coding) for coding in CODINGS]
        return any("Infection by held" in answer.text for answer in (*direct, *behind))

    def hold(turn: int) -> float:
        if turn:
            edge.portal("unhold", "held/risks", "--by", "A. Nurse")
        for path in paths:
            wait_for(lambda path=path: shows_it(path))
            assert edge.get(path, Accept_Encoding="br").status == 200
        order = ("hold", "held/risks", "--reason", "incorrect", "--by", "A. Nurse")
        return seconds_to_readers(edge, order, lambda: not any(map(shows_it, paths)))

    assert_soon(hold, seconds=WITHIN_SECONDS)
    assert edge.get(paths[0]).json["sections"][1]["status"] == "withheld"
    for path in paths:
        for coding in CODINGS:
            answer = edge.get(path, Accept_Encoding=coding)
            assert answer.status == 200
            assert "Infection by held" not in answer.text


def test_a_picture_is_gone_with_its_article_within_five_seconds(edge: Edge) -> None:
    add_picture(edge.library, "pictured")
    edge.purge()
    edge.notice()
    picture = edge.get("/v1/en/articles/pictured").json["figure"]["url"].removeprefix(BASE)
    before = edge.fetches()
    assert [edge.get(picture).status for _ in range(3)] == [200] * 3
    assert edge.fetches() == before + 1

    def hold(turn: int) -> float:
        if turn:
            edge.portal("unhold", "pictured", "--by", "A. Nurse")
        wait_for(lambda: edge.get(picture).status == 200)
        order = ("hold", "pictured", "--reason", "incorrect", "--by", "A. Nurse")
        return seconds_to_readers(edge, order, lambda: edge.get(picture).status == 410)

    assert_soon(hold, seconds=WITHIN_SECONDS)
    answer = edge.get(picture, Accept_Language="es")
    assert (answer.status, answer.json["code"], answer.json["disclaimer"]["locale"]) == (410, "held", "es")


def test_a_publication_is_in_every_answer_within_five_seconds_and_nothing_else_is_fetched_again(
    edge: Edge,
) -> None:
    changed, other = "/v1/es/articles/corrected", "/v1/es/articles/kept"
    files = "/embed/v1.js"
    for path in (changed, other, files):
        assert edge.get(path).status == 200

    def publish(turn: int) -> float:
        new = f"day and night, {'and night ' * turn}and day"
        edge.library.translate("es", "corrected", {"h1": f"es: Call your team within 2 hours, {new}."})
        path = str(edge.library.catalog("es", "corrected"))
        return seconds_to_readers(edge, ("publish", path), lambda: new in edge.get(changed).text)

    assert_soon(publish, seconds=WITHIN_SECONDS)
    assert edge.get(changed).status == 200
    before = edge.fetches()
    assert [edge.get(path).status for path in (changed, other, files)] == [200] * 3
    assert edge.fetches() == before


def test_two_hundred_requests_of_a_hundred_clients_after_a_purge_fetch_each_address_once(edge: Edge) -> None:
    paths = [
        f"/v1/en/articles/crowded{part}" for part in ("", ".txt", "/sections/overview", "?fallback=whole")
    ]
    for path in paths:
        assert edge.get(path).status == 200
    edge.purge("article-crowded")
    before = edge.fetches()
    statuses = [status for asked in at_once(edge, paths) for status in asked]
    assert statuses == [200] * 2 * CLIENTS
    assert edge.fetches() == before + len(paths)


def test_what_is_purged_is_fetched_and_kept_again(edge: Edge) -> None:
    edge.get("/v1/en/articles/plain")
    before = edge.fetches()
    edge.purge("article-plain-en")
    first, second = edge.get("/v1/en/articles/plain"), edge.get("/v1/en/articles/plain")
    assert first.body == second.body
    assert edge.fetches() == before + 1


def seconds_to_readers(edge: Edge, order: tuple[str, ...], is_so: Callable[[], bool]) -> float:
    """How long it takes from the end of the transaction that an order makes until it is so for readers."""
    release = edge.library.store.current()
    with edge.begin(*order) as process:
        wait_for(lambda: edge.library.store.current() != release or process.poll() is not None)
        took = seconds_until(is_so)
        told = process.communicate()[0]
    assert process.returncode == 0, told
    assert "Told 1 cache" in told
    return took


def at_once(edge: Edge, paths: list[str]) -> list[list[int]]:
    """Clients that start at the same moment, each with two requests."""
    found: list[list[int]] = [[] for _ in range(CLIENTS)]
    start = threading.Barrier(CLIENTS)

    def read(number: int) -> None:
        start.wait()
        for _ in range(2):
            found[number].append(edge.get(paths[number % len(paths)]).status)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
