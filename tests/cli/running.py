"""`portal serve` as a process of its own, as an operator runs it."""

from __future__ import annotations

import os
import signal
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from listening import free_port
from waiting import PATIENCE_SECONDS, wait_for


@dataclass
class Running:
    """A server that answers; `urls` are those it printed as worth opening."""

    process: subprocess.Popen[str]
    output: Path
    port: int

    @property
    def urls(self) -> list[str]:
        """The addresses it printed."""
        lines = self.output.read_text("utf-8").splitlines()
        return [line.strip() for line in lines if line.startswith("  http")]

    def get(self, path: str) -> tuple[int, bytes]:
        """One answer, errors included."""
        return fetch(f"http://127.0.0.1:{self.port}{path}")

    def stop(self) -> int:
        """Ctrl-C, as a terminal sends it: to every process in the foreground. Returns the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=PATIENCE_SECONDS)


@contextmanager
def serving(
    portal: Sequence[str | Path], folder: Path, environment: Mapping[str, str], *options: str
) -> Iterator[Running]:
    """The server, once it has printed what is worth opening; stopped at the end whatever happens."""
    port = free_port()
    output = folder.parent / f"serve-{port}.txt"
    command = [*map(str, portal), "serve", "--port", str(port), *options]
    with output.open("w") as file:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    try:
        wait_for(lambda: "Ctrl-C" in output.read_text("utf-8") or process.poll() is not None)
        assert process.poll() is None, output.read_text("utf-8")
        yield Running(process, output, port)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=PATIENCE_SECONDS)


def fetch(url: str) -> tuple[int, bytes]:
    """Status and body; an error status is an answer too."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.read()
