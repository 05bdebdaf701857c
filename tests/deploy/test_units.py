"""The shipped units are understood by systemd and let what they start do little."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from varnishing import SHIPPED

UNITS = SHIPPED.parent / "systemd"
INSTALLED = "/opt/portal/.venv/bin/portal"


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped units, with the program where it is here."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed (Debian: apt-get install systemd)")
    folder = tmp_path_factory.mktemp("units")
    for file in UNITS.glob("portal*"):
        text = file.read_text("utf-8").replace(INSTALLED, f"{Path(sys.executable).parent}/portal")
        (folder / file.name).write_text(text)
    return folder


def analysed(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What systemd says of units in a folder."""
    return subprocess.run(["systemd-analyze", *words], cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize("unit", ["portal@8001.service", "portal-backup.service", "portal-backup.timer"])
def test_systemd_understands_every_unit(units: Path, unit: str) -> None:
    done = analysed(units, "verify", f"./{unit}")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_unit_with_a_mistake_is_not_understood(units: Path) -> None:
    wrong = (units / "portal-backup.service").read_text().replace("DynamicUser=yes", "DynamicUser=perhaps")
    (units / "wrong.service").write_text(wrong)
    assert "perhaps" in analysed(units, "verify", "./wrong.service").stderr


@pytest.mark.parametrize("unit", ["portal@8001.service", "portal-backup.service"])
def test_what_runs_may_do_little(units: Path, unit: str) -> None:
    done = analysed(units, "security", "--offline=true", "--threshold=20", "--no-pager", f"./{unit}")
    assert done.returncode == 0, done.stdout


def test_the_backup_is_checked_before_an_old_one_goes(units: Path) -> None:
    text = (units / "portal-backup.service").read_text()
    assert re.search(r"sh -ec .*portal backup.*portal verify --file.*ExecStart=.*-delete", text, re.DOTALL)


def test_the_servers_end_their_workers_themselves(units: Path) -> None:
    assert "KillMode=mixed" in (units / "portal@.service").read_text()
