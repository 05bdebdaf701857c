"""portal serve under load: publications, replaced workers and an orderly end lose and mix nothing."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from listening import free_port, is_taken
from postgres import postgresql, programs
from tiny import ARTICLE, DISCLAIMER, TinyLibrary
from waiting import PATIENCE_SECONDS, wait_for

PUBLICATIONS = 12
CLIENTS = 4
PATHS = (
    "/v1/en/articles/pump",
    "/v1/en/articles/pump/sections/overview",
    "/v1/en/articles/pump?fallback=whole",
)


@dataclass
class Serving:
    """`portal serve` as a process of its own."""

    process: subprocess.Popen[bytes]
    port: int
    output: Path

    def get(self, path: str, port: int | None = None) -> tuple[int, bytes]:
        """One answer on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def raw(self, request: bytes) -> bytes:
        """Everything that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS) as client:
            client.sendall(request)
            return b"".join(iter(lambda: client.recv(65536), b""))

    def end(self) -> int:
        """Tell it to stop, and wait."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_SECONDS)


Serve = Callable[..., Serving]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Starts servers; none is left at the end."""
    started: list[Serving] = []

    def start(url: str, *options: str, port: int | None = None, **settings: str) -> Serving:
        chosen = port or free_port()
        output = tmp_path / f"{len(started)}.log"
        command = [sys.executable, "-m", "portal_api", "serve", "--port", str(chosen), *options]
        environment = {**os.environ, "PORTAL_DATABASE_URL": url, **settings}
        with output.open("wb") as file:
            process = subprocess.Popen(
                command, cwd=tmp_path, env=environment, stdout=file, stderr=subprocess.STDOUT
            )
        started.append(Serving(process, chosen, output))
        wait_for(lambda: answers(started[-1]))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


@dataclass
class Load:
    """Clients that ask again and again, each on a connection that it keeps."""

    serving: Serving
    bodies: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    refused: int = 0

    def __enter__(self) -> Load:
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._ask) for _ in range(CLIENTS)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _ask(self) -> None:
        number = 0
        while not self._ended.is_set():
            with suppress(ConnectionRefusedError):
                number = self._on_one_connection(number)
                continue
            self.refused += 1
            time.sleep(0.02)

    def _on_one_connection(self, number: int) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.serving.port, timeout=PATIENCE_SECONDS)
        connection.connect()
        try:
            while not self._ended.is_set():
                number += 1
                self._once(connection, PATHS[number % len(PATHS)])
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            pass  # an idle connection was closed before the request was read; clients ask again
        finally:
            connection.close()
        return number

    def _once(self, connection: http.client.HTTPConnection, path: str) -> None:
        connection.request("GET", path)
        answer = connection.getresponse()
        try:
            body = answer.read()
        except http.client.IncompleteRead as error:
            self.wrong.append(f"cut off: {error}")
            return
        self.bodies[path] += 1
        if answer.status != 200:
            self.wrong.append(f"{path}: {answer.status}")
        elif len(versions := set(re.findall(rb"version (\d+)", body))) != 1:
            self.wrong.append(f"{path}: mixed {versions}")


def test_publications_under_load_fail_and_mix_nothing(tmp_path: Path, serve: Serve) -> None:
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    tiny = TinyLibrary(tmp_path / "library", url)
    publish(tiny, 0)
    with Load(serve(url, "--workers", "2", PORTAL_POLL_SECONDS="0.1")) as load:
        for version in range(1, PUBLICATIONS + 1):
            publish(tiny, version)
            time.sleep(0.1)
        newest = f"version {PUBLICATIONS}".encode()
        wait_for(lambda: all(newest in load.serving.get(PATHS[0])[1] for _ in range(8)))
    assert load.wrong == []
    assert load.refused == 0
    assert sum(load.bodies.values()) > 500


def test_stop_and_start_under_load_cuts_no_answer_off(tmp_path: Path, serve: Serve) -> None:
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    publish(TinyLibrary(tmp_path / "library", url), 0)
    first = serve(url, "--workers", "2")
    with Load(first) as load:
        time.sleep(0.5)
        assert first.end() == 0
        before = sum(load.bodies.values())
        serve(url, port=first.port)
        wait_for(lambda: sum(load.bodies.values()) > before + 50)
    assert load.wrong == []


def test_a_request_in_flight_is_answered_before_the_server_ends(tmp_path: Path, serve: Serve) -> None:
    """A lock on the table keeps the request in flight for as long as the test wants."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with postgresql() as server:
        url = server.new_database()
        tiny = TinyLibrary(tmp_path / "library", url)
        publish(tiny, 0)
        tiny.store.close()
        serving = serve(url)
        assert serving.get("/v1/en/articles")[0] == 200
        got: list[tuple[int, bytes]] = []
        asking = threading.Thread(target=lambda: got.append(serving.get(PATHS[0])))
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            connection.execute("LOCK TABLE edition IN ACCESS EXCLUSIVE MODE")
            asking.start()
            time.sleep(0.5)
            serving.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            assert not got
            assert serving.process.poll() is None
        asking.join()
        assert serving.process.wait(PATIENCE_SECONDS) == 0
    assert got[0][0] == 200
    assert json.loads(got[0][1])["disclaimer"]["text"]


def test_workers_end_with_a_server_that_was_killed(tmp_path: Path, serve: Serve) -> None:
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    publish(TinyLibrary(tmp_path / "library", url), 0)
    serving = serve(url, "--workers", "2")
    serving.process.kill()
    serving.process.wait()
    wait_for(lambda: not is_taken(serving.port))


def test_figures_log_and_guards_of_a_running_server(tmp_path: Path, serve: Serve) -> None:
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    publish(TinyLibrary(tmp_path / "library", url), 0)
    metrics = free_port()
    serving = serve(url, "--workers", "2", "--access-log", PORTAL_METRICS=f"127.0.0.1:{metrics}")
    # Each worker keeps answers once its watch has seen the release: then it has this one.
    wait_for(
        lambda: (
            serving.get("/v1/locales")[0] == 200
            and "\nportal_shelf_answers 2\n" in serving.get("/metrics", metrics)[1].decode()
        )
    )
    for _ in range(20):
        assert serving.get(f"{PATHS[0]}?fallback=whole")[0] == 200
    line = 'portal_requests_total{route="/v1/<locale>/articles/<article>",status="2xx",locale="en"} 20'
    wait_for(lambda: line in serving.get("/metrics", metrics)[1].decode())
    told = serving.get("/metrics", metrics)[1].decode()
    assert "\nportal_workers 2\n" in told
    assert "\nportal_release 1\n" in told
    assert serving.get("/anything", metrics)[0] == 404
    refused = serving.raw(b"GET /v1/en/articles HTTP/1.1\r\nConnection: close\r\n\r\n")
    assert refused.startswith(b"HTTP/1.1 400 ")
    assert b'"disclaimer"' in refused
    assert serving.raw(b"GET /livez HTTP/1.0\r\n\r\n").split()[1] == b"200"
    head = serving.raw(b"HEAD /v1/en/articles HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert head.endswith(b"\r\n\r\n")
    assert int(re.search(rb"content-length: (\d+)", head)[1]) > 100
    assert serving.end() == 0
    lines = [json.loads(row) for row in serving.output.read_text().splitlines() if row.startswith("{")]
    assert Counter(row["shelf"] for row in lines if row["route"].endswith("<article>"))["hit"] >= 18
    assert "fallback" not in json.dumps(lines)
    assert "127.0.0.1" not in json.dumps(lines)


def publish(library: TinyLibrary, version: int) -> None:
    """Publish an article and a disclaimer that name the same version."""
    library.write("content/articles/pump.md", ARTICLE.replace("5 mg", f"version {version}"))
    told = DISCLAIMER.replace('version: "1"', f'version: "{version}"')
    library.write("content/disclaimer.md", told.replace("education only.", f"education, version {version}."))
    library.publish()


def answers(serving: Serving) -> bool:
    """Whether the server answers."""
    assert serving.process.poll() is None, serving.output.read_text()
    try:
        return serving.get("/livez")[0] == 200
    except OSError:
        return False
