"""A site's judgement made in several processes, or of what changed alone: the same as of all at once."""

from pathlib import Path

import pytest
from phoihop.documents.tables import TABLES
from phoihop.records.register import Register, load_register
from phoihop.rules.judge import judge
from phoihop.site import judging
from phoihop.site.downloads import rows_by_table
from phoihop.site.judging import Judged, judged
from phoihop.site.publication import Publication

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


def assert_as_of_all_at_once(register: Register, found: Judged) -> None:
    whole, publication = judge(register, LATER), Publication(register, LATER, found)
    made = publication.judgement
    assert (made.findings, made.summary, made.titles, made.later) == (
        whole.findings,
        whole.summary,
        whole.titles,
        whole.later,
    )
    for name, rows in rows_by_table(publication).items():
        assert list(rows) == list(TABLES[name].rows(whole.cases))


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_judgement_is_the_same(story: Story, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "WORTH_A_PROCESS", 1)
    register = load_register(story.root)
    assert_as_of_all_at_once(register, judged(register, LATER, jobs))


def test_only_a_task_whose_key_is_another_is_judged_again(story: Story) -> None:
    register = load_register(story.root)
    keys = dict.fromkeys(register.task_ids(), b"1")
    before = judged(register, LATER, 1, keys)
    story.edit("task", {"title: Điều chỉnh": "title: Sửa"})
    again = load_register(story.root)
    assert judged(again, LATER, 1, keys, before) == before
    after = judged(again, LATER, 1, {**keys, "2021-0001": b"2"}, before)
    assert {id_ for id_ in before if after[id_] != before[id_]} == {"2021-0001"}
    assert_as_of_all_at_once(again, after)
