"""What the desk offers to meet what is owed follows from what the task is to bring about."""

from datetime import date
from pathlib import Path

import pytest
from phoihop.cases.derive import derive_case
from phoihop.checking.check import summaries
from phoihop.desk.work import duties, kinds_for

from tests.story import Story

LAST = date(2021, 4, 26)
TEXT = "kind: {}\nfrom: tnmt\nto:\n  - ubnd\ndate: 2021-04-22\nnumber: 40/TNMT\n{}"


def owed_by(agency: str, story: Story) -> list[tuple[str, tuple[str, ...]]]:
    """What an agency owes, and the documents that it is offered for it."""
    register = story.register()
    known = [stands for each in summaries(register, LAST, cache=None).values() if (stands := each.task_standing())]
    return [(duty.owed.line.kind, duty.kinds) for duty in duties(register, known, (agency,), LAST)]


@pytest.mark.parametrize("agency", ["tckh", "ubnd", "tnmt"])
def test_whoever_owes_something_is_not_offered_to_urge_itself(agency: str, tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08")
    story.edit("2021-03-08.request.tnmt", {"to:\n": "to:\n  - ubnd\n"})
    owed = owed_by(agency, story)
    assert owed
    assert not [kind for owed_kind, kinds in owed for kind in kinds if kind == "reminder" and owed_kind != "urging"]


def test_whoever_is_to_urge_others_is_offered_the_reminder(tmp_path: Path) -> None:
    story = Story(tmp_path, until="2021-03-08")
    assert dict(owed_by("tnmt", story))["urging"] == ("reminder",)


@pytest.mark.parametrize(
    ("product", "handed_in", "before", "after"),
    [
        ("decision", "submission", ("submission", "report"), ("decision",)),
        ("action", "completion", ("completion", "report"), ("acceptance",)),
    ],
)
def test_a_task_is_offered_what_its_product_asks_for(
    product: str, handed_in: str, before: tuple[str, ...], after: tuple[str, ...], tmp_path: Path
) -> None:
    story = Story(tmp_path, until="2021-04-20")
    story.edit("task", {"title: ": f"product: {product}\ntitle: "})

    def offered(agency: str) -> list[tuple[str, ...]]:
        return [kinds for owed, kinds in owed_by(agency, story) if owed in ("submission", "decision")]

    (kinds,) = offered("tnmt")
    assert set(before) <= set(kinds)
    assert {"submission", "completion"} & set(kinds) == {handed_in}
    story.write(f"2021-04-22.{handed_in}.tnmt", TEXT.format(handed_in, "text: Xong\n" if product == "action" else ""))
    assert offered("ubnd") == [after]
    case = derive_case(story.register().task("2021-0001"), story.register(), LAST)
    assert case is not None
    assert {"submission", "completion", "decision", "acceptance"} & set(kinds_for(case)) == {handed_in, *after}
