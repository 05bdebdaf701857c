"""The shipped nginx before two real servers: what it keeps, how long, and what it says when they are away."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from answer import Answer, ask
from click.testing import CliRunner
from edge import Replica
from listening import free_port, lives
from shipped import Nginx, nginx
from tiny import ARTICLE, NOW, TinyLibrary
from waiting import PATIENCE_SECONDS, TURNS, assert_soon, seconds_until, wait_for

from portal_api.cli import portal
from portal_api.releases.holding import Named, hold
from portal_api.releases.record.store import Imprint
from portal_api.web.frame import BUILT_IN

KEPT_SECONDS = 1
QUICK = {
    "proxy_cache_valid 200 302 308 3s;": f"proxy_cache_valid 200 302 308 {KEPT_SECONDS}s;",
    "proxy_read_timeout 10s;": "proxy_read_timeout 1s;",
    "proxy_next_upstream_timeout 10s;": "proxy_next_upstream_timeout 3s;",
}
PUMP = "/v1/es/articles/pump"
HELD = [f"held-{turn}" for turn in range(TURNS)]


@dataclass(frozen=True)
class Front:
    """nginx, the servers behind it, and their library."""

    nginx: Nginx
    replicas: tuple[Replica, Replica]
    tiny: TinyLibrary

    def get(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """One answer of nginx."""
        return self.nginx.get(path, method, body, **headers)


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("front")
    tiny = TinyLibrary(folder / "library", f"sqlite:///{folder}/portal.db")
    for name in (*HELD, "kept", "crowd"):
        tiny.article(name, ARTICLE.replace("Pump", name.title()).replace("5 mg", f"5 mg of {name}"))
    tiny.offer("es")
    tiny.offer("ar")
    tiny.publish()
    settings = {"PORTAL_DATABASE_URL": tiny.store.url, "PORTAL_BASE_URL": "http://portal.example"}
    run(settings, "export", str(folder / "export"))
    replicas = (new_replica(folder, settings), new_replica(folder, settings))
    servers = "".join(f"server 127.0.0.1:{one.port} max_fails=0;" for one in replicas)
    changes = QUICK | {"server 127.0.0.1:8000 max_fails=0;": servers}
    try:
        for one in replicas:
            one.start()
        with nginx("proxy.conf", folder / "nginx", folder / "export", changes) as front:
            wait_for(lambda: all(lives(one.port) for one in replicas))
            yield Front(front, replicas, tiny)
    finally:
        for one in replicas:
            one.kill()
        tiny.store.close()


def new_replica(folder: Path, settings: dict[str, str]) -> Replica:
    return Replica(free_port(), folder, settings | {"PORTAL_POLL_SECONDS": "0.2"})


def run(settings: dict[str, str], *arguments: str) -> None:
    result = CliRunner().invoke(portal, arguments, env=settings, prog_name="portal")
    assert result.exit_code == 0, result.output


def carries_the_disclaimer(found: Answer, locale: str, status: int) -> None:
    assert found.status == status
    assert found.headers["content-language"] == locale
    assert f'/v1/{locale}/disclaimer>; rel="terms-of-service"' in found.headers["link"]
    assert found.headers["cache-control"] == "no-store"
    assert f"{locale}: This is for education only." in found.body.decode()


def test_what_was_fetched_is_kept_for_a_moment(front: Front) -> None:
    first, again = front.get("/v1/es/articles/kept"), front.get("/v1/es/articles/kept")
    assert first.status == again.status == 200
    assert again.headers["x-cache"] == "HIT"
    assert first.body == again.body
    wait_for(lambda: front.get("/v1/es/articles/kept").headers["x-cache"] != "HIT")


def test_each_coding_is_kept_apart(front: Front) -> None:
    found = {header: front.get(PUMP, Accept_Encoding=header) for header in ("gzip, br", "gzip", "br;q=0", "")}
    assert [one.headers.get("content-encoding") for one in found.values()] == ["br", "gzip", None, None]
    assert front.get(PUMP, Accept_Encoding="zstd, br;q=0.9").headers["content-encoding"] == "br"


def test_what_depends_on_the_reader_is_never_anothers(front: Front) -> None:
    for locale in ("es", "ar", "es", "en"):
        found = front.get("/v1/articles/pump", Accept_Language=locale)
        assert found.headers["location"].endswith(f"/v1/{locale}/articles/pump")
        assert front.get("/problems", Accept_Language=locale).headers["content-language"] == locale
        assert found.headers["x-cache"] == "MISS"


def test_a_crowd_causes_one_fetch(front: Front) -> None:
    seen: Counter[str] = Counter()

    def ask() -> None:
        seen[front.get("/v1/es/articles/crowd").headers["x-cache"]] += 1

    threads = [threading.Thread(target=ask) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen.total() == 40
    assert seen["MISS"] + seen["EXPIRED"] <= 2


def test_a_hold_is_in_every_answer_as_soon_as_what_is_kept_is_over(front: Front) -> None:
    def hold_and_wait(turn: int) -> float:
        path = f"/v1/en/articles/{HELD[turn]}"
        assert front.get(path).status == 200
        hold(front.tiny.store, Named(HELD[turn]), "unsafe", Imprint(NOW, "tester", "test"))
        took = seconds_until(
            lambda: {410} == {*(ask(one.port, path).status for one in front.replicas), front.get(path).status}
        )
        assert [front.get(path).status for _ in range(8)] == [410] * 8
        return took

    assert_soon(hold_and_wait, seconds=KEPT_SECONDS + 2)


@pytest.mark.parametrize("path", [PUMP, "/es/pump"])
@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"X": "a" * 40_000}, None, 400),
        ({}, b"a" * 20_000, 400),
        ({"Transfer_Encoding": "nonsense"}, None, 503),
    ],
    ids=["headers", "body", "coding"],
)
def test_nginx_refuses_with_the_disclaimer(
    front: Front, path: str, headers: dict[str, str], body: bytes | None, status: int
) -> None:
    carries_the_disclaimer(front.get(path, "POST" if body else "GET", body, **headers), "es", status)


@pytest.mark.parametrize(
    "request_",
    [b"NONSENSE\r\n\r\n", b"GET /v1/es/x HTTP/1.1\r\n\r\n", b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\n\r\n"],
)
def test_what_is_no_request_is_refused_with_the_disclaimer(front: Front, request_: bytes) -> None:
    head, _, body = front.nginx.raw(request_).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b'rel="terms-of-service"' in head
    assert b"disclaimer" in body.lower()


def test_other_methods_are_refused_by_nginx_or_the_service_with_the_disclaimer(front: Front) -> None:
    for method in ("POST", "DELETE", "TRACE"):
        carries_the_disclaimer(front.get(PUMP, method), "es", 405)


@pytest.mark.parametrize("path", ["/.refusal/x", "/.refusal/json/unavailable", "/%2erefusal/html/x"])
def test_its_own_addresses_are_nobodys(front: Front, path: str) -> None:
    carries_the_disclaimer(front.get(path, Accept_Language="es"), "es", 404)


def test_too_many_questions_are_refused_with_the_disclaimer(front: Front) -> None:
    found = [front.get(f"{PUMP}?release={number}") for number in range(1, 90)]
    refused = [one for one in found if one.status == 503]
    assert len(refused) > 10
    carries_the_disclaimer(refused[-1], "es", 503)
    assert front.get(PUMP).status == 200


def test_one_replica_may_end_under_load_and_nothing_is_lost(front: Front) -> None:
    statuses: Counter[int] = Counter()
    ended = threading.Event()

    def ask() -> None:
        while not ended.is_set():
            statuses[front.get("/readyz").status] += 1

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    first = front.replicas[0]
    assert first.process is not None
    first.process.send_signal(signal.SIGTERM)
    first.process.wait(PATIENCE_SECONDS)
    wait_for_more_than(50, statuses)
    first.start()
    wait_for(lambda: lives(first.port))
    wait_for_more_than(150, statuses)
    ended.set()
    for thread in threads:
        thread.join()
    assert set(statuses) == {200}


def wait_for_more_than(count: int, answers: Counter[int]) -> None:
    before = answers.total()
    wait_for(lambda: answers.total() > before + count)


def test_while_the_service_hangs_or_is_down_no_old_text_is_shown(front: Front) -> None:
    """What nginx keeps is no older than it promises; files that never change are still served."""
    asset = next(
        part for part in front.get("/es/pump").body.decode().split('"') if part.startswith("/assets/")
    )
    assert front.get(asset).status == 200
    assert front.get(PUMP).status == 200
    workers = [pid for one in front.replicas for pid in _family(one)]
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    try:
        wait_for(lambda: front.get(PUMP).status != 200)
        carries_the_disclaimer(front.get(PUMP), "es", 503)
        assert front.get(PUMP).headers["retry-after"] == "30"
    finally:
        for pid in workers:
            os.kill(pid, signal.SIGCONT)
    wait_for(lambda: front.get(PUMP).status == 200)
    for one in front.replicas:
        one.kill()
    wait_for(lambda: front.get(PUMP).status != 200)
    carries_the_disclaimer(front.get(PUMP), "es", 503)
    carries_the_disclaimer(front.get("/ar/pump"), "ar", 503)
    assert front.get(asset).status == 200


def test_without_the_texts_of_the_export_there_is_still_a_disclaimer(front: Front) -> None:
    """Last in this file: nothing is behind nginx any more, and its texts are taken away."""
    for one in front.replicas:
        one.kill()
    export = front.nginx.folder.parent / "export"
    (export / "current" / "others").rename(export / "taken-away")
    found = front.get("/v1/es/nothing")
    assert (found.status, found.headers["content-type"]) == (503, "text/plain; charset=utf-8")
    assert json.dumps(BUILT_IN.body["text"])[1:-1] in found.body.decode()
    assert found.headers["link"].endswith('/v1/es/disclaimer>; rel="terms-of-service"')
    assert found.headers["content-language"] == "en"


def _family(replica: Replica) -> list[int]:
    """The server and its workers."""
    assert replica.process is not None
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], check=True, capture_output=True, text=True
    ).stdout
    parents = {int(pid): int(parent) for pid, parent in map(str.split, listed.splitlines())}
    family = [replica.process.pid]
    for pid in sorted(parents):
        if parents[pid] in family:
            family.append(pid)
    return family
