"""Each rule's own examples are its first test: the good one yields nothing, the bad one this rule and no other."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from phoihop.language import LANGUAGES, word
from phoihop.records.register import load_register
from phoihop.records.settings import Deadlines
from phoihop.rules.examples import REGISTER, lay_out
from phoihop.rules.finding import Finding
from phoihop.rules.judge import judge
from phoihop.rules.registry import rules
from phoihop.rules.rule import SECTIONS, Example


def findings_of(example: Example, root: Path) -> tuple[Finding, ...]:
    lay_out(example, root)
    return judge(load_register(root), example.today).findings


def told(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{found.file}:{found.line} {found.rule} {word(found.message, 'en')}" for found in findings]


@pytest.mark.parametrize("rule", rules())
def test_good_example_keeps_every_rule(rule: str, tmp_path: Path) -> None:
    assert told(findings_of(rules()[rule].good, tmp_path)) == []


@pytest.mark.parametrize("rule", rules())
def test_bad_example_breaks_its_rule_and_no_other(rule: str, tmp_path: Path) -> None:
    findings = findings_of(rules()[rule].bad, tmp_path)
    assert {found.rule for found in findings} == {rule}, told(findings)


@pytest.mark.parametrize("rule", rules())
def test_finding_is_worded_in_both_languages(rule: str, tmp_path: Path) -> None:
    for found in findings_of(rules()[rule].bad, tmp_path):
        vi, en = (word(found.message, language) for language in LANGUAGES)
        assert vi != en
        assert "{" not in vi + en


@pytest.mark.parametrize("rule", rules())
def test_module_is_named_for_its_rule(rule: str) -> None:
    declared = rules()[rule]
    folder = "record" if declared.section == "record" else f"section{declared.section}"
    assert import_module(f"phoihop.rules.{folder}.{rule.replace('-', '_')}").RULE is declared


def test_the_rules_are_those_of_the_contract() -> None:
    assert list(rules()) == sorted(
        rules(), key=lambda id_: (rules()[id_].section != "record", rules()[id_].section, id_)
    )
    assert {rule.section for rule in rules().values()} == set(SECTIONS)


KEY = re.compile(r"`|\w+\.(?:yml|pdf)\b|\bfiles/|“[a-z_]+(?:: \w+)?”")


@pytest.mark.parametrize("rule", [id_ for id_, rule in rules().items() if rule.section != "record"])
def test_a_rule_of_the_directive_is_told_without_keys(rule: str) -> None:
    declared = rules()[rule]
    for told in (declared.title, declared.explanation, *declared.sharpened.values()):
        assert not KEY.search(told.vi + told.en)
    for deadline in declared.deadlines:
        days = getattr(Deadlines(), deadline)
        assert f"{days} ngày làm việc" in declared.explanation.vi
        assert f"{days} working days" in declared.explanation.en


def test_example_register_holds_no_document_twice() -> None:
    assert len(REGISTER) == len({path.casefold() for path in REGISTER})
