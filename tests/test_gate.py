"""The run of all tests is a gate: it fails where a test that should run was skipped, in one process or in several."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SKIPPED = """\
import pytest

def test_that_runs() -> None:
    pass

@pytest.mark.skipif(True, reason="no browser here")
def test_that_should_run() -> None:
    pass
"""


@pytest.mark.parametrize("processes", ["0", "2"])
def test_a_skipped_test_fails_the_run(processes: str, tmp_path: Path) -> None:
    (tmp_path / "test_some.py").write_text(SKIPPED, encoding="utf-8")
    # A run of its own, and not a part of the one that this test belongs to.
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "--numprocesses"]
    ran = subprocess.run(
        [*command, processes, f"--basetemp={tmp_path / 'own'}", str(tmp_path)],
        cwd=ROOT,
        env=own,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 tests were skipped that should run" in ran.stdout
    assert ran.returncode == pytest.ExitCode.TESTS_FAILED
