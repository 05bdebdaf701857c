"""An answer as it came, and the way to ask a server on this machine for one."""

from __future__ import annotations

import gzip
import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import brotli
from waiting import PATIENCE_SECONDS

_LEFT_TO_THE_CODING = frozenset({"content-encoding", "content-length", "etag"})


@dataclass(frozen=True)
class Answer:
    """The names of `headers` are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def plain(self) -> bytes:
        """The body without its coding."""
        return decoded(self.body, self.headers.get("content-encoding", ""))

    @property
    def text(self) -> str:
        """The body as text."""
        return self.plain.decode()

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.plain)

    @property
    def tag(self) -> str:
        """The entity tag without the suffix of its coding."""
        return self.headers.get("etag", "").strip('"').partition("-")[0]

    def comparable(self, method: str) -> tuple[Any, ...]:
        """What must not depend on the coding."""
        rest = {name: value for name, value in self.headers.items() if name not in _LEFT_TO_THE_CODING}
        body = b"" if method == "HEAD" else self.plain
        return self.status, rest, self.tag, body


def ask(
    port: int,
    path: str,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    client: str = "127.0.0.1",
) -> Answer:
    """One answer on a connection of its own, which comes from the address `client` of this machine.

    Underscores in header names stand for hyphens. No header stands there twice.
    """
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=PATIENCE_SECONDS, source_address=(client, 0)
    )
    try:
        named = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        connection.request(method, path, body, {"Accept-Encoding": "identity"} | named)
        answer = connection.getresponse()
        found = answer.getheaders()
        fields = {name.lower(): value for name, value in found}
        assert len(found) == len(fields), found
        return Answer(answer.status, fields, answer.read())
    finally:
        connection.close()


def decoded(body: bytes, coding: str) -> bytes:
    """A body without its coding."""
    if not body or not coding:
        return body
    return {"gzip": gzip.decompress, "br": brotli.decompress}[coding](body)
