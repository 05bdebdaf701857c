"""A figure's file -> Picture: checked, bare, measured, named by its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal_api.articles.raster import bare_jpeg, bare_png, jpeg_size, png_size
from portal_api.articles.svg import UnfitPicture, safe_svg, svg_size
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


@dataclass(frozen=True)
class _Format:
    media_type: str
    clean: Callable[[bytes], bytes]
    measure: Callable[[bytes], tuple[int, int]]


_JPEG = _Format("image/jpeg", bare_jpeg, jpeg_size)
_FORMATS: Mapping[str, _Format] = {
    ".svg": _Format("image/svg+xml", safe_svg, svg_size),
    ".png": _Format("image/png", bare_png, png_size),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
}


def read_picture(path: Path) -> Picture:
    """An SVG, PNG or JPEG file of at most 1 MB, without metadata.

    Raises:
        SourceErrors: it is not there, not what its name says, or an SVG that could run or load something.
    """
    try:
        return _picture(path, _read(path))
    except UnfitPicture as error:
        raise SourceErrors([Problem(path, 1, *error.args)]) from None


def _read(path: Path) -> bytes:
    try:
        return _read_file(path)
    except OSError as error:
        what = f"this figure cannot be read ({error.strerror})"
        raise UnfitPicture(what, "check its name, and mend its permissions") from error


def _read_file(path: Path) -> bytes:
    if path.is_symlink() or not path.is_file():
        raise UnfitPicture("this figure is not there", "put the file itself into content/figures/")
    if path.stat().st_size > _LARGEST:
        raise UnfitPicture("this figure is larger than 1 MB", "make it smaller")
    return path.read_bytes()


def _picture(path: Path, original: bytes) -> Picture:
    suffix = path.suffix.lower()
    found = _FORMATS.get(suffix)
    if found is None:
        raise UnfitPicture(f"a figure cannot be a {suffix or 'nameless'} file", "use .svg, .png or .jpg")
    data = found.clean(original)
    width, height = found.measure(data)
    if not (0 < width <= _MOST_PIXELS and 0 < height <= _MOST_PIXELS):
        raise UnfitPicture(
            f"this figure measures {width} x {height}", f"use 1 to {_MOST_PIXELS} pixels a side"
        )
    digest = hashlib.sha256(data).hexdigest()[:16]
    return Picture(f"{path.stem}.{digest}{suffix}", found.media_type, width, height, data)
