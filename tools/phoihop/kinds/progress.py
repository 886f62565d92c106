"""What an agency has done (§4)."""

from phoihop.kinds.kind import LETTER, Kind
from phoihop.kinds.opening import Opening
from phoihop.kinds.phrases import Telling
from phoihop.language import Text
from phoihop.records.types import Progress


def _told(it: Telling[Progress]) -> Text:
    document = it.document
    done = document.done == "true"
    if document.period:
        return Text("{agency} báo cáo kỳ {period}", "{agency} reports on {period}")
    if document.about_:
        if done:
            return Text("{agency} báo cáo đã thực hiện xong {about}", "{agency} reports {about} done")
        return Text("{agency} báo cáo việc thực hiện {about}", "{agency} reports what it did about {about}")
    if (document.step or "").partition("#")[2]:
        if done:
            return Text("{agency} báo cáo đã làm xong bước {step}", "{agency} reports step {step} done")
        return Text("{agency} báo cáo tiến độ bước {step}", "{agency} reports progress on step {step}")
    return Text("{agency} báo cáo tiến độ", "{agency} reports progress")


def _instructions(opening: Opening) -> list[str]:
    """What the issuer was instructed to do and has not reported done; what others were, after it."""
    issuer = opening.word("from")
    return [*opening.asked("instruction", issuer), *opening.asked("instruction")]


KIND = Kind(
    type=Progress,
    concerns=("step", "instruction", "periodic-report"),
    by=("debtors", "lead", "coordinating"),
    to=("lead",),
    asked=("from", "date", "step", "period", "about", "text", "done", *LETTER),
    worded={
        "step": Text("Bước của kế hoạch", "Step of the plan"),
        "done": Text("Đã làm xong bước này?", "Is this step done?"),
    },
    fits={"about": _instructions},
    makes_sense={
        "done": lambda opening: bool(opening.word("step") or opening.words("about")),
        "period": lambda opening: opening.case.assignment.recurs is not None,
        "about": lambda opening: bool(_instructions(opening)),
    },
    after_the_end=True,
    while_suspended=True,
    told=_told,
)
