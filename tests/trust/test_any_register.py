"""Whatever a register holds, `check` ends with 0, 1 or 2 and tells what it found; it never breaks down."""

import json
import tempfile
from pathlib import Path

from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from phoihop.cli.program import phoihop

from tests.registers import damaged, registers


def check(files: dict[str, bytes]) -> tuple[int, str]:
    with tempfile.TemporaryDirectory() as folder:
        for path, content in files.items():
            (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / path).write_bytes(content)
        ran = CliRunner().invoke(phoihop, ["-C", folder, "check", "--format", "json", "--today", "2021-05-31"])
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        assert "Traceback" not in ran.output
        return ran.exit_code, ran.stdout


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(registers())
def test_a_register_that_fits_the_format_is_judged(files: dict[str, bytes]) -> None:
    code, printed = check(files)
    assert code in (0, 1)
    rules = {found["rule"] for found in json.loads(printed)["findings"]}
    assert "record-syntax" not in rules


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(damaged())
def test_a_damaged_register_is_told_of(files: dict[str, bytes]) -> None:
    code, printed = check(files)
    assert code in (0, 1, 2)
    if code != 2:
        assert json.loads(printed)["summary"]["error"] == 0 if code == 0 else printed
