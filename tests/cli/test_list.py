"""`phoihop list`: filters, the table for people, the JSON for programs."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.run import output_of, run
from tests.story import Story

SECOND = """\
title: Nâng cấp chợ An Nội
field: xay-dung
lead: ktht
due: 2021-03-10
date: 2021-03-01
from: ubnd
"""


def two_tasks(tmp_path: Path) -> Path:
    return Story(tmp_path).write("tasks/2021/0002/task.yml", SECOND).root


@pytest.mark.parametrize(
    ("filters", "listed"),
    [
        ((), ["2021-0001", "2021-0002"]),
        (("--stage", "consulting"), ["2021-0001"]),
        (("--stage", "consulting", "--stage", "assigned"), ["2021-0001", "2021-0002"]),
        (("--timeliness", "overdue"), ["2021-0002"]),
        (("--lead", "tnmt"), ["2021-0001"]),
        (("--awaiting", "tckh"), ["2021-0001"]),
        (("--awaiting", "tckh", "--awaiting", "ktht"), ["2021-0001", "2021-0002"]),
        (("--awaiting", "tckh", "--lead", "ktht"), []),
        (("--field", "dat-dai"), ["2021-0001"]),
        (("--year", "2021"), ["2021-0001", "2021-0002"]),
        (("--year", "2022"), []),
    ],
)
def test_filters(filters: tuple[str, ...], listed: list[str], tmp_path: Path) -> None:
    output = output_of(two_tasks(tmp_path), "list", "--today", "2021-03-16", "--format", "json", *filters)
    assert [task["id"] for task in json.loads(output)["tasks"]] == listed


@pytest.mark.parametrize(
    ("order", "listed"),
    [
        ((), ["2021-0002", "2021-0003", "2021-0001"]),
        (("--sort", "open"), ["2021-0002", "2021-0003", "2021-0001"]),
        (("--sort", "id"), ["2021-0001", "2021-0002", "2021-0003"]),
        (("--sort", "due"), ["2021-0002", "2021-0001", "2021-0003"]),
        (("--sort", "lead"), ["2021-0002", "2021-0001", "2021-0003"]),
        (("--sort", "stage"), ["2021-0002", "2021-0003", "2021-0001"]),
    ],
)
def test_what_is_open_stands_first_unless_another_order_is_asked_for(
    order: tuple[str, ...], listed: list[str], tmp_path: Path
) -> None:
    root = two_tasks(tmp_path)
    Story(root).write("tasks/2021/0002/task.yml", SECOND)
    Story(root).write("tasks/2021/0003/task.yml", "title: Không hạn\nlead: tnmt\ndate: 2021-03-02\nfrom: ubnd\n")
    output = output_of(root, "list", "--today", "2021-05-31", "--format", "json", *order)
    assert [task["id"] for task in json.loads(output)["tasks"]] == listed


def test_as_json(tmp_path: Path) -> None:
    listed = json.loads(output_of(two_tasks(tmp_path), "list", "--today", "2021-03-16", "--format", "json"))
    assert listed["today"] == "2021-03-16"
    assert listed["tasks"][0] == {
        "id": "2021-0001",
        "title": "Điều chỉnh quy hoạch sử dụng đất xã An Đổ",
        "field": "dat-dai",
        "field_name": "Đất đai",
        "lead": "tnmt",
        "coordinating": ["tckh", "ktht", "an-do"],
        "due": "2021-05-28",
        "stage": "consulting",
        "timeliness": "on-time",
        "awaiting": ["an-do", "ktht", "tckh"],
    }


def test_on_a_wide_screen_a_task_is_a_line_of_an_aligned_table(tmp_path: Path) -> None:
    output = output_of(two_tasks(tmp_path), "list", "--today", "2021-03-16", env={"COLUMNS": "130"})
    titles, *tasks, summary = output.splitlines()
    place = titles.index("Chủ trì")
    assert [line[place : place + 4].rstrip() for line in tasks] == ["TNMT", "KTHT"]
    assert "quá hạn" in tasks[1]
    assert summary == "2 nhiệm vụ (tính đến 16/3/2021)"
    assert all(len(line) <= 130 for line in tasks)


def test_on_a_narrow_screen_the_title_has_its_own_line(tmp_path: Path) -> None:
    output = output_of(two_tasks(tmp_path), "list", "--today", "2021-03-16", env={"COLUMNS": "80"})
    lines = output.splitlines()
    assert lines[0] == "2021-0001  Điều chỉnh quy hoạch sử dụng đất xã An Đổ"
    assert " ".join(lines[1].split()) == "TNMT đang lấy ý kiến 28/5/2021 trong hạn UBND-AĐ, KTHT, TCKH"
    assert all(len(line) <= 80 for line in lines)


def test_where_nothing_matches_it_says_so(tmp_path: Path) -> None:
    output = output_of(two_tasks(tmp_path), "list", "--today", "2021-03-16", "--field", "y-te")
    assert output == "Không có nhiệm vụ nào phù hợp (tính đến 16/3/2021)\n"


def test_a_task_that_cant_be_read_is_named_on_stderr(tmp_path: Path) -> None:
    root = Story(tmp_path).write("tasks/2021/0002/task.yml", "title: [").root
    result = run(root, "--lang", "en", "list")
    assert result.exit_code == 0
    assert "1 task can't be read and is left out: 2021-0002" in result.stderr
    assert "2021-0002" not in result.stdout


@pytest.mark.parametrize(
    ("removed", "vi", "en"),
    [
        (("2021-05-06.decision.ubnd",), "trình quá hạn", "submitted late"),
        ((), "hoàn thành quá hạn", "completed late"),
    ],
)
def test_what_was_submitted_late_is_called_so_everywhere_until_it_is_decided(
    removed: tuple[str, ...], vi: str, en: str, tmp_path: Path
) -> None:
    story = Story(tmp_path / "register").edit("task", {"due: 2021-05-28": "due: 2021-04-20"}).delete(*removed)
    root, today = story.root, ("--today", "2021-05-07")
    for words, language in ((vi, "vi"), (en, "en")):
        for command in (("list",), ("show", "2021-0001")):
            assert words in output_of(root, "--lang", language, *command, *today)
    run(root, "export", "--output", str(tmp_path / "bang.xlsx"), *today)
    head, line = (
        CalamineWorkbook.from_filelike(BytesIO((tmp_path / "bang.xlsx").read_bytes())).get_sheet_by_index(0).to_python()
    )
    assert line[head.index("Tiến độ")] == vi
    assert f", {vi}<" in output_of(root, "export", "dossier", "2021-0001", *today)
