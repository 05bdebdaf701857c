"""JSON that was written at publish -> a part of an answer, without reading and writing it again."""

from __future__ import annotations

import json
import typing

from portal_api.releases.body import Json, canonical

_HEAD = b',"head":'
_FIGURE = b',"figure":{'


def members(body: Json) -> bytes:
    """The members of an object as they stand between its braces."""
    return canonical(body)[1:-1]


def read(written: bytes) -> Json:
    """The object that has these members."""
    return typing.cast("Json", json.loads(b"{%b}" % written))


def spliced(stored: bytes, edition: Json, picture: Json | None) -> bytes:
    """The members of a stored article, `edition` in front of its head and those of `picture` in its figure.

    Both places are found by a name in quotation marks: those inside a text are escaped, and no part of an
    article in front of them has an object of that name.
    """
    head = stored.index(_HEAD)
    whole = b"%b,%b%b" % (stored[1:head], members({"edition": edition}), stored[head:-1])
    return whole.replace(_FIGURE, b"%b%b," % (_FIGURE, members(picture)), 1) if picture else whole
