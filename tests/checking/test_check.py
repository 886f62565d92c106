"""The judgement from summaries is the judgement, whatever was kept and however many processes had a part in it."""

import gc
import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from phoihop.checking import check, cores
from phoihop.checking.check import judgement_of, look, summaries
from phoihop.records.register import load_register
from phoihop.rules.judge import Judgement, judge, judge_task, judgement_on

from tests.benchmarks.generate import TODAY
from tests.story import LATER, Story

OPINION = "2021-03-19.opinion.ktht"
PAPER = "tasks/2021/0001/files/y-kien-ktht.pdf"


def told(judgement: Judgement) -> tuple[object, ...]:
    """All of a judgement but its cases, which summaries leave out."""
    return (judgement.findings, judgement.summary, dict(judgement.titles), judgement.later)


def checked(root: Path, today: date, cache: Path | None = None, jobs: int = 1) -> Judgement:
    register = load_register(root)
    return judgement_of(register, today, summaries(register, today, cache=cache, jobs=jobs))


@pytest.mark.parametrize("today", [TODAY, TODAY - timedelta(days=400)])
def test_cached_or_not_in_one_process_or_several(
    generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settled: None, today: date
) -> None:
    monkeypatch.setattr(check, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(check, "WORTH_A_PROCESS_TO_LOOK", 1)
    expected = told(judge(load_register(generated), today))
    assert {found.rule for found in judge(load_register(generated), today).findings} >= {
        "record-unique",
        "reference-resolves",
        "record-name",
        "record-schema",
    }
    assert told(checked(generated, today)) == expected
    assert told(checked(generated, today, jobs=3)) == expected
    assert told(checked(generated, today, tmp_path, jobs=2)) == expected
    assert told(checked(generated, today, tmp_path)) == expected
    assert told(checked(generated, today, tmp_path, jobs=2)) == expected


def test_processes_that_are_no_copies_find_the_same(generated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on macOS and Windows, where each loads the program anew and is sent what it is to do."""
    expected = told(checked(generated, TODAY))
    monkeypatch.setattr(check, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(cores, "COPIES_ITSELF", False)
    assert told(checked(generated, TODAY, jobs=2)) == expected


def test_some_tasks_and_some_rules(generated: Path) -> None:
    register = load_register(generated)
    found = summaries(register, TODAY, cache=None)
    tasks = register.task_ids()[3:6]
    whole = judge(register, TODAY)
    alone = judgement_on(register, TODAY, [judge_task(register.task(id_), register, TODAY) for id_ in tasks])
    for rules in (None, ("record-unique",), ("record-name", "plan-on-record")):
        of_tasks = (each for each in whole.findings if each.task in tasks or each.file in register.unreadable)
        findings = tuple(each for each in of_tasks if not rules or each.rule in rules)
        expected = replace(alone, findings=findings)
        assert told(judgement_of(register, TODAY, found, tasks=tasks, rules=rules)) == told(expected)


def test_only_what_changed_is_read_again(generated: Path, tmp_path: Path, settled: None, judged: list[str]) -> None:
    everything = len(load_register(generated).task_ids())
    checked(generated, TODAY, tmp_path)
    assert len(judged) == everything
    judged.clear()
    checked(generated, TODAY, tmp_path)
    assert judged == []
    os.utime(next(generated.glob("tasks/2022/0002/*.plan.*.yml")))
    checked(generated, TODAY, tmp_path)
    assert judged == ["2022-0002"]


def test_a_change_of_a_record_is_noticed_even_where_size_and_time_stay(tmp_path: Path, settled: None) -> None:
    story = Story(tmp_path / "register")
    record = story.root / f"tasks/2021/0001/{OPINION}.yml"
    assert checked(story.root, LATER, tmp_path).findings == ()
    before = record.stat()
    story.edit(OPINION, {"number: ": "numbre: "})
    os.utime(record, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert record.stat().st_size == before.st_size
    assert [found.rule for found in checked(story.root, LATER, tmp_path).findings] == ["record-schema"]


def test_a_file_written_just_now_is_read_again_until_its_times_can_be_trusted(
    tmp_path: Path, judged: list[str]
) -> None:
    story = Story(tmp_path / "register")
    for _ in range(2):
        checked(story.root, LATER, tmp_path)
    assert judged == ["2021-0001", "2021-0001"]


@pytest.mark.usefixtures("settled")
class TestEachThingThatMatters:
    """What a judgement depends on, changed after the results were kept."""

    @pytest.fixture
    def story(self, tmp_path: Path) -> Story:
        """A clean register whose results are kept; an opinion says the digest of its paper."""
        story = Story(tmp_path / "register")
        digest = "e5ad6c1f4d4f9ddba7d9d0a7c9ce9b8f0b8f3c2a1a3cf0e6a2f7c1d0b9a8e7f6"
        story.edit(OPINION, {"path: files/y-kien-ktht.pdf": f"path: files/y-kien-ktht.pdf\n    sha256: {digest}"})
        found = checked(story.root, LATER, tmp_path).findings
        (actual,) = [str(each.message.facts["actual"]) for each in found]
        story.edit(OPINION, {digest: actual})
        assert checked(story.root, LATER, tmp_path).findings == ()
        return story

    @staticmethod
    def rules(story: Story, today: date = LATER) -> set[str]:
        kept = checked(story.root, today, story.root.parent)
        assert told(kept) == told(story.judge(today))
        return {found.rule for found in kept.findings}

    def test_the_content_of_a_paper(self, story: Story) -> None:
        before = (story.root / PAPER).stat()
        story.write_bytes(PAPER, b"%PDF-1.5\n")
        os.utime(story.root / PAPER, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert self.rules(story) == {"attachment-exists"}

    def test_a_paper_that_is_gone_or_a_link(self, story: Story) -> None:
        (story.root / PAPER).unlink()
        assert self.rules(story) == {"attachment-exists"}
        (story.root / PAPER).symlink_to("y-kien-tckh.pdf")
        assert self.rules(story) == {"attachment-exists"}

    def test_a_document_that_is_gone_or_came(self, story: Story) -> None:
        story.write_bytes("tasks/2021/0001/notes.txt", b"x")
        assert self.rules(story) == {"record-name"}
        (story.root / "tasks/2021/0001/notes.txt").unlink()
        story.delete("2021-05-06.decision.ubnd")
        assert self.rules(story) == {"decision-prompt"}

    def test_another_task(self, story: Story) -> None:
        story.write(
            "tasks/2021/0002/task.yml", "title: T\nlead: tnmt\nnumber: 110/UBND\ndate: 2021-05-28\nfrom: ubnd\n"
        )
        assert "record-unique" in self.rules(story)
        (story.root / "tasks/2021/0002/task.yml").unlink()
        (story.root / "tasks/2021/0002").rmdir()
        assert self.rules(story) == set()

    def test_an_agency(self, story: Story) -> None:
        story.edit("agencies/ktht.yml", {"kind: department": "kind: department\nuntil: 2021-03-01"})
        assert self.rules(story) == {"agency-active"}

    def test_the_settings(self, story: Story) -> None:
        story.edit("register.yml", {"authority: ubnd\n": "authority: ubnd\ndeadlines:\n  opinion_notice: 15\n"})
        assert "request-notice" in self.rules(story)

    def test_the_day(self, story: Story) -> None:
        assert self.rules(story, date(2021, 4, 22)) == {"chronology"}
        assert self.rules(story, LATER) == set()


def test_judging_leaves_nothing_that_keeps_itself_alive(tmp_path: Path) -> None:
    root = Story(tmp_path).root
    register = load_register(root)
    look(register, LATER, None, register.task_ids())
    gc.collect()
    gc.disable()
    try:
        look(register, LATER, None, register.task_ids())
        assert gc.collect() == 0
    finally:
        gc.enable()
