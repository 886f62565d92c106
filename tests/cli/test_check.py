"""`phoihop check`: what it looks at, how it ends, and what people read."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from phoihop.reporters import REPORTERS

from tests.cli.run import output_of, run
from tests.story import Story

LATE = {"date: 2021-03-19": "date: 2021-03-25"}
TODAY = ("--today", "2021-05-31")


def late_opinion(tmp_path: Path) -> Story:
    """The example register, but an opinion came three working days late: a breach."""
    story = Story(tmp_path).edit("2021-03-19.opinion.ktht", LATE)
    story.rename("2021-03-19.opinion.ktht", "2021-03-25.opinion.ktht")
    return story.edit("2021-04-20.report.tnmt", {"2021-03-19.opinion.ktht": "2021-03-25.opinion.ktht"})


def wrong_key(tmp_path: Path) -> Story:
    """The example register, but a document has a key that the format does not know: an error."""
    return Story(tmp_path).edit("2021-03-08.request.tnmt", {"due: 2021-03-22": "deu: 2021-03-22"})


def check(story: Story, *args: str) -> Result:
    return run(story.root, "--lang", "en", "check", *TODAY, *args)


def with_a_calendar(folder: Path) -> Story:
    """A register that says itself which days of the year are worked: there is nothing to say beside the findings."""
    story = Story(folder)
    output_of(story.root, "calendar", "2021", "--write")
    return story


def test_a_clean_register(tmp_path: Path) -> None:
    result = check(with_a_calendar(tmp_path))
    assert result.exit_code == 0
    assert result.stdout == "1 task, 14 documents: no errors, no breaches, nothing due (as of 31/5/2021)\n"
    assert result.stderr == ""


def test_an_error_ends_with_1_a_breach_only_where_it_is_asked_to(tmp_path: Path) -> None:
    assert check(wrong_key(tmp_path / "error")).exit_code == 1
    breach = late_opinion(tmp_path / "breach")
    assert check(breach).exit_code == 0
    assert check(breach, "--strict").exit_code == 1
    assert check(Story(tmp_path / "clean"), "--strict").exit_code == 0


def test_findings_are_told_by_task_message_first_then_place_and_rule(tmp_path: Path) -> None:
    lines = check(late_opinion(tmp_path)).stdout.splitlines()
    assert lines[0] == "2021-0001  Điều chỉnh quy hoạch sử dụng đất xã An Đổ"
    assert lines[1].startswith("  breach  KTHT, opinion on request 2/TNMT: came on 25/3/2021")
    assert lines[2] == "          tasks/2021/0001/2021-03-25.opinion.ktht.yml:1  opinion-on-time"
    assert lines[-1] == "1 task, 14 documents: no errors, 1 breach, nothing due (as of 31/5/2021)"


def test_vietnamese_findings_are_wrapped_to_the_screen_and_aligned(tmp_path: Path) -> None:
    output = output_of(late_opinion(tmp_path).root, "check", *TODAY, env={"COLUMNS": "60"})
    told = output.splitlines()[1:4]
    assert told[0].startswith("  hạn chế  KTHT cho ý kiến")
    assert told[1].startswith(" " * len("  hạn chế  ") + "25/3/2021, chậm 3 ngày làm việc")
    assert all(len(line) <= 60 for line in told[:2])
    assert output.splitlines()[-1] == (
        "1 nhiệm vụ, 14 văn bản: không có lỗi, 1 hạn chế, không có việc đến hạn (tính đến 31/5/2021)"
    )


def test_colour_is_for_terminals_unless_forced(tmp_path: Path) -> None:
    root = late_opinion(tmp_path).root
    assert "\x1b" not in output_of(root, "check", *TODAY)
    assert "\x1b[33m" in output_of(root, "check", *TODAY, env={"FORCE_COLOR": "1"})
    assert "\x1b" not in output_of(root, "check", *TODAY, env={"FORCE_COLOR": "1", "NO_COLOR": "1"})


def test_one_rule_and_one_task_can_be_asked_for(tmp_path: Path) -> None:
    story = late_opinion(tmp_path)
    (story.root / "tasks/2021/0002").mkdir()
    everything = json.loads(check(story, "--format", "json").stdout)
    assert {found["rule"] for found in everything["findings"]} == {"opinion-on-time", "record-name"}
    one_rule = json.loads(check(story, "--format", "json", "--rule", "opinion-on-time").stdout)
    assert {found["rule"] for found in one_rule["findings"]} == {"opinion-on-time"}
    for task in ("2021-0002", "tasks/2021/0002/", "2021/0002"):
        one_task = json.loads(check(story, "--format", "json", "--task", task).stdout)
        assert {found["task"] for found in one_task["findings"]} == {"2021-0002"}
        assert one_task["summary"]["tasks"] == 1


def test_a_broken_register_yml_is_a_finding_and_not_the_end(tmp_path: Path) -> None:
    result = check(Story(tmp_path).write("register.yml", "title: [\n"))
    assert result.exit_code == 1
    assert "The register itself" in result.stdout
    assert "register.yml:2  record-syntax" in result.stdout


def test_a_time_zone_that_nobody_knows_is_no_reason_to_stop(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("register.yml", {"authority: ubnd\n": "authority: ubnd\ntimezone: Nowhere/Else\n"})
    result = run(story.root, "check")
    assert result.exit_code in (0, 1)
    assert "Traceback" not in result.stderr


def test_the_day_of_judgement_is_the_one_given_else_the_registers(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("register.yml", {"authority: ubnd\n": "authority: ubnd\nas_of: 2021-03-05\n"})
    assert json.loads(output_of(story.root, "list", "--format", "json"))["today"] == "2021-03-05"
    given = output_of(story.root, "list", "--format", "json", "--today", "2021-04-01")
    assert json.loads(given)["today"] == "2021-04-01"


@pytest.mark.parametrize("day", ["2021-02-01", "2021-03-01", "2021-03-18", "2021-04-02", "2021-05-31"])
def test_looking_back_is_as_if_the_later_records_were_not_there(tmp_path: Path, day: str) -> None:
    later = "title: Về sau\nlead: tnmt\ndate: 2021-06-15\nfrom: ubnd\n"
    whole = Story(tmp_path / "whole").write("tasks/2021/0002/task.yml", later)
    cut = Story(tmp_path / "cut", until=day)
    if day < "2021-03-01":
        shutil.rmtree(cut.root / "tasks")
    back = run(whole.root, "check", "--as-of", day, "--format", "json")
    then = run(cut.root, "check", "--today", day, "--format", "json")
    assert json.loads(back.stdout) == json.loads(then.stdout)
    assert back.exit_code == 0


def test_a_letter_that_arrived_later_is_not_there_yet(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("2021-03-19.opinion.ktht", {"number: 5/KTHT": "number: 5/KTHT\nreceived: 2021-03-22"})
    arrived = json.loads(run(story.root, "check", "--as-of", "2021-03-22", "--format", "json").stdout)
    under_way = json.loads(run(story.root, "check", "--as-of", "2021-03-19", "--format", "json").stdout)
    assert [each["rule"] for each in (*under_way["findings"], *arrived["findings"])] == ["opinion-on-time"]
    assert arrived["summary"]["documents"] - under_way["summary"]["documents"] == 1


@pytest.mark.parametrize("narrowed", [("--task", "2021-0001"), ("--as-of", "2021-03-22")])
def test_what_keeps_a_task_from_being_judged_is_told_of_a_part_too(narrowed: tuple[str, str], tmp_path: Path) -> None:
    story = Story(tmp_path).edit("agencies/ktht.yml", {"kind: department": "kind: deparment"})
    result = run(story.root, "check", *narrowed, "--format", "json")
    assert [each["file"] for each in json.loads(result.stdout)["findings"]] == ["agencies/ktht.yml"]
    assert result.exit_code == 1


def test_one_day_is_asked_for(tmp_path: Path) -> None:
    both = run(Story(tmp_path).root, "--lang", "en", "check", "--as-of", "2021-03-01", "--today", "2021-03-02")
    assert both.exit_code == 2
    assert "Give one day" in both.stderr


def test_without_a_bar_where_nobody_watches(tmp_path: Path) -> None:
    story = with_a_calendar(tmp_path)
    for form in REPORTERS:
        assert check(story, "--format", form).stderr == ""


def test_no_control_character_of_a_record_reaches_the_terminal(tmp_path: Path) -> None:
    story = Story(tmp_path).write("task", 'title: "\\e[31mred\\a"\nlead: tnmt\ndate: 2021-03-01\nfrom: ubnd\n')
    for command in (("check",), ("list",), ("show", "2021-0001"), ("todo",)):
        output = run(story.root, *command, *TODAY).stdout
        assert "\x1b" not in output
        assert "\a" not in output
