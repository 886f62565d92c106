"""Documents by which opinions are asked for, given and explained, as types (§2 to §4)."""

from typing import Annotated, Literal

from phoihop.language import Text
from phoihop.records.document import Document, Owes
from phoihop.records.parts import Dossier, Lacking, Point, PointExplanation, SuppliedDossier, TitledPaper
from phoihop.records.record import AT_LEAST_ONE, AgencyId, AnswerBy, DocumentId, PointRef, about
from phoihop.records.words import POSITIONS, PURPOSES

_Asking = Annotated[
    DocumentId, about("Văn bản xin ý kiến hoặc văn bản chuyển", "The request or forward", kinds=("request", "forward"))
]
_Drafter = Annotated[AgencyId | None, about("Cơ quan tham mưu", "Agency that drafted it", asked_by_rule=True)]


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
    drafted_by: _Drafter = None
    purpose: Annotated[
        Literal["opinion", "appraisal"],
        about("Góp ý hay thẩm định", "Opinion or appraisal", label=Text("mục đích", "purpose"), words=PURPOSES),
    ] = "opinion"


class Extension(Document, tag="extension", frozen=True, kw_only=True):
    """A new deadline for some of the agencies asked."""

    TITLE = Text("gia hạn trả lời", "extension")

    answers: _Asking
    to: Annotated[
        tuple[AgencyId, ...], AT_LEAST_ONE, about("Cơ quan được gia hạn", "Agencies whose deadline moves", unique="")
    ]
    due: Annotated[AnswerBy, about("Hạn mới", "New deadline")]


class DossierRequest(Document, tag="dossier-request", frozen=True, kw_only=True):
    """An agency that was asked demands papers of the lead (§4)."""

    TITLE = Text("yêu cầu cung cấp hồ sơ", "request for papers")

    answers: _Asking
    needs: Annotated[tuple[str, ...], AT_LEAST_ONE, about("Hồ sơ cần cung cấp", "Papers needed")]


class DossierSupply(Document, tag="dossier-supply", frozen=True, kw_only=True):
    """The lead supplies the papers (§4)."""

    TITLE = Text("cung cấp hồ sơ", "supply of papers")
    COUNTS_WHEN_RECEIVED = True

    answers: Annotated[DocumentId, about("Văn bản yêu cầu", "The request for papers", kinds=("dossier-request",))]
    dossier: SuppliedDossier = ()
    lacking: Annotated[
        tuple[Lacking, ...],
        about(
            "Hồ sơ không thể cung cấp, kèm lý do",
            "What can't be supplied, with the reason",
            unique="need",
            since=2,
            label=Text("không cung cấp được", "lacking"),
        ),
    ] = ()


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
    reply_by: Annotated[
        AnswerBy | None,
        about(
            "Thời hạn mà cơ quan cấp trên yêu cầu giải trình",
            "By when an explanation is asked for",
            since=2,
            label=Text("hạn giải trình", "reply by"),
        ),
    ] = None
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
            "Văn bản xin ý kiến, chuyển, kế hoạch, chỉ đạo, bước (<mã kế hoạch>#<mã bước>), hoặc task: việc trình",
            "Requests, forwards, plans, instructions, steps (<plan id>#<step id>), or `task`: the submission",
            kinds=("request", "forward", "plan", "instruction", "task"),
            parts="step",
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

    forwards: Annotated[
        DocumentId, about("Ý kiến của cơ quan cấp trên", "The superior agency's opinion", kinds=("opinion",))
    ]
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
    dossier: Annotated[
        tuple[TitledPaper, ...],
        about("Hồ sơ được bổ sung, hoàn thiện kèm theo", "Papers that it adds or completes", since=2),
    ] = ()
    drafted_by: _Drafter = None
