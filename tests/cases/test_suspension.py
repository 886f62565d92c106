"""The clock of a suspended task stops: deadlines move, nothing is awaited, and lateness skips those days."""

from datetime import date
from pathlib import Path

import pytest

from tests.story import Story

REQUEST = "2021-03-08.request.tnmt"


def suspended(story: Story, start: str, end: str | None) -> Story:
    story.write(
        f"{start}.suspension.ubnd",
        f"kind: suspension\nfrom: ubnd\ndate: {start}\nnumber: {start[5:]}/UBND\nreason: Chờ hướng dẫn\n",
    )
    if end:
        story.write(
            f"{end}.resumption.ubnd",
            f"kind: resumption\nfrom: ubnd\ndate: {end}\nnumber: {end[5:]}/UBND-VP\nanswers: {start}.suspension.ubnd\n",
        )
    return story


def quiet(folder: Path) -> Story:
    """The example task on 8 March: two agencies were asked until the 22nd, the plan's step is due on the 19th."""
    return Story(folder, until="2021-03-08")


def due(story: Story, kind: str, today: date) -> list[date | None]:
    return [owed.due for owed in story.owed(kind, today)]


def test_every_deadline_that_has_not_passed_moves_the_tasks_own_too(tmp_path: Path) -> None:
    # Friday the 12th to Wednesday the 17th: three working days.
    story = suspended(quiet(tmp_path), "2021-03-12", "2021-03-17")
    today = date(2021, 3, 18)
    assert due(story, "opinion", today) == [date(2021, 3, 25)] * 2
    assert due(story, "step", today) == [date(2021, 3, 24)]
    case = story.case(today)
    assert (case.due, case.original_due, case.extensions) == (date(2021, 6, 2), date(2021, 5, 28), 0)
    [plan] = story.owed("plan", today)
    assert (plan.status, plan.due) == ("met", date(2021, 3, 8))


def test_while_it_lasts_nothing_is_awaited_and_what_was_overdue_reads_open(tmp_path: Path) -> None:
    story = suspended(quiet(tmp_path), "2021-03-24", None)
    case = story.case(date(2021, 4, 2))
    assert (case.stage, case.awaiting, case.owed_now) == ("suspended", (), ())
    opinions = [owed for owed in case.obligations if owed.kind == "opinion"]
    assert {(owed.status, owed.due, owed.days_late) for owed in opinions} == {("open", date(2021, 3, 22), None)}
    assert story.rules(date(2021, 4, 2)) == []


def test_lateness_skips_the_days_of_the_suspension(tmp_path: Path) -> None:
    # Due on Monday the 22nd; suspended from the 24th to Monday the 29th: of six working days by the 30th, three count.
    story = suspended(quiet(tmp_path), "2021-03-24", "2021-03-29")
    assert [owed.days_late for owed in story.owed("opinion", date(2021, 3, 30))] == [3, 3]
    [first, _] = [told for told in story.told(date(2021, 3, 30)) if "opinion on request" in told]
    assert "3 working days late (due 22/3/2021)" in first


def test_what_arises_meanwhile_counts_from_its_own_day(tmp_path: Path) -> None:
    # Recorded during the suspension, which a superior agency need not heed: the follow-up counts from the resumption.
    story = suspended(Story(tmp_path, until="2021-04-02"), "2021-03-31", "2021-04-07")
    [owed] = story.owed("follow-up", date(2021, 4, 8))
    assert (owed.since, owed.due) == (date(2021, 4, 2), date(2021, 4, 14))


def test_days_without_papers_count_once(tmp_path: Path) -> None:
    story = suspended(quiet(tmp_path), "2021-03-12", "2021-03-17")
    story.write(
        "2021-03-11.dossier-request.ktht",
        f"kind: dossier-request\nfrom: ktht\ndate: 2021-03-11\nnumber: 27/KTHT\nanswers: {REQUEST}\n"
        "needs: [Bảng tính]\n",
    ).write(
        "2021-03-19.dossier-supply.tnmt",
        "kind: dossier-supply\nfrom: tnmt\ndate: 2021-03-19\nnumber: 28/TNMT\n"
        "answers: 2021-03-11.dossier-request.ktht\ndossier:\n  - title: Bảng tính\n    path: files/bang-tinh.pdf\n",
    )
    # Waiting from the 11th to the 19th: six working days, three of them suspended, too.
    dues = {owed.asked: owed.due for owed in story.owed("opinion", date(2021, 3, 22))}
    assert dues == {"tckh": date(2021, 3, 25), "ktht": date(2021, 3, 30)}


@pytest.mark.parametrize(
    ("extended", "expected"),
    [("2021-03-09", date(2021, 3, 29)), ("2021-03-18", date(2021, 3, 24))],
)
def test_an_extension_before_moves_on_and_one_afterwards_stands(tmp_path: Path, extended: str, expected: date) -> None:
    story = suspended(quiet(tmp_path), "2021-03-12", "2021-03-17")
    story.write(
        f"{extended}.extension.tnmt",
        f"kind: extension\nfrom: tnmt\nto: [ktht]\ndate: {extended}\nnumber: 23/TNMT\n"
        f"answers: {REQUEST}\ndue: 2021-03-24\n",
    )
    [owed] = [owed for owed in story.owed("opinion", date(2021, 3, 19)) if owed.asked == "ktht"]
    assert owed.due == expected


def test_a_deadline_set_anew_after_a_suspension_is_not_put_off_by_it(tmp_path: Path) -> None:
    story = suspended(quiet(tmp_path), "2021-03-12", "2021-03-17")
    story.write(
        "2021-03-18.adjustment.ubnd",
        "kind: adjustment\nfrom: ubnd\ndate: 2021-03-18\nnumber: 113/UBND\noutcome: own-motion\ndue: 2021-05-28\n",
    )
    assert story.case(date(2021, 3, 19)).due == date(2021, 5, 28)


def test_a_task_withdrawn_while_suspended_lets_lapse_what_was_not_due(tmp_path: Path) -> None:
    story = suspended(quiet(tmp_path), "2021-03-12", None)
    story.write(
        "2021-03-31.withdrawal.ubnd",
        "kind: withdrawal\nfrom: ubnd\ndate: 2021-03-31\nnumber: 119/UBND\nreason: Không còn cần\n",
    )
    case = story.case(date(2021, 5, 3))
    assert case.stage == "withdrawn"
    assert {owed.status for owed in case.obligations if owed.kind in ("opinion", "step", "submission")} == {"lapsed"}
