"""A stored article, as it is written -> the articles that it leads to, by its links and beside its text.

Such a link is stored as its author wrote it. Where it leads is decided by each answer: its language, and what
may be shown of the other article in its release, are known only there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from portal_api.articles.links import Lead, lead_of

_NAME = rb"[a-z0-9-]+"
_SIGN = b'"href":"article:'
# In JSON the quotation marks of a text are escaped, so no text can look like this.
_HREF = re.compile(rb',"href":"(article:%b(?:#%b)?)"' % (_NAME, _NAME))
_RELATED = b',"related":['


def leads_in(stored: bytes) -> tuple[str, ...]:
    """Every link and related article once, sorted, as authors write them."""
    linked = {href.decode() for href in _HREF.findall(stored)} if _SIGN in stored else set()
    return tuple(sorted(linked | {str(Lead(name)) for name in related_in(stored)}))


def related_in(stored: bytes) -> tuple[str, ...]:
    """The articles beside the text, in their order. They stand at the end."""
    _, found, rest = stored.rpartition(_RELATED)
    return tuple(json.loads(b"[" + rest[: rest.index(b"]") + 1])) if found else ()


def without_related(stored: bytes) -> bytes:
    """The same article without the names of those beside its text."""
    before, found, rest = stored.rpartition(_RELATED)
    return before + rest[rest.index(b"]") + 1 :] if found else stored


def relinked(stored: bytes, members: Callable[[Lead], bytes]) -> bytes:
    """The same article with what `members` gives in the place of each link; nothing leaves only its words."""
    if _SIGN not in stored:
        return stored

    def led(match: re.Match[bytes]) -> bytes:
        lead = lead_of(match[1].decode())
        found = members(lead) if lead is not None else b""
        return b"," + found if found else b""

    return _HREF.sub(led, stored)
