"""`phoihop todo`: what is owed, the most urgent first."""

import json
from datetime import date
from pathlib import Path

from phoihop.cases.derive import derive_case
from phoihop.records.register import load_register

from tests.cli.run import output_of
from tests.story import Story

SAMPLE = Path(__file__).parents[2]
TODAY = ("--today", "2021-03-25")


def overdue(tmp_path: Path) -> Path:
    return Story(tmp_path).delete("2021-03-19.opinion.ktht").root


def test_the_longest_overdue_comes_first_then_by_deadline(tmp_path: Path) -> None:
    todo = json.loads(output_of(overdue(tmp_path), "todo", "--format", "json", *TODAY))
    assert todo["today"] == "2021-03-25"
    keys = ("debtor", "kind", "working_days_late", "working_days_left")
    assert [tuple(each[key] for key in keys) for each in todo["obligations"]] == [
        ("ktht", "opinion", 3, None),
        ("tnmt", "urging", None, 2),
        ("so-tnmt", "opinion", None, 7),
    ]
    assert todo["obligations"][0]["what"] == "ý kiến về văn bản 2/TNMT"


def test_for_people_it_says_when_what_to_whom_and_in_which_task(tmp_path: Path) -> None:
    lines = output_of(overdue(tmp_path), "todo", "ktht", *TODAY).splitlines()
    assert lines == [
        "KTHT, Phòng Kinh tế và Hạ tầng",
        "  quá hạn 3 ngày làm việc  thứ Hai 22/3/2021  ý kiến về văn bản 2/TNMT → TNMT",
        "                                              2021-0001 Điều chỉnh quy hoạch sử dụng đất xã An Đổ",
        "",
        "1 việc phải làm (tính đến thứ Năm 25/3/2021)",
    ]


def test_agencies_with_the_most_urgent_come_first(tmp_path: Path) -> None:
    output = output_of(overdue(tmp_path), "--lang", "en", "todo", *TODAY)
    assert output.index("KTHT, ") < output.index("TNMT, Phòng") < output.index("STNMT, ")
    assert "3 working days late" in output
    assert "2 working days left" in output
    assert "reminder about 2/TNMT → KTHT" in output


def test_what_is_due_today_and_what_is_late_on_a_day_off(tmp_path: Path) -> None:
    story = Story(tmp_path).delete("2021-03-19.opinion.ktht")
    assert "due today" in output_of(story.root, "--lang", "en", "todo", "ktht", "--today", "2021-03-22")
    story.edit("2021-03-08.request.tnmt", {"due: 2021-03-22": "due: 2021-03-20"})
    assert "past the deadline" in output_of(story.root, "--lang", "en", "todo", "ktht", "--today", "2021-03-21")


def test_an_agency_that_owes_nothing(tmp_path: Path) -> None:
    output = output_of(overdue(tmp_path), "--lang", "en", "todo", "dien-luc", *TODAY)
    assert output == "Nothing is owed (as of Thursday 25/3/2021)\n"


def test_whoever_is_awaited_owes_something_and_whoever_owes_is_awaited() -> None:
    register = load_register(SAMPLE)
    days = [date(2021, month, 15) for month in range(2, 12)]
    for task in register.tasks():
        for day in days:
            if case := derive_case(task, register, day):
                assert {owed.debtor for owed in case.owed_now if owed.kind != "urging"} == set(case.awaiting)
