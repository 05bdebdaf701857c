"""A figure's file -> Picture: checked, measured and named by its digest, so that its URL never changes."""

from __future__ import annotations

import hashlib
import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portal_api.errors import Problem, SourceErrors

_LARGEST = 1_000_000
_MOST_PIXELS = 10_000


@dataclass(frozen=True)
class Picture:
    """A figure as published; `name` holds the start of its SHA-256, sizes are in CSS pixels."""

    name: str
    media_type: str
    width: int
    height: int
    data: bytes


class _Unfit(ValueError):
    """Why a picture cannot be published, and the remedy."""


def read_picture(path: Path) -> Picture:
    """An SVG, PNG or JPEG file of at most 1 MB.

    Raises:
        SourceErrors: it is not there, not what its name says, or an SVG that could run or load something.
    """
    try:
        return _picture(path, path.read_bytes() if path.is_file() else b"")
    except _Unfit as error:
        raise SourceErrors([Problem(path, 1, *error.args)]) from None


def _picture(path: Path, data: bytes) -> Picture:
    if not data:
        raise _Unfit("this figure is not there or empty", "put the file into content/figures/")
    if len(data) > _LARGEST:
        raise _Unfit("this figure is larger than 1 MB", "make it smaller")
    suffix = path.suffix.lower()
    media_type, measure = _reader(suffix)
    width, height = measure(data)
    if not (0 < width <= _MOST_PIXELS and 0 < height <= _MOST_PIXELS):
        raise _Unfit(f"this figure measures {width} x {height}", f"use 1 to {_MOST_PIXELS} pixels a side")
    digest = hashlib.sha256(data).hexdigest()[:16]
    return Picture(f"{path.stem}.{digest}{suffix}", media_type, width, height, data)


def _reader(suffix: str) -> tuple[str, Callable[[bytes], tuple[int, int]]]:
    known: dict[str, tuple[str, Callable[[bytes], tuple[int, int]]]] = {
        ".svg": ("image/svg+xml", _svg_size),
        ".png": ("image/png", _png_size),
        ".jpg": ("image/jpeg", _jpeg_size),
        ".jpeg": ("image/jpeg", _jpeg_size),
    }
    if suffix not in known:
        raise _Unfit(
            f"figures of the kind {suffix or 'without an ending'!r} are not known", "use .svg, .png or .jpg"
        )
    return known[suffix]


def _png_size(data: bytes) -> tuple[int, int]:
    if len(data) < 24 or data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR":
        raise _Unfit("this is not a PNG picture", "save it as PNG, or name it for what it is")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2 if data[:2] == b"\xff\xd8" else len(data)
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    raise _Unfit("this is not a JPEG picture", "save it as JPEG, or name it for what it is")


# Shapes, text and paint only: nothing that runs, loads, links or embeds (SVG 2, sections 15 to 17).
_SVG_ELEMENTS = frozenset(
    (
        "svg",
        "g",
        "defs",
        "title",
        "desc",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
        "marker",
    )
)
_SVG_SPACE = "{http://www.w3.org/2000/svg}"


def _svg_size(data: bytes) -> tuple[int, int]:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _Unfit("this SVG declares a document type or entities", "remove <!DOCTYPE ...>")
    try:
        root = ET.fromstring(data.decode("utf-8"))  # noqa: S314  # entities and DTDs are refused above
    except (ET.ParseError, ValueError) as error:
        raise _Unfit(f"this SVG is not well-formed XML: {error}", "export it again as plain SVG") from None
    for unfit in _unfit_in(root):
        raise _Unfit(f"this SVG holds {unfit}", "export it as plain SVG with shapes, text and paint only")
    return _svg_box(root)


def _unfit_in(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        name = str(element.tag)
        if not name.startswith(_SVG_SPACE) or name.removeprefix(_SVG_SPACE) not in _SVG_ELEMENTS:
            yield f"<{name.rpartition('}')[2]}>"
        for attribute, value in element.attrib.items():
            local = attribute.rpartition("}")[2].lower()
            if local.startswith("on") or local in ("href", "src"):
                yield f"the attribute {local}"
            if re.search(r"url\(\s*['\"]?(?!#)|javascript:|@import|expression\(|\\", value, re.IGNORECASE):
                yield f"{local}={value[:40]!r}"


def _svg_box(root: ET.Element) -> tuple[int, int]:
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    try:
        width, height = (float(root.get("width") or box[2]), float(root.get("height") or box[3]))
        return round(width), round(height)
    except (ValueError, IndexError, OverflowError):
        remedy = 'give <svg> a viewBox="0 0 WIDTH HEIGHT" of plain numbers'
        raise _Unfit("the size of this SVG is not told", remedy) from None
