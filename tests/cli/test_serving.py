"""portal serve: a real server, in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import pytest
from listening import free_port
from running import Running, fetch, serving
from tiny import TinyLibrary
from waiting import assert_soon, wait_for

from portal_api.cli.serving import ENDS_WITHIN_SECONDS, CannotListen, check_free

PORTAL = (sys.executable, "-m", "portal_api")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tiny library."""
    folder = tmp_path_factory.mktemp("serving")
    tiny = TinyLibrary(folder / "library", f"sqlite:///{folder}/portal.db")
    tiny.offer("ar")
    return tiny.root


@pytest.fixture(scope="module")
def server(library: Path) -> Iterator[Running]:
    """That library, published and served."""
    with published(library) as running:
        yield running


def published(library: Path) -> AbstractContextManager[Running]:
    """A server that publishes a library first."""
    database = {"PORTAL_DATABASE_URL": f"sqlite:///{library.parent}/portal.db"}
    return serving(PORTAL, library, database, "--publish", ".")


def test_the_printed_addresses_open_and_one_shows_a_right_to_left_article(server: Running) -> None:
    page, article, manual = server.urls
    assert page == f"http://127.0.0.1:{server.port}/ar/pump"
    assert article == f"http://127.0.0.1:{server.port}/v1/ar/articles/pump"
    for url in (page, article, manual):
        assert fetch(url)[0] == 200
    body = json.loads(fetch(article)[1])
    assert body["dir"] == "rtl"
    assert body["disclaimer"]["locale"] == "ar"


def test_addresses_in_answers_follow_the_port(server: Running) -> None:
    body = json.loads(server.get("/v1/en/articles/pump")[1])
    assert body["links"]["self"].startswith(f"http://127.0.0.1:{server.port}/")


def test_a_taken_port_is_refused_with_a_remedy(server: Running) -> None:
    with pytest.raises(CannotListen, match=rf"port {server.port} cannot be used.*another port"):
        check_free("127.0.0.1", server.port)


@pytest.mark.parametrize(("length", "count"), [(20_000, 1), (60_000, 1), (300, 60)])
@pytest.mark.parametrize("path", ["/livez", "/v1/ar/articles/pump"])
def test_headers_of_unreasonable_length_are_refused_with_the_disclaimer(
    server: Running, path: str, length: int, count: int
) -> None:
    assert server.get("/v1/ar/articles/pump")[0] == 200  # it is on the shelf
    headers = "".join(f"X-Long-{number}: {'a' * length}\r\n" for number in range(count))
    # What is no header of its own name stands elsewhere in what the server hands over.
    more = "Content-Type: text/plain\r\nAccept-Language: ar\r\nConnection: close\r\n"
    head, _, body = exchange(server.port, f"GET {path} HTTP/1.1\r\nHost: x\r\n{headers}{more}\r\n").partition(
        b"\r\n\r\n"
    )
    told = json.loads(body)
    assert head.split()[1] == b"431"
    assert (told["code"], told["disclaimer"]["locale"]) == ("request-too-long", "ar")


def test_more_than_anybody_sends_is_not_read_at_all(server: Running) -> None:
    with suppress(ConnectionError):
        answer = exchange(server.port, f"GET /livez HTTP/1.1\r\nHost: x\r\nX-Long: {'a' * 100_000}\r\n\r\n")
        assert b" 200 " not in answer


def test_usual_headers_are_no_matter(server: Running) -> None:
    request = f"GET /livez HTTP/1.1\r\nHost: x\r\nCookie: {'a' * 4_000}\r\nConnection: close\r\n\r\n"
    assert exchange(server.port, request).split()[1] == b"200"


def exchange(port: int, request: str) -> bytes:
    """Everything that comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(request.encode())
        return b"".join(iter(lambda: client.recv(65536), b""))


def test_a_worker_that_dies_is_replaced(server: Running) -> None:
    workers = children(server.process.pid)
    assert workers
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    wait_for(lambda: answers(server))
    assert not set(workers) & set(children(server.process.pid))


def test_ctrl_c_ends_the_server_quickly_and_quietly(library: Path) -> None:
    def stopped(_: int) -> float:
        with published(library) as server:
            before = time.monotonic()
            assert server.stop() == 0
            taken = time.monotonic() - before
        assert "Traceback" not in server.output.read_text("utf-8")
        return taken

    assert_soon(stopped, seconds=ENDS_WITHIN_SECONDS)


def answers(server: Running) -> bool:
    try:
        return server.get("/livez")[0] == 200
    except OSError:
        return False


def children(parent: int) -> list[int]:
    """The living processes that this one started."""
    command = ["ps", "-A", "-o", "pid=,ppid=,stat="]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return [int(pid) for pid, ppid, state, *_ in rows if int(ppid) == parent and not state.startswith("Z")]


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(CannotListen):
        check_free("192.0.2.1", free_port())


def test_a_taken_port_stops_the_command_before_anything_is_published(run, tiny: TinyLibrary) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("serve", "--port", str(taken.getsockname()[1]), "--publish", ".")
    assert result.exit_code == 1
    assert "take another port" in result.output
    assert tiny.store.current() is None


def test_before_the_first_release_the_server_says_what_is_missing(tiny: TinyLibrary) -> None:
    url = f"sqlite:///{tiny.root.parent}/portal.db"
    with serving(PORTAL, tiny.root, {"PORTAL_DATABASE_URL": url}) as running:
        assert running.get("/readyz")[0] == 503
        assert "portal publish" in running.output.read_text("utf-8")
        assert running.stop() == 0
