"""A site's judgement made in several processes: the same as in one."""

from pathlib import Path

import pytest
from phoihop.documents.json_forms import case_as_json
from phoihop.records.register import Register, load_register
from phoihop.rules.judge import Judgement, judge
from phoihop.site import judging
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


def told(judgement: Judgement, register: Register) -> object:
    cases = [case_as_json(case, judgement.of_task(case.id), register, "vi") for case in judgement.cases]
    return judgement.findings, judgement.summary, judgement.titles, judgement.later, cases


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_judgement_is_the_same(story: Story, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "WORTH_A_PROCESS", 1)
    register = load_register(story.root)
    assert told(judged(register, LATER, jobs), register) == told(judge(register, LATER), register)


def test_every_case_names_the_register_that_was_given(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "WORTH_A_PROCESS", 1)
    register = load_register(story.root)
    assert {id(case.course.register) for case in judged(register, LATER, 2).cases} == {id(register)}
