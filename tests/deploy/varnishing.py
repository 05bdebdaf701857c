"""A real Varnish with the shipped files on free ports."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from listening import lives
from waiting import PATIENCE_SECONDS, wait_for

from portal_api.cli import portal

SHIPPED = Path(__file__).parents[2] / "deploy" / "varnish"
# Every cache compiles its program: without optimising, which nobody here needs, in a third of the time.
_COMPILED_QUICKLY = "cc_command=exec cc -O0 -fpic %w -shared -o %o %s"


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
        wait_for(lambda: varnish.poll() is None and lives(ports[0]))
        yield varnish
    finally:
        varnish.terminate()
        varnish.wait(PATIENCE_SECONDS)


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
    # A server that is gone refuses at once; one that is slow because the machine is busy is not gone.
    assert site.count(".timeout = 1s;") == 1
    site = site.replace(".timeout = 1s;", f".timeout = {PATIENCE_SECONDS}s;")
    (program / "site.vcl").write_text(site + more)
    shutil.copy(folder / "words.vcl", program)
    command = [
        *("varnishd", "-F", "-j", "none", "-T", "none", "-p", "vsl_space=2m"),
        *("-p", _COMPILED_QUICKLY),
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
