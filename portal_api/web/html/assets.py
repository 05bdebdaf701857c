"""The style sheet and the icon of our pages, each under a name that holds its digest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parents[1] / "static"
_MEDIA_TYPES = {"page.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}


@dataclass(frozen=True)
class Asset:
    """A file under its published name: another content has another name."""

    name: str
    media_type: str
    data: bytes


@cache
def assets() -> Mapping[str, Asset]:
    """Every asset by its plain name: `page.css`, `icon.svg`."""
    return {plain: _asset(_FOLDER / plain, media_type) for plain, media_type in _MEDIA_TYPES.items()}


def published(name: str) -> Asset | None:
    """The asset with this published name."""
    return next((asset for asset in assets().values() if asset.name == name), None)


def _asset(path: Path, media_type: str) -> Asset:
    data = path.read_bytes()
    if path.suffix == ".css":
        data = _slim(data.decode()).encode()
    digest = hashlib.sha256(data).hexdigest()[:16]
    return Asset(f"{path.stem}.{digest}{path.suffix}", media_type, data)


def _slim(css: str) -> str:
    """The same style sheet without comments and needless spaces; a phone on a slow line loads it first."""
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    one_line = re.sub(r"\s+", " ", without_comments)
    return re.sub(r" ?([{};,]) ?|(:) (?!:)", r"\1\2", one_line).replace(";}", "}").strip() + "\n"
