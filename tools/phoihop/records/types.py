"""Tasks and documents as types: what the YAML files of a task's folder may say.

Each struct is one kind of file or a part of one. `records.record` is what they rest on; `records.json_schema` makes
the JSON Schemas from these types.
"""

from datetime import date as Day  # noqa: N812  # `date` is a key of the format, so the type needs a name of its own
from typing import Annotated, ClassVar, Literal

import msgspec

from phoihop.language import Text
from phoihop.records.owes import Owes
from phoihop.records.parts import Dossier, Files, Point, PointExplanation, Proposal, Step, View, Waiver
from phoihop.records.record import (
    AT_LEAST_ONE,
    AgencyId,
    AnswerBy,
    Deadline,
    DocumentId,
    Field,
    Flag,
    PaperPath,
    PointRef,
    Record,
    Role,
    StepRef,
    TaskId,
    about,
)
from phoihop.records.words import (
    ADJUSTMENT_OUTCOMES,
    DECISION_FORMS,
    DECISION_OUTCOMES,
    DONE,
    MEETING_FORMS,
    POSITIONS,
    PURPOSES,
    URGENCIES,
)


class TaskAssignment(Record, frozen=True, kw_only=True):
    """task.yml: the assignment of a task (§1)."""

    title: Annotated[str, about("Tên nhiệm vụ", "Title of the task")]
    summary: Annotated[str, about("Tóm tắt", "Summary")] = ""
    field: Annotated[Field | None, about("Lĩnh vực", "Field")] = None
    lead: Annotated[
        AgencyId | tuple[AgencyId, ...] | None, about("Cơ quan chủ trì (một)", "Lead agency (one)", asked_by_rule=True)
    ] = None
    coordinating: Annotated[
        tuple[AgencyId, ...], about("Các cơ quan phối hợp", "Coordinating agencies", unique="")
    ] = ()
    due: Annotated[Deadline | None, about("Hạn hoàn thành", "Deadline")] = None
    number: Annotated[str, about("Số, ký hiệu văn bản giao nhiệm vụ", "Number of the assigning document")] = ""
    date: Annotated[Day, about("Ngày giao", "Date of assignment")]
    from_: Annotated[AgencyId, about("Cơ quan giao nhiệm vụ", "Agency that assigns")] = msgspec.field(name="from")
    signed_by: Annotated[Role, about("Chức vụ người ký", "Role of the signer")] = ""
    files: Files = ()
    related: Annotated[tuple[TaskId, ...], about("Nhiệm vụ liên quan", "Ids of related tasks", unique="")] = ()


class Document(Record, tag_field="kind", frozen=True, kw_only=True):
    """What every document may say. `kind`, `from` and `date` repeat the file's name."""

    TITLE: ClassVar[Text]
    SINCE: ClassVar[int] = 1
    """The format of the register with which the kind came."""
    OWES: ClassVar[tuple[Owes, ...]] = ()
    """What debts each document of the kind makes, as far as a table can say; `cases.debts` knows the others."""
    COUNTS_WHEN_RECEIVED: ClassVar[bool] = False
    """Whether it counts on the day on which it reached its addressee, where that is given."""

    from_: Annotated[AgencyId, about("Cơ quan ban hành", "Issuing agency")] = msgspec.field(name="from")
    to: Annotated[
        tuple[AgencyId, ...], about("Nơi nhận", "Addressees", unique="", label=Text("nơi nhận", "addressee"))
    ] = ()
    date: Annotated[Day, about("Ngày văn bản", "Date of the document")]
    number: Annotated[str, about("Số, ký hiệu", "Number")] = ""
    received: Annotated[
        Day | None,
        about("Ngày đến nơi nhận, khi muộn hơn", "When it arrived, if later", label=Text("ngày nhận", "day received")),
    ] = None
    subject: Annotated[str, about("Trích yếu", "Subject")] = ""
    signed_by: Annotated[Role, about("Chức vụ người ký", "Role of the signer")] = ""
    urgency: Annotated[
        Literal["urgent", "very-urgent", "immediate"] | None,
        about("Độ khẩn: khẩn, thượng khẩn, hỏa tốc", "Urgency", label=Text("độ khẩn", "urgency"), words=URGENCIES),
    ] = None
    files: Files = ()
    note: Annotated[str, about("Ghi chú", "Note")] = ""
    waive: Annotated[
        tuple[Waiver, ...],
        about(
            "Quy tắc được miễn, kèm lý do", "Rules waived, with reasons", label=Text("miễn quy tắc", "waiver of rule")
        ),
    ] = ()


class Objection(Document, tag="objection", frozen=True, kw_only=True):
    """An agency finds the assignment unsuitable (§1)."""

    TITLE = Text("phản ánh phân công", "objection")
    OWES = (
        Owes(
            kind="adjustment",
            name=Text("trả lời phản ánh phân công", "answer to the objection"),
            what=Text("trả lời phản ánh phân công {source}", "answer to objection {source}"),
            by="authority",
            due="adjustment",
            met_by=("adjustment",),
        ),
    )

    reason: Annotated[str, about("Lý do", "Why")]
    proposes: Annotated[Proposal | None, about("Đề nghị", "What it proposes")] = None


class Adjustment(Document, tag="adjustment", frozen=True, kw_only=True):
    """The authority changes the assignment, or declines to (§1). Effective from its date."""

    TITLE = Text("điều chỉnh phân công", "adjustment")

    answers: Annotated[
        DocumentId | None,
        about(
            "Phản ánh được trả lời",
            "The objection it answers",
            kinds=("objection",),
            label=Text("văn bản được trả lời", "document answered"),
        ),
    ] = None
    outcome: Annotated[
        Literal["accepted", "declined", "own-motion"], about("Kết quả", "Outcome", words=ADJUSTMENT_OUTCOMES)
    ]
    lead: Annotated[AgencyId | tuple[AgencyId, ...] | None, about("Cơ quan chủ trì mới", "New lead")] = None
    coordinating: Annotated[
        tuple[AgencyId, ...] | None,
        about("Cơ quan phối hợp mới (cả danh sách)", "New coordinating agencies", unique=""),
    ] = None
    due: Annotated[Deadline | None, about("Hạn mới", "New deadline")] = None


class Plan(Document, tag="plan", frozen=True, kw_only=True):
    """The lead's plan (§2). The newest plan's steps count."""

    TITLE = Text("kế hoạch", "plan")

    steps: Annotated[
        tuple[Step, ...], AT_LEAST_ONE, about("Các bước", "Steps", unique="id", label=Text("bước", "step"))
    ]


class Progress(Document, tag="progress", frozen=True, kw_only=True):
    """What an agency has done (§4)."""

    TITLE = Text("báo cáo tiến độ", "progress report")

    text: Annotated[str, about("Nội dung", "What was done")]
    step: Annotated[
        StepRef | None,
        about("<mã kế hoạch>#<mã bước>", "<plan id>#<step id>", label=Text("bước kế hoạch", "step of the plan")),
    ] = None
    done: Annotated[
        Flag | None, about("Đã hoàn thành", "Whether the step is done", label=Text("đã hoàn thành", "done"), words=DONE)
    ] = None


class Request(Document, tag="request", frozen=True, kw_only=True):
    """A request for opinions, with its dossier (§2, §3)."""

    TITLE = Text("văn bản xin ý kiến", "request for opinion")

    to: Annotated[tuple[AgencyId, ...], AT_LEAST_ONE, about("Cơ quan được xin ý kiến", "Agencies asked", unique="")]
    due: Annotated[AnswerBy, about("Hạn trả lời", "Deadline to answer")]
    questions: Annotated[
        tuple[str, ...],
        AT_LEAST_ONE,
        about("Nội dung xin ý kiến", "What is asked", label=Text("nội dung xin ý kiến", "question")),
    ]
    dossier: Dossier = ()
    drafted_by: Annotated[AgencyId | None, about("Cơ quan tham mưu", "Agency that drafted it", asked_by_rule=True)] = (
        None
    )
    purpose: Annotated[
        Literal["opinion", "appraisal"],
        about("Góp ý hay thẩm định", "Opinion or appraisal", label=Text("mục đích", "purpose"), words=PURPOSES),
    ] = "opinion"


class Extension(Document, tag="extension", frozen=True, kw_only=True):
    """A new deadline for some of the agencies asked."""

    TITLE = Text("gia hạn", "extension")

    answers: Annotated[DocumentId, about("Văn bản xin ý kiến", "The request", kinds=("request",))]
    to: Annotated[
        tuple[AgencyId, ...], AT_LEAST_ONE, about("Cơ quan được gia hạn", "Agencies whose deadline moves", unique="")
    ]
    due: Annotated[AnswerBy, about("Hạn mới", "New deadline")]


class DossierRequest(Document, tag="dossier-request", frozen=True, kw_only=True):
    """An agency that was asked demands papers of the lead (§4)."""

    TITLE = Text("yêu cầu cung cấp hồ sơ", "request for papers")

    answers: Annotated[DocumentId, about("Văn bản xin ý kiến", "The request", kinds=("request",))]
    needs: Annotated[tuple[str, ...], AT_LEAST_ONE, about("Hồ sơ cần cung cấp", "Papers needed")]


class DossierSupply(Document, tag="dossier-supply", frozen=True, kw_only=True):
    """The lead supplies the papers (§4)."""

    TITLE = Text("cung cấp hồ sơ", "supply of papers")
    COUNTS_WHEN_RECEIVED = True

    answers: Annotated[DocumentId, about("Văn bản yêu cầu", "The request for papers", kinds=("dossier-request",))]
    dossier: Dossier = ()


class Opinion(Document, tag="opinion", frozen=True, kw_only=True):
    """An agency's opinion (§4): in writing, with evidence, on time."""

    TITLE = Text("ý kiến tham gia", "opinion")
    COUNTS_WHEN_RECEIVED = True

    answers: Annotated[DocumentId, about("Văn bản xin ý kiến", "The request", kinds=("request",))]
    position: Annotated[
        Literal["agree", "agree-with-comments", "disagree", "no-comment"],
        about("Quan điểm", "Position", words=POSITIONS),
    ]
    points: Annotated[
        tuple[Point, ...], about("Nội dung góp ý", "Points", unique="id", label=Text("nội dung góp ý", "point"))
    ] = ()
    supplements: Annotated[
        DocumentId | None,
        about(
            "Ý kiến đang có hiệu lực được bổ sung; bỏ trống: thay các ý kiến trước",
            "The opinion in force that it adds to; absent: it replaces the earlier ones",
            kinds=("opinion",),
            since=2,
            label=Text("bổ sung cho ý kiến", "adds to opinion"),
        ),
    ] = None


class Reminder(Document, tag="reminder", frozen=True, kw_only=True):
    """The lead or the authority urges agencies (§2)."""

    TITLE = Text("văn bản đôn đốc", "reminder")

    to: Annotated[tuple[AgencyId, ...], AT_LEAST_ONE, about("Cơ quan được đôn đốc", "Agencies urged", unique="")]
    about: Annotated[
        tuple[DocumentId, ...],
        AT_LEAST_ONE,
        about(
            "Về văn bản nào (xin ý kiến, chuyển, kế hoạch)",
            "Requests, forwards or plans",
            kinds=("request", "forward", "plan"),
            label=Text("văn bản được đôn đốc", "documents urged about"),
        ),
    ]


class Forward(Document, tag="forward", frozen=True, kw_only=True):
    """A superior agency's opinion is passed to the agencies it concerns (§3)."""

    TITLE = Text("chuyển văn bản để giải trình", "forward")
    OWES = (
        Owes(
            kind="explanation",
            name=Text("giải trình", "explanation"),
            what=Text("giải trình theo văn bản {source}", "explanation asked for in {source}"),
            by="to",
            to="lead",
            due="due",
            met_by=("explanation",),
            urged=True,
        ),
    )

    forwards: Annotated[DocumentId, about("Ý kiến của sở, ngành", "The superior agency's opinion", kinds=("opinion",))]
    to: Annotated[
        tuple[AgencyId, ...], AT_LEAST_ONE, about("Cơ quan giải trình", "Agencies that shall explain", unique="")
    ]
    due: Annotated[AnswerBy, about("Hạn giải trình", "Deadline to explain")]
    points: Annotated[
        tuple[PointRef, ...], about("Mã các nội dung; bỏ trống: tất cả", "Point ids; absent: all", of="forwards")
    ] = ()


class Explanation(Document, tag="explanation", frozen=True, kw_only=True):
    """Points are explained in writing (§3)."""

    TITLE = Text("văn bản giải trình", "explanation")
    COUNTS_WHEN_RECEIVED = True

    answers: Annotated[
        DocumentId, about("Văn bản chuyển hoặc ý kiến", "The forward or opinion", kinds=("forward", "opinion"))
    ]
    points: Annotated[
        tuple[PointExplanation, ...], AT_LEAST_ONE, about("Giải trình từng nội dung", "Explanation of each point")
    ]
    drafted_by: Annotated[AgencyId | None, about("Cơ quan tham mưu", "Agency that drafted it", asked_by_rule=True)] = (
        None
    )


class Meeting(Document, tag="meeting", frozen=True, kw_only=True):
    """Points are talked over, directly or in a conference (§2)."""

    TITLE = Text("cuộc họp", "meeting")

    attended: Annotated[
        tuple[AgencyId, ...], AT_LEAST_ONE, about("Cơ quan dự họp", "Agencies that attended", unique="")
    ]
    discusses: Annotated[tuple[PointRef, ...], about("Các nội dung trao đổi", "Points discussed")] = ()
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
    draft: Annotated[PaperPath, about("Tệp dự thảo", "File of the draft", asked_by_rule=True)] = ""
    dossier: Dossier = ()


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


class Withdrawal(Document, tag="withdrawal", frozen=True, kw_only=True):
    """The task ends without a decision."""

    TITLE = Text("dừng nhiệm vụ", "withdrawal")

    reason: Annotated[str, about("Lý do", "Why")]


class Correction(Document, tag="correction", frozen=True, kw_only=True):
    """Says which record is corrected and why; goes with the edit of that record."""

    TITLE = Text("đính chính", "correction")

    corrects: Annotated[
        DocumentId,
        about(
            "Mã văn bản, hoặc task",
            "A document id, or `task`",
            label=Text("văn bản được đính chính", "record corrected"),
        ),
    ]
    reason: Annotated[str, about("Lý do", "Why")]


DOCUMENT_TYPES: dict[str, type[Document]] = {
    str(kind.__struct_config__.tag): kind for kind in Document.__subclasses__()
}
"""Every kind of document, in the order in which a task usually meets them: that in which they stand above."""


def kind_of(document: Document) -> str:
    """The kind as written in file names: `dossier-request`."""
    return str(document.__struct_config__.tag)
