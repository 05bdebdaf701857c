"""What breaks while an answer is made is told as an outage, with the disclaimer, and leaves nothing open."""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from postgres import postgresql, programs
from shelving import Portal, ask
from sqlalchemy import event
from tiny import TinyLibrary

NEVER_AGAIN = 1_000.0  # seconds: what was read at the start is not looked for again


@pytest.mark.parametrize(
    "url",
    [
        "/v1/en/articles",
        "/v1/releases",
        "/v1/articles/pump",
        "/v1/en/changes",
        "/v1/en/articles/old?release=1",
    ],
)
def test_tables_that_break_between_two_looks_are_an_outage(own_library: TinyLibrary, url: str) -> None:
    portal = Portal(own_library.store, poll_seconds=NEVER_AGAIN)
    assert portal.ask("/v1/locales").status == 200
    with own_library.store.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE edition RENAME TO hidden")
        connection.exec_driver_sql("ALTER TABLE release RENAME TO lost")
    answer = portal.ask(url)
    told = json.loads(answer.body)
    assert (answer.status, told["code"], answer.headers["retry-after"]) == (503, "unavailable", "30")
    assert told["disclaimer"]["text"]


@pytest.fixture
def on_postgresql(tmp_path: Path) -> Iterator[tuple[TinyLibrary, str]]:
    """A library with one release on a server, and how to reach that server past the library."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with postgresql() as server:
        library = TinyLibrary(tmp_path, server.new_database())
        library.publish()
        yield library, f"host={library.store.database._url.query['host']} user=postgres"
        library.store.close()


@pytest.mark.parametrize("is_behind_a_shelf", [True, False])
def test_a_connection_that_is_cut_within_an_answer_is_an_outage(
    on_postgresql: tuple[TinyLibrary, str], is_behind_a_shelf: bool
) -> None:
    library, server = on_postgresql
    portal = Portal(library.store, poll_seconds=NEVER_AGAIN)
    assert portal.ask("/v1/locales").status == 200

    asking, was_cut = threading.get_ident(), threading.Event()

    def cut(*_: object) -> None:
        """What a restart of the server does, once the answer (not the watch) has begun its transaction."""
        if threading.get_ident() != asking or was_cut.is_set():
            return
        was_cut.set()
        with psycopg.connect(server, autocommit=True) as connection:
            own = "pid <> pg_backend_pid() AND backend_type = 'client backend'"
            connection.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {own}")

    event.listen(library.store.database._engine, "before_cursor_execute", cut)
    answer = ask(portal.shelf if is_behind_a_shelf else portal.app, "/v1/releases")
    told = json.loads(answer.body)
    assert (answer.status, told["code"]) == (503, "unavailable")
    assert told["disclaimer"]["text"].startswith("This is for education")
    assert portal.ask("/v1/releases").status == 200


def test_no_answer_leaves_a_transaction_open(on_postgresql: tuple[TinyLibrary, str]) -> None:
    library, server = on_postgresql
    portal = Portal(library.store, poll_seconds=NEVER_AGAIN)
    article = "/v1/en/articles/pump"
    for url in (
        article,
        f"{article}?release=1",
        f"{article}/sections/no",
        "/v1/en/articles",
        "/v1/nope/articles",
    ):
        portal.ask(url)
    with psycopg.connect(server) as connection:
        states = {
            row[0]
            for row in connection.execute("SELECT state FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        }
    assert "idle" in states
    assert not {state for state in states if state and state.startswith("idle in")}


def test_a_reason_of_a_later_version_leaves_a_whole_answer(own_library: TinyLibrary) -> None:
    """A record may be restored from a newer program: its reasons have no words here, the status has."""
    with own_library.store.database.writing() as connection:
        for digest, packed in connection.exec_driver_sql("SELECT digest, bytes FROM body").all():
            later = zlib.decompress(packed).replace(b'"reason":"missing"', b'"reason":"from-later"')
            connection.exec_driver_sql(
                "UPDATE body SET bytes = ? WHERE digest = ?", (zlib.compress(later), digest)
            )
    answer = json.loads(Portal(own_library.store).ask("/v1/es/articles/fever").body)
    assert answer["head"]["reason"] == "from-later"
    assert "status.fallback" in answer["wording"]["texts"]
    assert "reason.from-later" not in answer["wording"]["texts"]
