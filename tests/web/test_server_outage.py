"""PostgreSQL goes away under a server: the shelf answers on, the rest is 503, and it recovers by itself."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from postgres import postgresql, programs
from served import ENOUGH, Command, gunicorn, portal_serve, served
from tiny import ARTICLE, TinyLibrary
from waiting import wait_for

ON_THE_SHELF = "/v1/es/articles/pump"
NOT_ON_IT = "/v1/es/articles/pump/sections/risks"
SEEN_BY_THE_WATCH_SECONDS = 2.0


@pytest.mark.parametrize("command", [portal_serve, gunicorn()], ids=["portal-serve", "gunicorn"])
def test_an_outage_of_the_database_is_survived(command: Command, tmp_path: Path) -> None:
    if programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with postgresql() as database:
        url = database.new_database()
        tiny = TinyLibrary(tmp_path / "library", url)
        tiny.offer("es")
        tiny.publish()
        tiny.store.close()
        with served(command, url, tmp_path) as server:
            begun = time.monotonic()
            while time.monotonic() < begun + SEEN_BY_THE_WATCH_SECONDS:  # by the watch of each worker
                assert server.get(ON_THE_SHELF)[0] == 200
            with database.stopped():
                time.sleep(0.5)
                assert {server.get(ON_THE_SHELF)[0] for _ in range(ENOUGH)} == {200}
                for _ in range(ENOUGH):
                    status, headers, body = server.get(NOT_ON_IT)
                    assert (status, headers["content-language"], headers["retry-after"]) == (503, "es", "30")
                    assert json.loads(body)["disclaimer"]["text"].startswith("es: This is for education")
            wait_for(lambda: all(server.get(NOT_ON_IT)[0] == 200 for _ in range(ENOUGH)))
            tiny.article("pump", ARTICLE.replace("5 mg", "7 mg"))
            tiny.publish()
            tiny.store.close()
            wait_for(lambda: all(b"7 mg" in server.get("/v1/en/articles/pump")[2] for _ in range(ENOUGH)))
