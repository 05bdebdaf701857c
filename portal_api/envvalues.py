"""The text of an environment variable -> its value, or what is wrong with it and the remedy."""

from __future__ import annotations

import ipaddress
import re

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from portal_api.errors import PortalError

KUBERNETES = "Kubernetes sets it for a service named portal: set enableServiceLinks: false in the pod"

_LONGEST_VALUE = 2000
_DATABASES = "write sqlite:///file.db or postgresql://user:password@host/name"
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_BASE_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]+))?"
    r"(?P<path>(?:/[a-z0-9._~-]+)*)/*",
    re.IGNORECASE,
)
_FOLDER = re.compile(r"file://(?:/[A-Za-z0-9._~-]+)+")
_ORIGIN = re.compile(
    r"https?://(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){0,60}[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    r"(?::(?:[0-9]{1,5}|\*))?",
    re.IGNORECASE,
)


class Unusable(PortalError):
    """What is wrong with a value, and the remedy."""


def sensible(text: str) -> str:
    """The text itself; nothing that is typed by accident gets past this."""
    if not text:
        raise Unusable("it is empty; give a value, or remove the variable to have the default")
    if len(text) > _LONGEST_VALUE or not (text.isascii() and text.isprintable()) or text.strip() != text:
        raise Unusable("it has spaces at its ends, characters outside ASCII, or too many; write it plainly")
    return text


def database_url(text: str) -> str:
    """As the program uses it: SQLite in a file, or PostgreSQL by psycopg."""
    try:
        url = make_url(text)
        backend, driver = url.get_backend_name(), url.drivername.partition("+")[2]
    except (ArgumentError, ValueError):
        raise Unusable(f"it is not a database URL; {_DATABASES}") from None
    if backend == "sqlite" and not driver:
        return _sqlite_url(text, url.database)
    if backend in {"postgres", "postgresql"} and driver in {"", "psycopg"}:
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    raise Unusable(f"this kind of database is not supported; {_DATABASES}")


def _sqlite_url(text: str, path: str | None) -> str:
    if not path or path == ":memory:" or path.startswith("file:"):
        raise Unusable("a database in memory is lost with the process; name a file, e.g. sqlite:///portal.db")
    return text


def base_url(text: str) -> str:
    """An absolute URL in its normal form, without a slash at its end."""
    found = _BASE_URL.fullmatch(text)
    if found is None or {".", ".."} & set(found["path"].split("/")):
        raise Unusable(
            "it is not an absolute http or https URL without user, query and fragment; "
            "write what readers type, e.g. https://portal.example or https://portal.example/health"
        )
    named = host(found["host"].strip("[]"))
    at = f"[{named}]" if ":" in named else named
    behind = f":{port(found['port'])}" if found["port"] else ""
    return f"{found['scheme'].lower()}://{at}{behind}{found['path']}"


def host(text: str) -> str:
    """A host name in small letters, or an IP address."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        pass
    labels = text.lower().split(".")
    if len(text) > 253 or text.replace(".", "").isdigit() or not all(map(_LABEL.fullmatch, labels)):
        raise Unusable(
            "it has no valid host; write a name such as portal.example, or an address such as 0.0.0.0"
        )
    return text.lower()


def port(text: str) -> int:
    """A port, 1 to 65535."""
    if text.startswith("tcp://"):
        raise Unusable(KUBERNETES)
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise Unusable("it has no valid port; write a number from 1 to 65535, e.g. 8000")
    return int(text)


def poll_seconds(text: str) -> float:
    """Seconds, 0 to 3600."""
    if not re.fullmatch(r"[0-9]{1,4}(?:\.[0-9]{1,6})?", text) or float(text) > 3600:
        raise Unusable("it is not a time; write seconds from 0 to 3600, e.g. 0.5")
    return float(text)


def whole_bytes(text: str) -> int:
    """A number of bytes."""
    if not re.fullmatch(r"[0-9]{1,12}", text):
        raise Unusable("it is not a number of bytes; write e.g. 67108864 for 64 MiB, or 0 for none")
    return int(text)


def address(text: str) -> tuple[str, int] | None:
    """Host and port; None for `off`."""
    if text == "off":
        return None
    named, _, number = text.rpartition(":")
    if not named:
        raise Unusable("it is not an address; write host and port, e.g. 127.0.0.1:9100, or off")
    return host(named.removeprefix("[").removesuffix("]")), port(number)


def frame_ancestors(text: str) -> str:
    """The origins of a `frame-ancestors` directive (CSP level 3), or `*`."""
    origins = text.split(" ")
    if text == "*" or all(map(_ORIGIN.fullmatch, origins)):
        return text
    raise Unusable(
        "it is not a list of origins; write e.g. https://clinic.example https://*.charity.example, or *"
    )


def purge_urls(text: str) -> tuple[str, ...]:
    """Absolute URLs, each once, of caches and of folders with exports; none for `off`."""
    if text == "off":
        return ()
    try:
        return tuple(dict.fromkeys(map(_purge_url, text.split())))
    except Unusable:
        raise Unusable(
            "one of these is not an absolute http or https URL without user, query and fragment; "
            "write e.g. http://10.0.0.5:6083 file:///srv/portal/mirror, or off"
        ) from None


def folder(text: str) -> str:
    """An absolute path; empty for `auto`."""
    if text == "auto":
        return ""
    if not text.startswith("/"):
        raise Unusable("it is not the whole path of a folder; write e.g. /var/cache/portal/search, or auto")
    return text


def _purge_url(text: str) -> str:
    return text if _FOLDER.fullmatch(text) and ".." not in text.split("/") else base_url(text)
