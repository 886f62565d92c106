"""`phoihop summary`: the four counts of a period, as text, JSON and workbook, and as the site has them."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.run import output_of, run
from tests.story import Story

DECIDED = "2021-05-06.decision.ubnd"
AFTER = "2021-04-22.submission.tnmt"


def all_of(root: Path, period: str, today: str) -> dict[str, int]:
    told = json.loads(output_of(root, "summary", period, "--format", "json", "--today", today))
    (line,) = told["all"]
    return {code: count for code, count in line["now"].items() if count}


@pytest.mark.parametrize(
    ("period", "today", "counts"),
    [
        ("2021-Q1", "2021-03-31", {"open": 1}),
        ("2021-03", "2021-12-31", {"open": 1}),
        ("2021-Q2", "2021-06-30", {"done": 1}),
        ("2021-05", "2021-05-06", {"done": 1}),
        ("2021-05", "2021-05-05", {"open": 1}),
        ("2021", "2021-12-31", {"done": 1}),
    ],
)
def test_a_task_counts_by_how_it_stood_in_the_period(
    period: str, today: str, counts: dict[str, int], tmp_path: Path
) -> None:
    assert all_of(Story(tmp_path).root, period, today) == counts


def test_what_is_neither_submitted_nor_ended_is_overdue_after_its_deadline(tmp_path: Path) -> None:
    story = Story(tmp_path).delete(AFTER, DECIDED)
    assert all_of(story.root, "2021-Q2", "2021-05-28") == {"open": 1}
    assert all_of(story.root, "2021-Q2", "2021-05-29") == {"overdue": 1}


def test_what_was_submitted_late_is_completed_late(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("task", {"due: 2021-05-28": "due: 2021-04-21"})
    assert all_of(story.root, "2021-Q2", "2021-06-30") == {"done-late": 1}


def test_a_stopped_task_and_one_of_other_days_are_not_counted(tmp_path: Path) -> None:
    story = Story(tmp_path)
    assert json.loads(output_of(story.root, "summary", "2020", "--format", "json"))["all"] == []
    assert json.loads(output_of(story.root, "summary", "2022", "--format", "json"))["all"] == [
        {
            "name": None,
            "now": {"done": 0, "done-late": 0, "open": 0, "overdue": 0},
            "before": {"done": 1, "done-late": 0, "open": 0, "overdue": 0},
        }
    ]
    stopped = "kind: withdrawal\nfrom: ubnd\ndate: 2021-03-30\nnumber: 140/UBND\nreason: Gộp việc\n"
    other = Story(tmp_path / "other", until="2021-03-19").write("2021-03-30.withdrawal.ubnd", stopped)
    assert json.loads(output_of(other.root, "summary", "2021", "--format", "json"))["all"] == []


def test_people_see_it_by_lead_with_the_period_before_in_brackets(tmp_path: Path) -> None:
    text = output_of(Story(tmp_path).root, "--lang", "en", "summary", "2021-Q2", "--today", "2021-06-30")
    assert "Q2 2021\n1/4/2021 to 30/6/2021; in brackets: Q1 2021\n" in text
    (line,) = [each.split() for each in text.splitlines() if each.startswith("TNMT")]
    assert line == ["TNMT", "1", "(0)", "0", "(0)", "0", "(1)", "0", "(0)", "1", "(1)"]


def test_a_workbook_has_a_sheet_for_each_grouping(tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    made = tmp_path / "quy.xlsx"
    place = ("--format", "xlsx", "--output", str(made), "--today", "2021-06-30")
    assert run(story.root, "summary", "2021-Q2", *place).exit_code == 0
    book = CalamineWorkbook.from_filelike(BytesIO(made.read_bytes()))
    sheets = ["Tất cả nhiệm vụ", "Theo cơ quan chủ trì", "Theo lĩnh vực", "Theo lãnh đạo phụ trách"]
    assert book.sheet_names == sheets
    head, line = book.get_sheet_by_name("Theo cơ quan chủ trì").to_python()
    assert head[1] == "Hoàn thành đúng hạn – Quý II/2021"
    assert line == ["TNMT", 1, 0, 0, 0, 0, 0, 1, 0]
    assert run(story.root, "summary", "2021-Q2", *place).exit_code == 2


def test_what_is_no_period_is_said(tmp_path: Path) -> None:
    result = run(Story(tmp_path).root, "--lang", "en", "summary", "quý 5")
    assert result.exit_code == 2
    assert "a quarter (2026-Q1)" in result.stderr
