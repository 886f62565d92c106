"""`phoihop schema`: names, one schema, a folder of them."""

import json
from pathlib import Path

from phoihop.records.json_schema import SCHEMA_NAMES

from tests.cli.run import output_of, run
from tests.story import Story

SAMPLE = Path(__file__).parents[2]


def test_names_and_one_schema(tmp_path: Path) -> None:
    assert output_of(tmp_path, "schema").split() == list(SCHEMA_NAMES)
    assert json.loads(output_of(tmp_path, "schema", "opinion"))["title"] == "Ý kiến tham gia"
    assert json.loads(output_of(tmp_path, "--lang", "en", "schema", "opinion"))["title"] == "Opinion"


def test_a_folder_is_written_from_the_folder_named_by_c_and_then_up_to_date(tmp_path: Path) -> None:
    root = Story(tmp_path).root
    assert run(root, "schema", "--check", "schema").exit_code == 1
    output_of(root, "schema", "--write", "schema")
    assert {file.stem for file in (root / "schema").iterdir()} == set(SCHEMA_NAMES)
    assert run(root, "schema", "--check", "schema").exit_code == 0
    (root / "schema" / "task.json").write_text("{}", encoding="utf-8")
    stale = run(root, "--lang", "vi", "schema", "--check", "schema")
    assert stale.exit_code == 1
    assert [line.split()[0] for line in stale.stderr.splitlines()] == [str(root / "schema" / "task.json")]


def test_what_is_kept_with_the_register_does_not_depend_on_who_writes_it(tmp_path: Path) -> None:
    root = Story(tmp_path).root
    output_of(root, "schema", "--write", "schema", env={"LANG": "en_US.UTF-8"})
    assert run(root, "schema", "--check", "schema", env={"LANG": "vi_VN.UTF-8"}).exit_code == 0


def test_a_folder_that_cant_be_written_is_no_crash(tmp_path: Path) -> None:
    root = Story(tmp_path).root
    (root / "schema").write_text("a file", encoding="utf-8")
    result = run(root, "--lang", "en", "schema", "--write", "schema")
    assert result.exit_code == 2
    assert "can't be read or written" in result.stderr


def test_the_sample_registers_schemas_are_up_to_date() -> None:
    assert run(SAMPLE, "schema", "--check", "schema").exit_code == 0
