"""Parts of records as types: papers, steps, points, and what is said of them."""

from datetime import date as Day  # noqa: N812  # `date` is a key of the format, so the type needs a name of its own
from typing import Annotated, Literal

from phoihop.language import Text
from phoihop.records.record import (
    AgencyId,
    Deadline,
    DocumentId,
    Evidence,
    Field,
    Flag,
    ItemId,
    PaperPath,
    PlaceInList,
    PointRef,
    Record,
    Role,
    Sha256,
    about,
)
from phoihop.records.words import (
    ORIGINALS,
    RESPONSES,
    YES_OR_NO,
)


class Paper(Record, frozen=True, kw_only=True):
    """A paper: a file under the task's `files/`, or one kept elsewhere and known by its digest."""

    title: Annotated[str, about("Tên tài liệu", "Title of the paper", label=Text("tên", "title"))] = ""
    path: Annotated[
        PaperPath,
        about(
            "Tệp trong thư mục files/ của nhiệm vụ, ví dụ files/to-trinh.pdf",
            "File under the task's files/, such as files/to-trinh.pdf",
            asked_by_rule=True,
            label=Text("đường dẫn", "path"),
        ),
    ] = ""
    held: Annotated[str, about("Nơi lưu giữ, khi tài liệu không nằm trong sổ", "Where it is kept, if elsewhere")] = ""
    sha256: Annotated[Sha256 | None, about("Mã băm SHA-256 của tệp", "SHA-256 digest of the file")] = None
    original: Annotated[
        Literal["paper"] | None,
        about(
            "paper: chỉ có bản giấy, không có mã băm",
            "paper: there is only paper, and no digest to be had",
            since=2,
            label=Text("bản gốc", "original"),
            words=ORIGINALS,
        ),
    ] = None
    restricted: Annotated[
        Flag | None,
        about(
            "true: không công bố tệp, chỉ công bố tên và mã băm",
            "true: the paper itself is not published, its title and digest are",
            since=2,
            label=Text("hạn chế công bố", "restricted"),
            words=YES_OR_NO,
        ),
    ] = None


class TitledPaper(Paper, frozen=True, kw_only=True):
    """A paper of a dossier: its title is needed."""

    title: Annotated[str, about("Tên tài liệu", "Title of the paper")]


class SuppliedPaper(TitledPaper, frozen=True, kw_only=True):
    """A paper that is supplied on demand."""

    need: Annotated[
        PlaceInList | None,
        about(
            "Đáp ứng yêu cầu thứ mấy (1 là thứ nhất); bỏ trống: mọi yêu cầu",
            "Which need it meets, 1 is the first; absent: all",
            since=2,
            label=Text("đáp ứng yêu cầu thứ", "meets need"),
        ),
    ] = None


class Lacking(Record, frozen=True, kw_only=True):
    """Something that was asked for and can't be had."""

    need: Annotated[PlaceInList, about("Yêu cầu thứ mấy (1 là thứ nhất)", "Which need, 1 is the first")]
    reason: Annotated[str, about("Lý do", "Why")]


Files = Annotated[
    tuple[Paper, ...], about("Các tệp của văn bản", "The document's own files", label=Text("tệp", "file"))
]
_DOSSIER = about("Hồ sơ, tài liệu kèm theo", "The dossier: papers that go with it", asked_by_rule=True)
Dossier = Annotated[tuple[TitledPaper, ...], _DOSSIER]
SuppliedDossier = Annotated[tuple[SuppliedPaper, ...], _DOSSIER]


class Waiver(Record, frozen=True, kw_only=True):
    """Lets one rule be broken by one document, openly: its error becomes a published breach."""

    rule: Annotated[str, about("Mã quy tắc được miễn", "Id of the rule that is waived")]
    reason: Annotated[str, about("Lý do", "Why", label=Text("lý do", "reason"))]
    by: Annotated[
        DocumentId | None,
        about(
            "Văn bản của cơ quan giao nhiệm vụ cho phép miễn, hoặc task",
            "The authority's document that allows it, or `task`",
            since=2,
            label=Text("theo văn bản", "by"),
        ),
    ] = None


class Proposal(Record, frozen=True, kw_only=True):
    """What an objection proposes instead."""

    lead: Annotated[
        AgencyId | None, about("Đề nghị cơ quan chủ trì", "Proposed lead", label=Text("cơ quan chủ trì", "lead agency"))
    ] = None
    coordinating: Annotated[
        tuple[AgencyId, ...],
        about(
            "Đề nghị cơ quan phối hợp",
            "Proposed coordinating agencies",
            unique="",
            label=Text("cơ quan phối hợp", "coordinating agency"),
        ),
    ] = ()
    due: Annotated[Deadline | None, about("Đề nghị hạn", "Proposed deadline", label=Text("hạn", "deadline"))] = None


class Step(Record, frozen=True, kw_only=True):
    """A step of a plan."""

    id: Annotated[ItemId, about("Mã bước, ví dụ b1", "Id of the step, such as b1", label=Text("mã", "id"))]
    what: Annotated[str, about("Việc phải làm", "What is to be done")]
    agency: Annotated[AgencyId, about("Cơ quan thực hiện", "Agency that does it")]
    due: Annotated[Deadline | None, about("Hạn", "Deadline")] = None
    start: Annotated[
        Day | None, about("Ngày bắt đầu", "Day on which it begins", since=2, label=Text("bắt đầu", "start"))
    ] = None
    officer: Annotated[
        Role,
        about(
            "Chức danh người phụ trách",
            "Role of the officer in charge",
            since=2,
            label=Text("người phụ trách", "officer"),
        ),
    ] = ""


class Point(Record, frozen=True, kw_only=True):
    """One point of an opinion."""

    id: Annotated[ItemId, about("Mã nội dung, ví dụ p1", "Id of the point, such as p1")]
    text: Annotated[str, about("Nội dung góp ý", "What the point says", label=Text("nội dung", "text"))]
    field: Annotated[Field | None, about("Lĩnh vực", "Field it belongs to")] = None
    evidence: Annotated[
        tuple[Evidence, ...],
        about(
            "Căn cứ, tài liệu chứng minh (lời hoặc tệp)",
            "Evidence: text or file path",
            asked_by_rule=True,
            label=Text("căn cứ", "evidence"),
        ),
    ] = ()
    discuss: Annotated[
        Flag | None,
        about(
            "Cần trao đổi trước khi trình",
            "Needs discussion before submission",
            label=Text("cần trao đổi", "needs discussion"),
            words=YES_OR_NO,
        ),
    ] = None
    question: Annotated[
        PlaceInList | None,
        about(
            "Trả lời câu hỏi thứ mấy của văn bản xin ý kiến (1 là thứ nhất)",
            "Which of the request's questions it answers, 1 is the first",
            since=2,
            label=Text("trả lời câu hỏi thứ", "answers question"),
        ),
    ] = None
    explain: Annotated[
        Flag | None,
        about(
            "Cơ quan cấp trên yêu cầu giải trình",
            "A superior agency asks for an explanation",
            since=2,
            label=Text("yêu cầu giải trình", "explanation asked for"),
            words=YES_OR_NO,
        ),
    ] = None


class PointExplanation(Record, frozen=True, kw_only=True):
    """What is explained about one point."""

    point: Annotated[
        PointRef,
        about(
            "<mã ý kiến>#<mã nội dung>; ý kiến không có góp ý cụ thể: mã ý kiến",
            "<opinion id>#<point id>; of an opinion without points its id",
            label=Text("nội dung góp ý", "point"),
        ),
    ]
    text: Annotated[str, about("Nội dung giải trình", "The explanation")]


class View(Record, frozen=True, kw_only=True):
    """What became of one opinion, or of one of its points."""

    opinion: Annotated[
        DocumentId, about("Mã văn bản ý kiến", "Id of the opinion", kinds=("opinion",), label=Text("ý kiến", "opinion"))
    ]
    point: Annotated[
        PointRef | None, about("Mã nội dung; bỏ trống: cả ý kiến", "Point id; absent: the whole opinion", of="opinion")
    ] = None
    response: Annotated[
        Literal["accepted", "partly", "declined", "noted"],
        about("Tiếp thu hay không", "What became of it", label=Text("trả lời", "response"), words=RESPONSES),
    ]
    explanation: Annotated[str, about("Giải trình", "Explanation")] = ""
