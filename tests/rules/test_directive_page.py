"""The page that lays the directive's sentences beside what realises them names every rule, and only what is there."""

import re
from pathlib import Path

import pytest
from phoihop.records.record import fields_of
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.rules.registry import rules

ROOT = Path(__file__).parents[2]
KEYS = {field.encode_name for kind in DOCUMENT_TYPES.values() for field in fields_of(kind)}
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/development/directive.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| sentence")
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_each_sentence_names_what_is_there(row: list[str]) -> None:
    _sentence, realised, code, test = row
    named = set(re.findall(r"`([^`]+)`", realised))
    assert named
    assert named <= {*rules(), *DOCUMENT_TYPES, *KEYS}
    for place in (code, test):
        assert (ROOT / place.strip("`")).is_file()


def test_every_rule_of_a_section_is_named() -> None:
    named = {name for row in ROWS for name in re.findall(r"`([^`]+)`", row[1])}
    assert {id_ for id_, rule in rules().items() if rule.section != "record"} <= named
