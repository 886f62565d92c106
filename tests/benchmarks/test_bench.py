"""The benchmark's own working, on a register of twenty tasks: no figure is asserted."""

from pathlib import Path

import msgspec
from phoihop.records.register import load_register
from phoihop.rules.judge import judge

from tests.benchmarks import run
from tests.benchmarks.generate import TODAY, generate
from tests.benchmarks.table import Result


def results_in(folder: Path) -> list[Result]:
    return msgspec.json.decode((folder / "measured.json").read_bytes(), type=list[Result])


def test_rows_are_measured_once_and_again_when_asked(tmp_path: Path) -> None:
    arguments = ["--folder", str(tmp_path), "--tasks", "20", "--runs", "1", "--no-page", "--only", "changed"]
    arguments += ["--site-limit", "0"]
    run.main(arguments)
    first = results_in(tmp_path)
    assert [each.name for each in first] == ["check, nothing changed", "check, one document changed"]
    assert all(each.ratio > 0 and each.work > 0 and not each.note for each in first)
    run.main(arguments)
    assert results_in(tmp_path) == first


def test_what_there_was_no_time_for_is_measured_by_the_next_run(tmp_path: Path) -> None:
    arguments = ["--folder", str(tmp_path), "--tasks", "20", "--runs", "1", "--no-page", "--only=--version"]
    arguments += ["--site-limit", "0"]
    run.main([*arguments, "--within", "-1"])
    assert results_in(tmp_path) == []
    run.main(arguments)
    assert [each.name for each in results_in(tmp_path)] == ["--version"]


def test_a_generated_register_has_no_error_and_is_the_same_each_time(tmp_path: Path) -> None:
    files = generate(tmp_path / "one", 60)
    assert generate(tmp_path / "two", 60) == files
    assert all((tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes() for _, path in files)
    found = judge(load_register(tmp_path / "one"), TODAY)
    assert found.summary["error"] == 0
    assert found.summary["breach"] > 0
    assert {case.id[:4] for case in found.cases} == {str(year) for year in range(2021, 2027)}
