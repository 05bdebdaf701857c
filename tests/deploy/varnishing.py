"""A real Varnish with the shipped files on free ports, and what it answers."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner

from portal_api.cli import portal

SHIPPED = Path(__file__).parents[2] / "deploy" / "varnish"
PATIENCE_SECONDS = 30.0


@dataclass(frozen=True)
class Answer:
    """An answer as it came; the names of `headers` are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def plain(self) -> bytes:
        """The body without its coding."""
        match self.headers.get("content-encoding") if self.body else None:
            case "br":
                return brotli.decompress(self.body)
            case "gzip":
                return gzip.decompress(self.body)
        return self.body

    @property
    def text(self) -> str:
        """The body as text."""
        return self.plain.decode()

    @property
    def json(self) -> dict:
        """The body as JSON."""
        return json.loads(self.plain)


def write_words(folder: Path, environment: Mapping[str, str]) -> None:
    """What `portal varnish` writes, in this process: a start of Python for each cache would cost more."""
    told = CliRunner().invoke(portal, ["varnish", str(folder / "words.vcl")], env=environment)
    assert told.exit_code == 0, told.output


@contextmanager
def standing_varnish(
    folder: Path, ports: Sequence[int], more: str = "", changes: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """The cache with the `words.vcl` of the folder; ended afterwards.

    `ports` are those for readers, purges and nginx, and of one server or two; `more` and `changes` as above.
    """
    if shutil.which("varnishd") is None:
        pytest.skip("Varnish is not installed (Debian: apt-get install varnish varnish-modules)")
    varnish = _varnish(folder, ports, more, changes or {})
    try:
        wait_for(lambda: varnish.poll() is None and answers(ports[0]))
        yield varnish
    finally:
        varnish.terminate()
        varnish.wait(PATIENCE_SECONDS)


def ask(
    port: int,
    path: str,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    client: str = "127.0.0.1",
) -> Answer:
    """One answer on a connection of its own, which comes from the address `client` of this machine."""
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=PATIENCE_SECONDS, source_address=(client, 0)
    )
    try:
        sent = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        connection.request(method, path, headers=sent)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, answer.read())
    finally:
        connection.close()


def answers(port: int) -> bool:
    """Whether a server lives there."""
    try:
        return ask(port, "/livez").status == 200
    except (OSError, http.client.HTTPException):
        return False


def free_ports(count: int) -> list[int]:
    """Ports that nobody uses at this moment."""
    trials = [socket.socket() for _ in range(count)]
    for trial in trials:
        trial.bind(("127.0.0.1", 0))
    ports = [trial.getsockname()[1] for trial in trials]
    for trial in trials:
        trial.close()
    return ports


def wait_for(is_so: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    """Waits until it is so, or the time is up."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def _varnish(
    folder: Path, ports: Sequence[int], more: str, changes: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """The cache with the shipped files; the addresses of the servers are others, and `more` comes first."""
    readers, purges, front, *servers = ports
    program = folder / "vcl"
    program.mkdir()
    shipped = (SHIPPED / "portal.vcl").read_text("utf-8")
    for old, new in changes.items():
        assert shipped.count(old) == 1, old
        shipped = shipped.replace(old, new)
    (program / "portal.vcl").write_text(shipped, "utf-8")
    site = (SHIPPED / "site.vcl").read_text()
    for name, server in zip(("8001", "8002"), servers * (2 // len(servers)), strict=True):
        assert site.count(f'"{name}"') == 1
        site = site.replace(f'"{name}"', f'"{server}"')
    (program / "site.vcl").write_text(site + more)
    shutil.copy(folder / "words.vcl", program)
    command = [
        *("varnishd", "-F", "-j", "none", "-T", "none", "-p", "vsl_space=2m"),
        *("-n", folder / "varnish", "-f", program / "portal.vcl"),
        *("-a", f"readers=127.0.0.1:{readers}", "-a", f"purge=127.0.0.1:{purges}"),
        *("-a", f"front=127.0.0.1:{front}"),
        *_shipped_options(),
    ]
    with (folder / "varnish.log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)


def _shipped_options() -> Iterator[str]:
    """How the shipped unit has Varnish keep and log answers; only the storage is smaller."""
    unit = (SHIPPED.parent / "systemd" / "varnish.conf").read_text("utf-8")
    for name in re.findall(r" -s (\w+)=", unit):
        yield from ("-s", f"{name}=malloc,16m")
    for parameter in re.findall(r" -p (\S+)", unit):
        yield from ("-p", parameter)
