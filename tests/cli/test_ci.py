"""What `make test` promises about itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"

OUR_TESTS = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(CONFTEST.parent)}

SKIPS = {
    "a test that skips itself": "import pytest\ndef test_it(): pytest.skip('why not')\n",
    "a marked test": "import pytest\n@pytest.mark.skip(reason='why not')\ndef test_it(): pass\n",
    "a whole file": "import pytest\npytest.skip('why not', allow_module_level=True)\n",
    "a fixture that skips": "import pytest\n@pytest.fixture\ndef f(): pytest.skip('why not')\n"
    "def test_it(f): pass\n",
}


def run_pytest(folder: Path, source: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs one test file under our conftest, in a process of its own."""
    shutil.copy(CONFTEST, folder)
    (folder / "test_sample.py").write_text(source, "utf-8")
    inherited = {name: value for name, value in os.environ.items() if name not in {"CI", "PYTEST_ADDOPTS"}}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)]
    return subprocess.run(
        command,
        env=inherited | OUR_TESTS | environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("source", SKIPS.values(), ids=SKIPS.keys())
def test_in_ci_a_skipped_test_is_a_failed_one(tmp_path: Path, source: str) -> None:
    result = run_pytest(tmp_path, source, CI="true")
    assert result.returncode != 0
    assert "In CI nothing may be skipped" in result.stdout
    assert "why not" in result.stdout


def test_elsewhere_a_test_may_skip_with_a_reason(tmp_path: Path) -> None:
    result = run_pytest(tmp_path, SKIPS["a marked test"])
    assert result.returncode == 0
    assert "1 skipped" in result.stdout
