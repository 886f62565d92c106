"""Which opinions are in force: the newest of each agency on each request, and those that it supplements."""

from datetime import date
from pathlib import Path

import pytest
from phoihop.cases.opinions import opinion_rows

from tests.story import Story

FIRST = "2021-03-17.opinion.tckh"
SECOND = "2021-03-18.opinion.tckh"
THIRD = "2021-03-22.opinion.tckh"
REPORT = "2021-04-20.report.tnmt"


def opinion(day: str, point: str, supplements: str = "") -> str:
    also = f"supplements: {supplements}\n" if supplements else ""
    return (
        f"kind: opinion\nfrom: tckh\nto: [tnmt]\ndate: {day}\nnumber: {point}/TCKH\nfiles:\n"
        f"  - path: files/y-kien-tckh.pdf\nanswers: 2021-03-08.request.tnmt\nposition: disagree\n{also}"
        f"points:\n  - id: {point}\n    text: Nội dung {point}\n    evidence: [Luật]\n"
    )


def in_force(story: Story, day: date) -> list[str]:
    course = story.case().course
    return [each.id for each, given in course.opinions_in_force(day) if given.from_ == "tckh"]


def test_what_supplements_stands_beside_and_what_does_not_replaces_all(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.write(SECOND, opinion("2021-03-18", "p3", FIRST)).write(THIRD, opinion("2021-03-22", "p4"))
    assert in_force(story, date(2021, 3, 17)) == [FIRST]
    assert in_force(story, date(2021, 3, 18)) == [FIRST, SECOND]
    assert in_force(story, date(2021, 3, 22)) == [THIRD]
    course = story.case().course
    last = course.by_id[THIRD]
    assert [each.id for each in course.replaced(last)] == [FIRST, SECOND]
    assert course.replaced(course.by_id[SECOND]) == ()


def test_a_row_has_the_points_of_all_in_force_and_the_newest_position(tmp_path: Path) -> None:
    story = Story(tmp_path).write(SECOND, opinion("2021-03-18", "p3", FIRST))
    [row] = [row for row in opinion_rows(story.case()) if row.agency == "tckh"]
    assert row.opinion is not None
    assert (row.opinion.id, [each.id for each in row.supplemented], row.replaced) == (SECOND, [FIRST], ())
    told = [(each.opinion.id, each.point.id) for each in row.points if each.opinion and each.point]
    assert told == [(FIRST, "p1"), (FIRST, "p2"), (SECOND, "p3")]


def test_a_report_answers_and_names_each_that_is_in_force(tmp_path: Path) -> None:
    story = Story(tmp_path).write(SECOND, opinion("2021-03-18", "p3", FIRST))
    assert story.rules() == [
        f"error points-answered {REPORT}",
        f"error report-names-every-view {REPORT}",
    ]
    story.edit(
        REPORT,
        {"views:\n": f"views:\n  - opinion: {SECOND}\n    point: p3\n    response: declined\n    explanation: x\n"},
    )
    assert story.rules() == []


@pytest.mark.parametrize(
    ("supplements", "finds"),
    [(FIRST, False), ("2021-03-19.opinion.ktht", True), ("2021-03-22.opinion.tckh", True)],
)
def test_only_an_opinion_in_force_of_the_same_agency_is_supplemented(
    tmp_path: Path, supplements: str, finds: bool
) -> None:
    story = Story(tmp_path).write("2021-03-22.opinion.tckh", opinion("2021-03-22", "p3", supplements))
    assert ("error reference-resolves 2021-03-22.opinion.tckh" in story.rules()) == finds


def test_what_was_replaced_can_not_be_supplemented(tmp_path: Path) -> None:
    story = Story(tmp_path).write(SECOND, opinion("2021-03-18", "p3"))
    story.write("2021-03-22.opinion.tckh", opinion("2021-03-22", "p4", FIRST))
    [told] = [line for line in story.told() if "in force" in line]
    assert told.endswith(f"name one of: {SECOND}")
