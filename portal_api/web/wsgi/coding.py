"""Accept-Encoding -> the coding to answer in (RFC 9110 section 12.5.3); bytes -> the bytes in that coding."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from typing import Final, Literal

import brotli  # type: ignore[import-untyped]  # it has no types

Coding = Literal["identity", "gzip", "br"]
IDENTITY: Final = "identity"

# The best first, where a client likes several equally well.
COMPRESSED: Final[tuple[Coding, ...]] = ("br", "gzip")

# Below this a coding saves less than one packet.
WORTH_COMPRESSING = 1000

LONGEST_HEADER = 256
_WISHES_REMEMBERED = 512
_ALIASES = {"x-gzip": "gzip"}
_WISH = re.compile(
    r"(?P<name>[!#$%&'*+.^_`|~0-9a-z-]+)(?:[ \t]*;[ \t]*q=(?P<weight>0\.?|0?\.[0-9]{1,3}|1(?:\.0{0,3})?))?",
    re.IGNORECASE,
)
_TEXTUAL = re.compile(r"text/|application/(?:[a-z0-9.+-]+\+)?(?:json|xml|javascript)\b|image/svg\+xml")
# Where time grows faster than size shrinks: brotli 9 takes fifteen times as long as 5 and saves 2 %.
_BROTLI_QUALITY = 5
_GZIP_LEVEL = 6
_GZIP_FORMAT = 31


def preferred(header: str | None) -> Coding:
    """The coding a client likes best, brotli before gzip before none where it likes several equally.

    Never raises. At most 256 bytes are read; what is malformed is left out. A client that accepts nothing we
    have gets the plain bytes: an answer it may still read is better than a refusal.
    """
    return _preferred(header[: LONGEST_HEADER + 1]) if header else IDENTITY


def compress(data: bytes, coding: Coding) -> bytes:
    """The bytes in a coding; the same input gives the same bytes on every replica."""
    if coding == "br":
        return bytes(brotli.compress(data, quality=_BROTLI_QUALITY))
    if coding == "gzip":
        return zlib.compress(data, _GZIP_LEVEL, _GZIP_FORMAT)
    return data


def is_worth_compressing(data: bytes, media_type: str) -> bool:
    """Whether a coding makes it noticeably smaller: texts of more than a packet, not pictures."""
    return len(data) >= WORTH_COMPRESSING and _TEXTUAL.match(media_type.lower()) is not None


@lru_cache(maxsize=_WISHES_REMEMBERED)
def _preferred(header: str) -> Coding:
    weights = _weights(header)
    others = weights.get("*", 0.0)
    plain = weights.get(IDENTITY, weights.get("*", 1.0) and 0.0005)
    best: Coding = IDENTITY
    most = plain
    for coding in reversed(COMPRESSED):
        weight = weights.get(coding, others)
        if weight > 0 and weight >= most:
            best, most = coding, weight
    return best


def _weights(header: str) -> dict[str, float]:
    """What a header says of each coding it names; of one named twice, the kinder."""
    wishes = header.split(",")
    if len(header) > LONGEST_HEADER:
        wishes.pop()
    weights: dict[str, float] = {}
    for wish in wishes:
        found = _WISH.fullmatch(wish.strip(" \t"))
        if found is not None:
            name = found["name"].lower()
            name = _ALIASES.get(name, name)
            weights[name] = max(weights.get(name, 0.0), float(found["weight"] or 1))
    return weights
