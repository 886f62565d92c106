"""Each obligation of the rules page: how it arises, is discharged, put off, passed on, and ends."""

from datetime import date
from pathlib import Path

import pytest
from phoihop.cases.opinions import opinion_rows
from phoihop.rules.examples import path_of

from tests.story import LATER, Story


def day(text: str) -> date:
    month, number = text.split("-")
    return date(2021, int(month), int(number))


def opinion_of(
    story: Story, agency: str, today: date = LATER, request: str = "2021-03-08.request.tnmt"
) -> tuple[object, ...]:
    owed = next(each for each in story.owed("opinion", today) if each.asked == agency and each.source == request)
    return owed.status, owed.due, owed.discharged_by


OPINION = """\
kind: opinion
from: {agency}
date: {date}
number: 40/X
files:
  - path: files/y-kien-ktht.pdf
answers: 2021-03-08.request.tnmt
position: agree
"""
EXTENSION = """\
kind: extension
from: tnmt
date: {date}
answers: 2021-03-08.request.tnmt
to: [ktht]
due: {due}
"""
ASKING = """\
kind: dossier-request
from: ktht
date: {date}
answers: 2021-03-08.request.tnmt
needs:
  - Bảng tính
"""
SUPPLY = """\
kind: dossier-supply
from: tnmt
date: {date}
answers: {asking}
dossier:
  - title: Bảng tính
    path: files/bang-tinh.pdf
"""
ADJUSTMENT = """\
kind: adjustment
from: ubnd
date: {date}
outcome: own-motion
"""
RETURNED = """\
kind: decision
from: ubnd
date: 2021-05-06
answers: 2021-04-22.submission.tnmt
outcome: returned
"""


# --- opinion ------------------------------------------------------------------------------------------------------


def test_opinion_is_open_until_its_deadline_then_overdue(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08")
    assert opinion_of(story, "ktht", day("3-22")) == ("open", day("3-22"), None)
    assert opinion_of(story, "ktht", day("3-23")) == ("overdue", day("3-22"), None)


def test_an_agency_whose_id_is_lead_owes_for_itself(tmp_path: Path) -> None:
    story = Story(tmp_path).write("agencies/lead.yml", "name: Phòng Lễ tân\nshort: LT\nkind: department\n")
    story.edit("2021-03-08.request.tnmt", {"  - ktht\n": "  - ktht\n  - lead\n"})
    assert opinion_of(story, "lead", day("03-22")) == ("open", day("03-22"), None)
    assert {owed.debtor for owed in story.owed("plan")} == {"tnmt"}


@pytest.mark.parametrize("unknown", ["lead", '"*"', "authority"])
def test_whoever_is_asked_though_it_is_no_agency_has_a_row(tmp_path: Path, unknown: str) -> None:
    story = Story(tmp_path).edit("2021-03-08.request.tnmt", {"  - ktht\n": f"  - ktht\n  - {unknown}\n"})
    assert [row.agency for row in opinion_rows(story.case())][2] == unknown.strip('"')


def test_only_what_is_still_owed_is_near_its_deadline(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-19")
    near = {owed.debtor: (owed.status, owed.near) for owed in story.owed("opinion", day("3-18"))}
    assert near == {"tckh": ("met", False), "ktht": ("open", True)}


def test_opinion_on_the_last_day_is_on_time_and_a_day_later_is_late(tmp_path: Path) -> None:
    on_time = Story(tmp_path / "a", until="2021-03-08").write(
        "2021-03-22.opinion.ktht", OPINION.format(agency="ktht", date="2021-03-22")
    )
    late = Story(tmp_path / "b", until="2021-03-08").write(
        "2021-03-23.opinion.ktht", OPINION.format(agency="ktht", date="2021-03-23")
    )
    assert opinion_of(on_time, "ktht") == ("met", day("3-22"), "2021-03-22.opinion.ktht")
    assert opinion_of(late, "ktht") == ("late", day("3-22"), "2021-03-23.opinion.ktht")


def test_opinion_counts_when_it_was_received(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08").write(
        "2021-03-22.opinion.ktht", OPINION.format(agency="ktht", date="2021-03-22") + "received: 2021-03-24\n"
    )
    assert opinion_of(story, "ktht", day("3-23"))[0] == "overdue"
    assert opinion_of(story, "ktht", day("3-24"))[0] == "late"


def test_the_last_extension_moves_the_deadline_of_the_agencies_it_names(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08")
    for n, due in (("", "2021-03-24"), ("-2", "2021-03-30")):
        story.write(
            f"2021-03-15.extension{n}.tnmt",
            EXTENSION.format(date="2021-03-15", due=due),
        )
    assert opinion_of(story, "ktht", day("3-15"))[1] == day("3-30")
    assert opinion_of(story, "tckh", day("3-15"))[1] == day("3-22")
    assert opinion_of(story, "ktht", day("3-14"))[1] == day("3-22")


def test_an_extension_after_the_opinion_does_not_make_a_late_one_timely(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08").write(
        "2021-03-25.opinion.ktht", OPINION.format(agency="ktht", date="2021-03-25")
    )
    story.write(
        "2021-03-26.extension.tnmt",
        EXTENSION.format(date="2021-03-26", due="2021-03-31"),
    )
    assert opinion_of(story, "ktht") == ("late", day("3-22"), "2021-03-25.opinion.ktht")


def test_the_clock_stands_still_while_papers_are_owed(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08").write(
        "2021-03-18.dossier-request.ktht", ASKING.format(date="2021-03-18")
    )
    # 19 and 22 March are working days without the papers; then as many as pass until today.
    assert opinion_of(story, "ktht", day("3-22")) == ("open", day("3-24"), None)
    assert opinion_of(story, "ktht", day("3-26")) == ("open", day("3-30"), None)
    story.write(
        "2021-03-23.dossier-supply.tnmt", SUPPLY.format(date="2021-03-23", asking="2021-03-18.dossier-request.ktht")
    )
    assert opinion_of(story, "ktht", day("3-26")) == ("overdue", day("3-25"), None)
    assert opinion_of(story, "tckh", day("3-22"))[1] == day("3-22")


def test_papers_asked_for_after_the_deadline_put_nothing_off(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08").write(
        "2021-03-23.dossier-request.ktht", ASKING.format(date="2021-03-23")
    )
    assert opinion_of(story, "ktht", day("3-25")) == ("overdue", day("3-22"), None)


def test_papers_asked_for_on_the_day_of_the_deadline_still_put_it_off(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08").write(
        "2021-03-22.dossier-request.ktht", ASKING.format(date="2021-03-22")
    )
    assert opinion_of(story, "ktht", day("3-23")) == ("open", day("3-23"), None)
    story.write(
        "2021-03-24.dossier-supply.tnmt", SUPPLY.format(date="2021-03-24", asking="2021-03-22.dossier-request.ktht")
    )
    # 23 and 24 March are working days without the papers.
    assert opinion_of(story, "ktht", day("3-25")) == ("overdue", day("3-24"), None)


def test_papers_asked_for_because_of_another_request_put_off_that_one_alone(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08")
    first = (tmp_path / path_of("2021-03-08.request.tnmt")).read_text(encoding="utf-8")
    story.write("2021-03-09.request.tnmt", first.replace("2021-03-08", "2021-03-09"))
    asking = ASKING.format(date="2021-03-18").replace("03-08.request", "03-09.request")
    story.write("2021-03-18.dossier-request.ktht", asking)
    assert opinion_of(story, "ktht", day("3-22"))[1] == day("3-22")
    assert opinion_of(story, "ktht", day("3-22"), "2021-03-09.request.tnmt")[1] == day("3-24")


def test_days_on_which_two_demands_wait_count_once(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08")
    story.write("2021-03-15.dossier-request.ktht", ASKING.format(date="2021-03-15"))
    story.write("2021-03-16.dossier-request.ktht", ASKING.format(date="2021-03-16"))
    story.write(
        "2021-03-18.dossier-supply.tnmt", SUPPLY.format(date="2021-03-18", asking="2021-03-15.dossier-request.ktht")
    )
    story.write(
        "2021-03-19.dossier-supply.tnmt", SUPPLY.format(date="2021-03-19", asking="2021-03-16.dossier-request.ktht")
    )
    # 16, 17, 18 March for the first, 19 March more for the second: four working days after 22 March.
    assert opinion_of(story, "ktht", day("3-22"))[1] == day("3-26")


def test_a_supply_without_papers_supplies_nothing(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08").write(
        "2021-03-10.dossier-request.ktht", ASKING.format(date="2021-03-10")
    )
    story.write(
        "2021-03-11.dossier-supply.tnmt",
        "kind: dossier-supply\nfrom: tnmt\ndate: 2021-03-11\nanswers: 2021-03-10.dossier-request.ktht\ndossier: []\n",
    )
    assert [owed.status for owed in story.owed("dossier", day("3-15"))] == ["overdue"]


def test_the_first_opinion_discharges_and_the_newest_is_in_force(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-19").write(
        "2021-03-25.opinion.ktht", OPINION.format(agency="ktht", date="2021-03-25")
    )
    assert opinion_of(story, "ktht") == ("met", day("3-22"), "2021-03-19.opinion.ktht")
    assert [entry.id for entry, _ in story.case().course.opinions_in_force(LATER)] == [
        "2021-03-17.opinion.tckh",
        "2021-03-25.opinion.ktht",
    ]


# --- plan, objection, change of lead ------------------------------------------------------------------------------


def test_a_change_of_lead_starts_the_plan_anew_and_passes_the_rest_on(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08").delete("2021-03-04.plan.tnmt")
    story.write("2021-03-10.dossier-request.tckh", ASKING.format(date="2021-03-10").replace("from: ktht", "from: tckh"))
    story.write(
        "2021-03-12.adjustment.ubnd",
        ADJUSTMENT.format(date="2021-03-12") + "lead: ktht\ncoordinating: [tnmt, tckh, an-do]\n",
    )
    before, after = story.owed("plan", day("3-11")), story.owed("plan", day("3-15"))
    assert [(each.debtor, each.status) for each in before] == [("tnmt", "overdue")]
    assert [(each.debtor, each.status, each.due, each.source) for each in after] == [
        ("tnmt", "lapsed", day("3-8"), "task"),
        ("ktht", "open", day("3-19"), "2021-03-12.adjustment.ubnd"),
    ]
    assert [(each.debtor, each.due) for each in story.owed("dossier", day("3-11"))] == [("tnmt", day("3-12"))]
    assert [(each.debtor, each.due) for each in story.owed("dossier", day("3-15"))] == [("ktht", day("3-12"))]
    assert {each.creditor for each in story.owed("opinion", day("3-15"))} == {"ktht"}
    assert story.case(day("3-15")).lead == "ktht"


def test_a_new_lead_that_had_been_asked_owes_itself_no_opinion(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-17")
    story.write(
        "2021-03-12.adjustment.ubnd",
        ADJUSTMENT.format(date="2021-03-12") + "lead: ktht\ncoordinating: [tnmt, tckh, an-do]\n",
    )
    assert opinion_of(story, "ktht", day("3-11"))[0] == "open"
    assert opinion_of(story, "ktht", day("3-29"))[0] == "lapsed"
    assert opinion_of(story, "tckh", day("3-29"))[0] == "met"
    assert "opinion" not in {owed.kind for owed in story.case(day("3-29")).owed_now}
    story.write(
        "2021-03-24.report.ktht",
        "kind: report\nfrom: ktht\nto: [ubnd]\ndate: 2021-03-24\nnumber: 9/BC-KTHT\nviews:\n"
        "  - {opinion: 2021-03-17.opinion.tckh, point: p1, response: accepted}\n"
        "  - {opinion: 2021-03-17.opinion.tckh, point: p2, response: accepted}\n",
    )
    story.write(
        "2021-03-25.submission.ktht",
        "kind: submission\nfrom: ktht\nto: [ubnd]\ndate: 2021-03-25\nnumber: 10/TTr-KTHT\n"
        "report: 2021-03-24.report.ktht\ndraft: files/du-thao.pdf\n"
        "dossier:\n  - {title: Tờ trình, path: files/to-trinh.pdf}\n",
    )
    assert not [each for each in story.rules(day("3-25")) if "views" in each or "view" in each or "after-op" in each]
    story.edit("2021-03-08.request.tnmt", {"  - ktht\n": "  - ktht\n  - an-do\n"})
    assert "error report-names-every-view 2021-03-24.report.ktht" in story.rules(day("3-25"))


def test_what_the_authority_asked_of_who_leads_by_then_is_still_owed_to_it(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-19").edit("2021-03-19.request.ubnd", {"so-tnmt": "ktht"})
    story.write(
        "2021-03-22.adjustment.ubnd",
        ADJUSTMENT.format(date="2021-03-22") + "lead: ktht\ncoordinating: [tnmt, tckh, an-do]\n",
    )
    assert opinion_of(story, "ktht", day("3-29"), "2021-03-19.request.ubnd")[0] == "open"


def test_another_agencys_plan_is_not_the_leads(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-01").write(
        "2021-03-04.plan.tckh",
        "kind: plan\nfrom: tckh\ndate: 2021-03-04\nsteps:\n  - {id: b1, what: Rà soát, agency: tckh}\n",
    )
    assert [(each.debtor, each.status) for each in story.owed("plan", day("3-9"))] == [("tnmt", "overdue")]


def test_who_becomes_lead_stops_coordinating(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08").write(
        "2021-03-12.adjustment.ubnd", ADJUSTMENT.format(date="2021-03-12") + "lead: ktht\n"
    )
    assert story.case(day("3-12")).coordinating == ("tckh", "an-do")
    assert "error lead-not-coordinating" not in " ".join(story.rules(day("3-12")))


def test_the_old_lead_may_still_object_on_the_day_of_the_change(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-01")
    story.write(
        "2021-03-03.objection.tnmt", "kind: objection\nfrom: tnmt\ndate: 2021-03-03\nreason: Không đúng chức năng\n"
    )
    story.write(
        "2021-03-03.adjustment.ubnd",
        "kind: adjustment\nfrom: ubnd\ndate: 2021-03-03\n"
        "answers: 2021-03-03.objection.tnmt\noutcome: accepted\nlead: ktht\n",
    )
    assert story.rules(day("3-4")) == []
    assert [(each.debtor, each.creditor, each.status) for each in story.owed("adjustment", day("3-4"))] == [
        ("ubnd", "tnmt", "met")
    ]


# --- plan steps ---------------------------------------------------------------------------------------------------


def test_a_new_plan_takes_the_place_of_unfinished_steps(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08").write(
        "2021-03-24.plan.tnmt",
        "kind: plan\nfrom: tnmt\ndate: 2021-03-24\n"
        "steps:\n  - {id: b1, what: Rà soát, agency: an-do, due: 2021-03-31}\n",
    )
    assert [(each.source, each.status) for each in story.owed("step", day("3-23"))] == [
        ("2021-03-04.plan.tnmt", "overdue")
    ]
    assert [(each.source, each.status) for each in story.owed("step", day("3-24"))] == [
        ("2021-03-04.plan.tnmt", "lapsed"),
        ("2021-03-24.plan.tnmt", "open"),
    ]


@pytest.mark.parametrize("agency", ["tnmt", "ktht"])
def test_a_step_of_the_lead_passes_on_with_the_lead(agency: str, tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08").edit("2021-03-04.plan.tnmt", {"agency: an-do": "agency: tnmt"})
    story.write(
        "2021-03-12.adjustment.ubnd",
        ADJUSTMENT.format(date="2021-03-12") + "lead: ktht\ncoordinating: [tnmt, tckh, an-do]\n",
    )
    [owed] = story.owed("step", day("3-15"))
    assert (owed.debtor, owed.status) == ("ktht", "open")
    story.write(
        f"2021-03-18.progress.{agency}",
        f"kind: progress\nfrom: {agency}\ndate: 2021-03-18\ntext: Xong\nstep: 2021-03-04.plan.tnmt#b1\ndone: true\n",
    )
    assert [each.status for each in story.owed("step", day("3-22"))] == ["met"]


def test_a_step_is_done_only_by_its_agency_and_only_when_it_says_so(tmp_path: Path) -> None:
    progress = "kind: progress\nfrom: {}\ndate: 2021-03-18\ntext: Đang làm\nstep: 2021-03-04.plan.tnmt#b1\n"
    story = Story(tmp_path, until="2021-03-08")
    story.write("2021-03-18.progress.an-do", progress.format("an-do"))
    story.write("2021-03-18.progress.tckh", progress.format("tckh") + "done: true\n")
    assert [each.status for each in story.owed("step", day("3-18"))] == ["open"]
    story.write("2021-03-18.progress.an-do", progress.format("an-do") + "done: true\n")
    assert [each.discharged_by for each in story.owed("step", day("3-18"))] == ["2021-03-18.progress.an-do"]


# --- urging -------------------------------------------------------------------------------------------------------


def reminder(on: str, by: str = "tnmt", to: str = "ktht") -> str:
    return f"kind: reminder\nfrom: {by}\ndate: {on}\nto: [{to}]\nabout: [2021-03-08.request.tnmt]\n"


def test_whoever_waits_reminds_from_the_deadline_on_and_again_after_each_reminder(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08")
    assert [each for each in story.owed("urging", day("3-22")) if each.creditor == "ktht"] == []
    story.write("2021-03-26.reminder.tnmt", reminder("2021-03-26"))
    story.write("2021-04-06.reminder.ubnd", reminder("2021-04-06", by="ubnd"))
    chain = [each for each in story.owed("urging", day("4-7")) if each.creditor == "ktht"]
    assert [(each.debtor, each.since, each.due, each.status, each.discharged_by) for each in chain] == [
        ("tnmt", day("3-22"), day("3-29"), "met", "2021-03-26.reminder.tnmt"),
        ("tnmt", day("3-26"), day("4-2"), "late", "2021-04-06.reminder.ubnd"),
        ("tnmt", day("4-6"), day("4-13"), "open", None),
    ]
    assert "tnmt" not in story.case(day("4-7")).awaiting


def test_the_thing_itself_ends_the_urging(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08").write(
        "2021-03-25.opinion.ktht", OPINION.format(agency="ktht", date="2021-03-25")
    )
    chain = [each for each in story.owed("urging", day("4-7")) if each.creditor == "ktht"]
    assert [(each.status, each.discharged_by) for each in chain] == [("met", "2021-03-25.opinion.ktht")]


def test_reminders_before_the_deadline_or_by_others_serve_nothing(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08")
    story.write("2021-03-19.reminder.tnmt", reminder("2021-03-19"))
    story.write("2021-03-24.reminder.tckh", reminder("2021-03-24", by="tckh"))
    chain = [each for each in story.owed("urging", day("3-30")) if each.creditor == "ktht"]
    assert [(each.since, each.status) for each in chain] == [(day("3-22"), "overdue")]


def test_a_reminder_serves_for_the_agencies_that_it_goes_to(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08").write("2021-03-24.reminder.tnmt", reminder("2021-03-24", to="tckh"))
    chains = {
        agency: [(each.since, each.status) for each in story.owed("urging", day("3-30")) if each.creditor == agency]
        for agency in ("ktht", "tckh")
    }
    assert chains == {
        "ktht": [(day("3-22"), "overdue")],
        "tckh": [(day("3-22"), "met"), (day("3-24"), "open")],
    }


def test_the_lead_does_not_urge_itself(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08").edit("2021-03-04.plan.tnmt", {"agency: an-do": "agency: tnmt"})
    assert [each.status for each in story.owed("step", day("3-31"))] == ["overdue"]
    assert [each for each in story.owed("urging", day("3-31")) if each.item] == []


def test_the_authority_urges_superior_agencies_and_the_lead_may_do_it(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-19").write(
        "2021-04-08.reminder.tnmt",
        "kind: reminder\nfrom: tnmt\ndate: 2021-04-08\nto: [so-tnmt]\nabout: [2021-03-19.request.ubnd]\n",
    )
    chain = story.owed("urging", day("4-9"))
    assert [(each.debtor, each.creditor, each.status) for each in chain] == [
        ("ubnd", "so-tnmt", "met"),
        ("ubnd", "so-tnmt", "open"),
    ]


def test_who_succeeded_the_authority_urges_in_its_place(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-19")
    story.edit("agencies/ubnd.yml", {"kind: authority": "kind: authority\nuntil: 2021-03-31\nsucceeded_by: ubnd-moi"})
    story.write("agencies/ubnd-moi.yml", "name: UBND xã mới\nshort: UBNDM\nkind: authority\nsince: 2021-04-01\n")
    story.write(
        "2021-04-08.reminder.ubnd-moi",
        "kind: reminder\nfrom: ubnd-moi\ndate: 2021-04-08\nto: [so-tnmt]\nabout: [2021-03-19.request.ubnd]\n",
    )
    chain = story.owed("urging", day("4-9"))
    assert [(each.debtor, each.status) for each in chain] == [("ubnd-moi", "met"), ("ubnd-moi", "open")]


# --- superior agencies --------------------------------------------------------------------------------------------


def test_follow_up_is_met_when_explanations_and_forwards_cover_every_point(tmp_path: Path) -> None:
    story = Story(tmp_path)
    follow_up = [
        (each.debtor, each.since, each.due, each.status, each.discharged_by) for each in story.owed("follow-up")
    ]
    assert follow_up == [("tnmt", day("4-2"), day("4-9"), "met", "2021-04-06.explanation.tnmt")]
    story.delete("2021-04-06.explanation.tnmt")
    assert [each.status for each in story.owed("follow-up", day("4-12"))] == ["overdue"]


def test_a_forward_without_points_forwards_all_of_them(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-04-02").write(
        "2021-04-06.forward.tnmt",
        "kind: forward\nfrom: tnmt\nto: [ktht]\ndate: 2021-04-06\n"
        "forwards: 2021-04-02.opinion.so-tnmt\ndue: 2021-04-14\n",
    )
    assert [each.status for each in story.owed("follow-up", day("4-7"))] == ["met"]


def test_explanation_is_owed_by_each_agency_forwarded_to(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-04-06")
    owed = [(each.debtor, each.creditor, each.due, each.status) for each in story.owed("explanation", day("4-15"))]
    assert owed == [("ktht", "tnmt", day("4-14"), "overdue")]


def test_the_follow_up_of_a_replaced_opinion_lapses_when_it_is_replaced_and_not_at_an_earlier_opinion(
    tmp_path: Path,
) -> None:
    story = Story(tmp_path, until="2021-04-02")
    newest = (tmp_path / path_of("2021-04-02.opinion.so-tnmt")).read_text(encoding="utf-8")
    for on in ("2021-03-25", "2021-03-29"):
        story.write(f"{on}.opinion.so-tnmt", newest.replace("2021-04-02", on))
    told = [(each.source, each.status, each.ended_on) for each in story.owed("follow-up", day("4-5"))]
    # Each is replaced by the one after it: the second not on the 25th, before it was written.
    assert told == [
        ("2021-03-25.opinion.so-tnmt", "lapsed", day("3-29")),
        ("2021-03-29.opinion.so-tnmt", "lapsed", day("4-2")),
        ("2021-04-02.opinion.so-tnmt", "open", None),
    ]


# --- submission, decision, end ------------------------------------------------------------------------------------


def test_submission_and_decision(tmp_path: Path) -> None:
    story = Story(tmp_path)
    submission = [(each.debtor, each.creditor, each.due, each.status) for each in story.owed("submission")]
    decision = [(each.debtor, each.creditor, each.due, each.status) for each in story.owed("decision")]
    # 30 April and 3 May are holidays.
    assert submission == [("tnmt", "ubnd", day("5-28"), "met")]
    assert decision == [("ubnd", "tnmt", day("5-10"), "met")]


def test_who_decides_in_the_authoritys_place_does_not_become_its_debtor(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("2021-05-06.decision.ubnd", {"from: ubnd": "from: tckh"})
    story.rename("2021-05-06.decision.ubnd", "2021-05-06.decision.tckh")
    assert [(each.debtor, each.discharged_by) for each in story.owed("decision")] == [
        ("ubnd", "2021-05-06.decision.tckh")
    ]


def test_a_returned_submission_is_owed_again(tmp_path: Path) -> None:
    story = Story(tmp_path).write("2021-05-06.decision.ubnd", RETURNED)
    assert [(each.source, each.status) for each in story.owed("submission", day("5-29"))] == [
        ("task", "met"),
        ("2021-05-06.decision.ubnd", "overdue"),
    ]
    case = story.case(day("5-7"))
    assert (case.stage, case.awaiting) == ("reconciling", ("tnmt",))


def test_what_is_returned_may_be_submitted_again_on_the_same_day(tmp_path: Path) -> None:
    story = Story(tmp_path).write("2021-05-06.decision.ubnd", RETURNED)
    again = (tmp_path / path_of("2021-04-22.submission.tnmt")).read_text(encoding="utf-8")
    story.write("2021-05-06.submission.tnmt", again.replace("2021-04-22", "2021-05-06").replace("10/TTr", "11/TTr"))
    assert [(each.source, each.discharged_by) for each in story.owed("submission", day("5-31"))] == [
        ("task", "2021-04-22.submission.tnmt"),
        ("2021-05-06.decision.ubnd", "2021-05-06.submission.tnmt"),
    ]
    case = story.case(day("5-7"))
    assert (case.stage, case.awaiting) == ("submitted", ("ubnd",))


def test_a_task_without_deadline_owes_no_submission(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08").edit("task", {"due: 2021-05-28\n": ""})
    assert story.owed("submission") == []
    assert story.case().timeliness is None


def test_what_was_overdue_at_the_end_stays_so_and_the_rest_lapses(tmp_path: Path) -> None:
    story = (
        Story(tmp_path, until="2021-03-19")
        .delete("2021-03-19.opinion.ktht")
        .write("2021-03-25.withdrawal.ubnd", "kind: withdrawal\nfrom: ubnd\ndate: 2021-03-25\nreason: Không còn cần\n")
    )
    statuses = {
        (each.kind, each.debtor): each.status for each in story.case().obligations if each.status not in ("met", "late")
    }
    assert statuses == {
        ("opinion", "ktht"): "overdue",
        ("opinion", "so-tnmt"): "lapsed",
        ("submission", "tnmt"): "lapsed",
        ("urging", "tnmt"): "lapsed",
    }
    assert story.case().awaiting == ()
    assert "breach opinion-on-time 2021-03-08.request.tnmt" in story.rules()


def test_a_silent_agency_is_no_longer_awaited_from_the_submission_on(tmp_path: Path) -> None:
    story = Story(tmp_path).delete("2021-03-19.opinion.ktht", "2021-05-06.decision.ubnd")
    story.write("2021-03-26.reminder.tnmt", reminder("2021-03-26"))
    story.edit(
        "2021-04-20.report.tnmt",
        {"  - opinion: 2021-03-19.opinion.ktht\n    response: noted\n": ""},
    )
    report = (tmp_path / "tasks/2021/0001/2021-04-20.report.tnmt.yml").read_text(encoding="utf-8")
    story.write("2021-04-20.report.tnmt", report + "silent: [ktht]\n")
    assert "ktht" in story.case(day("4-21")).awaiting
    after = story.case(day("4-22"))
    assert (after.stage, after.awaiting) == ("submitted", ("ubnd",))
    assert opinion_of(story, "ktht", day("4-22"))[0] == "overdue"
    story.write("2021-04-26.opinion.ktht", OPINION.format(agency="ktht", date="2021-04-26"))
    assert opinion_of(story, "ktht", day("4-27"))[0] == "overdue"


def test_a_silent_agency_asked_on_the_day_of_the_submission_is_silenced_by_it(tmp_path: Path) -> None:
    story = Story(tmp_path).delete("2021-05-06.decision.ubnd")
    request = (tmp_path / path_of("2021-03-08.request.tnmt")).read_text(encoding="utf-8")
    for old, new in {"- tckh\n  - ktht": "- an-do", "03-08": "04-22", "03-22": "04-28"}.items():
        assert old in request
        request = request.replace(old, new)
    asked = "2021-04-22.request.tnmt"
    story.write(asked, request)
    assert opinion_of(story, "an-do", day("4-22"), asked) == ("open", day("4-28"), None)
    report = (tmp_path / path_of("2021-04-20.report.tnmt")).read_text(encoding="utf-8")
    story.write("2021-04-20.report.tnmt", report + "silent: [an-do]\n")
    assert opinion_of(story, "an-do", day("4-22"), asked)[0] == "lapsed"
    assert "an-do" not in story.case(day("4-22")).awaiting
    assert opinion_of(story, "an-do", day("4-29"), asked)[0] == "lapsed"


# --- awaiting, stage, timeliness ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "stage", "timeliness", "awaiting"),
    [
        ("3-1", "assigned", "on-time", ("tnmt",)),
        ("3-5", "assigned", "on-time", ("an-do", "tnmt")),
        ("3-8", "consulting", "on-time", ("an-do", "ktht", "tckh")),
        ("3-19", "consulting", "on-time", ("so-tnmt",)),
        ("4-2", "reconciling", "on-time", ("tnmt",)),
        ("4-6", "reconciling", "on-time", ("ktht",)),
        ("4-14", "reconciling", "on-time", ("tnmt",)),
        ("4-22", "submitted", "on-time", ("ubnd",)),
        ("5-6", "decided", "on-time", ()),
        ("5-31", "decided", "on-time", ()),
    ],
)
def test_a_task_through_its_stages(
    tmp_path: Path, today: str, stage: str, timeliness: str, awaiting: tuple[str, ...]
) -> None:
    case = Story(tmp_path).case(day(today))
    assert (case.stage, case.timeliness, case.awaiting) == (stage, timeliness, awaiting)


@pytest.mark.parametrize(
    ("today", "timeliness"), [("5-24", "on-time"), ("5-25", "due-soon"), ("5-28", "due-soon"), ("5-29", "overdue")]
)
def test_timeliness_until_the_submission(tmp_path: Path, today: str, timeliness: str) -> None:
    assert Story(tmp_path, until="2021-04-21").case(day(today)).timeliness == timeliness


def test_timeliness_once_submitted(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("task", {"due: 2021-05-28": "due: 2021-04-20"})
    assert story.case(day("4-22")).timeliness == "late"
    assert story.case(LATER).timeliness == "late"


# --- succession ---------------------------------------------------------------------------------------------------


def test_a_successor_takes_over_what_is_open(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08")
    story.edit(
        "agencies/ktht.yml", {"kind: department\n": "kind: department\nuntil: 2021-03-14\nsucceeded_by: ha-tang\n"}
    )
    story.write("agencies/ha-tang.yml", "name: Phòng Hạ tầng\nshort: HT\nkind: department\nsince: 2021-03-15\n")
    assert story.case(day("3-12")).awaiting == ("an-do", "ktht", "tckh")
    assert story.case(day("3-15")).awaiting == ("an-do", "ha-tang", "tckh")
    story.write("2021-03-19.opinion.ha-tang", OPINION.format(agency="ha-tang", date="2021-03-19"))
    assert story.case(day("3-19")).awaiting == ("an-do", "tckh")
    assert [rule for rule in story.rules(day("3-19")) if rule.startswith("error")] == []


def test_on_the_day_of_a_change_of_lead_whoever_acted_met_the_debt(tmp_path: Path) -> None:
    change = "kind: adjustment\nfrom: ubnd\ndate: 2021-04-22\noutcome: own-motion\nlead: ktht\n"
    (owed,) = Story(tmp_path).write("2021-04-22.adjustment.ubnd", change).owed("submission")
    assert (owed.debtor, owed.discharged_by) == ("tnmt", "2021-04-22.submission.tnmt")
