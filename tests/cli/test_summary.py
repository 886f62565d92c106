"""`phoihop summary`: the four counts of a period, as text, JSON and workbook, and as the site has them."""

import json
import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from phoihop.changes.head import head_of
from phoihop.rules.examples import REGISTER, path_of
from phoihop.site.build import build_site
from python_calamine import CalamineWorkbook

from tests.cli.run import output_of, run
from tests.site.test_pages import text_of
from tests.story import Story

COUNTED = {
    "ended_in_time": "done",
    "ended_late": "done-late",
    "open_in_time": "open",
    "open_overdue": "overdue",
}
DECIDED = "2021-05-06.decision.ubnd"
AFTER = "2021-04-22.submission.tnmt"


def all_of(root: Path, period: str, today: str) -> dict[str, int]:
    told = json.loads(output_of(root, "summary", "--period", period, "--format", "json", "--today", today))
    (row,) = told["rows"]
    assert row["key"] == "tnmt"
    return {code: row[key] for key, code in COUNTED.items() if row[key]}


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


def test_a_printed_period_says_what_came_back_and_how_late(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("task", {"due: 2021-05-28": "due: 2021-04-14"})
    story.edit(DECIDED, {"outcome: approved": "outcome: returned"})
    told = output_of(story.root, "summary", "2021-Q2", "--today", "2021-06-30")
    # Working days from 14/4 to 30/6, without 21/4, 30/4 and 3/5: what came back was not submitted again.
    assert "Số lượt bị trả lại: 1\nQuá hạn: trung vị 52 ngày làm việc, nhiều nhất 52 ngày làm việc\n" in told
    in_time = output_of(Story(tmp_path / "other").root, "summary", "2021-Q2", "--today", "2021-06-30")
    assert not re.search("trả lại|Quá hạn:", in_time)


def test_what_was_submitted_late_is_completed_late(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("task", {"due: 2021-05-28": "due: 2021-04-21"})
    assert all_of(story.root, "2021-Q2", "2021-06-30") == {"done-late": 1}


def test_a_stopped_task_and_one_of_other_days_are_not_counted(tmp_path: Path) -> None:
    story = Story(tmp_path)
    assert json.loads(output_of(story.root, "summary", "2020", "--format", "json"))["rows"] == []
    (row,) = json.loads(output_of(story.root, "summary", "2022", "--format", "json"))["rows"]
    assert [row[key] for key in COUNTED] == [0, 0, 0, 0]
    assert row["before"] == {"ended_in_time": 1, "ended_late": 0, "open_in_time": 0, "open_overdue": 0}
    stopped = "kind: withdrawal\nfrom: ubnd\ndate: 2021-03-30\nnumber: 140/UBND\nreason: Gộp việc\n"
    other = Story(tmp_path / "other", until="2021-03-19").write("2021-03-30.withdrawal.ubnd", stopped)
    assert json.loads(output_of(other.root, "summary", "2021", "--format", "json"))["all"] is None


def test_the_json_says_how_late_what_was_late_is_and_how_often_submissions_came_back(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("task", {"due: 2021-05-28": "due: 2021-04-20"})
    story.edit(DECIDED, {"outcome: approved": "outcome: returned"})
    told = json.loads(output_of(story.root, "summary", "2021-Q2", "--format", "json", "--today", "2021-06-30"))
    assert (told["period"], told["before"], told["by"]) == ("2021-Q2", "2021-Q1", "lead")
    row = {key: told["rows"][0][key] for key in ("open_overdue", "returned", "days_late_median", "days_late_most")}
    # What came back on 6 May is still to be submitted: from 20 April it is 48 working days without three holidays.
    assert row == {"open_overdue": 1, "returned": 1, "days_late_median": 48, "days_late_most": 48}


@pytest.mark.parametrize(("day", "counts"), [("2021-05-20", {"open": 1}), ("2021-05-31", {"overdue": 1})])
def test_what_came_back_is_in_time_until_its_deadline_only(day: str, counts: dict[str, int], tmp_path: Path) -> None:
    story = Story(tmp_path).edit(DECIDED, {"outcome: approved": "outcome: returned"})
    assert all_of(story.root, "2021-Q2", day) == counts
    # Until it came back, it was submitted in time.
    assert all_of(story.root, "2021-04", day) == {"open": 1}
    story.write("2021-05-27.submission.tnmt", REGISTER[path_of(AFTER)].replace("2021-04-22", "2021-05-27"))
    assert all_of(story.root, "2021-Q2", "2021-06-30") == {"open": 1}, "submitted anew, in time"


@pytest.fixture(scope="module")
def internal_site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The words of the page that sums the sample's quarter up."""
    out = tmp_path_factory.mktemp("site")
    assert build_site(Path(__file__).parents[2], out, date(2021, 11, 24), jobs=1, internal=True) == 0
    return " ".join(text_of((out / "summary/index.html").read_text(encoding="utf-8")).split())


@pytest.mark.parametrize("by", ["lead", "field", "overseen-by"])
def test_every_form_of_the_summary_has_the_same_figures(by: str, internal_site: str, tmp_path: Path) -> None:
    """JSON, the workbook, the report and the internal site, of a quarter of the sample register."""
    root, day, period = Path(__file__).parents[2], "2021-11-24", "2021-Q4"
    arguments = ("summary", period, "--today", day)
    rows = json.loads(output_of(root, *arguments, "--by", by, "--format", "json"))["rows"]
    run(root, *arguments, "--by", by, "--format", "xlsx", "--output", str(tmp_path / "quy.xlsx"))
    book = CalamineWorkbook.from_filelike(BytesIO((tmp_path / "quy.xlsx").read_bytes()))
    _head, *lines = book.get_sheet_by_index(1).to_python()
    assert [line[1:5] for line in lines] == [[row[key] for key in COUNTED] for row in rows]
    report = output_of(root, *arguments, "--format", "markdown")
    for row in rows:
        told = [f"{row[key]} ({row['before'][key]})" for key in COUNTED]
        assert f"| {' | '.join(told)} |" in report
    for row in rows:
        counts = (f"{row[key]} ({row['before'][key]})" for key in COUNTED)
        late = (row["days_late_median"], row["days_late_most"])
        further = (row["returned"], *("–" if each is None else f"{each:g}".replace(".", ",") for each in late))
        line = rf"{re.escape(' '.join(counts))} \d+ \(\d+\) {' '.join(map(str, further))}"
        assert re.search(line, internal_site)


def test_the_report_names_what_is_overdue_and_is_held_to_the_register_by_its_digest(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("task", {"due: 2021-05-28": "due: 2021-04-20"}).delete(AFTER, DECIDED)
    result = run(story.root, "--lang", "en", "summary", "2021-Q2", "--format", "markdown", "--today", "2021-04-22")
    late = (
        "| Điều chỉnh quy hoạch sử dụng đất xã An Đổ (2021-0001) | Phòng Tài nguyên và Môi trường | 20/4/2021 | 1 ngày"
    )
    assert late in result.stdout
    assert head_of(story.register()).digest in result.stdout
    assert "The period is running" in result.stderr or "the period is running" in result.stderr
    same = run(story.root, "draft", "summary", "2021-Q2", "--today", "2021-04-22")
    assert same.stdout == result.stdout
    story.edit("2021-04-20.report.tnmt", {"response: noted": "response: accepted"})
    assert head_of(story.register()).digest not in result.stdout


def test_people_see_it_by_lead_with_the_period_before_in_brackets(tmp_path: Path) -> None:
    text = output_of(Story(tmp_path).root, "--lang", "en", "summary", "2021-Q2", "--today", "2021-06-30")
    assert "Q2 2021\n1/4/2021 to 30/6/2021; in brackets: Q1 2021\n" in text
    (line,) = [each.split() for each in text.splitlines() if each.startswith("TNMT")]
    assert line == ["TNMT", "1", "(0)", "0", "(0)", "0", "(1)", "0", "(0)", "1", "(1)"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_fits_a_terminal_and_cuts_no_name(language: str, tmp_path: Path) -> None:
    env = {"COLUMNS": "80", "LANGUAGE": language}
    lines = output_of(Story(tmp_path).root, "summary", "--period", "2021-Q2", env=env).splitlines()
    assert max(map(len, lines)) <= 80
    assert "…" not in "".join(lines)


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
    result = run(Story(tmp_path).root, "--lang", "en", "summary", "--period", "quý 5")
    assert result.exit_code == 2
    assert "a quarter (2026-Q1)" in result.stderr


@pytest.mark.parametrize(
    ("code", "said"), [("0001", "is no period"), ("2021-06", "“2021-06” begins only on 1/6/2021; choose a period")]
)
@pytest.mark.parametrize("command", [("summary",), ("draft", "summary")])
def test_a_period_has_begun(tmp_path: Path, command: tuple[str, ...], code: str, said: str) -> None:
    result = run(Story(tmp_path).root, "--lang", "en", *command, code, "--today", "31/5/2021")
    assert (result.exit_code, said in result.stderr) == (2, True)
