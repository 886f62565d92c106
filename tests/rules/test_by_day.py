"""A record of ten years is judged by the rules of each day: deadlines, settings and formats in force then."""

from pathlib import Path

from phoihop.language import word
from phoihop.rules.in_force import in_force
from phoihop.rules.registry import rules

from tests.story import Story


def with_settings(folder: Path, settings: str) -> Story:
    story = Story(folder)
    story.write("register.yml", f"title: Sổ\nauthority: ubnd\n{settings}")
    return story


def said(story: Story, rule: str) -> list[str]:
    return [word(found.message, "en") for found in story.judge().findings if found.rule == rule]


def test_a_debt_is_judged_by_the_deadline_in_force_when_it_arose(tmp_path: Path) -> None:
    # The plan is due 5 working days after the assignment of 1 March, and came on the 4th.
    strict = "format: 2\nchanges:\n  - from: 2021-03-02\n    deadlines: {plan: 0}\n"
    assert said(with_settings(tmp_path / "later", strict), "plan-on-record") == []
    [found] = said(with_settings(tmp_path / "by then", strict.replace("03-02", "03-01")), "plan-on-record")
    assert "deadline set by the register: 0 working days, in force from 1/3/2021" in found


def test_what_a_change_leaves_out_stays_as_it_was(tmp_path: Path) -> None:
    story = with_settings(
        tmp_path,
        "format: 2\ndeadlines: {plan: 0}\nchanges:\n"
        "  - {from: 2021-04-01, deadlines: {decision: 1}}\n  - {from: 2021-05-01, deadlines: {plan: 9}}\n",
    )
    [found] = said(story, "plan-on-record")
    assert "set by the register: 0 working days, in force until 30/4/2021" in found


def test_a_document_is_judged_by_its_own_day(tmp_path: Path) -> None:
    changes = "format: 2\nchanges:\n  - {from: 2021-03-09, rules: {request-notice: off}}\n"
    short = "due: 2021-03-10"
    before = with_settings(tmp_path / "a", changes)
    before.edit("2021-03-08.request.tnmt", {"due: 2021-03-22": short})
    assert "breach request-notice 2021-03-08.request.tnmt" in before.rules()
    on_the_day = with_settings(tmp_path / "b", changes.replace("03-09", "03-08"))
    on_the_day.edit("2021-03-08.request.tnmt", {"due: 2021-03-22": short})
    assert "breach request-notice 2021-03-08.request.tnmt" not in on_the_day.rules()


def test_a_later_format_says_nothing_of_earlier_documents(tmp_path: Path) -> None:
    noted = {"response: partly\n    explanation: Giảm 2 ha tại khu số 3\n": "response: noted\n"}
    disagrees = {"position: agree-with-comments": "position: disagree"}

    def rules_of(name: str, settings: str) -> list[str]:
        story = with_settings(tmp_path / name, settings)
        story.edit("2021-03-17.opinion.tckh", disagrees)
        story.edit("2021-04-20.report.tnmt", noted)
        return story.rules()

    upgraded = "format: 2\nupgrades:\n  - {format: 2, from: %s}\n"
    told = ["error decline-reasoned 2021-04-20.report.tnmt"]
    assert rules_of("one", "") == []
    assert rules_of("after", upgraded % "2021-04-21") == []
    assert rules_of("on the day", upgraded % "2021-04-20") == told
    assert rules_of("from the beginning", "format: 2\n") == told


def test_a_paper_that_none_names_is_judged_where_somebody_was_at_work_since_the_rule_bound(tmp_path: Path) -> None:
    def rules_of(name: str, settings: str) -> list[str]:
        story = with_settings(tmp_path / name, settings)
        for paper in ("ban-ve.pdf", "ban-ve.html", "con.pdf"):
            story.write_bytes(f"tasks/2021/0001/files/{paper}", b"%PDF-1.4\n")
        return sorted({each.split()[1] for each in story.rules() if "/files" in each or " files/" in each})

    # The newest record is the decision of 6 May.
    upgraded = "format: 2\nupgrades:\n  - {format: 2, from: %s}\n"
    assert rules_of("one", "") == []
    assert rules_of("after", upgraded % "2021-05-07") == []
    assert rules_of("by then", upgraded % "2021-05-06") == ["paper-name", "paper-named", "paper-type"]


def test_two_agencies_of_one_name_may_meet_only_before_the_rule_bound(tmp_path: Path) -> None:
    twin = "name: Phòng Kinh tế và Hạ tầng\nshort: KTHT\nkind: department\nuntil: 2021-06-30\n"

    def rules_of(name: str, settings: str) -> list[str]:
        story = with_settings(tmp_path / name, settings)
        story.write("agencies/ktht-2.yml", twin)
        return [each for each in story.rules() if "agency-unique" in each]

    upgraded = "format: 2\nupgrades:\n  - {format: 2, from: %s}\n"
    assert rules_of("one", "") == []
    assert rules_of("after", upgraded % "2021-07-01") == []
    assert rules_of("while", upgraded % "2021-06-30") != []


def test_a_rule_says_under_which_directive_deadline_and_setting_it_stood_and_when(tmp_path: Path) -> None:
    settings = (
        "format: 2\ndirective: {number: 1/CT, date: 2021-01-05, issuer: UBND}\nchanges:\n"
        "  - from: 2021-04-01\n    directive: {number: 9/CT}\n    deadlines: {opinion_notice: 5}\n"
        "    rules: {request-notice: off}\n"
    )
    policies = with_settings(tmp_path, settings).register().policies
    assert [word(each, "en") for each in in_force(rules()["request-notice"], policies)] == [
        "The directive: 1/CT, 5/1/2021, UBND (until 31/3/2021), 9/CT (from 1/4/2021)",
        "The deadline set by the register (least time to give an opinion): 3 working days (until 31/3/2021), "
        "5 working days (from 1/4/2021)",
        "Severity set by the register: the rule's own (until 31/3/2021), off (from 1/4/2021)",
    ]
    assert list(in_force(rules()["chronology"], policies)) == []
    assert list(in_force(rules()["request-notice"], None)) == []
