"""What tests of remembered findings share."""

from __future__ import annotations

import pytest

from portal_api.catalogs import checked


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The translations that the checks themselves are asked about from now on."""
    seen: list[str] = []
    known = checked.check

    def noted(source: str, target: str, *rest: object) -> object:
        seen.append(target)
        return known(source, target, *rest)

    monkeypatch.setattr(checked, "check", noted)
    return seen
