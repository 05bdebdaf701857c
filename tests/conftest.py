"""What every test may ask for, and one rule: in CI nothing is skipped."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest
from tiny import TinyLibrary

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the checkout; without it a test skips, but never in CI."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if folder.is_dir():
        return folder
    pytest.skip(f"{folder} is not here; it holds real data that is not part of the repository")


@pytest.fixture
def tiny(tmp_path: Path) -> Generator[TinyLibrary, None, None]:
    """A tiny library with English files only, nothing published yet."""
    library = TinyLibrary(tmp_path / "library", f"sqlite:///{tmp_path}/portal.db")
    yield library
    library.store.close()


def pytest_configure() -> None:
    """Ctrl-C reaches what tests start, even if they run as a job in the background, where it is ignored."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that skips, fails in CI."""
    return _no_skip_in_ci((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A test file that skips, fails in CI."""
    return _no_skip_in_ci((yield))


def _no_skip_in_ci(report: Report) -> Report:
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"In CI nothing may be skipped: {report.longrepr}"
    return report
