"""Settings -> a running server: granian with safe limits, which tells its URLs once it answers."""

from __future__ import annotations

import http.client
import multiprocessing
import os
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from portal_api.app import create_app, with_shelf
from portal_api.cli.metering import export, report
from portal_api.cli.screen import complain, say
from portal_api.errors import PortalError
from portal_api.releases.record.store import Store
from portal_api.settings import Settings
from portal_api.web.wsgi.accesslog import AccessLog, to_stdout

# What one connection can make it hold. The service itself refuses less, with the disclaimer.
HEADERS_AT_MOST = 65_536
HEADERS_WITHIN_MS = 10_000
THREADS = 4
THREADS_THAT_WAIT = 5
ENDS_WITHIN_SECONDS = 10
RESPAWN_AFTER_SECONDS = 1.0
ANSWERS_WITHIN_SECONDS = 30.0
ASK_EVERY_SECONDS = 0.05


class CannotListen(PortalError):
    """The address cannot be served on; the text says why and what to do."""


def serve(settings: Settings, worth_opening: Sequence[str], *, workers: int, log: bool) -> None:
    """Serves until the process is told to stop, and prints what is worth opening once the server answers.

    With 0 workers there is one for each core. Requests that are being answered then have ENDS_WITHIN_SECONDS.
    """
    _beside(_announce, settings.own_url, worth_opening)
    with tempfile.TemporaryDirectory(prefix="portal-figures-") as folder:
        if settings.metrics is not None:
            _always_beside(export, Path(folder), *settings.metrics)
        _server(settings, workers or _cores()).serve(
            target_loader=partial(_application, settings, Path(folder), log=log), wrap_loader=False
        )


def serve_alone(settings: Settings, worth_opening: Sequence[str], loader: Callable[[], Any]) -> None:
    """Serves the application that `loader` makes, in one process, whose threads may wait for something."""
    _beside(_announce, settings.own_url, worth_opening)
    _server(settings, 1, THREADS_THAT_WAIT).serve(target_loader=loader, wrap_loader=False)


def _server(settings: Settings, workers: int, threads: int = THREADS) -> Any:
    return Server(
        "portal_api",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN_MS, max_buffer_size=HEADERS_AT_MOST),
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        respawn_interval=RESPAWN_AFTER_SECONDS,
        workers_kill_timeout=ENDS_WITHIN_SECONDS,
        log_level=LogLevels.warning,
    )


def _beside(target: Callable[..., None], *arguments: object) -> BaseProcess:
    """A process that ends with this one."""
    return _started(multiprocessing.get_context(), target, arguments)


def _always_beside(target: Callable[..., None], *arguments: object) -> None:
    """The same, started again when it dies."""
    keep = partial(_keep, _beside(target, *arguments), target, arguments)
    threading.Thread(target=keep, name="portal-keep", daemon=True).start()


def _keep(process: BaseProcess, target: Callable[..., None], arguments: tuple[object, ...]) -> None:
    """Replace a process whenever it dies.

    The new one is spawned, not forked: by now this process has sockets and signal handlers of the server.
    """
    while True:
        process.join()
        time.sleep(RESPAWN_AFTER_SECONDS)
        process = _started(multiprocessing.get_context("spawn"), target, arguments)


def _started(context: Any, target: Callable[..., None], arguments: tuple[object, ...]) -> BaseProcess:
    process: BaseProcess = context.Process(target=target, args=arguments, daemon=True)
    process.start()
    return process


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_free(host: str, port: int) -> None:
    """Refuses an address that another program serves; granian itself would share it in silence.

    Raises:
        CannotListen: the port is taken, or this machine does not have the address.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        raise CannotListen(
            f"{host} port {port} cannot be used: {error.strerror or error}; "
            f"stop the program that uses it, or take another port, e.g. {port + 1}"
        ) from error


def _application(settings: Settings, figures: Path, *, log: bool) -> Any:
    """The WSGI application; each worker makes its own.

    A worker leaves the terminal's process group: Ctrl-C is for the parent, which then ends its workers.
    A worker that got both signals did not end at all.
    """
    os.setpgid(0, 0)
    threading.Thread(target=_end_with, args=(os.getppid(),), name="portal-orphan", daemon=True).start()
    shelf = with_shelf(create_app(Store(settings.database_url), settings), settings)
    if settings.metrics is not None:
        report(figures, shelf.reading)
    return AccessLog(shelf, to_stdout) if log else shelf


def _end_with(parent: int) -> None:
    """End this worker in order once its parent was killed: nobody else would, and it would keep the port."""
    while os.getppid() == parent:
        time.sleep(RESPAWN_AFTER_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


def _announce(url: str, worth_opening: Sequence[str]) -> None:
    """Prints the URLs when the server has given its first answer."""
    patient_until = time.monotonic() + ANSWERS_WITHIN_SECONDS
    while time.monotonic() < patient_until:
        if _answers(url):
            urls = "\n".join(f"  {url}" for url in worth_opening)
            say(f"\nServing. Worth opening:\n{urls}\n\nStop with Ctrl-C.")
            return
        time.sleep(ASK_EVERY_SECONDS)
    complain(f"The server has not answered on {url} within {ANSWERS_WITHIN_SECONDS:.0f} seconds.")


def _answers(url: str) -> bool:
    """Whether anything comes back; no proxy is asked."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=ANSWERS_WITHIN_SECONDS)
    try:
        connection.request("GET", "/livez")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
