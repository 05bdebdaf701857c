"""A real PostgreSQL server for the tests, started once and thrown away."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin")
# Thrown away after the tests: no need to reach the disk.
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"


def programs() -> Path | None:
    """The folder with initdb and pg_ctl, on the PATH or where systems put them."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    candidates = (path for pattern in _FOLDERS for path in Path("/").glob(pattern[1:]))
    return max((path for path in candidates if (path / "initdb").exists()), default=None)


class PostgreSQL:
    """A running server; each test gets a schema of its own."""

    def __init__(self, folder: Path, control: Callable[..., None]) -> None:
        self._folder = folder
        self._control = control
        self._numbers = count()

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """An outage that loses nothing, for all that does not reach the disk at once (_FAST)."""
        self._control("-m", "fast", "stop")
        try:
            yield
        finally:
            self._control("start")

    def new_database(self) -> str:
        """The URL of an empty place for tables."""
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(host=str(self._folder), user="postgres", autocommit=True) as connection:
            connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(name)))
        return f"postgresql+psycopg://postgres@/postgres?host={self._folder}&options=-csearch_path%3D{name}"


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """A server in a folder of its own, reached by a socket only; gone at the end."""
    binaries = programs()
    assert binaries is not None
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-", dir="/tmp"))  # a socket's path has to be short
    account = _account(folder)

    def run(program: str, *arguments: str) -> None:
        command = [str(binaries / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, **account)

    data = folder / "data"
    run(
        "initdb",
        "-D",
        str(data),
        "-U",
        "postgres",
        "-A",
        "trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    )

    def control(*arguments: str) -> None:
        log = ("-l", str(folder / "log"), "-o", f"{_FAST} -k {folder}") if "start" in arguments else ()
        run("pg_ctl", "-D", str(data), "-w", *log, *arguments)

    control("start")
    try:
        yield PostgreSQL(folder, control)
    finally:
        control("-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _account(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as its own account, or as nobody."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
