"""Publications, stops and starts while readers ask: nothing fails, nothing is mixed, nothing begun is lost.

    python benchmarks/publishing_under_load.py
    python benchmarks/publishing_under_load.py --publications 5 --requests 5000 --restarts 2

Two replicas of `portal serve` with two workers each answer from one database. Clients ask both for JSON,
pages and sections in two languages, each on a connection that it keeps. Every answer has to be 200 and of one
release: article and disclaimer name the version that they are of. Meanwhile a library is published again and
again. Then the replicas are stopped by SIGTERM and started again in turn, under the same load: every answer
that was begun has to be whole, and no request may be refused by both.

Exit code 1 where a promise is not kept.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ports import free_port

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT / "tests"))

from tiny import ARTICLE, DISCLAIMER, TinyLibrary  # noqa: E402  # the tests' own library, found by the line above

PATHS = (
    "/v1/en/articles/pump",
    "/v1/es/articles/pump",
    "/v1/en/articles/pump/sections/overview",
    "/v1/en/articles/pump.txt",
    "/en/pump",
)
CLIENTS = 8
PATIENCE_SECONDS = 60
_VERSION = re.compile(rb"version (\d+)")


@dataclass
class Replica:
    """`portal serve` with two workers."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it is ready."""
        command = [sys.executable, "-m", "portal_api", "serve", "--port", str(self.port), "--workers", "2"]
        settings = {"PORTAL_DATABASE_URL": f"sqlite:///{self.folder}/portal.db", "PYTHONPATH": str(PROJECT)}
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
        with (self.folder / f"{self.port}.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, env=environment | settings, cwd=self.folder, stdout=log, stderr=log
            )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._is_ready():
            if time.monotonic() > deadline or self.process.poll() is not None:
                sys.exit(f"portal serve does not answer; see {self.folder}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Tell it to stop, as an operator does, and wait."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            if self.process.wait(PATIENCE_SECONDS) != 0:
                sys.exit(f"portal serve ended with {self.process.returncode}")

    def _is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


@dataclass
class Seen:
    """What the clients got."""

    answers: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    mixed: int = 0
    cut_off: int = 0
    lost: int = 0
    asked_again: int = 0

    @property
    def is_well(self) -> bool:
        """Whether every promise is kept."""
        wrong = (self.mixed, self.cut_off, self.lost)
        return not any(wrong) and set(self.statuses) == {200}


class Client(threading.Thread):
    """Asks a replica again and again on one connection; where that one is away, the other."""

    def __init__(self, ports: Sequence[int], ended: threading.Event) -> None:
        super().__init__()
        self.seen = Seen()
        self._ports = list(ports)
        self._ended = ended
        self._connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        """Ask until it is over."""
        number = 0
        while not self._ended.is_set():
            number += 1
            self._ask(PATHS[number % len(PATHS)])
        self._drop()

    def _ask(self, path: str) -> None:
        """One request; while no answer was begun it may be asked again, as proxies and browsers do."""
        for _ in range(4):
            try:
                answer = self._begun(path)
            except (ConnectionError, http.client.BadStatusLine):
                self._drop()
                self._ports.reverse()
                self.seen.asked_again += 1
                continue
            try:
                self._note(answer.status, answer.read())
            except (http.client.HTTPException, OSError):
                self.seen.cut_off += 1
                self._drop()
            return
        self.seen.lost += 1

    def _begun(self, path: str) -> http.client.HTTPResponse:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                "127.0.0.1", self._ports[0], timeout=PATIENCE_SECONDS
            )
        self._connection.request("GET", path)
        return self._connection.getresponse()

    def _note(self, status: int, body: bytes) -> None:
        self.seen.answers += 1
        self.seen.statuses[status] += 1
        if status == 200:
            self.seen.mixed += len(set(_VERSION.findall(body))) != 1

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@contextlib.contextmanager
def load(replicas: Sequence[Replica]) -> Iterator[list[Client]]:
    """Half of the clients prefer each replica."""
    ports = [one.port for one in replicas]
    ended = threading.Event()
    clients = [Client(ports[:: 1 if number % 2 else -1], ended) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    try:
        yield clients
    finally:
        ended.set()
        for client in clients:
            client.join()


def publish(library: TinyLibrary, version: int) -> None:
    """An article and disclaimers that all name one version, in English and Spanish."""
    library.write("content/articles/pump.md", ARTICLE.replace("5 mg", f"version {version}"))
    told = DISCLAIMER.replace('version: "1"', f'version: "{version}"')
    library.write("content/disclaimer.md", told.replace("education only.", f"education, version {version}."))
    for name in ("disclaimer", "portal", "pump"):
        library.translate("es", name)
    library.publish()


def publications(library: TinyLibrary, replicas: Sequence[Replica], count: int, requests: int) -> Seen:
    """Publish again and again, until there were enough requests too."""
    version = 1
    with load(replicas) as clients:
        while version <= count or sum(client.seen.answers for client in clients) < requests:
            if version <= count:
                version += 1
                publish(library, version)
            time.sleep(0.05)
    return added(clients)


def restarts(replicas: Sequence[Replica], count: int) -> Seen:
    """Stop and start the replicas in turn."""
    with load(replicas) as clients:
        for number in range(count):
            replica = replicas[number % len(replicas)]
            time.sleep(0.5)
            replica.stop()
            time.sleep(0.5)
            replica.start()
        time.sleep(0.5)
    return added(clients)


def added(clients: Sequence[Client]) -> Seen:
    """What all clients got."""
    total = Seen()
    for seen in (client.seen for client in clients):
        total.statuses += seen.statuses
        for name in ("answers", "mixed", "cut_off", "lost", "asked_again"):
            setattr(total, name, getattr(total, name) + getattr(seen, name))
    return total


def main() -> None:
    """Run both and print what happened."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="portal-load-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        library = TinyLibrary(folder / "library", f"sqlite:///{folder}/portal.db")
        publish(library, 1)
        replicas = [Replica(free_port(), folder) for _ in range(2)]
        for replica in replicas:
            replica.start()
            stack.callback(replica.stop)
        ran = {
            f"{arguments.publications} publications": publications(
                library, replicas, arguments.publications, arguments.requests
            ),
            f"{arguments.restarts} stops and starts": restarts(replicas, arguments.restarts),
        }
        library.store.close()
    for what, seen in ran.items():
        print(
            f"{what}: {seen.answers:,} answers, statuses {dict(seen.statuses)}, {seen.mixed} mixed, ", end=""
        )
        print(f"{seen.cut_off} cut off, {seen.lost} lost, {seen.asked_again} asked again")
    sys.exit(0 if all(seen.is_well for seen in ran.values()) else 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--publications", type=int, default=100)
    parser.add_argument("--requests", type=int, default=100_000, help="at least so many during them")
    parser.add_argument("--restarts", type=int, default=6)
    return parser.parse_args()


if __name__ == "__main__":
    main()
