"""The process that gives the figures of `portal serve` is replaced when it dies, and forgets nothing."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from listening import free_port
from served import portal_serve, served
from tiny import TinyLibrary
from waiting import wait_for

LINE = re.compile(
    r'^portal_requests_total\{route="/v1/<locale>/articles/<article>".*locale="en"\} (\d+)$', re.MULTILINE
)
PUMP = "/v1/en/articles/pump"


def test_the_figures_survive_the_death_of_whoever_gives_them(tmp_path: Path, monkeypatch) -> None:
    port = free_port()
    monkeypatch.setenv("PORTAL_METRICS", f"127.0.0.1:{port}")
    tiny = TinyLibrary(tmp_path / "library", f"sqlite:///{tmp_path}/portal.db")
    tiny.publish()
    tiny.store.close()
    with served(portal_serve, tiny.store.url, tmp_path) as server:
        for _ in range(25):
            assert server.get(PUMP)[0] == 200
        wait_for(lambda: counted(port) == 25)
        (giver,) = (pid for pid in children(server.process.pid) if listens(pid, port))
        (worker, *_) = (pid for pid in children(server.process.pid) if listens(pid, server.port))
        os.kill(worker, signal.SIGKILL)
        wait_for(lambda: len([pid for pid in children(server.process.pid) if listens(pid, server.port)]) == 2)
        assert counted(port) == 25
        os.kill(giver, signal.SIGKILL)
        wait_for(lambda: counted(port) == 25)
        wait_for(lambda: server.get(PUMP)[0] == 200 and counted(port) > 25)


def counted(port: int) -> int:
    """How many requests the figures tell of; -1 where nobody gives them."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/metrics")
        found = LINE.search(connection.getresponse().read().decode())
        return int(found[1]) if found else 0
    except OSError:
        return -1
    finally:
        connection.close()


def children(parent: int) -> list[int]:
    """The living processes that this one started."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,stat="], check=True, capture_output=True, text=True
    )
    rows = [line.split() for line in listed.stdout.splitlines()]
    return [int(pid) for pid, ppid, state, *_ in rows if int(ppid) == parent and not state.startswith("Z")]


def listens(pid: int, port: int) -> bool:
    """Whether a process has a socket that listens on this port."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    sockets = {f"socket:[{row[9]}]" for row in lines if row[1].endswith(f":{port:04X}") and row[3] == "0A"}
    with suppress(OSError):
        return any(str(fd.readlink()) in sockets for fd in Path(f"/proc/{pid}/fd").iterdir())
    return False
