"""A new task's number was never used before, not even by a task that is gone."""

from collections.abc import Iterator

from phoihop.changes.change import Change
from phoihop.changes.places import place_of
from phoihop.changes.rules.rule import ChangeRule, FoundInChange
from phoihop.language import Text, say
from phoihop.records.task_folder import ASSIGNMENT, folder_of
from phoihop.words.sentences import joined


def check(change: Change) -> Iterator[FoundInChange]:
    for task in sorted(change.used(change.new_tasks)):
        what = say(
            "số nhiệm vụ {task} đã dùng cho nhiệm vụ khác trước đây",
            "the number of task {task} was used for another task before",
            task=task,
        )
        advice = say("lấy số chưa dùng", "take one that was not")
        place = place_of(f"{folder_of(task)}/{ASSIGNMENT}")
        yield FoundInChange(place, joined([what, advice]), what=what)


RULE = ChangeRule(
    id="id-not-reused",
    kind="error",
    title=Text("Số nhiệm vụ không dùng lại", "A task's number is not used again"),
    explanation=Text(
        "Nhiệm vụ mới lấy số chưa từng có trong lịch sử của nhánh chính, kể cả số của nhiệm vụ không còn trong sổ: "
        "đường dẫn và trích dẫn cũ phải luôn chỉ đúng một nhiệm vụ.",
        "A new task takes a number that the base's history never had, not even for a task that is gone: old links and "
        "citations go on meaning one task only.",
    ),
    good=Text(
        "Nhiệm vụ mới lấy số 2021-0033, số lớn nhất trước đó là 2021-0032.",
        "A new task is 2021-0033; the highest number so far was 2021-0032.",
    ),
    bad=Text(
        "Nhiệm vụ mới lấy số 2021-0007, số này từng có và đã bị xóa.",
        "A new task is 2021-0007, a number that was there once and was deleted.",
    ),
    check=check,
)
