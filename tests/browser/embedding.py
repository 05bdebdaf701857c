"""A website of somebody else, on another host and port, for the tests of what partners embed."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest
from listening import answering, free_port, is_taken
from playwright.sync_api import Dialog, Page
from portal import ARTICLE
from waiting import wait_for

_NGINX = re.compile(r"<!-- nginx: (.*?) -->", re.DOTALL)
_CODE = re.compile(r"<textarea id=\"Code\"[^>]*>\n(.*?)</textarea>", re.DOTALL)

_CONFIGURATION = """
daemon off;
worker_processes 1;
pid nginx.pid;
events {{}}
http {{
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  server {{
    listen 127.0.0.1:{port};
    {rules}
    location / {{ proxy_pass {site}; }}
  }}
}}
"""


@dataclass
class Website:
    """Pages by their path, each with headers of its own; `base` is where they are."""

    base: str
    bodies: dict[str, bytes] = field(default_factory=dict)
    headers: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def publish(self, body: str, *, lang: str = "en", head: str = "", headers: Mapping[str, str] = {}) -> str:
        """A page with this content; its address."""
        path = f"/{len(self.bodies)}"
        attribute = f' lang="{lang}"' if lang else ""
        document = f"<!DOCTYPE html><html{attribute}><meta charset=utf-8><title>Hospital</title>{head}{body}"
        self.bodies[path] = document.encode()
        self.headers[path] = {"Content-Type": "text/html; charset=utf-8", **headers}
        return self.base + path


@contextmanager
def website() -> Iterator[Website]:
    """A website as `localhost`, which is another site than the portal's 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path in site.bodies
            self.send_response(200 if known else 404)
            for name, value in site.headers.get(self.path, {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(site.bodies.get(self.path, b""))

        def log_message(self, *_: object) -> None:
            """Prints nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Website(f"http://localhost:{server.server_port}")
    with answering(server):
        yield site


def read(url: str, language: str = "en") -> str:
    """What stands at an address."""
    request = urllib.request.Request(url, headers={"Accept-Language": language})
    with urllib.request.urlopen(request) as answer:
        text: str = answer.read().decode()
    return text


def code(portal: str, way: str, article: str, section: str = "", locale: str = "") -> str:
    """The code that the builder writes, as a person copies it."""
    asked = urlencode({"way": way, "article": article, "section": section, "locale": locale})
    found = _CODE.search(read(f"{portal}/embed?{asked}"))
    assert found is not None
    return html.unescape(found[1])


@contextmanager
def including(site: Website, portal: str, folder: Path) -> Iterator[str]:
    """The same website behind an nginx set up as the builder's code says; its address."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip("nginx is not installed (Debian: apt-get install nginx-light)")
    rules = _NGINX.search(code(portal, "include", ARTICLE))
    assert rules is not None, "the code of the builder does not say how to set up nginx"
    port = free_port()
    (folder / "nginx.conf").write_text(_CONFIGURATION.format(port=port, rules=rules[1], site=site.base))
    command = [program, "-p", str(folder), "-e", "stderr", "-c", "nginx.conf"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(lambda: is_taken(port))
            yield f"http://localhost:{port}"
        finally:
            server.terminate()


def watch(page: Page, *hosts: str) -> list[str]:
    """What a page does that it should not: dialogs, and requests to other hosts; filled as it happens."""
    seen: list[str] = []

    def note_request(url: str) -> None:
        if not url.startswith((*hosts, "data:", "blob:", "about:")):
            seen.append(f"request: {url}")

    def note_dialog(dialog: Dialog) -> None:
        seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", note_dialog)
    page.on("request", lambda request: note_request(request.url))
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    return seen
