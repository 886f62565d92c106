"""What becomes of what the rules find: settings, waivers, unreadable records, the day of judgement."""

import re
from datetime import date
from pathlib import Path

import pytest
from phoihop.rules.examples import path_of

from tests.story import Story

LATE = {"date: 2021-03-19": "date: 2021-03-25"}


def with_rules(story: Story, rules: str) -> Story:
    return story.edit("register.yml", {"authority: ubnd\n": f"authority: ubnd\nrules:\n{rules}"})


def late_opinion(story: Story) -> Story:
    story.edit("2021-03-19.opinion.ktht", LATE).rename("2021-03-19.opinion.ktht", "2021-03-25.opinion.ktht")
    return story.edit("2021-04-20.report.tnmt", {"2021-03-19.opinion.ktht": "2021-03-25.opinion.ktht"})


def test_the_register_of_the_examples_is_clean(tmp_path: Path) -> None:
    judgement = Story(tmp_path).judge()
    assert judgement.findings == ()
    assert judgement.summary == {"tasks": 1, "documents": 14, "agencies": 7, "error": 0, "breach": 0, "due": 0}


def test_a_rule_is_switched_off_raised_and_lowered(tmp_path: Path) -> None:
    story = late_opinion(Story(tmp_path))
    assert story.rules() == ["breach opinion-on-time 2021-03-25.opinion.ktht"]
    with_rules(story, "  opinion-on-time: error\n")
    assert story.rules() == ["error opinion-on-time 2021-03-25.opinion.ktht"]
    story.edit("register.yml", {"opinion-on-time: error": "opinion-on-time: off"})
    assert story.rules() == []
    story.edit("2021-03-19.request.ubnd", {"drafted_by: tnmt\n": ""})
    assert story.rules() == ["error superior-through-authority 2021-03-19.request.ubnd"]
    story.edit("register.yml", {"opinion-on-time: off": "opinion-on-time: off\n  superior-through-authority: breach"})
    assert story.rules() == ["breach superior-through-authority 2021-03-19.request.ubnd"]


def test_what_is_due_stays_due_where_a_rule_is_raised(tmp_path: Path) -> None:
    story = with_rules(Story(tmp_path, until="2021-03-18"), "  opinion-on-time: error\n")
    assert "due opinion-on-time 2021-03-08.request.tnmt" in story.rules(date(2021, 3, 24))
    assert not [each for each in story.rules(date(2021, 3, 24)) if each.startswith("error")]


@pytest.mark.parametrize("raised", ["", "rules:\n  opinion-on-time: error\n  opinion-evidence: error\n"])
def test_nothing_is_held_against_bodies_that_the_directive_does_not_bind(tmp_path: Path, raised: str) -> None:
    story = Story(tmp_path, until="2021-03-19").write("register.yml", f"title: Sổ\nauthority: ubnd\n{raised}")
    late = story.judge(date(2021, 4, 12)).findings  # the department's opinion is awaited, and the lead's reminder, too
    assert [(found.rule, found.agency) for found in late] == [("urging-regular", "ubnd")]
    assert [owed.status for owed in story.owed("opinion", date(2021, 4, 12)) if owed.debtor == "so-tnmt"] == ["overdue"]
    whole = Story(tmp_path / "whole").write("register.yml", f"title: Sổ\nauthority: ubnd\n{raised}")
    opinion = "2021-04-02.opinion.so-tnmt"
    text = (whole.root / path_of(opinion)).read_text(encoding="utf-8")
    assert "evidence" in text
    whole.write(opinion, re.sub(r" {4}evidence:\n( {6}- .*\n)+", "", text))
    assert whole.rules() == []
    whole.write(opinion, re.sub(r"number: .*\n", "", text))
    [found] = whole.judge().findings
    assert (found.rule, found.severity, found.agency) == ("opinion-in-writing", "breach", None)


def test_who_was_given_a_step_is_of_the_task(tmp_path: Path) -> None:
    plan = "kind: plan\nfrom: tnmt\ndate: 2021-03-05\nnumber: 31/KH-TNMT\nsteps:\n  - {id: x, what: Đo, agency: y-te}\n"
    progress = "kind: progress\nfrom: y-te\ndate: 2021-03-%s\ntext: Xong\n"
    story = Story(tmp_path)
    twin = (story.root / "agencies/ktht.yml").read_text(encoding="utf-8")
    story.write("agencies/y-te.yml", twin.replace("KTHT", "YT").replace("Phòng Kinh tế và Hạ tầng", "Phòng Y tế"))
    story.write("2021-03-05.plan.tnmt", plan).write("2021-03-08.progress.y-te", progress % "08")
    assert story.rules() == []
    story.write("2021-03-04.progress.y-te", progress % "04")
    assert story.rules() == ["error actor-in-task 2021-03-04.progress.y-te"]


def test_another_body_leads_where_its_file_says_so(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-01").edit("task", {"lead: tnmt": "lead: dien-luc"})
    assert story.rules(date(2021, 3, 2)) == ["error lead-eligible task"]
    body = (story.root / "agencies/dien-luc.yml").read_text(encoding="utf-8")
    story.write("agencies/dien-luc.yml", body + "may_lead: true\n")
    assert story.rules(date(2021, 3, 2)) == []
    # Who leads is bound as a lead, whatever it is: its plan is owed.
    assert story.rules(date(2021, 3, 15)) == ["due plan-on-record task"]
    story.edit("register.yml", {"format: 2\n": ""})
    assert [each for each in story.rules(date(2021, 3, 2)) if "agencies/dien-luc" in each] == [
        "error record-schema agencies/dien-luc"
    ]


def test_who_was_left_out_may_object_and_who_issued_may_correct(tmp_path: Path) -> None:
    objection = "kind: objection\nfrom: {0}\nto: [ubnd]\ndate: 2021-03-03\nnumber: 9/X\nreason: Cần có\n"
    story = Story(tmp_path)
    twin = (story.root / "agencies/ktht.yml").read_text(encoding="utf-8")
    story.write("agencies/y-te.yml", twin.replace("KTHT", "YT").replace("Phòng Kinh tế và Hạ tầng", "Phòng Y tế"))
    story.write("2021-03-03.objection.y-te", objection.format("y-te"))
    answer = "kind: adjustment\nfrom: ubnd\ndate: 2021-03-05\nnumber: 101/UBND\nanswers: {}\noutcome: declined\n"
    story.write("2021-03-05.adjustment.ubnd", answer.format("2021-03-03.objection.y-te"))
    assert story.rules() == []
    correction = "kind: correction\nfrom: y-te\ndate: 2021-03-08\ncorrects: 2021-03-03.objection.y-te\nreason: Số\n"
    story.write("2021-03-08.correction.y-te", correction)
    assert story.rules() == []
    story.edit("2021-03-08.correction.y-te", {"2021-03-03.objection.y-te": "2021-03-08.request.tnmt"})
    assert story.rules() == ["error actor-in-task 2021-03-08.correction.y-te"]
    story.delete("2021-03-08.correction.y-te").write("2021-03-03.objection.so-tnmt", objection.format("so-tnmt"))
    assert "error actor-in-task 2021-03-03.objection.so-tnmt" in story.rules()


@pytest.mark.parametrize("setting", ["record-schema: off", "chronology: breach", "opinion-on-tiem: off"])
def test_record_rules_and_unknown_rules_can_not_be_set(tmp_path: Path, setting: str) -> None:
    story = with_rules(Story(tmp_path), f"  {setting}\n")
    assert story.rules() == ["error record-schema register"]
    assert story.judge().findings[0].line == 5


def test_rules_of_a_change_may_be_set(tmp_path: Path) -> None:
    assert with_rules(Story(tmp_path), "  recorded-promptly: off\n  signed: breach\n").rules() == []


def test_a_waiver_makes_a_published_breach_of_an_error(tmp_path: Path) -> None:
    story = Story(tmp_path).edit(
        "2021-03-08.request.tnmt", {"dossier:\n  - title: Bản đồ hiện trạng\n    path: files/ban-do.pdf\n": ""}
    )
    assert story.rules() == ["error request-dossier 2021-03-08.request.tnmt"]
    story.edit(
        "2021-03-08.request.tnmt",
        {"kind: request\n": "kind: request\nwaive:\n  - rule: request-dossier\n    reason: Gửi trước\n    by: task\n"},
    )
    assert story.rules() == ["breach request-dossier 2021-03-08.request.tnmt"]
    assert "(waived: Gửi trước)" in story.told()[0]


def test_a_breach_that_the_register_makes_of_an_error_is_held_against_no_superior_agency(tmp_path: Path) -> None:
    story = with_rules(Story(tmp_path), "  opinion-requested: breach\n")
    asked = {"answers: 2021-03-08.request.tnmt": "answers: 2021-03-19.request.ubnd"}
    story.edit("2021-03-19.opinion.ktht", asked).edit(
        "2021-04-20.report.tnmt", {"  - opinion: 2021-03-19.opinion.ktht\n    response: noted\n": ""}
    )
    found = [each.agency for each in story.judge().findings if each.rule == "opinion-requested"]
    assert found == ["ktht"]
    story.edit("agencies/ktht.yml", {"kind: department": "kind: other"})
    assert [(each.severity, each.agency) for each in story.judge().findings if each.rule == "opinion-requested"] == [
        ("breach", None)
    ]


@pytest.mark.parametrize("rule", ["chronology", "no-such-rule", "issued-is-final"])
def test_record_rules_change_rules_and_unknown_rules_can_not_be_waived(tmp_path: Path, rule: str) -> None:
    story = Story(tmp_path).edit(
        "2021-05-06.decision.ubnd",
        {"kind: decision\n": f"kind: decision\nwaive:\n  - rule: {rule}\n    reason: Vì vậy\n"},
    )
    assert story.rules() == ["error record-schema 2021-05-06.decision.ubnd"]


@pytest.mark.parametrize(("agency", "severity"), [("so-tnmt", "breach"), ("tckh", "error")])
def test_over_a_superior_agencys_drafting_the_authority_has_no_power(
    tmp_path: Path, agency: str, severity: str
) -> None:
    document = {"so-tnmt": "2021-04-02.opinion.so-tnmt", "tckh": "2021-03-17.opinion.tckh"}[agency]
    number = {"so-tnmt": "number: 600/STNMT\n", "tckh": "number: 3/TCKH\n"}[agency]
    assert Story(tmp_path).edit(document, {number: ""}).rules() == [f"{severity} opinion-in-writing {document}"]


@pytest.mark.parametrize("broken", ["{", "kind: opinion\nfrom: tckh\ndate: 2021-03-17\n", "x: \x07\n"])
def test_an_unreadable_record_brings_no_cascade(tmp_path: Path, broken: str) -> None:
    story = Story(tmp_path).write("2021-03-17.opinion.tckh", broken)
    assert {found.file for found in story.judge().findings} == {"tasks/2021/0001/2021-03-17.opinion.tckh.yml"}


def test_other_tasks_are_still_judged(tmp_path: Path) -> None:
    story = Story(tmp_path).write("task", "{")
    story.write("tasks/2021/0002/task.yml", "title: T\nlead: dien-luc\ndate: 2021-05-31\nfrom: ubnd\n")
    assert [rule.split()[1] for rule in story.rules()] == ["record-syntax", "lead-eligible"]


def test_a_broken_agency_file_silences_only_the_tasks_that_name_it(tmp_path: Path) -> None:
    story = late_opinion(Story(tmp_path)).write("agencies/dien-luc.yml", "{")
    assert [rule.split()[1] for rule in story.rules()] == ["record-syntax", "opinion-on-time"]
    story.write("agencies/ktht.yml", "name: x\n")
    assert {rule.split()[2] for rule in story.rules()} == {"agencies/dien-luc", "agencies/ktht"}


def test_broken_settings_are_told_and_records_still_read(tmp_path: Path) -> None:
    story = Story(tmp_path).write("register.yml", "title: T\n").write("2021-04-16.meeting.tnmt", "kind: meeting\n")
    told = story.rules()
    assert "error record-schema register" in told
    assert {rule.split()[1] for rule in told} == {"record-schema"}


def test_a_reference_into_nothing_is_told_alone(tmp_path: Path) -> None:
    story = Story(tmp_path).edit(
        "2021-03-19.opinion.ktht", {"answers: 2021-03-08.request.tnmt": "answers: 2021-03-08.request.tnmx"}
    )
    assert story.rules() == ["error reference-resolves 2021-03-19.opinion.ktht"]
    assert "(2021-03-08.request.tnmt?)" in story.told()[0]


@pytest.mark.parametrize("written", ["p3", "2021-04-02.opinion.so-tnmt#p2"])
def test_where_the_document_is_named_beside_it_a_point_is_named_by_its_id_alone(written: str, tmp_path: Path) -> None:
    [told] = Story(tmp_path).edit("2021-04-06.forward.tnmt", {"  - p2\n": f"  - {written}\n"}).told()
    assert told.endswith("; write the point's id alone, such as p1")


@pytest.mark.parametrize(
    ("name", "whole", "form"),
    [
        ("2021-04-16.meeting.tnmt", "2021-03-17.opinion.tckh#p2", "<document id>#<point id>"),
        ("2021-04-06.explanation.tnmt", "2021-04-02.opinion.so-tnmt#p1", "<document id>#<point id>"),
        ("2021-03-18.progress.an-do", "2021-03-04.plan.tnmt#b1", "<document id>#<step id>"),
    ],
)
def test_a_point_or_step_named_by_its_id_alone_is_told_to_name_its_document(
    name: str, whole: str, form: str, tmp_path: Path
) -> None:
    [told] = Story(tmp_path).edit(name, {whole: whole.partition("#")[2]}).told()
    assert told.endswith(f" is; write {form}")


def test_documents_after_the_day_of_judgement_are_told_and_left_out(tmp_path: Path) -> None:
    story = Story(tmp_path)
    day = date(2021, 4, 22)
    assert story.rules(day) == ["error chronology 2021-05-06.decision.ubnd"]
    assert story.case(day).stage == "submitted"
    assert story.judge(day).of_task("2021-0001") == ()


def test_what_is_wrong_with_later_documents_hides_nothing_of_the_day(tmp_path: Path) -> None:
    story = late_opinion(Story(tmp_path)).edit(
        "2021-05-06.decision.ubnd", {"answers: 2021-04-22": "answers: 2021-04-23"}
    )
    story.write("2021-05-07.meeting.tnmt", "{")
    day = date(2021, 4, 22)
    assert [found.rule for found in story.judge(day).of_task("2021-0001")] == ["opinion-on-time", "record-syntax"]


def test_without_a_lead_nothing_is_said_that_depends_on_it(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("task", {"lead: tnmt\n": ""})
    assert story.rules() == ["error single-lead task"]
    late_opinion(story)
    assert story.rules() == ["breach opinion-on-time 2021-03-25.opinion.ktht", "error single-lead task"]
    awaited = Story(tmp_path / "awaited", until="2021-03-18").edit("task", {"lead: tnmt\n": ""})
    assert awaited.rules(date(2021, 4, 12)) == ["due opinion-on-time 2021-03-08.request.tnmt", "error single-lead task"]


def test_findings_are_sorted_by_task_file_line_rule(tmp_path: Path) -> None:
    story = Story(tmp_path).write("tasks/2021/0000/task.yml", "title: T\ndate: 2021-05-31\nfrom: x\n")
    story.edit("2021-03-17.opinion.tckh", {"number: 3/TCKH\n": ""}).write("agencies/zz.yml", "name: x\n")
    order = [found.order for found in story.judge().findings]
    assert order == sorted(order)
    assert order[0][0] == ""


def test_one_number_twice_in_a_year(tmp_path: Path) -> None:
    story = Story(tmp_path)
    task = "title: T\nlead: tnmt\nnumber: {}\ndate: {}\nfrom: ubnd\n"
    story.write("tasks/2021/0002/task.yml", task.format("100/UBND", "2021-03-01"))
    assert not any("record-unique" in rule for rule in story.rules())
    story.write("tasks/2021/0002/task.yml", task.format("0100/ubnd", "2021-05-28"))
    assert [rule for rule in story.rules() if "error" in rule] == ["error record-unique tasks/2021/0002/task"]
    story.write("tasks/2021/0002/task.yml", task.format("110/UBND", "2021-05-28"))
    assert [rule for rule in story.rules() if "error" in rule] == ["error record-unique tasks/2021/0002/task"]


def test_related_tasks_exist(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("task", {"from: ubnd\n": "from: ubnd\nrelated:\n  - 2021-0002\n"})
    assert story.rules() == ["error reference-resolves task"]
    assert story.judge().findings[0].line == 13


def test_a_step_and_a_field_are_told_in_words(tmp_path: Path) -> None:
    story = (
        Story(tmp_path)
        .delete("2021-03-18.progress.an-do")
        .edit("2021-04-06.forward.tnmt", {"  - ktht\n": "  - tckh\n"})
    )
    found = " ".join(story.told())
    assert "step “Rà soát hiện trạng sử dụng đất” of plan 1/KH-TNMT" in found
    assert "point p2 is of the field “Construction”" in found


def test_a_reminder_that_came_late_stays_a_breach_whatever_is_due_now(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-17").write(
        "2021-04-01.reminder.tnmt",
        "kind: reminder\nfrom: tnmt\nto: [ktht]\ndate: 2021-04-01\nabout: [2021-03-08.request.tnmt]\n",
    )
    # Due on 29 March and sent on 1 April; the next one is due on 8 April.
    for today in (date(2021, 4, 2), date(2021, 4, 8)):
        told = [rule for rule in story.rules(today) if rule.split()[1] == "urging-regular"]
        assert "breach urging-regular 2021-03-08.request.tnmt" in told
        assert "due urging-regular 2021-03-08.request.tnmt" not in told
