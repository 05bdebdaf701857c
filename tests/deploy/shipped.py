"""The shipped configuration of nginx, run for real on a port of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from answer import Answer, ask
from listening import free_port, is_taken
from waiting import PATIENCE_SECONDS, wait_for

DEPLOY = Path(__file__).parents[2] / "deploy" / "nginx"

# Around them stands what Debian has in its nginx.conf, as far as it could get in their way.
_AROUND = """
daemon off;
{user}
worker_processes 1;
pcre_jit on;
pid {folder}/nginx.pid;
events {{ worker_connections 256; }}
http {{
  types {{ text/html html; application/json json; text/plain txt; }}
  default_type application/octet-stream;
  gzip on;
  gzip_types application/json text/plain;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  include {folder}/portal/{name};
}}
"""


@dataclass(frozen=True)
class Nginx:
    """A running nginx."""

    port: int
    process: subprocess.Popen[bytes]
    folder: Path

    def get(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """One answer; underscores in header names stand for hyphens."""
        return ask(self.port, path, method, headers, body)

    def raw(self, request: bytes, *, at_once: bool = False) -> bytes:
        """Everything that comes back on a request no client would send; at once: it comes with its end."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS) as client:
            with self._asleep() if at_once else nullcontext():
                client.sendall(request)
                client.shutdown(socket.SHUT_WR)  # nginx need not wait for more
            with suppress(ConnectionResetError):
                return b"".join(iter(lambda: client.recv(65536), b""))
        return b""

    @contextmanager
    def _asleep(self) -> Iterator[None]:
        workers = [int(worker) for worker in self._workers()]
        for worker in workers:
            os.kill(worker, signal.SIGSTOP)
        try:
            yield
        finally:
            for worker in workers:
                os.kill(worker, signal.SIGCONT)

    def reload(self) -> None:
        """What `nginx -s reload` does; returns when a new worker answers."""
        before = self._workers()
        self.process.send_signal(1)
        wait_for(lambda: not before & self._workers())

    def _workers(self) -> set[str]:
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return set(path.read_text().split()) or {"none yet"}


@contextmanager
def nginx(name: str, folder: Path, mirror: Path, changes: Mapping[str, str] | None = None) -> Iterator[Nginx]:
    """The shipped file of this name as it is, but for its folders and port, and for these changes."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip("nginx is not installed (Debian: apt-get install nginx-light)")
    port = free_port()
    _write(name, folder, mirror, port, changes or {})
    command = [program, "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(lambda: is_taken(port))
            yield Nginx(port, process, folder)
        finally:
            process.terminate()


def _write(name: str, folder: Path, mirror: Path, port: int, changes: Mapping[str, str]) -> None:
    for needed in ("portal", "cache"):
        (folder / needed).mkdir(parents=True, exist_ok=True)
    for path in DEPLOY.glob("*.conf"):
        text = path.read_text("utf-8")
        text = text.replace("/srv/portal/mirror", str(mirror)).replace(
            "/etc/nginx/portal", str(folder / "portal")
        )
        text = text.replace("/var/log/nginx", str(folder)).replace("/var/cache/nginx", str(folder / "cache"))
        text = re.sub(r"listen \[::\]:80;\n", "", text).replace("listen 80;", f"listen 127.0.0.1:{port};")
        if path.name == name:
            for old, new in changes.items():
                assert old in text, old
                text = text.replace(old, new)
        (folder / "portal" / path.name).write_text(text, "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, name=name, user=user), "utf-8")
