"""A kind is its type and its module: kinds that only a test declares pass every door, with no line of phoihop's own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ONLY_HERE = ("-p", "no:cacheprovider", "-p", "no:xdist", "-q")


def test_every_door_takes_a_kind_that_is_only_declared(tmp_path: Path) -> None:
    apart = f"--basetemp={tmp_path / 'doors'}"
    doors = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.kinds.inspection", *ONLY_HERE, apart, "tests/kinds/doors.py"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert doors.returncode == 0, doors.stdout
