"""A new task's number was never used before, not even by a task that is gone."""

from collections.abc import Iterator

from phoihop.changes.change import Change
from phoihop.changes.rules.rule import ChangeRule, FoundInChange
from phoihop.language import Text, say


def check(change: Change) -> Iterator[FoundInChange]:
    for task in change.new_tasks:
        if task in change.numbers_used:
            year, number = task.split("-")
            place = change.place(f"{change.location}tasks/{year}/{number}/task.yml")
            yield FoundInChange(
                place,
                say(
                    "số nhiệm vụ {task} đã dùng trong lịch sử của sổ; lấy số chưa dùng",
                    "the task number {task} was used before in the register's history; take one that was not",
                    task=task,
                ),
            )


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
