"""`phoihop explain`: the list of rules, and each rule with all that it says."""

from pathlib import Path

import pytest
from phoihop.changes.rules.registry import change_rules
from phoihop.rules.registry import rules

from tests.cli.run import output_of


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("rule", rules())
def test_a_rule_is_told_with_title_explanation_and_both_examples(rule: str, language: str, tmp_path: Path) -> None:
    output = output_of(tmp_path, "--lang", language, "explain", rule)
    told = rules()[rule]
    title, explanation = (text.vi if language == "vi" else text.en for text in (told.title, told.explanation))
    assert rule in output
    assert title in output
    assert " ".join(explanation.split()) in " ".join(output.split())
    for example in (told.good, told.bad):
        assert example.shows in output
        assert (example.text or "").splitlines()[:1] == [] or (example.text or "").splitlines()[0] in output


def test_without_a_rule_all_are_listed_by_section(tmp_path: Path) -> None:
    lines = output_of(tmp_path, "explain").splitlines()
    listed = [line.split()[0] for line in lines if line.startswith("  ")]
    assert sorted(listed) == sorted([*rules(), *change_rules()])
    assert lines[0] == "Ghi sổ"
