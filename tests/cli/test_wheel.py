"""The built wheel, installed alone in an empty environment, starts, publishes and serves a library."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from running import serving

PROJECT = Path(__file__).parents[2]


def test_the_wheel_alone_serves_a_new_library(tmp_path: Path) -> None:
    portal = installed(wheel(tmp_path), tmp_path / "environment")
    say(tmp_path, portal, "init", "mine")
    environment = {"PORTAL_DATABASE_URL": f"sqlite:///{tmp_path}/portal.db"}
    with serving([portal], tmp_path / "mine", environment, "--publish", ".") as server:
        status, body = server.get("/v1/en/articles/hand-washing")
        assert status == 200
        assert json.loads(body)["disclaimer"]["text"]
        assert server.stop() == 0


def wheel(folder: Path) -> Path:
    """The wheel of this project."""
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(folder),
        str(PROJECT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def installed(built: Path, environment: Path) -> Path:
    """The command of the wheel in an environment that has nothing else but our locked dependencies.

    They are put on its path as a folder, so that the project's own editable installation is not seen.
    """
    run = [sys.executable, "-m", "venv", "--without-pip", str(environment)]
    subprocess.run(run, check=True, capture_output=True)
    python = environment / "bin" / "python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
        str(built),
    ]
    subprocess.run(pip, check=True, capture_output=True)
    site = next(environment.glob("lib/python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    where = [str(python), "-c", "import portal_api; print(portal_api.__file__)"]
    found = subprocess.run(where, check=True, capture_output=True, text=True, cwd=environment)
    assert Path(found.stdout).is_relative_to(environment)
    return environment / "bin" / "portal"


def say(folder: Path, portal: Path, *arguments: str) -> None:
    """Runs the command in a folder."""
    subprocess.run([portal, *arguments], cwd=folder, env=dict(os.environ), check=True, capture_output=True)
