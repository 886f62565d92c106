"""A document comes from an agency of the task on that date."""

from phoihop.cases.model import Case
from phoihop.language import Agency, Text
from phoihop.records.register import Register
from phoihop.records.types import Correction, Document, Objection
from phoihop.rules.examples import kept, written
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    register: Register = case.course.register
    for entry in case.documents:
        agency, day = entry.document.from_, entry.document.date
        if agency not in register.agencies or agency in case.course.members_on(day):
            continue
        if not _may_speak_from_outside(case, entry.document):
            yield Found(entry.id, ("from",)).says(
                "{agency} không thuộc nhiệm vụ này vào ngày {day}: không chủ trì, không phối hợp, chưa được xin ý kiến",
                "{agency} is not of this task on {day}: it doesn't lead, coordinate, and was not asked by then",
                agency=Agency(agency),
                day=day,
            )


def _may_speak_from_outside(case: Case, document: Document) -> bool:
    """Whether a document may come from an agency that is not of the task.

    Who ought to be in the task says so (§1), and whoever issued a document corrects it.
    """
    course = case.course
    if isinstance(document, Objection):
        return course.kind_of_agency(document.from_) in ("department", "commune")
    corrected = course.by_id.get(document.corrects) if isinstance(document, Correction) else None
    return corrected is not None and course.speaks_for(document.from_, corrected.document.from_, document.date)


RULE = Rule(
    __name__,
    title=Text("Văn bản của cơ quan trong nhiệm vụ", "Documents come from agencies of the task"),
    explanation=Text(
        "Văn bản trong một nhiệm vụ là của cơ quan chủ trì, cơ quan phối hợp, cơ quan giao nhiệm vụ, hoặc của cơ quan mà tính đến ngày đó đã được xin ý kiến, được chuyển văn bản để giải trình hay được giao một bước trong kế hoạch. Phòng, ban hoặc xã bị bỏ sót khi phân công vẫn được phản ánh; cơ quan nào đã ban hành văn bản thì được sửa thông tin của văn bản đó.",
        "A task's documents come from its lead, its coordinating agencies, the authority, or an agency that by that day was asked for an opinion, was sent a document to explain, or was given a step of the plan. A department or commune that was left out of the assignment may object all the same, and whoever issued a document may correct it.",
    ),
    good=kept("2021-03-18.progress.an-do"),
    bad=written(
        "2021-03-18.progress.dien-luc",
        "text: Đã di dời một cột điện\n",
    ),
    needs_lead=True,
    case=check,
)
