"""`phoihop show`: one task for people, and the JSON of the contract."""

import json
from pathlib import Path

import pytest
from phoihop.records.register import load_register
from phoihop.terminal import width_of

from tests.cli.run import output_of, run
from tests.story import Story

TODAY = ("--today", "2021-03-24")


def waiting_for_ktht(tmp_path: Path) -> Story:
    """The example register as it was recorded by that day, but for one opinion that did not come."""
    return Story(tmp_path, until="2021-03-24").delete("2021-03-19.opinion.ktht")


def test_who_is_awaited_since_when_and_how_late(tmp_path: Path) -> None:
    story = waiting_for_ktht(tmp_path)
    lines = output_of(story.root, "show", "2021-0001", *TODAY).splitlines()
    assert lines[:2] == ["2021-0001 · Đất đai", "Điều chỉnh quy hoạch sử dụng đất xã An Đổ"]
    awaited = lines[lines.index("Đang chờ") + 1]
    assert [cell.strip() for cell in awaited.split("  ") if cell.strip()] == [
        "KTHT",
        "ý kiến về văn bản 2/TNMT",
        "từ 8/3/2021",
        "hạn thứ Hai 22/3/2021",
        "quá hạn 2 ngày làm việc",
    ]


def test_obligations_documents_and_findings_follow(tmp_path: Path) -> None:
    story = waiting_for_ktht(tmp_path)
    output = output_of(story.root, "--lang", "en", "show", "2021-0001", *TODAY)
    for title in ("Awaited now", "Obligations", "Documents", "Findings"):
        assert title in output.splitlines()
    assert "opinion on 2/TNMT → TNMT" in output
    assert "8/3/2021    TNMT asks TCKH, KTHT for opinions" in output
    assert "opinion-on-time" in output


def test_a_task_in_order_says_so(tmp_path: Path) -> None:
    output = output_of(Story(tmp_path).root, "--lang", "en", "show", "2021-0001", "--today", "2021-05-31")
    assert output.endswith("No errors, no breaches, nothing due.\n")
    assert "Awaited now" not in output


def test_as_json_it_is_the_contract(tmp_path: Path) -> None:
    story = waiting_for_ktht(tmp_path)
    case = json.loads(output_of(story.root, "show", "2021-0001", "--format", "json", *TODAY))
    assert list(case) == [
        "id",
        "title",
        "lead",
        "coordinating",
        "due",
        "stage",
        "timeliness",
        "original_due",
        "extensions",
        "publish",
        "awaiting",
        "obligations",
        "documents",
        "findings",
    ]
    assert case["stage"] == "consulting"
    assert case["awaiting"] == ["ktht", "so-tnmt"]
    assert {
        "kind": "opinion",
        "debtor": "ktht",
        "creditor": "tnmt",
        "since": "2021-03-08",
        "due": "2021-03-22",
        "status": "overdue",
        "source": "2021-03-08.request.tnmt",
        "discharged_by": None,
        "discharged_on": None,
    } in case["obligations"]
    assert [document["id"] for document in case["documents"]] == [
        "2021-03-04.plan.tnmt",
        "2021-03-08.request.tnmt",
        "2021-03-17.opinion.tckh",
        "2021-03-18.progress.an-do",
        "2021-03-19.request.ubnd",
    ]
    assert {found["rule"] for found in case["findings"]} == {"opinion-on-time", "urging-regular"}


def test_documents_later_than_the_day_are_as_if_they_werent_there(tmp_path: Path) -> None:
    full = Story(tmp_path / "full")
    cut = Story(tmp_path / "cut", until="2021-03-24")
    forms = [output_of(story.root, "show", "2021-0001", "--format", "json", *TODAY) for story in (full, cut)]
    assert forms[0] == forms[1]


def test_a_task_without_a_readable_assignment(tmp_path: Path) -> None:
    result = run(Story(tmp_path).write("task", "title: [").root, "--lang", "en", "show", "2021-0001")
    assert result.exit_code == 2
    assert "phoihop check --task 2021-0001" in result.stderr


def test_a_task_that_is_assigned_later(tmp_path: Path) -> None:
    result = run(Story(tmp_path).root, "--lang", "en", "show", "2021-0001", "--today", "2021-02-01")
    assert result.exit_code == 2
    assert "--today 2021-03-01" in result.stderr


def test_json_is_plain_utf8_text(tmp_path: Path) -> None:
    assert "Điều chỉnh" in output_of(Story(tmp_path).root, "show", "2021-0001", "--format", "json")


SAMPLE = Path(__file__).parents[2]


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("command", ["list", "todo", "show 2021-0002", "show 2021-0024", "show 2021-0033"])
def test_nothing_is_wider_than_the_screen(command: str, language: str, width: int) -> None:
    told = output_of(SAMPLE, "--lang", language, *command.split(), env={"COLUMNS": str(width)})
    wide = [line for line in told.splitlines() if width_of(line) > width]
    # A path is one word, to be copied whole.
    assert [line for line in wide if len(line.split()) > 1 or not line.strip().startswith("tasks/")] == []


@pytest.mark.parametrize("width", [60, 80])
def test_every_id_that_an_option_may_need_is_told_whole(width: int) -> None:
    register = load_register(SAMPLE)
    for task in ("2021-0002", "2021-0010", "2021-0024", "2021-0033"):
        told = output_of(SAMPLE, "show", task, env={"COLUMNS": str(width)})
        words = set(told.split())
        for id_, document in register.task(task).documents.items():
            assert id_ in words
            parts = (*getattr(document, "steps", ()), *getattr(document, "points", ()))
            for part in parts:
                name = getattr(part, "id", None)
                assert name is None or {name, f"{document.from_}#{name}"} & words, (task, id_, name)


def test_what_an_adjustment_changed_and_what_a_letter_says_are_told(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.write(
        "2021-03-12.adjustment.ubnd",
        "kind: adjustment\nfrom: ubnd\ndate: 2021-03-12\noutcome: own-motion\nlead: ktht\n"
        "coordinating: [tnmt, tckh, an-do]\ndue: 2021-06-30\n",
    )
    lines = [" ".join(line.split()) for line in output_of(story.root, "--lang", "en", "show", "2021-0001").splitlines()]
    assert "lead agency TNMT → KTHT" in lines
    assert "coordinating agency TCKH, KTHT, UBND-AĐ → TNMT, TCKH, UBND-AĐ" in lines
    assert "deadline 28/5/2021 → 30/6/2021" in lines
    assert "b1 Rà soát hiện trạng sử dụng đất (UBND-AĐ, due 19/3/2021)" in lines
    assert "tckh#p2 Đề nghị giảm 2 ha đất ở → partly accepted: Giảm 2 ha tại khu số 3" in lines
    assert "6/5/2021 UBND decides submission 10/TTr-TNMT: approved, on time" in lines


def test_each_question_of_a_request_tells_the_points_that_answer_it(tmp_path: Path) -> None:
    output_of(None, "init", "--example", str(tmp_path / "so"), "--no-input", "--no-git")
    told = [" ".join(line.split()) for line in output_of(tmp_path / "so", "show", "2026-0001").splitlines()]
    assert "1 Cách phân loại tại hộ gia đình, lịch thu gom ← vhxh#p1" in told
    assert "3 Trách nhiệm của các cơ quan" in told
    output_of(tmp_path / "so", "site", "build")
    page = (tmp_path / "so/site/tasks/2026/0001/index.html").read_text(encoding="utf-8")
    asked = page.partition('id="questions"')[2].partition("</ol>")[0]
    assert '<a href="#2026-03-18.opinion.vhxh.p2">' in asked.partition("Cách tuyên truyền")[2]
