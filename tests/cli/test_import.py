"""`phoihop import`: a template to fill in, what is written, what is refused."""

import subprocess
from pathlib import Path

import pytest
from phoihop.records.register import load_register
from python_calamine import CalamineWorkbook

from tests.cli.run import output_of, run
from tests.story import Story

GOOD = "title,lead,date\nSửa đường,KTHT,10/5/2021\nSửa cầu,TNMT,11/5/2021\n"
TODAY = ("--today", "2021-05-31")


def sheet(folder: Path, text: str = GOOD) -> Path:
    root = Story(folder).root
    (root / "viec.csv").write_text(text, encoding="utf-8")
    return root


def test_tasks_are_written_and_named(tmp_path: Path) -> None:
    output = output_of(sheet(tmp_path), "--lang", "en", "import", "tasks", "viec.csv", *TODAY)
    assert output == "2021-0002  tasks/2021/0002/task.yml\n2021-0003  tasks/2021/0003/task.yml\n2 tasks assigned.\n"
    assert load_register(tmp_path).task_ids() == ["2021-0001", "2021-0002", "2021-0003"]


def test_errors_are_told_by_cell_and_nothing_is_written(tmp_path: Path) -> None:
    root = sheet(tmp_path, GOOD + "Sửa chợ,KTHTX,mai\n")
    result = run(root, "import", "tasks", "viec.csv", *TODAY)
    assert result.exit_code == 1
    assert result.stderr == (
        "B4: không có cơ quan “KTHTX”; cần: mã, ký hiệu hoặc tên một cơ quan\n"
        "C4: “mai” không phải ngày; ghi ngày/tháng/năm, ví dụ 22/3/2021; cần: ngày, ví dụ 22/3/2021\n"
        "Chưa ghi gì.\n"
    )
    assert load_register(root).task_ids() == ["2021-0001"]


def test_a_wrong_head_is_told_by_cell(tmp_path: Path) -> None:
    result = run(sheet(tmp_path, "title,leed,date\nx,ktht,10/5/2021\n"), "--lang", "en", "import", "tasks", "viec.csv")
    assert result.exit_code == 1
    assert result.stderr.startswith("B1: there is no column “leed”; “Lead agency” is probably meant\n")


def test_a_dry_run_shows_and_writes_nothing(tmp_path: Path) -> None:
    root = sheet(tmp_path)
    result = run(root, "--lang", "en", "import", "tasks", "viec.csv", "--dry-run", *TODAY)
    assert "tasks/2021/0003/task.yml\n  title: Sửa cầu\n" in result.stdout
    assert result.stderr == "2 tasks would be assigned. Nothing was written (--dry-run).\n"
    assert load_register(root).task_ids() == ["2021-0001"]


def test_one_commit_has_all_tasks_and_nothing_else(tmp_path: Path) -> None:
    root = sheet(tmp_path)
    for arguments in (("init", "-q"), ("config", "user.name", "Văn thư"), ("config", "user.email", "vt@example.org")):
        subprocess.run(["git", *arguments], cwd=root, check=True)
    output_of(root, "import", "tasks", "viec.csv", "--commit", *TODAY)
    shown = subprocess.run(
        ["git", "-c", "core.quotePath=off", "show", "--format=%s", "--name-only"],
        cwd=root,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    assert shown.split("\n") == [
        "Giao 2 nhiệm vụ: 2021-0002 … 2021-0003",
        "",
        "tasks/2021/0002/task.yml",
        "tasks/2021/0003/task.yml",
        "",
    ]


def test_a_template_is_in_the_registers_language(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("register.yml", {"title:": "language: en\ntitle:"})
    assert run(story.root, "import", "--template", "mau.xlsx").exit_code == 0
    assert CalamineWorkbook.from_path(str(story.root / "mau.xlsx")).sheet_names == ["Tasks", "Agencies"]


def test_what_can_t_be_imported_is_told(tmp_path: Path) -> None:
    root = sheet(tmp_path)
    assert "phoihop import tasks FILE.xlsx" in run(root, "--lang", "en", "import", "tasks").stderr
    assert run(root, "import", "tasks", "no-such.xlsx").exit_code == 2
    (root / "bang.xlsx").write_bytes(b"x")
    assert "it is no spreadsheet" in run(root, "--lang", "en", "import", "tasks", "bang.xlsx").stderr


OWN = (
    "BẢNG THEO DÕI,,,,\n"
    "STT,Nội dung công việc,Đơn vị chủ trì,Văn bản giao,Tình trạng\n"
    "1,Sửa đường,KTHT,Thông báo 12/TB-UBND ngày 10/5/2021,Đang làm\n"
)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("vi", ("Nội dung công việc → Tên nhiệm vụ (title)  ← phỏng đoán", "Với việc đang làm dở", "Chưa ghi gì.")),
        ("en", ("Nội dung công việc → Title (title)  ← guessed", "follows from its documents", "Nothing was written.")),
    ],
)
def test_what_an_offices_own_sheet_is_taken_for_is_shown_and_confirmed(
    language: str, told: tuple[str, ...], tmp_path: Path
) -> None:
    root = sheet(tmp_path, OWN)
    what = ("--lang", language, "import", "tasks", "viec.csv", *TODAY)
    proposed = run(root, *what, env={"COLUMNS": "200"})
    assert proposed.exit_code == 1
    assert all(" ".join(each.split()) in " ".join(proposed.output.split()) for each in told), proposed.output
    assert load_register(root).task_ids() == ["2021-0001"]
    keyless = run(root, *what, "--column", "title")
    assert ": title, " in keyless.stderr
    other = run(root, *what, "--column", "Nội dung công việc=titel")
    assert (other.exit_code, "titel" in other.stderr) == (2, True)
    output_of(root, *what, "--as-shown", "--column", "Tình trạng=summary")
    assert "summary: Đang làm" in (root / "tasks/2021/0002/task.yml").read_text(encoding="utf-8")


def test_columns_that_are_all_named_need_no_confirmation(tmp_path: Path) -> None:
    root = sheet(tmp_path, OWN.partition("\n")[2])
    named = ("Nội dung công việc=title", "C=lead", "Văn bản giao=number", "Tình trạng=")
    output_of(root, "import", "tasks", "viec.csv", *TODAY, *(word for each in named for word in ("--column", each)))
    assert load_register(root).task_ids() == ["2021-0001", "2021-0002"]


def test_what_can_not_be_a_row_of_its_own_says_where_it_belongs(tmp_path: Path) -> None:
    points = run(sheet(tmp_path), "--lang", "en", "import", "points", "viec.csv")
    assert "phoihop new opinion TASK --point @viec.csv" in points.stderr
    assert "Did you mean progress?" in run(tmp_path, "--lang", "en", "import", "pogress", "viec.csv").stderr
    assert run(tmp_path, "import", "points", "--template", "diem.xlsx").exit_code == 0
    assert CalamineWorkbook.from_path(str(tmp_path / "diem.xlsx")).sheet_names == ["Nội dung góp ý", "Cơ quan"]
