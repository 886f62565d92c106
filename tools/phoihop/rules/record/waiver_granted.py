"""A waiver is the authority's to give."""

from datetime import date

from phoihop.language import Agency, Text
from phoihop.records.references import TASK
from phoihop.records.register import Register
from phoihop.records.task_folder import TaskFolder
from phoihop.records.types import Document
from phoihop.rules.examples import REGISTER, kept, path_of, with_more, written
from phoihop.rules.rule import Findings, Found, Rule
from phoihop.rules.waiving import is_granted


def check(folder: TaskFolder, register: Register, today: date) -> Findings:
    for id_, document in folder.documents.items():
        for index, waiver in enumerate(document.waive):
            if not is_granted(folder, register, document, waiver) and not _comes_later(folder, document, waiver.by):
                yield Found(id_, ("waive", index, "by") if waiver.by else ("waive", index)).says(
                    "miễn quy tắc {rule} phải do {authority} cho phép: ghi ở “by” văn bản của cơ quan này trong nhiệm vụ, hoặc task",
                    "rule {rule} is waived by {authority} alone: name in “by” a document of it in this task, or task",
                    rule=waiver.rule,
                    authority=Agency(register.settings.authority),
                )


def _comes_later(folder: TaskFolder, document: Document, by: str | None) -> bool:
    """What names a later document, or one that is not there, is told by other rules."""
    if by is None or by == TASK:
        return False
    named = folder.documents.get(by)
    return named is None or named.date > document.date


_TASK = REGISTER[path_of("2021-03-08.request.tnmt")].replace(
    "dossier:\n  - title: Bản đồ hiện trạng\n    path: files/ban-do.pdf\n",
    "waive:\n  - rule: request-dossier\n    reason: Hồ sơ mật, xem tại chỗ\n",
)

RULE = Rule(
    __name__,
    title=Text("Miễn quy tắc phải được cho phép", "Waivers are granted"),
    explanation=Text(
        "Việc miễn một quy tắc do cơ quan giao nhiệm vụ cho phép: “by” nêu văn bản của cơ quan này trong cùng nhiệm vụ, không sau ngày văn bản được miễn, hoặc task. Văn bản của chính cơ quan giao nhiệm vụ thì không cần. Miễn mà chưa được cho phép thì không có hiệu lực.",
        "Only the authority lets a rule be waived: `by` names one of its documents in this task, not later than the one with the waiver, or `task`. The authority's own documents need none. A waiver that is not granted waives nothing.",
    ),
    good=kept("2021-04-22.submission.tnmt"),
    bad=written(
        "2021-03-08.request.tnmt",
        _TASK,
        also={"register.yml": with_more("register.yml", "rules:\n  request-dossier: off\n")},
    ),
    since=2,
    record=check,
)
