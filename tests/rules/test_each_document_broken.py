"""A valid register, each of its documents broken in one way after another: the right finding, and no stray ones."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from phoihop.records.types import DOCUMENT_TYPES, TaskAssignment
from phoihop.rules.examples import REGISTER, TASK

from tests.story import Story

ASKED_BY_RULES = {
    "lead": "single-lead",
    "number": "opinion-in-writing",
    "files": "opinion-in-writing",
    "dossier": "request-dossier",
    "drafted_by": "superior-through-authority",
    "report": "submission-complete",
    "draft": "submission-complete",
}
"""Keys whose absence the directive's rules speak of, where their document has them."""

FOLLOWS = {
    # What the absence of an optional key means for the rest of the task: facts, not faults of the record.
    ("2021-03-17.opinion.tckh", "points"): {"reference-resolves"},
    ("2021-04-02.opinion.so-tnmt", "points"): {"reference-resolves"},
    ("2021-04-02.opinion.so-tnmt", "files"): {"opinion-in-writing", "forward-original"},
    ("2021-03-18.progress.an-do", "step"): {"step-on-time", "urging-regular"},
    ("2021-03-18.progress.an-do", "done"): {"step-on-time", "urging-regular"},
    ("2021-04-06.forward.tnmt", "points"): {"forward-by-function"},
    ("2021-04-16.meeting.tnmt", "discusses"): {"discussion-held"},
}


def keys() -> Iterator[tuple[str, str]]:
    for path, text in REGISTER.items():
        if path.startswith(TASK):
            for key in yaml.load(text, Loader=yaml.BaseLoader):
                yield Path(path).stem, key


def expected(record: str, key: str) -> set[str]:
    kind = record.split(".")[1] if "." in record else "task"
    record_type = TaskAssignment if kind == "task" else DOCUMENT_TYPES[kind]
    fields = {field.encode_name: field for field in msgspec.structs.fields(record_type)}
    if key == "kind" or fields[key].required:
        return {"record-schema"}
    if (record, key) in FOLLOWS:
        return FOLLOWS[record, key]
    if key in ("number", "files") and kind != "opinion":
        return set()
    if kind == "submission" and key == "dossier":
        return {"submission-complete"}
    return {ASKED_BY_RULES[key]} if key in ASKED_BY_RULES else set()


@pytest.mark.parametrize(("record", "key"), list(keys()))
def test_a_key_is_missing(tmp_path: Path, record: str, key: str) -> None:
    tree = yaml.load(REGISTER[f"{TASK}/{record}.yml"], Loader=yaml.BaseLoader)
    del tree[key]
    story = Story(tmp_path).write(record, yaml.safe_dump(tree, allow_unicode=True, sort_keys=False))
    # A paper that this record alone had named lies there all the same.
    found = [finding for finding in story.judge().findings if finding.rule != "paper-named"]
    assert {finding.rule for finding in found} == expected(record, key), story.told()
    if expected(record, key) == {"record-schema"}:
        assert [finding.file for finding in found] == [f"{TASK}/{record}.yml"]


@pytest.mark.parametrize("record", sorted({record for record, _ in keys()}))
@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("x: 1\n", "record-schema"),
        ("sumary: x\n", "record-schema"),
        ("a: &b 1\n", "record-syntax"),
        ("# \u200b\n", "text-safe"),
    ],
)
def test_something_is_added(tmp_path: Path, record: str, text: str, rule: str) -> None:
    story = Story(tmp_path).write(record, REGISTER[f"{TASK}/{record}.yml"] + text)
    assert [(finding.rule, finding.file) for finding in story.judge().findings] == [(rule, f"{TASK}/{record}.yml")]


@settings(max_examples=60)
@given(
    path=st.sampled_from(sorted(REGISTER)),
    at=st.integers(0, 400),
    cut=st.integers(0, 40),
    junk=st.binary(max_size=12)
    | st.sampled_from([b"[", b"\n", b": ", b"- ", b"&a ", b"2021-99-99", "Đ\u0300".encode()]),
)
def test_whatever_stands_in_a_file_the_run_ends_with_findings(path: str, at: int, cut: int, junk: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        story = Story(Path(folder))
        content = REGISTER[path].encode()
        at = min(at, len(content))
        story.write_bytes(path, content[:at] + junk + content[at + cut :])
        judgement = story.judge()
        assert judgement.tasks == 1
        assert all(finding.message.text.vi for finding in judgement.findings)
        assert len(story.told()) == len(judgement.findings)
