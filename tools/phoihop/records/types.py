"""Tasks and documents as types: what the YAML files of a task's folder may say.

Each struct is one kind of file. Kinds stand in the order in which a task usually meets them: those of
`records.assigning`, those of `records.consulting`, and those that bring a task to its end, here. `records.record` is
what they rest on; `records.json_schema` makes the JSON Schemas from these types.
"""

from typing import Annotated, Literal

from phoihop.language import Text
from phoihop.records.assigning import Adjustment, ExtensionRequest, Instruction, Objection, Plan, Progress
from phoihop.records.assignment import TaskAssignment
from phoihop.records.consulting import (
    DossierRequest,
    DossierSupply,
    Explanation,
    Extension,
    Forward,
    Opinion,
    Reminder,
    Request,
)
from phoihop.records.document import Document, Owes
from phoihop.records.parts import Dossier, View
from phoihop.records.record import AT_LEAST_ONE, AgencyId, Deadline, DocumentId, PaperPath, PointRef, about
from phoihop.records.words import ACCEPTANCE_OUTCOMES, DECISION_FORMS, DECISION_OUTCOMES, MEETING_FORMS

__all__ = [
    "DOCUMENT_TYPES",
    "Acceptance",
    "Adjustment",
    "Completion",
    "Correction",
    "Decision",
    "Document",
    "DossierRequest",
    "DossierSupply",
    "Explanation",
    "Extension",
    "ExtensionRequest",
    "Forward",
    "Instruction",
    "Meeting",
    "Objection",
    "Opinion",
    "Plan",
    "Progress",
    "Reminder",
    "Report",
    "Request",
    "Resumption",
    "Submission",
    "Suspension",
    "TaskAssignment",
    "Withdrawal",
    "kind_of",
]


class Meeting(Document, tag="meeting", frozen=True, kw_only=True):
    """Points are talked over, directly or in a conference (§2)."""

    TITLE = Text("cuộc họp", "meeting")

    attended: Annotated[
        tuple[AgencyId, ...], AT_LEAST_ONE, about("Cơ quan dự họp", "Agencies that attended", unique="")
    ]
    discusses: Annotated[tuple[PointRef, ...], about("Các nội dung trao đổi", "Points discussed")] = ()
    unresolved: Annotated[
        tuple[PointRef, ...],
        about(
            "Nội dung chưa thống nhất, trong số đã trao đổi",
            "Points discussed without agreement",
            since=2,
            label=Text("chưa thống nhất", "unresolved"),
        ),
    ] = ()
    outcome: Annotated[str, about("Kết luận", "Outcome")]
    form: Annotated[Literal["direct", "conference"] | None, about("Hình thức", "Form", words=MEETING_FORMS)] = None


class Report(Document, tag="report", frozen=True, kw_only=True):
    """The explanation report: what became of every opinion (§2, §5)."""

    TITLE = Text("báo cáo giải trình", "explanation report")

    views: Annotated[
        tuple[View, ...],
        about(
            "Tiếp thu, giải trình từng ý kiến", "Response to each opinion", label=Text("trả lời ý kiến", "response to")
        ),
    ]
    silent: Annotated[
        tuple[AgencyId, ...], about("Cơ quan không trả lời", "Agencies that did not answer", unique="")
    ] = ()


class Submission(Document, tag="submission", frozen=True, kw_only=True):
    """The lead submits file, draft and report for decision (§5)."""

    TITLE = Text("tờ trình", "submission")
    OWES = (
        Owes(
            kind="decision",
            name=Text("quyết định", "decision"),
            what=Text("quyết định về tờ trình {source}", "decision on submission {source}"),
            by="authority",
            to="lead",
            due="decision",
            met_by=("decision",),
        ),
    )

    report: Annotated[
        DocumentId | None, about("Báo cáo giải trình", "The report", asked_by_rule=True, kinds=("report",))
    ] = None
    draft: Annotated[
        PaperPath | tuple[PaperPath, ...],
        about(
            "Tệp dự thảo (một, hoặc danh sách)", "File of the draft (one, or a list)", asked_by_rule=True, or_list=True
        ),
    ] = ""
    dossier: Dossier = ()
    proposes: Annotated[
        Literal["decision", "conference"] | None,
        about(
            "Đề nghị quyết định hay tổ chức hội nghị",
            "Whether a decision or a conference is advised",
            since=2,
            label=Text("đề nghị", "proposes"),
            words=DECISION_FORMS,
        ),
    ] = None

    @property
    def drafts(self) -> tuple[str, ...]:
        """The files of the drafts, one or several."""
        return self.draft if isinstance(self.draft, tuple) else (self.draft,) if self.draft else ()


class Decision(Document, tag="decision", frozen=True, kw_only=True):
    """The authority decides (§5)."""

    TITLE = Text("quyết định", "decision")

    answers: Annotated[DocumentId, about("Tờ trình", "The submission", kinds=("submission",))]
    outcome: Annotated[
        Literal["approved", "returned", "rejected"], about("Kết quả", "Outcome", words=DECISION_OUTCOMES)
    ]
    form: Annotated[
        Literal["decision", "conference"] | None,
        about("Quyết định hay hội nghị", "Decision or conference", words=DECISION_FORMS),
    ] = None
    meeting: Annotated[
        DocumentId | None,
        about(
            "Hội nghị đã thông qua",
            "The conference that was held",
            kinds=("meeting",),
            since=2,
            label=Text("hội nghị", "conference"),
        ),
    ] = None


class Completion(Document, tag="completion", frozen=True, kw_only=True):
    """The lead reports that the work is done (§5): the end of a task whose product is an action."""

    TITLE = Text("báo cáo hoàn thành", "completion")
    SINCE = 2
    OWES = (
        Owes(
            kind="decision",
            name=Text("xác nhận hoàn thành", "acceptance"),
            what=Text("xác nhận hoàn thành theo báo cáo {source}", "acceptance of completion {source}"),
            by="authority",
            to="lead",
            due="decision",
            met_by=("acceptance",),
        ),
    )

    text: Annotated[str, about("Kết quả thực hiện", "What was done")]
    report: Annotated[
        DocumentId | None,
        about("Báo cáo giải trình, khi đã xin ý kiến", "The report, where opinions were asked for", kinds=("report",)),
    ] = None


class Acceptance(Document, tag="acceptance", frozen=True, kw_only=True):
    """The authority accepts the work as done, or asks for more (§5)."""

    TITLE = Text("xác nhận hoàn thành", "acceptance")
    SINCE = 2

    answers: Annotated[DocumentId, about("Báo cáo hoàn thành", "The completion", kinds=("completion",))]
    outcome: Annotated[Literal["accepted", "returned"], about("Kết quả", "Outcome", words=ACCEPTANCE_OUTCOMES)]
    reason: Annotated[str, about("Lý do", "Why")] = ""


class Suspension(Document, tag="suspension", frozen=True, kw_only=True):
    """The authority stops the clock of a task."""

    TITLE = Text("tạm dừng nhiệm vụ", "suspension")
    SINCE = 2

    reason: Annotated[str, about("Lý do", "Why")]
    until: Annotated[
        Deadline | None, about("Dự kiến đến ngày", "Expected to last until", label=Text("đến ngày", "until"))
    ] = None


class Resumption(Document, tag="resumption", frozen=True, kw_only=True):
    """The authority lets a suspended task go on."""

    TITLE = Text("tiếp tục thực hiện nhiệm vụ", "resumption")
    SINCE = 2

    answers: Annotated[DocumentId, about("Văn bản tạm dừng", "The suspension", kinds=("suspension",))]


class Withdrawal(Document, tag="withdrawal", frozen=True, kw_only=True):
    """The task ends without a decision."""

    TITLE = Text("dừng nhiệm vụ", "withdrawal")

    reason: Annotated[str, about("Lý do", "Why")]


class Correction(Document, tag="correction", frozen=True, kw_only=True):
    """Says which record is corrected and why; goes with the edit of that record."""

    TITLE = Text("sửa thông tin trong sổ", "correction")

    corrects: Annotated[
        DocumentId,
        about(
            "Mã văn bản, hoặc task",
            "A document id, or `task`",
            label=Text("bản ghi được sửa", "record corrected"),
        ),
    ]
    reason: Annotated[str, about("Lý do", "Why")]


DOCUMENT_TYPES: dict[str, type[Document]] = {
    str(kind.__struct_config__.tag): kind for kind in Document.__subclasses__()
}
"""Every kind of document, in the order in which a task usually meets them: that in which they are declared."""


def kind_of(document: Document | type[Document]) -> str:
    """The kind as written in file names: `dossier-request`."""
    return str(document.__struct_config__.tag)
