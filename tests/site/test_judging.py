"""What tasks yield is kept between builds: the judgement is the same as if every task had been read."""

from pathlib import Path

import pytest
from phoihop.documents.json_forms import case_as_json
from phoihop.records.register import Register, load_register
from phoihop.rules.judge import Judgement, judge
from phoihop.site.inputs import look_at
from phoihop.site.judging import judged

from tests.story import LATER, Story

BROKEN = "title: Tu bổ cầu An Đổ\nlead: khong-co\ndate: 2021-05-20\nfrom: ubnd\nnumber: 110/UBND\n"
FUTURE = "title: Việc sang năm\nlead: tnmt\ndate: 2029-05-20\nfrom: ubnd\n"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    story = Story(tmp_path / "register")
    story.write("tasks/2021/0002/task.yml", BROKEN)
    story.write("tasks/2021/0003/task.yml", "title: [\n")
    story.write("tasks/2029/0001/task.yml", FUTURE)
    return story


def kept(story: Story, file: Path) -> Judgement:
    register = load_register(story.root)
    return judged(register, LATER, look_at(register, {}).tasks, file)


def told(judgement: Judgement, register: Register) -> object:
    cases = [case_as_json(case, judgement.of_task(case.id), register, "vi") for case in judgement.cases]
    return judgement.findings, judgement.summary, judgement.titles, judgement.later, cases


def assert_as_if_read(story: Story, file: Path) -> None:
    register = load_register(story.root)
    assert told(kept(story, file), register) == told(judge(register, LATER), register)


def test_kept_or_read_the_judgement_is_the_same(story: Story, tmp_path: Path) -> None:
    for _ in range(2):
        assert_as_if_read(story, tmp_path / "tasks.judged")


def test_a_task_that_changed_is_read_again(story: Story, tmp_path: Path) -> None:
    kept(story, tmp_path / "tasks.judged")
    story.edit("task", {"title: Điều chỉnh": "title: Sửa"})
    story.delete("tasks/2029/0001/task.yml")
    assert_as_if_read(story, tmp_path / "tasks.judged")


def test_settings_and_agencies_change_every_task(story: Story, tmp_path: Path) -> None:
    kept(story, tmp_path / "tasks.judged")
    story.edit("agencies/tckh.yml", {"name: Phòng": "name: Ban"})
    story.edit("register.yml", {"authority: ubnd\n": "authority: ubnd\nrules:\n  lead-eligible: off\n"})
    assert_as_if_read(story, tmp_path / "tasks.judged")


@pytest.mark.parametrize("place", [0, 30, 400, -1])
def test_what_is_damaged_is_not_believed(story: Story, tmp_path: Path, place: int) -> None:
    file = tmp_path / "tasks.judged"
    kept(story, file)
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    assert_as_if_read(story, file)
    file.write_bytes(content[: len(content) // 2])
    assert_as_if_read(story, file)
