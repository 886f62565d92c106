"""What came with format 2: papers by need, answers to superior agencies, instructions, periods, completion."""

from datetime import date
from pathlib import Path

import pytest
from phoihop.cases.model import Obligation
from phoihop.cases.periods import period_of, periods_from

from tests.story import Story

TASK = "task"


def one(story: Story, kind: str, today: date) -> Obligation:
    [owed] = story.owed(kind, today)
    return owed


# --- papers by need ---------------------------------------------------------------------------------------------------


def demanded(folder: Path, of: str = "2021-03-08.request.tnmt", agency: str = "ktht", day: str = "2021-03-10") -> Story:
    return Story(folder, until="2021-04-06").write(
        f"{day}.dossier-request.{agency}",
        f"kind: dossier-request\nfrom: {agency}\ndate: {day}\nnumber: 27/X\nanswers: {of}\n"
        "needs: [Bảng tính, Bản vẽ]\n",
    )


def supply(day: str, body: str) -> tuple[str, str]:
    return (
        f"{day}.dossier-supply.tnmt",
        f"kind: dossier-supply\nfrom: tnmt\ndate: {day}\nnumber: {day[8:]}/TNMT\n"
        f"answers: 2021-03-10.dossier-request.ktht\n{body}",
    )


PAPER = "dossier:\n  - title: Bảng tính\n    path: files/bang-tinh.pdf\n"


def test_papers_that_name_a_need_meet_it_alone(tmp_path: Path) -> None:
    story = demanded(tmp_path).write(*supply("2021-03-11", PAPER + "    need: 1\n"))
    assert one(story, "dossier", date(2021, 3, 12)).status == "open"
    story.write(*supply("2021-03-12", "lacking:\n  - need: 2\n    reason: Chưa có bản vẽ\n"))
    owed = one(story, "dossier", date(2021, 3, 12))
    assert (owed.status, owed.discharged_by) == ("met", "2021-03-12.dossier-supply.tnmt")


def test_a_paper_without_a_need_meets_all_and_one_that_is_nowhere_none(tmp_path: Path) -> None:
    story = demanded(tmp_path).write(*supply("2021-03-11", "dossier:\n  - title: Bảng tính\n    held: Kho lưu trữ\n"))
    assert one(story, "dossier", date(2021, 3, 12)).status == "open"
    story.write(*supply("2021-03-11", "dossier:\n  - title: Bảng tính\n    held: Kho lưu trữ\n    original: paper\n"))
    assert one(story, "dossier", date(2021, 3, 12)).status == "met"


def test_a_need_that_was_not_asked_for_is_no_need(tmp_path: Path) -> None:
    story = demanded(tmp_path).write(*supply("2021-03-11", PAPER + "    need: 3\n"))
    assert "error reference-resolves 2021-03-11.dossier-supply.tnmt" in story.rules(date(2021, 3, 12))


def test_papers_may_be_demanded_for_a_forward(tmp_path: Path) -> None:
    story = demanded(tmp_path, "2021-04-06.forward.tnmt", "ktht", "2021-04-07")
    # Due on the 14th; two working days without papers by the 9th.
    assert one(story, "explanation", date(2021, 4, 9)).due == date(2021, 4, 16)
    assert [rule for rule in story.rules(date(2021, 4, 9)) if rule.startswith("error")] == []


# --- superior agencies ------------------------------------------------------------------------------------------------

SUPERIOR = "2021-04-02.opinion.so-tnmt"


def asked_to_explain(folder: Path) -> Story:
    return Story(folder).edit(SUPERIOR, {"    field: dat-dai\n": "    field: dat-dai\n    explain: true\n"})


ANSWER = f"""\
kind: explanation
from: ubnd
to: [so-tnmt]
date: 2021-04-16
number: 120/UBND
answers: {SUPERIOR}
drafted_by: tnmt
points:
  - point: {SUPERIOR}#p1
    text: Đã bổ sung
"""


def test_the_authority_owes_an_answer_to_points_that_are_to_be_explained(tmp_path: Path) -> None:
    story = asked_to_explain(tmp_path)
    owed = one(story, "answer", date(2021, 4, 12))
    assert (owed.debtor, owed.creditor, owed.due) == ("ubnd", "so-tnmt", date(2021, 4, 16))
    assert "ubnd" in story.case(date(2021, 4, 12)).awaiting
    assert "error superior-answered 2021-04-22.submission.tnmt" in story.rules()
    story.write("2021-04-16.explanation.ubnd", ANSWER)
    assert one(story, "answer", date(2021, 4, 16)).status == "met"
    assert story.rules() == []


def test_what_the_lead_did_not_draft_is_no_answer(tmp_path: Path) -> None:
    story = asked_to_explain(tmp_path).write("2021-04-16.explanation.ubnd", ANSWER.replace("drafted_by: tnmt\n", ""))
    assert one(story, "answer", date(2021, 4, 19)).status == "overdue"


def without_points(story: Story) -> Story:
    text = (story.root / "tasks/2021/0001" / f"{SUPERIOR}.yml").read_text(encoding="utf-8")
    story.write(SUPERIOR, text.partition("points:")[0].replace("agree-with-comments", "disagree"))
    return story


def test_a_superior_opinion_without_points_is_followed_and_explained_as_one_point(tmp_path: Path) -> None:
    story = without_points(Story(tmp_path, until="2021-04-02"))
    assert one(story, "follow-up", date(2021, 4, 5)).status == "open"
    story.write(
        "2021-04-06.explanation.tnmt",
        f"kind: explanation\nfrom: tnmt\ndate: 2021-04-06\nnumber: 6/TNMT\nanswers: {SUPERIOR}\n"
        f"points:\n  - point: {SUPERIOR}\n    text: Đã làm rõ\n",
    )
    assert one(story, "follow-up", date(2021, 4, 7)).status == "met"
    assert [rule for rule in story.rules(date(2021, 4, 7)) if rule.startswith("error")] == []


def test_nobody_follows_it_in_a_register_of_format_1(tmp_path: Path) -> None:
    story = without_points(Story(tmp_path, until="2021-04-02")).edit("register.yml", {"format: 2\n": ""})
    assert story.owed("follow-up", date(2021, 4, 5)) == []


def test_a_forward_of_it_is_explained_as_one_point(tmp_path: Path) -> None:
    story = without_points(Story(tmp_path)).delete("2021-04-06.explanation.tnmt")
    story.edit("2021-04-06.forward.tnmt", {"points:\n  - p2\n": ""})
    story.edit("2021-04-13.explanation.ktht", {f"{SUPERIOR}#p2": SUPERIOR})
    story.edit(
        "2021-04-20.report.tnmt",
        {
            f"  - opinion: {SUPERIOR}\n    point: p1\n    response: accepted\n": "",
            f"  - opinion: {SUPERIOR}\n    point: p2\n    response: accepted\n": (
                f"  - opinion: {SUPERIOR}\n    response: accepted\n"
            ),
        },
    )
    assert story.rules() == []
    story.delete("2021-04-13.explanation.ktht")
    assert "error forward-explained 2021-04-22.submission.tnmt" in story.rules()


# --- instructions and periods -----------------------------------------------------------------------------------------


def test_an_instruction_without_addressees_is_the_leads_and_passes_on_with_the_lead(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08").write(
        "2021-03-22.instruction.ubnd",
        "kind: instruction\nfrom: ubnd\ndate: 2021-03-22\nnumber: 111/UBND\ntext: Họp với xã\ndue: 2021-03-29\n",
    )
    assert one(story, "instruction", date(2021, 3, 23)).debtor == "tnmt"
    story.write(
        "2021-03-24.adjustment.ubnd",
        "kind: adjustment\nfrom: ubnd\ndate: 2021-03-24\nnumber: 113/UBND\noutcome: own-motion\nlead: ktht\n",
    )
    assert one(story, "instruction", date(2021, 3, 25)).debtor == "ktht"


def test_who_is_instructed_is_of_the_task(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08").write(
        "2021-03-22.instruction.ubnd",
        "kind: instruction\nfrom: ubnd\nto: [dien-luc]\ndate: 2021-03-22\nnumber: 111/UBND\ntext: Di dời cột điện\n",
    )
    story.write(
        "2021-03-23.progress.dien-luc", "kind: progress\nfrom: dien-luc\ndate: 2021-03-23\ntext: Đã di dời một cột\n"
    )
    assert "actor-in-task" not in " ".join(story.rules(date(2021, 3, 24)))


def test_periods_by_their_codes() -> None:
    for code in ("2021-W53", "9999-W52", "2021-13", "2021-00", "21-Q1"):
        assert period_of(code) is None
    week = period_of("2026-W07")
    assert week is not None
    assert (week.start, week.end) == (date(2026, 2, 9), date(2026, 2, 15))
    quarter = period_of("2026-Q1")
    assert quarter is not None
    assert (quarter.start, quarter.end) == (date(2026, 1, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("every", "day", "codes"),
    [
        ("week", date(2020, 12, 22), ["2020-W53", "2021-W01"]),
        ("month", date(2020, 11, 1), ["2020-11", "2020-12"]),
        ("month", date(2020, 11, 2), ["2020-12"]),
        ("quarter", date(2020, 2, 1), ["2020-Q2", "2020-Q3", "2020-Q4"]),
        ("year", date(2019, 1, 1), ["2019", "2020"]),
    ],
)
def test_the_first_period_is_the_first_that_begins_on_or_after_the_assignment(
    every: str, day: date, codes: list[str]
) -> None:
    found = list(periods_from(day, every, date(2021, 1, 15)))  # type: ignore[arg-type]  # one of the four
    assert [each.code for each in found] == codes
    assert all(period_of(each.code) == each for each in found)


def standing_work(folder: Path, until: str = "") -> Story:
    story = Story(folder, until="2021-03-08")
    recurs = "recurs:\n  every: month\n" + (f"  until: {until}\n" if until else "")
    return story.edit(TASK, {"due: 2021-05-28\n": recurs})


REPORT = "kind: progress\nfrom: tnmt\ndate: {day}\ntext: Bình thường\nperiod: {period}\n"


def test_standing_work_owes_a_report_for_each_period_and_no_submission(tmp_path: Path) -> None:
    story = standing_work(tmp_path)
    assert story.owed("submission", date(2021, 5, 31)) == []
    story.write("2021-03-30.progress.tnmt", REPORT.format(day="2021-03-30", period="2021-03"))
    owed = story.owed("periodic-report", date(2021, 5, 6))
    assert [(each.item, each.status, each.due) for each in owed] == [
        ("2021-03", "met", date(2021, 4, 5)),
        ("2021-04", "open", date(2021, 5, 6)),
    ]
    assert story.case(date(2021, 5, 31)).timeliness is None


def test_after_its_last_day_nothing_is_owed(tmp_path: Path) -> None:
    owed = standing_work(tmp_path, "2021-04-15").owed("periodic-report", date(2021, 5, 31))
    assert [each.item for each in owed] == ["2021-03"]


@pytest.mark.parametrize("period", ["2021-W12", "2021-13"])
def test_a_period_of_another_length_is_none(tmp_path: Path, period: str) -> None:
    story = standing_work(tmp_path).write("2021-03-30.progress.tnmt", REPORT.format(day="2021-03-30", period=period))
    assert "error reference-resolves 2021-03-30.progress.tnmt" in story.rules(date(2021, 3, 31))


def test_standing_work_has_no_deadline(tmp_path: Path) -> None:
    story = standing_work(tmp_path).edit(TASK, {"recurs:\n": "due: 2021-05-28\nrecurs:\n"})
    assert "error chronology task" in story.rules(date(2021, 3, 9))


@pytest.mark.parametrize(
    ("id_", "text", "found"),
    [
        ("2021-03-05.adjustment.ubnd", "outcome: own-motion\ndue: 2021-06-01\n", True),
        ("2021-03-05.adjustment.ubnd", "outcome: own-motion\ncoordinating: [tckh, ktht, an-do]\n", False),
        ("2021-03-05.extension-request.tnmt", "reason: Mưa\ndue: 2021-06-01\n", True),
        ("2021-03-05.extension-request.an-do", "reason: Mưa\ndue: 2021-06-01\nstep: 2021-03-04.plan.tnmt#b1\n", False),
    ],
)
def test_nobody_gives_standing_work_a_deadline(id_: str, text: str, found: bool, tmp_path: Path) -> None:
    day, kind, agency = id_.split(".")
    story = standing_work(tmp_path).write(id_, f"kind: {kind}\nfrom: {agency}\ndate: {day}\n{text}")
    assert (f"error chronology {id_}" in story.rules(date(2021, 3, 9))) is found


def test_standing_work_does_not_end_before_it_is_assigned(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-04").edit(
        TASK, {"due: 2021-05-28": "recurs: {every: week, until: 2021-02-28}"}
    )
    assert story.rules(date(2021, 3, 9)) == ["error chronology task"]


# --- tasks that end by being done -------------------------------------------------------------------------------------


def done(folder: Path, *, asked: bool) -> Story:
    story = Story(folder, until="2021-04-20" if asked else "2021-03-04")
    return story.edit(TASK, {"due: 2021-05-28\n": "due: 2021-05-28\nproduct: action\n"}).write(
        "2021-05-20.completion.tnmt",
        "kind: completion\nfrom: tnmt\ndate: 2021-05-20\nnumber: 50/BC-TNMT\ntext: Đã cắm đủ mốc\n",
    )


def accepted(story: Story, day: str, outcome: str, completion: str = "2021-05-20") -> Story:
    return story.write(
        f"{day}.acceptance.ubnd",
        f"kind: acceptance\nfrom: ubnd\ndate: {day}\nnumber: {day[8:]}/UBND\n"
        f"answers: {completion}.completion.tnmt\noutcome: {outcome}\n",
    )


def test_a_completion_is_submitted_and_its_acceptance_ends_the_task(tmp_path: Path) -> None:
    story = done(tmp_path, asked=False)
    assert story.case(date(2021, 5, 21)).stage == "submitted"
    assert one(story, "decision", date(2021, 5, 21)).due == date(2021, 6, 3)
    assert one(story, "submission", date(2021, 5, 21)).status == "met"
    accepted(story, "2021-05-25", "accepted")
    case = story.case(date(2021, 5, 26))
    assert (case.stage, case.timeliness, case.ended_on) == ("completed", "on-time", date(2021, 5, 25))


def test_what_is_returned_comes_back(tmp_path: Path) -> None:
    story = accepted(done(tmp_path, asked=False), "2021-05-25", "returned")
    case = story.case(date(2021, 5, 26))
    assert (case.stage, case.awaiting) == ("reconciling", ("an-do", "tnmt"))
    assert [owed.status for owed in story.owed("submission", date(2021, 5, 26))] == ["met", "open"]
    story.write(
        "2021-05-31.completion.tnmt",
        "kind: completion\nfrom: tnmt\ndate: 2021-05-31\nnumber: 52/BC-TNMT\ntext: Đã bổ sung\n",
    )
    assert [owed.status for owed in story.owed("submission", date(2021, 5, 31))] == ["met", "late"]
    assert story.case(date(2021, 5, 31)).timeliness == "late"


def test_where_opinions_were_asked_for_a_completion_is_judged_as_a_submission(tmp_path: Path) -> None:
    story = done(tmp_path, asked=True)
    assert story.rules(date(2021, 5, 21)) == ["error submission-complete 2021-05-20.completion.tnmt"]
    story.edit("2021-05-20.completion.tnmt", {"text:": "report: 2021-04-20.report.tnmt\ntext:"})
    assert story.rules(date(2021, 5, 21)) == []
    story.edit("2021-04-20.report.tnmt", {"  - opinion: 2021-03-19.opinion.ktht\n    response: noted\n": ""})
    assert "error report-names-every-view 2021-04-20.report.tnmt" in story.rules(date(2021, 5, 21))


# --- more time --------------------------------------------------------------------------------------------------------


def asked_for_time(story: Story, *, step: bool) -> Story:
    agency, also = ("an-do", "step: 2021-03-04.plan.tnmt#b1\n") if step else ("tnmt", "")
    return story.write(
        f"2021-03-15.extension-request.{agency}",
        f"kind: extension-request\nfrom: {agency}\ndate: 2021-03-15\nnumber: 40/X\nreason: Mưa\n"
        f"due: 2021-06-15\n{also}",
    )


def granted(story: Story, agency: str, also: str = "") -> Story:
    return story.write(
        "2021-03-18.adjustment.ubnd",
        "kind: adjustment\nfrom: ubnd\ndate: 2021-03-18\nnumber: 113/UBND\noutcome: accepted\n"
        f"answers: 2021-03-15.extension-request.{agency}\n{also}",
    )


def test_what_is_accepted_without_a_day_grants_what_was_asked_for(tmp_path: Path) -> None:
    story = granted(asked_for_time(Story(tmp_path, until="2021-03-08"), step=False), "tnmt")
    case = story.case(date(2021, 3, 18))
    assert (case.due, case.original_due, case.extensions) == (date(2021, 6, 15), date(2021, 5, 28), 1)
    assert one(story, "adjustment", date(2021, 3, 18)).status == "met"


@pytest.mark.parametrize("step", [True, False])
def test_what_the_authority_does_of_its_own_motion_grants_nothing_that_it_does_not_name(
    step: bool, tmp_path: Path
) -> None:
    agency, kind, due = ("an-do", "step", date(2021, 3, 19)) if step else ("tnmt", "submission", date(2021, 5, 28))
    story = granted(asked_for_time(Story(tmp_path, until="2021-03-08"), step=step), agency)
    story.edit("2021-03-18.adjustment.ubnd", {"outcome: accepted": "outcome: own-motion"})
    assert one(story, kind, date(2021, 3, 18)).due == due


def test_more_time_for_a_step_moves_that_step_alone(tmp_path: Path) -> None:
    story = granted(asked_for_time(Story(tmp_path, until="2021-03-08"), step=True), "an-do", "due: 2021-03-26\n")
    assert story.case(date(2021, 3, 18)).due == date(2021, 5, 28)
    assert one(story, "step", date(2021, 3, 18)).due == date(2021, 3, 26)
    assert one(story, "step", date(2021, 3, 17)).due == date(2021, 3, 19)


# --- what else is judged ----------------------------------------------------------------------------------------------


def test_only_what_the_authority_lets_be_waived_is(tmp_path: Path) -> None:
    story = Story(tmp_path).edit(
        "2021-03-17.opinion.tckh",
        {
            "    evidence:\n      - Luật Ngân sách nhà nước 2015, Điều 8\n": "",
            "position:": "waive:\n  - rule: opinion-evidence\n    reason: Gửi sau\n    by: BY\nposition:",
        },
    )
    for by, found in (
        ("task", ["breach opinion-evidence 2021-03-17.opinion.tckh"]),
        (
            "2021-03-08.request.tnmt",
            [
                "error opinion-evidence 2021-03-17.opinion.tckh",
                "error waiver-granted 2021-03-17.opinion.tckh",
            ],
        ),
    ):
        assert sorted(Story.rules(story.edit("2021-03-17.opinion.tckh", {"by: BY": f"by: {by}"}))) == found
        story.edit("2021-03-17.opinion.tckh", {f"by: {by}": "by: BY"})


def test_what_was_not_agreed_was_discussed(tmp_path: Path) -> None:
    unresolved = {"outcome:": "unresolved:\n  - 2021-03-17.opinion.tckh#p1\noutcome:"}
    story = Story(tmp_path).edit("2021-04-16.meeting.tnmt", unresolved)
    assert "error reference-resolves 2021-04-16.meeting.tnmt" in story.rules()


def test_a_task_is_no_part_of_itself(tmp_path: Path) -> None:
    story = Story(tmp_path).edit(TASK, {"field:": "parent: 2021-0002\nfield:"})
    assert "error reference-resolves task" in story.rules()
    other = (story.root / "tasks/2021/0001/task.yml").read_text(encoding="utf-8")
    story.write("tasks/2021/0002/task.yml", other.replace("2021-0002", "2021-0001").replace("100/UBND", "101/UBND"))
    circles = [told for told in story.told() if "part of itself" in told]
    assert len(circles) == 2


def test_every_missed_reminder_is_named_in_one_finding(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08")
    [told] = [line for line in story.told(date(2021, 4, 7)) if "didn't remind tckh" in line]
    assert "by 29/3/2021" in told
    story.write(
        "2021-04-01.reminder.tnmt",
        "kind: reminder\nfrom: tnmt\nto: [tckh]\ndate: 2021-04-01\nnumber: 24/TNMT\nabout: [2021-03-08.request.tnmt]\n",
    )
    [told] = [line for line in story.told(date(2021, 4, 12)) if "didn't remind tckh" in line]
    assert "by 29/3/2021, 8/4/2021" in told
    assert "breach urging-regular 2021-03-08.request.tnmt" in story.rules(date(2021, 4, 12))


def test_the_lead_is_urged_to_submit_and_a_step_by_its_name(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-18").delete("2021-03-18.progress.an-do")
    story.write(
        "2021-03-22.reminder.ubnd",
        "kind: reminder\nfrom: ubnd\nto: [tnmt, an-do]\ndate: 2021-03-22\nnumber: 114/UBND\n"
        "about: [task, 2021-03-04.plan.tnmt#b1]\n",
    )
    today = date(2021, 3, 23)
    assert [rule for rule in story.rules(today) if rule.startswith("error")] == []
    assert [owed.status for owed in story.owed("urging", today) if owed.item == "b1"] == ["met", "open"]
