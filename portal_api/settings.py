"""The environment -> Settings, or a refusal that names every variable that cannot be used."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from portal_api import envvalues
from portal_api.envvalues import KUBERNETES, Unusable
from portal_api.errors import SettingsError
from portal_api.whereabouts import database_of

_PREFIX = "PORTAL_"
_FOR_EVERYBODY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - these are read, not bound


@dataclass(frozen=True)
class Settings:
    """How this process runs. Absolute URLs in answers begin with `base_url`, which has no slash at its end.

    `poll_seconds` is how old the current release may be before the store is asked again; 0 asks every time.
    `shelf_bytes` is for each worker, 0 for no shelf. `metrics` is where figures are served, None for nowhere.
    `purge_urls` are the caches that are told of each new release. `search_folder` is where the index of the
    search lies, empty for where there is room.
    """

    database_url: str = field(default="sqlite:///portal.db", repr=False)
    base_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    poll_seconds: float = 1.0
    shelf_bytes: int = 33_554_432
    metrics: tuple[str, int] | None = None
    frame_ancestors: str = "*"
    purge_urls: tuple[str, ...] = ()
    search_folder: str = ""

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, *, library: Path | None = None) -> Settings:
        """What the environment says, the defaults of `SETTINGS` where it says nothing.

        A database that it does not name lies in the folder `library`, or without one in the current folder.

        Raises:
            SettingsError: one line for each variable that cannot be used, with the remedy, without passwords;
                or nobody can know which database is meant, as for `database_of`.
        """
        environ = os.environ if environ is None else environ
        values, problems = _read(environ)
        problems = [*_unknown(environ), *problems]
        if problems:
            raise SettingsError("\n".join(problems))
        if library is not None and "PORTAL_DATABASE_URL" not in environ:
            values["database_url"] = database_of(library, Path.cwd())
        settings = cls(**values)
        return settings if "PORTAL_BASE_URL" in environ else replace(settings, base_url=settings.own_url)

    def listening(self, host: str | None = None, port: int | None = None) -> Settings:
        """The same, listening elsewhere; a base URL that nobody has set goes along.

        Raises:
            SettingsError: not a host or port.
        """
        moved = replace(
            self, host=self.host if host is None else host, port=self.port if port is None else port
        )
        try:
            envvalues.host(moved.host)
            envvalues.port(str(moved.port))
        except Unusable as problem:
            raise SettingsError(
                f"cannot listen on {moved.host[:100]!r}, port {moved.port}: {problem}"
            ) from problem
        return replace(moved, base_url=moved.own_url) if self.base_url == self.own_url else moved

    @property
    def own_url(self) -> str:
        """The address of this process as a browser on this machine writes it."""
        host = _FOR_EVERYBODY.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def _read(environ: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    problems: list[str] = []
    for setting in SETTINGS:
        text = environ.get(setting.name, setting.default)
        try:
            values[setting.field] = setting.read(envvalues.sensible(text))
        except Unusable as problem:
            problems.append(f"{setting.name}={_shown(text)}: {problem}")
    return values, problems


def _unknown(environ: Mapping[str, str]) -> Iterator[str]:
    known = {setting.name for setting in SETTINGS}
    for name in sorted(environ):
        if name.startswith(_PREFIX) and name not in known:
            yield f"{name[:100]} is not a setting; {_remedy(name.removeprefix(_PREFIX)[:100])}"


def _remedy(name: str) -> str:
    if re.match(r"SERVICE_(HOST|PORT)|PORT_[0-9]", name):
        return KUBERNETES
    known = [setting.name.removeprefix(_PREFIX) for setting in SETTINGS]
    near = difflib.get_close_matches(name, known, 1)
    return f"did you mean {_PREFIX}{near[0]}?" if near else f"there are {_PREFIX}{f', {_PREFIX}'.join(known)}"


def _shown(text: str) -> str:
    """The value as a message may show it: only the scheme of what may hold a password."""
    scheme, separator, _ = text.partition("://")
    if "@" in text or "?" in text or (separator and not scheme.startswith(("http", "sqlite", "tcp"))):
        return repr(f"{scheme[:20]}{separator}..." if separator else "...")
    return repr(text[:100])


@dataclass(frozen=True)
class Setting:
    """One variable of the environment, as the manual lists it; `field` is its name in `Settings`."""

    name: str
    default: str
    meaning: str
    field: str
    read: Callable[[str], object]


SETTINGS = (
    Setting(
        "PORTAL_DATABASE_URL",
        "sqlite:///portal.db",
        "Where the releases are kept: a SQLite file (`sqlite:///` and a path) or PostgreSQL "
        "(`postgresql://user:password@host/name`). Unless it is set: `portal.db` in the library's folder.",
        "database_url",
        envvalues.database_url,
    ),
    Setting(
        "PORTAL_BASE_URL",
        "http://127.0.0.1:8000",
        "The address under which readers reach the service. Every absolute URL in an answer begins with it, "
        "never with the Host of a request. Unless it is set it follows PORTAL_HOST and PORTAL_PORT.",
        "base_url",
        envvalues.base_url,
    ),
    Setting(
        "PORTAL_HOST",
        "127.0.0.1",
        "The address that `portal serve` listens on; `0.0.0.0` is every IPv4 address of the machine.",
        "host",
        envvalues.host,
    ),
    Setting("PORTAL_PORT", "8000", "The port that `portal serve` listens on.", "port", envvalues.port),
    Setting(
        "PORTAL_POLL_SECONDS",
        "1.0",
        "How many seconds may pass before a server notices a new release; 0 asks the database every time.",
        "poll_seconds",
        envvalues.poll_seconds,
    ),
    Setting(
        "PORTAL_SHELF_BYTES",
        "33554432",
        "How much memory the finished answers of the current release may take, in bytes, in each worker; "
        "0 keeps none.",
        "shelf_bytes",
        envvalues.whole_bytes,
    ),
    Setting(
        "PORTAL_METRICS",
        "off",
        "Host and port, e.g. `127.0.0.1:9100`, where `portal serve` gives its figures to Prometheus.",
        "metrics",
        envvalues.address,
    ),
    Setting(
        "PORTAL_FRAME_ANCESTORS",
        "*",
        "The origins whose pages may show `/embed/{locale}/{article}` in a frame, with spaces between them; "
        "`*` is every website.",
        "frame_ancestors",
        envvalues.frame_ancestors,
    ),
    Setting(
        "PORTAL_PURGE_URLS",
        "off",
        "The caches that forget what a new release changed, e.g. `http://10.0.0.5:6083`, with spaces between "
        "them: each gets a PURGE request as soon as a release is made. `file:///srv/portal/mirror` is "
        "where a folder of `portal export --live` lies on this machine, if that is elsewhere than where "
        "it was exported.",
        "purge_urls",
        envvalues.purge_urls,
    ),
    Setting(
        "PORTAL_SEARCH_FOLDER",
        "auto",
        "The folder of the search's index, which servers make and keep by themselves: several may share one, "
        "and it may be deleted at any time. `auto` is beside the SQLite file where the server may write "
        "there (`portal.db-search`), else in the folder for temporary files.",
        "search_folder",
        envvalues.folder,
    ),
)
