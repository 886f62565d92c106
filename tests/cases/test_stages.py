"""How long each stage took: on every day the stage that the records of that day give."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from phoihop.cases.derive import derive_case
from phoihop.cases.stages import Span, stages_of
from phoihop.records.register import load_register

from tests.story import Story

SAMPLE = load_register(Path(__file__).parents[2])
TODAY = date(2021, 11, 24)


def test_stages_follow_from_the_documents(tmp_path: Path) -> None:
    spans = stages_of(Story(tmp_path).case(date(2021, 5, 31)))
    assert [span.stage for span in spans] == ["assigned", "consulting", "reconciling", "submitted", "decided"]
    assert spans[0].start == date(2021, 3, 1)
    assert [span.end for span in spans] == [*(span.start for span in spans[1:]), None]


def test_a_task_that_was_just_assigned_has_one(tmp_path: Path) -> None:
    assert stages_of(Story(tmp_path, until="2021-03-01").case(date(2021, 3, 1))) == (
        Span("assigned", date(2021, 3, 1), None),
    )


@pytest.mark.parametrize("task", SAMPLE.task_ids())
def test_of_every_task_of_the_sample_each_day_is_told_as_that_day_told_it(task: str) -> None:
    folder = SAMPLE.task(task)
    case = derive_case(folder, SAMPLE, TODAY)
    assert case is not None
    for span in stages_of(case):
        day = span.start
        while day < (span.end or TODAY + timedelta(days=1)):
            then = derive_case(folder, SAMPLE, day)
            assert then is not None
            assert (day, then.stage) == (day, span.stage)
            day += timedelta(days=1)
