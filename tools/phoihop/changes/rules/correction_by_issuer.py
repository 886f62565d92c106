"""A correction comes from the issuer of what it corrects, or from the authority."""

from collections.abc import Iterator

from phoihop.changes.change import Change
from phoihop.changes.corrections import CORRECTION, not_by_issuer
from phoihop.changes.rules.rule import ChangeRule, FoundInChange
from phoihop.language import Text


def check(change: Change) -> Iterator[FoundInChange]:
    for (task, record), corrections in change.corrections.items():
        for place, correction in corrections:
            if not change.may_correct(task, correction):
                message = not_by_issuer(change.name_before(task, record), correction.from_)
                yield FoundInChange(place, message, agency=correction.from_, key=("from",))


RULE = ChangeRule(
    id=CORRECTION,
    kind="error",
    title=Text("Cơ quan ban hành mới được sửa thông tin", "Corrections come from the issuer"),
    explanation=Text(
        "Bản ghi sửa thông tin (correction) là của cơ quan đã ban hành văn bản được sửa, theo sổ gốc, hoặc cơ quan kế "
        "thừa của nó, hoặc cơ quan giao nhiệm vụ. Văn bản giao nhiệm vụ (task) chỉ do cơ quan giao nhiệm vụ sửa. Văn "
        "bản của cơ quan cấp trên hay cơ quan khác còn do cơ quan chủ trì vào ngày sửa, là nơi đã ghi nó, sửa. Cùng "
        "thuộc một nhiệm vụ thì chưa đủ.",
        "A correction comes from the agency that issued what it corrects, as the base has it, from its successor, or "
        "from the authority. The assignment (task) is corrected by the authority alone. What a superior or another "
        "body issued is corrected by the lead of that day, too, who recorded it. To be of the same task is not enough.",
    ),
    good=Text(
        "TNMT sửa hạn trong 2021-03-08.request.tnmt.yml, do TNMT ban hành.",
        "TNMT corrects the deadline in 2021-03-08.request.tnmt.yml, which TNMT issued.",
    ),
    bad=Text(
        "TNMT đổi ý kiến của TCKH thành nhất trí, bằng một bản ghi sửa thông tin của chính TNMT.",
        "TNMT turns TCKH's opinion into an agreement, by a correction of its own.",
    ),
    check=check,
)
