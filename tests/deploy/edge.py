"""A real Varnish with the shipped VCL in front of real servers, all on one database and free ports."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from answer import Answer, ask
from click.testing import CliRunner
from listening import free_ports, lives
from tiny import ARTICLE, TinyLibrary
from varnishing import standing_varnish, write_words
from waiting import PATIENCE_SECONDS, wait_for

from portal_api.cli import portal
from portal_api.releases.caches import Order, tell
from portal_api.releases.record.affected import affected

BASE = "https://portal.example"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>'
FIGURE = 'figure: {file: dose.svg, alt: "A table of doses", credit: "Tiny", licence: CC-BY-4.0}'


def write_articles(folder: Path, *names: str) -> TinyLibrary:
    """A published library of these articles, complete in English and Spanish, with no section in common."""
    library = TinyLibrary(folder / "library", f"sqlite:///{folder}/portal.db")
    library.settings("en", "es", "ar")
    (library.root / "content/articles/pump.md").unlink()
    for name in names:
        text = ARTICLE.replace("Pump", name).replace("pump", name).replace("team", f"{name} team")
        text = text.replace("Infection", f"Infection by {name}").replace("It gives", f"It, {name}, gives")
        library.article(name, text)
        library.translate("es", name)
    for name in ("disclaimer", "portal"):
        library.translate("es", name)
        library.translate("ar", name)
    library.publish()
    return library


def add_picture(library: TinyLibrary, name: str) -> None:
    """Give an article a picture, and publish it."""
    library.write("content/figures/dose.svg", SVG)
    library.change(
        f"content/articles/{name}.md",
        "review: {status: unreviewed}\n",
        f"review: {{status: unreviewed}}\n{FIGURE}\n",
    )
    library.publish()


@dataclass
class Replica:
    """`portal serve` as a process of its own; `settings` are variables of its environment."""

    port: int
    folder: Path
    settings: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and do not wait."""
        command = [sys.executable, "-m", "portal_api", "serve", "--port", str(self.port)]
        with (self.folder / f"serve-{self.port}.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                env=os.environ | dict(self.settings),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self) -> None:
        """Let it and its workers be gone from one moment to the next."""
        if self.process is not None:
            for process in _session(self.process.pid):
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            self.process.wait()
            self.process = None


@dataclass
class Edge:
    """A library, its servers and the cache in front of them."""

    library: TinyLibrary
    folder: Path
    replicas: Sequence[Replica]
    port: int
    purge_port: int
    front_port: int
    environment: Mapping[str, str] = field(default_factory=dict)
    cache: subprocess.Popen[bytes] | None = None

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """One answer of the cache."""
        return ask(self.port, path, method, headers)

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """The command, as somebody types it on the machine of the database; not waited for."""
        return subprocess.Popen(
            [sys.executable, "-m", "portal_api", *arguments],
            cwd=self.library.root,
            env=os.environ | dict(self.environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def portal(self, *arguments: str) -> str:
        """What the command prints; it ends well. In this process: a start of Python for each costs more."""
        done = CliRunner().invoke(portal, arguments, env=self.environment, prog_name="portal")
        assert done.exit_code == 0, done.output
        return done.output

    def purge(self, *keys: str, patience: float = 10.0) -> None:
        """An order to the cache, as commands give it; without keys what the last release changed."""
        release = self.library.store.current()
        wanted = keys or affected(self.library.store, release - 1)
        order = Order(wanted, release - 1, release, patience)
        assert tell([f"http://127.0.0.1:{self.purge_port}"], order) == ()

    def notice(self) -> None:
        """Wait until every server serves the current release."""
        current = str(self.library.store.current())
        wait_for(
            lambda: all(
                ask(replica.port, "/v1/releases/current").headers["portal-release"] == current
                for replica in self.replicas
            )
        )

    def fetches(self) -> int:
        """How many requests the cache has sent to the servers since it started."""
        told = subprocess.run(
            ["varnishstat", "-n", self.folder / "varnish", "-1", "-j", "-f", "MAIN.backend_req"],
            capture_output=True,
            check=True,
        )
        return json.loads(told.stdout)["counters"]["MAIN.backend_req"]["value"]

    def stop_cache(self) -> None:
        """The cache is gone."""
        assert self.cache is not None
        self.cache.terminate()
        self.cache.wait(PATIENCE_SECONDS)

    def kill_replicas(self) -> None:
        """Every server is gone."""
        for replica in self.replicas:
            replica.kill()


@contextmanager
def standing_edge(
    folder: Path,
    library: TinyLibrary,
    polls: Sequence[float] = (1, 1),
    more: str = "",
    changes: Mapping[str, str] | None = None,
) -> Iterator[Edge]:
    """One server for each of `polls`, which is its PORTAL_POLL_SECONDS, and the cache; ended afterwards.

    `more` is VCL that comes before the shipped one; `changes` are texts of that one which are others here.
    """
    ports = free_ports(len(polls) + 3)
    url = library.store.database.shown
    base = {"PORTAL_DATABASE_URL": url, "PORTAL_BASE_URL": BASE}
    purging = {"PORTAL_PURGE_URLS": f"http://127.0.0.1:{ports[1]}"}
    replicas = [
        Replica(port, folder, base | {"PORTAL_POLL_SECONDS": str(poll)})
        for port, poll in zip(ports[3:], polls, strict=True)
    ]
    edge = Edge(library, folder, replicas, ports[0], ports[1], ports[2], base | purging)
    for replica in replicas:
        replica.start()
    write_words(folder, edge.environment)
    try:
        with standing_varnish(folder, ports, more, changes) as edge.cache:
            wait_for(lambda: all(lives(replica.port) for replica in replicas))
            yield edge
    finally:
        edge.kill_replicas()


def _session(leader: int) -> list[int]:
    """The processes of a session: workers leave the group of their parent, but not its session."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(") ")[2].split()
            if int(fields[3]) == leader:
                found.append(int(stat.parent.name))
    return found
