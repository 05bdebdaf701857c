"""The shipped configurations of nginx and Varnish, fitted to a folder and a port, for benchmarks.

Everything that readers' requests pass through is as it is shipped; folders, addresses and sizes are not.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
_NGINX = PROJECT / "deploy" / "nginx"
_VARNISH = PROJECT / "deploy" / "varnish"
_VARNISH_UNIT = PROJECT / "deploy" / "systemd" / "varnish.conf"


def nginx_command(folder: Path, inside_http: str) -> list[str]:
    """nginx with one process in the foreground; `inside_http` is what the benchmark is about."""
    path = folder / "nginx.conf"
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path.write_text(
        f"daemon off; master_process off; pcre_jit on; pid {folder}/nginx.pid; error_log /dev/null;\n"
        f"events {{ worker_connections 512; }}\n"
        f"http {{ keepalive_requests 1000000; {temporary} {inside_http} }}\n"
    )
    return ["nginx", "-c", str(path), "-p", str(folder)]


def plain_file(folder: Path, port: int) -> str:
    """A file under nginx as it is usually set up."""
    return (
        "access_log off; sendfile on; tcp_nopush on; open_file_cache max=10; "
        "types { application/json json; } "
        f"server {{ listen 127.0.0.1:{port}; root {folder}; }}"
    )


def mirror(folder: Path, port: int, environment: Mapping[str, str], shipped: str) -> str:
    """An export, written now, under `mirror.conf` or `live.conf`."""
    _portal(environment, "export", *(["--live"] if shipped == "live.conf" else []), str(folder / "mirror"))
    shutil.rmtree(folder / "conf", ignore_errors=True)
    (folder / "conf").mkdir()
    places = {
        "/srv/portal/mirror": str(folder / "mirror"),
        "/etc/nginx/portal": str(folder / "conf"),
        "/var/log/nginx": str(folder),
        "listen 80;": f"listen 127.0.0.1:{port};",
        "listen [::]:80;": "",
    }
    for path in _NGINX.glob("*.conf"):
        (folder / "conf" / path.name).write_text(_fitted(path.read_text("utf-8"), places), "utf-8")
    return f"include {folder}/conf/{shipped};"


def varnish_command(folder: Path, port: int, backend: int, environment: Mapping[str, str]) -> list[str]:
    """Varnish with the shipped VCL and options before a server, but with one pool of threads."""
    program = folder / "vcl"
    program.mkdir(exist_ok=True)
    shutil.copy(_VARNISH / "portal.vcl", program)
    ports = {'"8001"': f'"{backend}"', '"8002"': f'"{backend}"'}
    site = _fitted((_VARNISH / "site.vcl").read_text("utf-8"), ports)
    (program / "site.vcl").write_text(site, "utf-8")
    _portal(environment, "varnish", str(program / "words.vcl"))
    return [
        *("varnishd", "-F", "-j", "none", "-T", "none", "-n", str(folder / "varnish")),
        *("-f", str(program / "portal.vcl"), "-a", f"readers=127.0.0.1:{port}", "-a", "purge=127.0.0.1:0"),
        *("-p", "thread_pools=1", *_shipped_options()),
    ]


def _shipped_options() -> Iterator[str]:
    unit = _VARNISH_UNIT.read_text("utf-8")
    for name in re.findall(r" -s (\w+)=", unit):
        yield from ("-s", f"{name}=malloc,32m")
    for parameter in re.findall(r" -p (\S+)", unit):
        yield from ("-p", parameter)


def _fitted(text: str, places: Mapping[str, str]) -> str:
    for shipped, here in places.items():
        text = text.replace(shipped, here)
    return text


def _portal(environment: Mapping[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "portal_api", *arguments]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
