"""Documents about the assignment and how it is carried out, as types (§1, §2): from objections to instructions."""

from datetime import date as Day  # noqa: N812  # `date` is a key of the format, so the type needs a name of its own
from typing import Annotated, Literal

import msgspec

from phoihop.language import Text
from phoihop.records.document import Document, Owes
from phoihop.records.parts import Proposal, Step
from phoihop.records.record import AT_LEAST_ONE, AgencyId, AnswerBy, Deadline, DocumentId, Flag, Period, StepRef, about
from phoihop.records.words import ADJUSTMENT_OUTCOMES, DONE

_ANSWER = Owes(
    kind="adjustment",
    name=Text("trả lời phản ánh, đề nghị gia hạn", "answer to an objection or extension request"),
    what=Text("trả lời {title} {source}", "answer to {title} {source}"),
    by="authority",
    due="adjustment",
    met_by=("adjustment",),
)


class Objection(Document, tag="objection", frozen=True, kw_only=True):
    """An agency finds the assignment unsuitable (§1)."""

    TITLE = Text("phản ánh phân công", "objection")
    OWES = (_ANSWER,)

    reason: Annotated[str, about("Lý do", "Why")]
    discovered: Annotated[
        Day | None,
        about("Ngày phát hiện", "Day on which it was found", since=2, label=Text("ngày phát hiện", "discovered")),
    ] = None
    proposes: Annotated[Proposal | None, about("Đề nghị", "What it proposes")] = None


class ExtensionRequest(Document, tag="extension-request", frozen=True, kw_only=True):
    """The lead, or the agency of a plan step, asks for more time (§1)."""

    TITLE = Text("văn bản đề nghị gia hạn", "extension request")
    SINCE = 2
    OWES = (_ANSWER,)

    reason: Annotated[str, about("Lý do", "Why")]
    due: Annotated[Deadline, about("Hạn mới được đề nghị", "The new deadline asked for")]
    step: Annotated[
        StepRef | None,
        about(
            "<mã kế hoạch>#<mã bước>; bỏ trống: hạn của nhiệm vụ",
            "<plan id>#<step id>; absent: the task's own deadline",
        ),
    ] = None


class Adjustment(Document, tag="adjustment", frozen=True, kw_only=True):
    """The authority changes the assignment, or declines to (§1). Effective from its date."""

    TITLE = Text("điều chỉnh nhiệm vụ", "adjustment")

    answers: Annotated[
        DocumentId | None,
        about(
            "Phản ánh, đề nghị gia hạn được trả lời",
            "The objection or extension-request it answers",
            kinds=("objection", "extension-request"),
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
    period: Annotated[
        Period | None,
        about(
            "Kỳ báo cáo: 2026-W07, 2026-03, 2026-Q1 hoặc 2026",
            "Period reported on: 2026-W07, 2026-03, 2026-Q1 or 2026",
            since=2,
            label=Text("kỳ báo cáo", "period"),
        ),
    ] = None
    done: Annotated[
        Flag | None, about("Đã hoàn thành", "Whether it is done", label=Text("đã hoàn thành", "done"), words=DONE)
    ] = None
    about_: Annotated[
        tuple[DocumentId, ...],
        about(
            "Ý kiến chỉ đạo, hoặc nội dung góp ý của cơ quan cấp trên mà báo cáo này thực hiện",
            "Instructions, or points of a superior agency's opinion, that it carries out",
            kinds=("instruction", "opinion"),
            parts="point",
            since=2,
            label=Text("về việc", "about"),
        ),
    ] = msgspec.field(default=(), name="about")


class Instruction(Document, tag="instruction", frozen=True, kw_only=True):
    """The authority says what is to be done in the task (§1, §4): an endorsement, a leader's direction."""

    TITLE = Text("ý kiến chỉ đạo", "instruction")
    SINCE = 2

    text: Annotated[str, about("Nội dung chỉ đạo", "What is to be done")]
    due: Annotated[AnswerBy | None, about("Hạn thực hiện, báo cáo xong", "Day by which it is reported done")] = None
    about_: Annotated[
        tuple[DocumentId, ...], about("Về văn bản nào trong nhiệm vụ", "Documents of the task that it is about")
    ] = msgspec.field(default=(), name="about")
