"""The version of the record format: what a register may say by the format that it names."""

from pathlib import Path
from typing import Annotated

import pytest
from phoihop.language import word
from phoihop.records.fit import KeyPath, fit
from phoihop.records.record import Record, about
from phoihop.records.types import Meeting
from phoihop.records.yaml_door import Tree
from phoihop.rules.examples import REGISTER

from tests.cli.run import run
from tests.story import Story

CHANGES = "changes:\n  - {from: 2021-04-01, deadlines: {plan: 7}}\nholidays:\n  years: {2021: {off: [2021-04-30]}}\n"


def with_settings(folder: Path, settings: str) -> Story:
    return Story(folder).write("register.yml", f"title: Sổ\nauthority: ubnd\n{settings}")


@pytest.mark.parametrize("command", [["check"], ["list"], ["show", "2021-0001"], ["site", "build"], ["new", "plan"]])
def test_a_newer_format_is_refused_in_one_sentence(tmp_path: Path, command: list[str]) -> None:
    story = with_settings(tmp_path, "format: 3\nsomething-new: [1]\n")
    found = run(story.root, *command, env={"LANG": "en_GB.UTF-8"})
    assert found.exit_code == 2
    [sentence] = [line for line in found.stderr.splitlines() if "format 3" in line]
    assert "install a newer phoihop" in sentence


def test_what_came_later_is_one_finding_that_names_upgrade(tmp_path: Path) -> None:
    findings = with_settings(tmp_path, CHANGES).judge().findings
    [found] = [each for each in findings if each.file == "register.yml"]
    assert (found.rule, found.severity, found.line) == ("record-schema", "error", 3)
    said = word(found.message, "en")
    assert "“changes”, “holidays.years”" in said
    assert "phoihop upgrade" in said
    assert "phoihop upgrade" in word(found.message, "vi")


def test_the_same_keys_stand_in_a_register_that_names_the_format(tmp_path: Path) -> None:
    assert with_settings(tmp_path, "format: 2\n" + CHANGES).rules() == []


@pytest.mark.parametrize("named", ["0", "two", "-1", "2.5"])
def test_what_is_no_format_is_told(tmp_path: Path, named: str) -> None:
    story = with_settings(tmp_path, f"format: {named}\n")
    assert story.rules() == ["error record-schema register"]


@pytest.mark.parametrize(
    ("settings", "line", "told"),
    [
        ("changes:\n  - {from: 2021-04-01, deadlines: {plna: 7}}\n", 5, "“plna” (plan?)"),
        ("changes:\n  - {from: 2021-04-01, rules: {opinion-on-tiem: off}}\n", 5, "opinion-on-tiem"),
        ("changes:\n  - from: 2021-04-01\n  - from: 2021-04-01\n", 6, "stands twice"),
        ("upgrades:\n  - {format: 3, from: 2021-04-01}\n", 5, "from 2 to 2"),
        ("holidays:\n  years: {twenty: {off: []}}\n", 5, "no year"),
        ("holidays:\n  years:\n    2021: {off: [2022-04-29]}\n", 6, "no day of 2021"),
        ("holidays:\n  years:\n    2021: {off: [2021-04-29], worked: [2021-04-29]}\n", 6, "both off and worked"),
        ("holidays:\n  off: [2021-04-29]\n  years:\n    2021: {off: []}\n", 5, "has its whole calendar"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(tmp_path: Path, settings: str, line: int, told: str) -> None:
    story = with_settings(tmp_path, "format: 2\n" + settings)
    [found] = [each for each in story.judge().findings if each.file == "register.yml"]
    assert (found.rule, found.line) == ("record-schema", line)
    assert told in word(found.message, "en")


def test_a_kind_of_a_later_format_is_one_finding_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Meeting, "SINCE", 2)
    [meeting] = [path for path in REGISTER if ".meeting." in path]
    [found] = with_settings(tmp_path / "one", "").judge().findings
    assert (found.file, found.rule, found.severity) == (meeting, "record-schema", "error")
    assert "“meeting”" in word(found.message, "en")
    assert "phoihop upgrade" in word(found.message, "en")
    assert with_settings(tmp_path / "two", "format: 2\n").rules() == []


class Leaf(Record, frozen=True, kw_only=True):
    old: str = ""
    new: Annotated[str, about("mới", "new", since=2)] = ""


class Branch(Record, frozen=True, kw_only=True):
    leaves: tuple[Leaf, ...] = ()
    leaf: Leaf | None = None


@pytest.mark.parametrize(
    ("tree", "place", "named"),
    [
        ({"leaves": [{"old": "a"}, {"new": "b"}, {"new": "c"}]}, ("leaves", 1, "new"), "leaves[2].new"),
        ({"leaf": {"new": "b", "old": "a"}}, ("leaf", "new"), "leaf.new"),
    ],
)
def test_keys_of_parts_know_their_format_too(tree: Tree, place: KeyPath, named: str) -> None:
    record, [(key, message)] = fit(tree, Branch, 1)
    assert record is None
    assert key == place
    assert f"“{named}”" in word(message, "en")
    assert fit(tree, Branch, 2)[0] is not None
    assert fit({"leaves": [{"old": "a"}], "leaf": {"old": "b"}}, Branch, 1)[0] is not None
