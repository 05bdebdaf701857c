"""What Flask answered -> a finished answer: its bytes in every coding, ready to be sent again and again."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from portal_api.web.wsgi.coding import COMPRESSED, IDENTITY, Coding, compress, is_worth_compressing
from portal_api.web.wsgi.colophon import Colophon
from portal_api.web.wsgi.etags import is_unchanged
from portal_api.web.wsgi.metrics import Label

Fields = list[tuple[str, str]]
Labels = tuple[Label, Label]

UNCHANGED = "304 NOT MODIFIED"
_KEPT_STATUSES = frozenset({"200", "301", "302", "307", "308"})
_UNDERSTOOD = frozenset({"accept-encoding", "accept-language"})
_NOT_ON_304 = frozenset({"content-type", "content-length", "content-encoding"})
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age=0*[1-9]")
# Dictionary entries, list slots and objects of one answer, measured.
_OVERHEAD = 1500


@dataclass(slots=True)
class Form:
    """An answer in one coding: its headers and body, and its headers where the client's copy is current."""

    headers: Fields
    body: bytes
    etag: str
    unchanged: Fields


@dataclass(slots=True)
class Finished:
    """An answer that does not depend on who asks, apart from the coding; `forms` has one for each coding.

    `by_language` says that it depends on the languages a reader asks for; `is_for_everybody` that nothing but
    address, language and coding matters, so that it can be handed to anybody; `may_be_kept` that the shelf
    may keep it: a success or a redirect that our own caches may keep (RFC 9213). `used` is set by every hit,
    and taken back by the shelf when it looks for what nobody asks for any more.
    """

    status: str
    headers: Fields
    body: bytes
    colophon: Colophon
    etag: str = field(init=False)
    locale: str = field(init=False)
    by_language: bool = field(init=False)
    is_for_everybody: bool = field(init=False)
    may_be_kept: bool = field(init=False)
    forms: Mapping[Coding, Form] = field(init=False)
    hit: Labels = field(init=False)
    used: bool = False

    def __post_init__(self) -> None:
        named = {name.lower(): value for name, value in self.headers}
        varies = _names(named.get("vary", ""))
        cached = named.get("cdn-cache-control") or named.get("cache-control", "")
        self.etag = named.get("etag", "").strip('"')
        self.locale = named.get("content-language", "")
        self.by_language = "accept-language" in varies
        self.is_for_everybody = varies <= _UNDERSTOOD and not named.get("set-cookie")
        self.may_be_kept = (
            self.status[:3] in _KEPT_STATUSES and self.is_for_everybody and _may_be_kept(cached)
        )
        self.hit = self.labels("hit")
        self.forms = dict.fromkeys((IDENTITY, *COMPRESSED), self._plain())

    def header(self, name: str) -> str:
        """The value of a header, empty where there is none."""
        return next((value for known, value in self.headers if known.lower() == name), "")

    def labels(self, shelf: str) -> Labels:
        """What it is counted under: whole, and where only a 304 is sent."""
        route, status = self.colophon.route, self.status[:1]
        return Label(route, f"{status}xx", self.locale, shelf), Label(route, "3xx", self.locale, shelf)

    @property
    def may_be_compressed(self) -> bool:
        """Whether a coding is worth a try."""
        is_coded = bool(self.header("content-encoding"))
        return not is_coded and is_worth_compressing(self.body, self.header("content-type"))

    def compressed(self, codings: Iterable[Coding] = COMPRESSED) -> None:
        """Make the forms in these codings, where that saves anything."""
        if not self.may_be_compressed:
            return
        made = {coding: self._in(coding) for coding in codings if coding != IDENTITY}
        self.forms = {**self.forms, **{coding: form for coding, form in made.items() if form is not None}}

    def is_current_copy(self, if_none_match: str, form: Form) -> bool:
        """Whether the client has it already, in any coding (RFC 9110 section 13.1.2)."""
        return bool(self.etag) and (if_none_match == form.etag or is_unchanged(if_none_match, self.etag))

    def size(self) -> int:
        """About how many bytes of memory it takes."""
        forms = {id(form): form for form in self.forms.values()}.values()
        headers = sum(_size_of(form.headers) for form in forms)
        return _OVERHEAD + headers + sum(sys.getsizeof(form.body) for form in forms)

    def _plain(self) -> Form:
        return _form(self.headers, self.body, f'"{self.etag}"' if self.etag else "")

    def _in(self, coding: Coding) -> Form | None:
        body = compress(self.body, coding)
        if len(body) >= len(self.body):
            return None
        etag = f'"{self.etag}-{coding}"' if self.etag else ""
        changed = {"content-length": str(len(body)), "etag": etag}
        headers = [(name, changed.get(name.lower(), value)) for name, value in self.headers]
        return _form([*headers, ("Content-Encoding", coding)], body, etag)


def whole(body: Iterable[bytes]) -> bytes:
    """A whole body, which is closed as WSGI asks for (PEP 3333)."""
    try:
        return b"".join(body)
    finally:
        close = getattr(body, "close", None)
        if close is not None:
            close()


# Headers are ours, so there are few different ones.
@lru_cache(maxsize=64)
def _names(header: str) -> frozenset[str]:
    return frozenset(filter(None, re.split(r"[,\s]+", header.lower())))


@lru_cache(maxsize=64)
def _may_be_kept(cached: str) -> bool:
    said = cached.lower()
    return "no-store" not in said and "private" not in said and _MAX_AGE.search(said) is not None


def _form(headers: Sequence[tuple[str, str]], body: bytes, etag: str) -> Form:
    unchanged = [(name, value) for name, value in headers if name.lower() not in _NOT_ON_304]
    return Form(list(headers), body, etag, unchanged)


def _size_of(headers: Fields) -> int:
    return sum(200 + len(name) + len(value) for name, value in headers)
