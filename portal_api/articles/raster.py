"""PNG or JPEG bytes -> the same picture without what cameras and editors say about it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from portal_api.articles.svg import UnfitPicture

_PNG = b"\x89PNG\r\n\x1a\n"
# What a browser needs to draw it (PNG specification, section 11); no text, time, EXIF or private chunks.
_PNG_KEPT = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs"))
# Application data that changes how a JPEG looks: JFIF, ICC colour profile, Adobe's colour transform.
_JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_START_OF_SCAN, _END = 0xDA, 0xD9
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def bare_png(data: bytes) -> bytes:
    """The picture without text, time, EXIF and private data.

    Raises:
        UnfitPicture: not a whole PNG file, or a checksum in it is wrong.
    """
    return _PNG + b"".join(chunk for kind, chunk in _png_chunks(data) if kind in _PNG_KEPT)


def png_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    kind, chunk = next(_png_chunks(data))
    if kind != b"IHDR" or len(chunk) != 25:
        raise _no_png()
    width, height = struct.unpack(">II", chunk[8:16])
    return width, height


def bare_jpeg(data: bytes) -> bytes:
    """The picture without EXIF (which may hold a place and a face), comments and editors' data.

    Raises:
        UnfitPicture: not a whole JPEG file.
    """
    return b"\xff\xd8" + b"".join(piece for marker, piece in _jpeg_pieces(data) if _is_kept(marker, piece))


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    for marker, piece in _jpeg_pieces(data):
        if marker in _FRAMES and len(piece) >= 9:
            height, width = struct.unpack(">HH", piece[5:9])
            return width, height
    raise _no_jpeg()


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not data.startswith(_PNG):
        raise _no_png()
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        head = data[at : at + 8]
        if len(head) < 8:
            raise _no_png()
        length, kind = struct.unpack(">I4s", head)
        chunk = data[at : at + length + 12]
        if len(chunk) < length + 12 or zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            raise _no_png()
        yield kind, chunk
        at += len(chunk)


def _jpeg_pieces(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments behind the start of the image; the first scan comes with all that follows it."""
    if not data.startswith(b"\xff\xd8") or b"\xff\xd9" not in data:
        raise _no_jpeg()
    at = 2
    while True:
        if len(data) < at + 4 or data[at] != 0xFF:
            raise _no_jpeg()
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if marker == _START_OF_SCAN:
            yield marker, data[at : data.rindex(b"\xff\xd9") + 2]
            return
        piece = data[at : at + 2 + length]
        if length < 2 or len(piece) < 2 + length:
            raise _no_jpeg()
        yield marker, piece
        at += len(piece)


def _is_kept(marker: int, piece: bytes) -> bool:
    if 0xE0 <= marker <= 0xEF:
        return piece[4:].startswith(_JPEG_KEPT.get(marker, b"\xff\xff"))
    return marker != 0xFE


def _no_png() -> UnfitPicture:
    return UnfitPicture("this is not a whole PNG picture", "save it as PNG again, or name it for what it is")


def _no_jpeg() -> UnfitPicture:
    return UnfitPicture(
        "this is not a whole JPEG picture", "save it as JPEG again, or name it for what it is"
    )
