"""Which catalogs a publication reads for its articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_api.locales import Locale
from portal_api.releases.publishing import material


def catalogs_read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Name and language of every catalog of an article that is read from now on."""
    seen: list[tuple[str, str]] = []
    read = material.read_raw

    def noted(root: Path, locale: Locale, name: str) -> object:
        seen.append((name, str(locale)))
        return read(root, locale, name)

    monkeypatch.setattr(material, "read_raw", noted)
    return seen
