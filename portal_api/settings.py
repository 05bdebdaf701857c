"""The environment -> Settings, or a refusal that names every variable that cannot be used."""

from __future__ import annotations

import difflib
import ipaddress
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from portal_api.errors import SettingsError

_PREFIX = "PORTAL_"
_LONGEST_VALUE = 2000
_FOR_EVERYBODY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - these are read, not bound


@dataclass(frozen=True)
class Settings:
    """How this process runs. Absolute URLs in answers begin with `base_url`, which has no slash at its end.

    `poll_seconds` is how old the current release may be before the store is asked again; 0 asks every time.
    `shelf_bytes` is for each worker, 0 for no shelf. `metrics` is where figures are served, None for nowhere.
    `purge_urls` are the caches that are told of each new release.
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

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """What the environment says, the defaults of `SETTINGS` where it says nothing.

        Raises:
            SettingsError: one line for each variable that cannot be used, with the remedy, without passwords.
        """
        environ = os.environ if environ is None else environ
        values, problems = _read(environ)
        problems = [*_unknown(environ), *problems]
        if problems:
            raise SettingsError("\n".join(problems))
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
            _host(moved.host)
            _port(str(moved.port))
        except _Unusable as problem:
            raise SettingsError(
                f"cannot listen on {moved.host[:100]!r}, port {moved.port}: {problem}"
            ) from problem
        return replace(moved, base_url=moved.own_url) if self.base_url == self.own_url else moved

    @property
    def own_url(self) -> str:
        """The address of this process as a browser on this machine writes it."""
        host = _FOR_EVERYBODY.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


class _Unusable(ValueError):
    """What is wrong with a value, and the remedy."""


def _read(environ: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    problems: list[str] = []
    for setting in SETTINGS:
        text = environ.get(setting.name, setting.default)
        try:
            values[setting.field] = setting.read(_sensible(text))
        except _Unusable as problem:
            problems.append(f"{setting.name}={_shown(text)}: {problem}")
    return values, problems


def _unknown(environ: Mapping[str, str]) -> Iterator[str]:
    known = {setting.name for setting in SETTINGS}
    for name in sorted(environ):
        if name.startswith(_PREFIX) and name not in known:
            yield f"{name[:100]} is not a setting; {_remedy(name.removeprefix(_PREFIX)[:100])}"


def _remedy(name: str) -> str:
    if re.match(r"SERVICE_(HOST|PORT)|PORT_[0-9]", name):
        return _KUBERNETES
    known = [setting.name.removeprefix(_PREFIX) for setting in SETTINGS]
    near = difflib.get_close_matches(name, known, 1)
    return f"did you mean {_PREFIX}{near[0]}?" if near else f"there are {_PREFIX}{f', {_PREFIX}'.join(known)}"


_KUBERNETES = "Kubernetes sets it for a service named portal: set enableServiceLinks: false in the pod"


def _sensible(text: str) -> str:
    if not text:
        raise _Unusable("it is empty; give a value, or remove the variable to have the default")
    if len(text) > _LONGEST_VALUE or not (text.isascii() and text.isprintable()) or text.strip() != text:
        raise _Unusable("it has spaces at its ends, characters outside ASCII, or too many; write it plainly")
    return text


def _shown(text: str) -> str:
    """The value as a message may show it: only the scheme of what may hold a password."""
    scheme, separator, _ = text.partition("://")
    if "@" in text or "?" in text or (separator and not scheme.startswith(("http", "sqlite", "tcp"))):
        return repr(f"{scheme[:20]}{separator}..." if separator else "...")
    return repr(text[:100])


def _database_url(text: str) -> str:
    try:
        url = make_url(text)
        backend, driver = url.get_backend_name(), url.drivername.partition("+")[2]
    except (ArgumentError, ValueError):
        raise _Unusable(f"it is not a database URL; {_DATABASES}") from None
    if backend == "sqlite" and not driver:
        return _sqlite_url(text, url.database)
    if backend in {"postgres", "postgresql"} and driver in {"", "psycopg"}:
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    raise _Unusable(f"this kind of database is not supported; {_DATABASES}")


_DATABASES = "write sqlite:///file.db or postgresql://user:password@host/name"


def _sqlite_url(text: str, path: str | None) -> str:
    if not path or path == ":memory:" or path.startswith("file:"):
        raise _Unusable(
            "a database in memory is lost with the process; name a file, e.g. sqlite:///portal.db"
        )
    return text


_BASE_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]+))?"
    r"(?P<path>(?:/[a-z0-9._~-]+)*)/*",
    re.IGNORECASE,
)


def _base_url(text: str) -> str:
    found = _BASE_URL.fullmatch(text)
    if found is None or {".", ".."} & set(found["path"].split("/")):
        raise _Unusable(
            "it is not an absolute http or https URL without user, query and fragment; "
            "write what readers type, e.g. https://portal.example or https://portal.example/health"
        )
    host = _host(found["host"].strip("[]"))
    address = f"[{host}]" if ":" in host else host
    port = f":{_port(found['port'])}" if found["port"] else ""
    return f"{found['scheme'].lower()}://{address}{port}{found['path']}"


def _host(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        pass
    labels = text.lower().split(".")
    if len(text) > 253 or text.replace(".", "").isdigit() or not all(map(_LABEL.fullmatch, labels)):
        raise _Unusable(
            "it has no valid host; write a name such as portal.example, or an address such as 0.0.0.0"
        )
    return text.lower()


_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def _port(text: str) -> int:
    if text.startswith("tcp://"):
        raise _Unusable(_KUBERNETES)
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise _Unusable("it has no valid port; write a number from 1 to 65535, e.g. 8000")
    return int(text)


def _poll_seconds(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,4}(?:\.[0-9]{1,6})?", text) or float(text) > 3600:
        raise _Unusable("it is not a time; write seconds from 0 to 3600, e.g. 0.5")
    return float(text)


def _bytes(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,12}", text):
        raise _Unusable("it is not a number of bytes; write e.g. 67108864 for 64 MiB, or 0 for none")
    return int(text)


def _address(text: str) -> tuple[str, int] | None:
    if text == "off":
        return None
    host, _, port = text.rpartition(":")
    if not host:
        raise _Unusable("it is not an address; write host and port, e.g. 127.0.0.1:9100, or off")
    return _host(host.removeprefix("[").removesuffix("]")), _port(port)


_ORIGIN = re.compile(
    r"https?://(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){0,60}[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    r"(?::(?:[0-9]{1,5}|\*))?",
    re.IGNORECASE,
)


def _frame_ancestors(text: str) -> str:
    origins = text.split(" ")
    if text == "*" or all(map(_ORIGIN.fullmatch, origins)):
        return text
    raise _Unusable(
        "it is not a list of origins; write e.g. https://clinic.example https://*.charity.example, or *"
    )


def _purge_urls(text: str) -> tuple[str, ...]:
    if text == "off":
        return ()
    try:
        return tuple(dict.fromkeys(map(_base_url, text.split())))
    except _Unusable:
        raise _Unusable(
            "one of these is not an absolute http or https URL without user, query and fragment; "
            "write e.g. http://10.0.0.5:6083 http://10.0.0.6:6083, or off"
        ) from None


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
        "(`postgresql://user:password@host/name`).",
        "database_url",
        _database_url,
    ),
    Setting(
        "PORTAL_BASE_URL",
        "http://127.0.0.1:8000",
        "The address under which readers reach the service. Every absolute URL in an answer begins with it, "
        "never with the Host of a request. Unless it is set it follows PORTAL_HOST and PORTAL_PORT.",
        "base_url",
        _base_url,
    ),
    Setting(
        "PORTAL_HOST",
        "127.0.0.1",
        "The address that `portal serve` listens on; `0.0.0.0` is every IPv4 address of the machine.",
        "host",
        _host,
    ),
    Setting("PORTAL_PORT", "8000", "The port that `portal serve` listens on.", "port", _port),
    Setting(
        "PORTAL_POLL_SECONDS",
        "1.0",
        "How many seconds may pass before a server notices a new release; 0 asks the database every time.",
        "poll_seconds",
        _poll_seconds,
    ),
    Setting(
        "PORTAL_SHELF_BYTES",
        "33554432",
        "How much memory the finished answers of the current release may take, in bytes, in each worker; "
        "0 keeps none.",
        "shelf_bytes",
        _bytes,
    ),
    Setting(
        "PORTAL_METRICS",
        "off",
        "Host and port, e.g. `127.0.0.1:9100`, where `portal serve` gives its figures to Prometheus.",
        "metrics",
        _address,
    ),
    Setting(
        "PORTAL_FRAME_ANCESTORS",
        "*",
        "The origins whose pages may show `/embed/{locale}/{article}` in a frame, with spaces between them; "
        "`*` is every website.",
        "frame_ancestors",
        _frame_ancestors,
    ),
    Setting(
        "PORTAL_PURGE_URLS",
        "off",
        "The caches that forget what a new release changed, e.g. `http://10.0.0.5:6083`, with spaces between "
        "them: each gets a PURGE request as soon as a release is made.",
        "purge_urls",
        _purge_urls,
    ),
)
