"""What an agency has done (§4)."""

from phoihop.kinds.kind import LETTER, Kind
from phoihop.kinds.phrases import Telling
from phoihop.language import Message, Text
from phoihop.records.types import Progress


def _told(it: Telling[Progress]) -> Message:
    document = it.document
    step = (document.step or "").partition("#")[2]
    if step and document.done == "true":
        words = "{agency} báo cáo đã làm xong bước {step}", "{agency} reports step {step} done"
    elif step:
        words = "{agency} báo cáo tiến độ bước {step}", "{agency} reports progress on step {step}"
    else:
        words = "{agency} báo cáo tiến độ", "{agency} reports progress"
    return it.says(*words)


KIND = Kind(
    type=Progress,
    concerns=("step",),
    by=("debtors", "lead", "coordinating"),
    to=("lead",),
    asked=("from", "date", "step", "text", "done", *LETTER),
    worded={
        "step": Text("Bước của kế hoạch", "Step of the plan"),
        "done": Text("Đã làm xong bước này?", "Is this step done?"),
    },
    makes_sense={"done": lambda opening: bool(opening.word("step"))},
    after_the_end=True,
    told=_told,
)
