"""The command as its users run it, on a tiny real library."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result
from commanding import Run
from tiny import TinyLibrary

from portal_api.cli import portal


@pytest.fixture
def run(tiny: TinyLibrary, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `portal` with these arguments in the folder of the tiny library."""
    monkeypatch.chdir(tiny.root)
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{tiny.root.parent}/portal.db")

    def run_portal(*arguments: str, answer: str | None = None) -> Result:
        return CliRunner().invoke(portal, arguments, input=answer, prog_name="portal")

    return run_portal
