"""JSON that was written at publish -> a part of an answer, without reading its texts or writing them again.

Places are found by names in quotation marks. A text cannot be taken for one: in JSON its own quotation marks
are escaped. What stands where is said by releases/editions/body.py, and its order never changes.
"""

from __future__ import annotations

import json
import re
import typing

from portal_api.releases.editions.body import Json, canonical

_HEAD = b',"head":'
_EXTENT = b',"translation":{'
_FIGURE = b',"figure":{'
_STATUS = b'"status":"'
_PART = re.compile(
    rb'"locale":"([^"]*)","dir":"[^"]*","status":"([^"]*)"(?:,"reason":"([^"]*)")?,'
    rb'"origin":"([^"]*)","reviewed":(true|false)'
)
_CALLOUT = re.compile(rb'"type":"callout","kind":"([^"]*)"')


def members(body: Json) -> bytes:
    """The members of an object as they stand between its braces."""
    return canonical(body)[1:-1]


def read(written: bytes) -> Json:
    """The object that has these members."""
    return typing.cast("Json", json.loads(b"{%b}" % written))


def outline(stored: bytes) -> Json:
    """A stored article less its texts: how each part stands, and its callouts, all of them in the head.

    It costs a fifth of reading the whole, which is read where a part would be overlooked.
    """
    head, extent = stored.index(_HEAD), stored.rindex(_EXTENT)
    found = _PART.findall(stored, head, extent)
    if len(found) != stored.count(_STATUS, head, extent):
        return typing.cast("Json", json.loads(stored))
    around: Json = json.loads(b"%b%b" % (stored[:head], stored[extent:]))
    first, *sections = map(_part, found)
    callouts = [{"type": "callout", "kind": kind.decode()} for kind in _CALLOUT.findall(stored, head, extent)]
    return {
        **around,
        "head": {**first, "summary": callouts},
        "sections": [{**section, "blocks": []} for section in sections],
    }


def spliced(stored: bytes, edition: Json, picture: Json | None) -> bytes:
    """The members of a stored article, `edition` in front of its head, those of `picture` in its figure."""
    head = stored.index(_HEAD)
    whole = b"%b,%b%b" % (stored[1:head], members({"edition": edition}), stored[head:-1])
    return whole.replace(_FIGURE, b"%b%b," % (_FIGURE, members(picture)), 1) if picture else whole


def _part(found: tuple[bytes, ...]) -> Json:
    locale, status, reason, origin, reviewed = map(bytes.decode, found)
    part: Json = {"locale": locale, "status": status, "origin": origin, "reviewed": reviewed == "true"}
    return {**part, "reason": reason} if reason else part
