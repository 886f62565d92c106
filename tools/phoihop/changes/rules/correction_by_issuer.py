"""A correction comes from the issuer of what it corrects, or from the authority."""

from collections.abc import Iterator

from phoihop.changes.change import Change
from phoihop.changes.rules.rule import ChangeRule, FoundInChange
from phoihop.language import Agency, Message, Text, say
from phoihop.records.references import TASK
from phoihop.words.calling import record_named


def check(change: Change) -> Iterator[FoundInChange]:
    for (task, record), corrections in change.corrections.items():
        for place, correction in corrections:
            if not change.may_correct(task, correction):
                message = _not_by_issuer(change.name_before(task, record), correction.from_)
                yield FoundInChange(place, message, agency=correction.from_, key=("from",))


def _not_by_issuer(record: str, agency: str) -> Message:
    """That a correction by `agency` is of what others issued. `record` is its id, as the base has it."""
    if record == TASK:
        return say(
            "bản ghi sửa thông tin của văn bản giao nhiệm vụ là của {agency}; chỉ cơ quan giao nhiệm vụ được sửa nó",
            "the correction of the assignment is by {agency}; only the authority may correct it",
            agency=Agency(agency),
        )
    named = record_named(record)
    return Message(
        Text(
            f"bản ghi sửa thông tin của {named.text.vi} là của {{by}}; chỉ cơ quan đã ban hành, cơ quan kế thừa của nó "
            "hoặc cơ quan giao nhiệm vụ được sửa",
            f"the correction of the {named.text.en} is by {{by}}; only who issued that, its successor or the authority "
            "may correct it",
        ),
        {**named.facts, "by": Agency(agency)},
    )


RULE = ChangeRule(
    id="correction-by-issuer",
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
