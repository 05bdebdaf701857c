"""wsgi.py under gunicorn: several workers answer as the application does, and see a publication at once."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from served import BASE, ENOUGH, Served, gunicorn, served
from tiny import ARTICLE, TinyLibrary

from portal_api.app import create_app
from portal_api.settings import Settings

PUMP = "/v1/en/articles/pump"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[TinyLibrary]:
    tiny = TinyLibrary(tmp_path / "library", f"sqlite:///{tmp_path}/portal.db")
    tiny.offer("es")
    tiny.publish()
    yield tiny
    tiny.store.close()


@pytest.fixture(params=[(), ("--preload",)], ids=["each-loads", "preloaded"])
def server(request: pytest.FixtureRequest, library: TinyLibrary, tmp_path: Path) -> Iterator[Served]:
    with served(gunicorn(*request.param), library.store.url, tmp_path) as found:
        yield found


def test_gunicorn_answers_as_the_application_does(server: Served, library: TinyLibrary) -> None:
    app = create_app(library.store, Settings(base_url=BASE))
    for path in (PUMP, "/v1/articles/pump", "/v1/es/articles/nothing", "/es/pump", "/v1/locales"):
        expected = app.test_client().get(path)
        for header, decode in (("identity", bytes), ("gzip", gzip.decompress), ("br", brotli.decompress)):
            status, headers, body = server.get(path, Accept_Encoding=header)
            assert status == expected.status_code
            assert (decode(body) if "content-encoding" in headers else body) == expected.data
            for name in ("Content-Type", "Content-Language", "Cache-Control", "Link", "Vary"):
                assert headers[name.lower()] == expected.headers[name]
    assert server.get(PUMP, If_None_Match=server.get(PUMP)[1]["etag"])[0] == 304
    for _ in range(ENOUGH):  # whatever is on the shelf of a worker by now
        status, _, body = server.get(PUMP, Cookie="a" * 5_000, User_Agent="b" * 5_000)
        assert (status, b"request-too-long" in body) == (431, True)


def test_a_publication_is_seen_by_every_worker_within_a_second(server: Served, library: TinyLibrary) -> None:
    for _ in range(ENOUGH):
        assert b"5 mg" in server.get(PUMP)[2]
    took = [seconds_until_all_say(server, library, f"{milligrams} mg") for milligrams in (6, 7, 8)]
    assert min(took) < 1.0, took  # the machine may be busy at one of these moments


def seconds_until_all_say(server: Served, library: TinyLibrary, dose: str) -> float:
    """From the end of a publication until the last answer without it, by whatever worker."""
    library.article("pump", ARTICLE.replace("5 mg", dose))
    library.publish()
    published = last_old = time.monotonic()
    in_a_row = 0
    while in_a_row < ENOUGH:
        asked = time.monotonic()
        is_new = dose.encode() in server.get(PUMP)[2]
        in_a_row = in_a_row + 1 if is_new else 0
        last_old = last_old if is_new else asked
    return last_old - published
