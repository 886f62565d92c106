"""Obligations in words, and how they stand with their deadline."""

from datetime import date
from pathlib import Path

import pytest
from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case, Obligation
from phoihop.language import word
from phoihop.records.calendar import WorkingDays
from phoihop.records.register import load_register
from phoihop.records.settings import Holidays
from phoihop.words.codes import OBLIGATIONS
from phoihop.words.obligations import Standing, late_by, standing, what_is_owed

from tests.story import Story

SAMPLE = Path(__file__).parents[2]


def owed_with_case(story: Story, kind: str, today: date) -> tuple[Case, Obligation]:
    case = story.case(today)
    return case, next(owed for owed in case.obligations if owed.kind == kind)


@pytest.mark.parametrize(
    ("kind", "vietnamese", "english"),
    [
        ("plan", "kế hoạch thực hiện", "plan"),
        ("opinion", "ý kiến về văn bản 2/TNMT", "opinion on 2/TNMT"),
        ("follow-up", "xử lý ý kiến 600/STNMT", "follow-up of opinion 600/STNMT"),
        ("explanation", "giải trình theo văn bản 7/TNMT", "explanation asked for in 7/TNMT"),
        (
            "step",
            "bước “Rà soát hiện trạng sử dụng đất” của kế hoạch 1/KH-TNMT",
            "step “Rà soát hiện trạng sử dụng đất” of plan 1/KH-TNMT",
        ),
        ("submission", "tờ trình", "submission"),
        ("decision", "quyết định về tờ trình 10/TTr-TNMT", "decision on submission 10/TTr-TNMT"),
    ],
)
def test_what_is_owed(kind: str, vietnamese: str, english: str, tmp_path: Path) -> None:
    case, owed = owed_with_case(Story(tmp_path), kind, date(2021, 5, 31))
    assert word(what_is_owed(case, owed), "vi") == vietnamese
    assert word(what_is_owed(case, owed), "en") == english


def test_a_reminder_names_what_it_is_about(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-17").delete("2021-03-17.opinion.tckh")
    case = story.case(date(2021, 3, 24))
    told = {word(what_is_owed(case, owed), "en") for owed in case.obligations if owed.kind == "urging"}
    assert told == {"reminder about 2/TNMT", "reminder about step “Rà soát hiện trạng sử dụng đất” of plan 1/KH-TNMT"}


def test_a_document_without_a_number_is_called_by_its_id(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("2021-03-08.request.tnmt", {"number: 2/TNMT\n": ""})
    case, owed = owed_with_case(story, "opinion", date(2021, 3, 9))
    assert word(what_is_owed(case, owed), "en") == "opinion on 2021-03-08.request.tnmt"


def test_every_kind_has_words_and_all_of_them_occur_in_the_sample() -> None:
    register = load_register(SAMPLE)
    seen = set()
    for task in register.tasks():
        case = derive_case(task, register, date(2021, 11, 24))
        assert case is not None
        for owed in case.obligations:
            seen.add(owed.kind)
            assert "{" not in word(what_is_owed(case, owed), "vi")
    assert seen == set(OBLIGATIONS)


@pytest.mark.parametrize(
    ("today", "stands"),
    [
        (date(2021, 3, 17), Standing(left=3)),
        (date(2021, 3, 19), Standing(left=1)),
        (date(2021, 3, 20), Standing(left=1)),
        (date(2021, 3, 22), Standing(left=0)),
        (date(2021, 3, 23), Standing(late=1)),
        (date(2021, 3, 28), Standing(late=4)),
    ],
)
def test_days_are_working_days(today: date, stands: Standing, tmp_path: Path) -> None:
    _case, owed = owed_with_case(Story(tmp_path, until="2021-03-08"), "opinion", today)
    assert owed.due == date(2021, 3, 22)
    assert standing(owed, today, WorkingDays(Holidays())) == stands


def test_the_submission_is_owed_once_nobody_else_is_awaited(tmp_path: Path) -> None:
    story = Story(tmp_path)
    kinds_on = {
        day: [owed.kind for owed in story.case(day).owed_now]
        for day in (date(2021, 3, 9), date(2021, 4, 15), date(2021, 5, 3))
    }
    assert kinds_on[date(2021, 3, 9)] == ["step", "opinion", "opinion"]
    assert kinds_on[date(2021, 4, 15)] == ["submission"]
    assert kinds_on[date(2021, 5, 3)] == ["decision"]


@pytest.mark.parametrize(
    ("days", "vietnamese", "english"),
    [
        (0, "chậm", "after the deadline"),
        (1, "chậm 1 ngày làm việc", "1 working day late"),
        (1372, "chậm 1.372 ngày làm việc", "1,372 working days late"),
    ],
)
def test_days_late_are_written_as_people_write_numbers(days: int, vietnamese: str, english: str) -> None:
    assert (word(late_by(days), "vi"), word(late_by(days), "en")) == (vietnamese, english)
