"""The room of a shelf: bounded in real memory, kept by what is asked for again."""

from __future__ import annotations

import gc
import os
import tracemalloc

from portal_api.web.wsgi.colophon import Colophon
from portal_api.web.wsgi.finished import Finished
from portal_api.web.wsgi.stock import Stock

LIMIT = 2_000_000


def answer(size: int = 3000) -> Finished:
    """An answer as large as real ones, whose bytes nobody can compress or share."""
    headers = [(f"X-Header-{number}", os.urandom(20).hex()) for number in range(12)]
    made = Finished("200 OK", [*headers, ("Vary", "Accept-Encoding")], os.urandom(size), Colophon(None, "/"))
    made.compressed()
    return made


def test_the_bound_is_one_of_real_memory() -> None:
    gc.collect()
    tracemalloc.start()
    stock = Stock(None, LIMIT)
    for number in range(500):
        stock.put((f"/v1/en/articles/{number}", ""), "", answer())
        stock.put((f"/v1/en/articles/{number}", "limit=1"), "", answer())
    gc.collect()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert stock.evicted > 500
    assert LIMIT * 0.5 < taken < LIMIT * 1.1
    assert stock.size <= LIMIT


def test_what_is_asked_for_again_stays_and_what_was_asked_for_once_goes() -> None:
    stock = Stock(None, LIMIT)
    asked_again, asked_once = ("/again", ""), ("/once", "")
    stock.put(asked_again, "", answer())
    stock.put(asked_once, "", answer())
    for number in range(500):
        stock.put((f"/{number}", ""), "", answer())
        stock.answers[asked_again].used = True
    assert stock.find(asked_again, "") is not None
    assert stock.find(asked_once, "") is None


def test_what_would_fill_the_shelf_alone_is_not_kept() -> None:
    stock = Stock(None, LIMIT)
    stock.put(("/huge", ""), "", answer(LIMIT))
    assert (stock.answers, stock.size) == ({}, 0)


def test_the_same_answer_takes_its_room_once() -> None:
    stock = Stock(None, LIMIT)
    stock.put(("/", ""), "", answer())
    size = stock.size
    for _ in range(5):
        stock.put(("/", ""), "", answer())
    assert stock.size == size
