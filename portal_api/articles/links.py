"""Link targets: which addresses may stand in a text, and why another may not."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_URL = 2_000

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_URI_CHARACTERS = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")
_WEB = re.compile(r"https?://([^/?#]*)", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.?){1,60}(?::[0-9]{1,5})?", re.IGNORECASE | re.ASCII
)
_MAILTO = re.compile(r"mailto:[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}", re.IGNORECASE)
_TEL = re.compile(r"tel:\+?[0-9][0-9().-]{1,30}", re.IGNORECASE)
_NAME = r"[a-z0-9][a-z0-9-]{0,79}"
_ARTICLE = re.compile(rf"article:({_NAME})(?:#({_NAME}))?")


_HOW_TO_LEAD = (
    "a link to an article has its file name without .md, and perhaps the id of a section: "
    "article:fever-in-children#risks"
)


@dataclass(frozen=True)
class Lead:
    """What a link of ours leads to: an article of the same library, or one of its sections."""

    article: str
    section: str | None = None

    def __str__(self) -> str:
        return f"article:{self.article}" + (f"#{self.section}" if self.section else "")


def lead_of(url: str) -> Lead | None:
    """What `article:fever-in-children#risks` leads to; None for every other address."""
    match = _ARTICLE.fullmatch(url)
    return Lead(match[1], match[2]) if match else None


def web_address_fault(url: str) -> str | None:
    """Why `url` is not an absolute http or https address (RFC 3986) fit for readers, or None."""
    if len(url) > MAX_URL:
        return f"it is longer than {MAX_URL:,} characters"
    if not _URI_CHARACTERS.fullmatch(url):
        return "it has characters that an address cannot have; percent-encode them (%20 for a space)"
    match = _WEB.match(url)
    if match is None:
        return "it must begin with https:// or http://"
    return _host_fault(match.group(1))


def link_fault(url: str) -> str | None:
    """Why `url` is no link target for a text, or None: http, https, mailto, tel and article are."""
    scheme = _SCHEME.match(url)
    if scheme is None:
        return "it is not a whole address; begin it with https://, or with article: if it is one of our own"
    name = scheme.group(1).lower()
    if name in {"http", "https"}:
        return web_address_fault(url)
    if name == "mailto":
        return None if _MAILTO.fullmatch(url) else "a mail address reads mailto:name@host and nothing more"
    if name == "tel":
        return None if _TEL.fullmatch(url) else "a telephone number reads tel:+441234567890"
    if name == "article":
        return None if lead_of(url) else _HOW_TO_LEAD
    return f"{name[:20]}: is not allowed; only https, http, mailto, tel and article are"


def _host_fault(host: str) -> str | None:
    if "@" in host:
        return "a name or password before the host can mislead a reader; leave it out"
    if not host:
        return "it names no host"
    if not _HOST.fullmatch(host):
        return "its host is not a plain host name"
    return None
