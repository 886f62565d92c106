"""What a register publishes fits its own schemas; whatever does not is refused with file, place and expectation."""

import csv
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from phoihop.documents.columns import columns_of
from phoihop.documents.published_forms import CSV_LINES, JSON_FILES
from phoihop.language import word
from phoihop.portal.fetching import FileNotFetched, read_in
from phoihop.portal.reading import UnfitData, read_published

from tests.portal.conftest import HOSTILE, SITES, edit_json


def refusal(site: Path) -> str:
    """What is said, in English, of a site that can't be used."""
    try:
        read_published(partial(read_in, site))
    except (UnfitData, FileNotFetched) as refused:
        return word(refused.message, "en")
    pytest.fail("the site was taken")


def properties(part: Any, schema: Any) -> Any:
    """The properties of an object in a schema, or none where it is no object."""
    while "$ref" in part:
        part = schema["$defs"][part["$ref"].rpartition("/")[2]]
    return part.get("properties", {})


def drifted(value: Any, part: Any, schema: Any) -> Iterator[str]:
    """Keys that a published file has and its schema doesn't tell, or that its schema tells and it lacks."""
    match value:
        case list():
            for each in value:
                yield from drifted(each, part.get("items", {}), schema)
        case dict() if isinstance(part.get("additionalProperties"), dict):
            return  # Keys that are paths, not declared ones.
        case dict():
            told = properties(part, schema)
            if list(value) != list(told):
                yield f"{list(value)} {list(told)}"
            for key in value.keys() & told:
                yield from drifted(value[key], told[key], schema)


def test_what_a_site_publishes_fits_the_schemas_beside_it(published: Path) -> None:
    for site in (published / each for each in SITES):
        for name in (*JSON_FILES, *CSV_LINES):
            schema_file = site / "schema/data" / f"{name.removesuffix('.json')}.json"
            schema = json.loads(schema_file.read_text(encoding="utf-8"))
            Draft202012Validator.check_schema(schema)
            # What ECMA-262 does not know would be no pattern to whoever reads them.
            assert r"\\Z" not in schema_file.read_text(encoding="utf-8")
            text = (site / "data" / name).read_text(encoding="utf-8-sig")
            if name in JSON_FILES:
                Draft202012Validator(schema).validate(json.loads(text))
                assert list(drifted(json.loads(text), schema, schema)) == []
                continue
            empty = {column.key for column in columns_of(CSV_LINES[name]) if column.optional}
            assert text.splitlines()[0].split(",") == list(properties(schema, schema))
            for row in csv.DictReader(text.splitlines()):
                line = {key: None if key in empty and not value else value for key, value in row.items()}
                Draft202012Validator(schema).validate(line)


def test_each_tasks_file_fits_the_schema_beside_it(published: Path) -> None:
    for site in (published / each for each in SITES):
        schema = json.loads((site / "schema/data/task.json").read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        for file in (site / "data/tasks").glob("*.json"):
            case = json.loads(file.read_text(encoding="utf-8"))
            Draft202012Validator(schema).validate(case)
            told = list(schema["$defs"]["Document"]["properties"])
            for document in case["documents"]:
                assert list(document)[: len(told)] == told
            documents = [{key: document[key] for key in told} for document in case["documents"]]
            assert list(drifted(case | {"documents": documents}, schema, schema)) == []


def test_text_comes_back_as_it_was_recorded(published: Path) -> None:
    tasks = read_published(partial(read_in, published / "boi-cau")).tasks
    assert [task.title for task in tasks][1:] == [HOSTILE, "=Nuôi ong"]


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("register.json", "[]", "data/register.json: expected object, found array"),
        ("register.json", "{", "data/register.json: damaged JSON"),
        ("register.json", '{"title": "x"}', "data/register.json: key “authority” is missing"),
        ("register.json", '{"format": "2"}', "data/register.json, format: expected int, found str"),
        ("head.json", '{"format": 1, "commit": "x"}', "data/head.json, commit: expected text of the form"),
        ("head.json", "\x00\xff", "data/head.json: damaged JSON"),
        ("head.json", "[" * 100_000, "data/head.json: "),
        ("findings.json", '[{"rule": 7}]', "data/findings.json, [0].rule: expected str, found int"),
        ("tasks.csv", "id,title\n", "data/tasks.csv, line 1: missing or doubled columns: field, lead"),
        ("tasks.csv", "\x00", "data/tasks.csv, line 1: missing or doubled columns"),
        ("opinions.csv", '"', "data/opinions.csv: no valid CSV"),
    ],
)
def test_the_file_and_the_key_are_named(sites: Path, file: str, text: str, told: str) -> None:
    (sites / "boi-cau/data" / file).write_text(text, encoding="utf-8")
    assert refusal(sites / "boi-cau").startswith(told)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("tasks.csv", "2021-0001,", "../../../x,", "data/tasks.csv, line 2, id: expected text of the form"),
        ("tasks.csv", ",2021-03-01,", ",31/3/2021,", "data/tasks.csv, line 2, date: expected a day such as 2021-03-10"),
        ("tasks.csv", "decided", "Đã xong", "data/tasks.csv, line 2, stage: expected text of the form"),
        ("tasks.csv", "decided", "x" * 61, "data/tasks.csv, line 2, stage: longer than 60"),
        (
            "obligations.csv",
            "2021-0001,",
            "2021-0099,",
            "data/obligations.csv, task: task 2021-0099 is not in tasks.csv",
        ),
        ("obligations.csv", "2021-0001,", "2021-0001,x,", "data/obligations.csv, line 2: expected 11 cells, found 12"),
    ],
)
def test_the_line_and_column_are_named(sites: Path, file: str, old: str, new: str, told: str) -> None:
    location = sites / "boi-cau/data" / file
    text = location.read_bytes().decode("utf-8")
    assert old in text
    location.write_bytes(text.replace(old, new, 1).encode())
    assert refusal(sites / "boi-cau").startswith(told)


def test_files_of_different_builds_are_told_apart(sites: Path) -> None:
    edit_json(sites / "boi-cau/data/register.json", lambda index: index["tasks"].pop())
    assert "not the same tasks as in tasks.csv" in refusal(sites / "boi-cau")


def test_a_folder_in_place_of_a_file_is_not_read(sites: Path) -> None:
    head = sites / "boi-cau/data/head.json"
    head.unlink()
    head.mkdir()
    assert refusal(sites / "boi-cau") == "data/head.json can't be read (Is a directory)"


def test_a_link_is_not_followed_out_of_the_site(sites: Path, tmp_path: Path) -> None:
    tasks = sites / "boi-cau/data/tasks.csv"
    tasks.rename(tmp_path / "tasks.csv")
    tasks.symlink_to(tmp_path / "tasks.csv")
    assert refusal(sites / "boi-cau").startswith("data/tasks.csv can't be read")
