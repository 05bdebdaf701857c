"""The scripts and the style sheet for other websites, each under the names it is published by."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from portal_api.web.reply import FOR_EVER

_FOLDER = Path(__file__).parents[1] / "static" / "embed"
_MEDIA_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}

COMPONENT = "v1.js"
LISTENER = "frames.js"
# What pages of others name without a digest is asked for again soon, so that a mended script arrives.
_SOON_AGAIN = "public, max-age=300"
_STABLE = frozenset({COMPONENT, LISTENER})


@dataclass(frozen=True)
class EmbedFile:
    """A file as it is sent; `pinned` is its name with a digest, which never means another content."""

    pinned: str
    media_type: str
    data: bytes

    @property
    def integrity(self) -> str:
        """What a browser compares the file with (https://www.w3.org/TR/SRI/)."""
        return "sha384-" + base64.b64encode(hashlib.sha384(self.data).digest()).decode()


@cache
def embed_files() -> Mapping[str, EmbedFile]:
    """Every file by its plain name."""
    return {path.name: _read(path, path.stem) for path in _sources(_FOLDER)}


def published_file(name: str) -> tuple[EmbedFile, str] | None:
    """The file with this published name and how long it may be kept, or None."""
    if name in _STABLE:
        return embed_files()[name], _SOON_AGAIN
    pinned = _pinned()
    return (pinned[name], FOR_EVER) if name in pinned else None


def every_file() -> tuple[str, ...]:
    """Every name that a file is published by."""
    return (*sorted(_STABLE), *_pinned())


def _pinned() -> Mapping[str, EmbedFile]:
    return {file.pinned: file for file in (*embed_files().values(), *_earlier())}


@cache
def _earlier() -> tuple[EmbedFile, ...]:
    """Versions of the component that were published before: pages that pinned one still get it."""
    return tuple(_read(path, "v1") for path in _sources(_FOLDER / "earlier"))


def _sources(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.suffix in _MEDIA_TYPES)


def _read(path: Path, stem: str) -> EmbedFile:
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()[:16]
    return EmbedFile(f"{stem}.{digest}{path.suffix}", _MEDIA_TYPES[path.suffix], data)
