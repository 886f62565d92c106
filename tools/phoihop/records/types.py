"""The record format as types: what a register's YAML files may say.

Each struct is one kind of file or a part of one. Everything is read as text and typed here, so `no`, `0012` and
`2021-03-10` mean what a clerk reads. A key's words for people (the hover text in an editor, the reference in the
manual) stand beside its type, in both languages. `records.json_schema` makes the JSON Schemas from these types.

Where the directive itself asks for a key (a lead, a dossier, evidence …) the type lets it be absent: the rule of
that section then speaks, in the directive's words. Such keys carry `asked_by_rule`.
"""

from datetime import date as Day  # noqa: N812  # `date` is a key of the format, so the type needs a name of its own
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

import msgspec

from phoihop.language import Text

FIRST_YEAR, LAST_YEAR = 1900, 2199

AgencyId = str
DocumentId = str
PointRef = str
Slug = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-fA-F]{64}$")]
Email = Annotated[str, msgspec.Meta(pattern=r"^[^@\s<>]+@[^@\s<>]+$")]
WorkingDayCount = Annotated[int, msgspec.Meta(ge=0, le=1000)]
ItemId = Annotated[str, msgspec.Meta(pattern=r"^[^\s#]+$")]
Flag = Literal["true", "false"]
AT_LEAST_ONE = msgspec.Meta(min_length=1)


def about(vi: str, en: str, *, asked_by_rule: bool = False, unique: str | None = None) -> msgspec.Meta:
    """What a key means. `unique` names the key by which the items of a list must differ ("" for the item itself)."""
    extra: dict[str, Any] = {"about": Text(vi, en), "asked_by_rule": asked_by_rule, "unique": unique}
    return msgspec.Meta(extra=extra)


class Record(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Base of everything read from YAML.

    Raises ValueError where a date is not of this age, or a list names one thing twice: what a type alone can't say.
    """

    def __post_init__(self) -> None:
        for name, unique in _checked_fields(type(self)):
            value = getattr(self, name)
            if not value:
                continue
            for day in value if isinstance(value, tuple) else (value,):
                if isinstance(day, Day) and not FIRST_YEAR <= day.year <= LAST_YEAR:
                    raise ValueError(f"{name}: year out of range")
            if unique is not None and isinstance(value, tuple) and len(value) > 1:
                items = [getattr(item, unique) if unique else item for item in value]
                if len(set(items)) < len(items):
                    raise ValueError(f"{name}: not unique")


@cache
def _checked_fields(record: type[Record]) -> tuple[tuple[str, str | None], ...]:
    """The attributes of a struct that `__post_init__` looks at: dates, and lists with the key their items differ by."""
    checked: list[tuple[str, str | None]] = []
    for field in msgspec.inspect.type_info(record).fields:  # type: ignore[attr-defined]  # a struct's info has fields
        attribute = "from_" if field.encode_name == "from" else field.name
        meaning = meaning_of(field.type)
        unique = meaning["unique"] if meaning else None
        if unique is not None or _holds_date(field.type):
            checked.append((attribute, unique))
    return tuple(checked)


def _holds_date(info: msgspec.inspect.Type) -> bool:
    match info:
        case msgspec.inspect.Metadata(type=inner):
            return _holds_date(inner)
        case msgspec.inspect.UnionType(types=types):
            return any(_holds_date(each) for each in types)
        case msgspec.inspect.VarTupleType(item_type=inner):
            return _holds_date(inner)
    return isinstance(info, msgspec.inspect.DateType)


def meaning_of(info: msgspec.inspect.Type) -> dict[str, Any] | None:
    """What `about` says of a key, given the type of its field."""
    while isinstance(info, msgspec.inspect.Metadata):
        if info.extra and "about" in info.extra:
            return info.extra
        info = info.type
    return None


# --- parts ---------------------------------------------------------------------------------------------------------


class Paper(Record, frozen=True, kw_only=True):
    """A paper: a file under the task's `files/`, or one kept elsewhere and known by its digest."""

    title: Annotated[str, about("Tên tài liệu", "Title of the paper", asked_by_rule=False)] = ""
    path: Annotated[
        str,
        about(
            "Tệp trong thư mục files/ của nhiệm vụ, ví dụ files/to-trinh.pdf",
            "File under the task's files/, such as files/to-trinh.pdf",
            asked_by_rule=True,
        ),
    ] = ""
    held: Annotated[str, about("Nơi lưu giữ, khi tài liệu không nằm trong sổ", "Where it is kept, if elsewhere")] = ""
    sha256: Annotated[Sha256 | None, about("Mã băm SHA-256 của tệp", "SHA-256 digest of the file")] = None


class TitledPaper(Paper, frozen=True, kw_only=True):
    """A paper of a dossier: its title is needed."""

    title: Annotated[str, about("Tên tài liệu", "Title of the paper")]


Files = Annotated[tuple[Paper, ...], about("Các tệp của văn bản", "The document's own files")]
Dossier = Annotated[
    tuple[TitledPaper, ...],
    about("Hồ sơ, tài liệu kèm theo", "The dossier: papers that go with it", asked_by_rule=True),
]


class Waiver(Record, frozen=True, kw_only=True):
    """Lets one rule be broken by one document, openly: its error becomes a published breach."""

    rule: Annotated[str, about("Mã quy tắc được miễn", "Id of the rule that is waived")]
    reason: Annotated[str, about("Lý do", "Why")]


class Member(Record, frozen=True, kw_only=True):
    """Who may write for an agency: a role and its institutional address."""

    role: Annotated[str, about("Chức danh, vai trò", "Role")]
    email: Annotated[Email, about("Thư điện tử công vụ", "Institutional e-mail address")]
    aliases: Annotated[tuple[Email, ...], about("Địa chỉ khác, ví dụ của nơi lưu mã", "Further addresses")] = ()
    key: Annotated[str, about("Khóa công khai SSH để ký", "SSH public key for signing")] = ""


class Proposal(Record, frozen=True, kw_only=True):
    """What an objection proposes instead."""

    lead: Annotated[AgencyId | None, about("Đề nghị cơ quan chủ trì", "Proposed lead")] = None
    coordinating: Annotated[
        tuple[AgencyId, ...], about("Đề nghị cơ quan phối hợp", "Proposed coordinating agencies", unique="")
    ] = ()
    due: Annotated[Day | None, about("Đề nghị hạn", "Proposed deadline")] = None


class Step(Record, frozen=True, kw_only=True):
    """A step of a plan."""

    id: Annotated[ItemId, about("Mã bước, ví dụ b1", "Id of the step, such as b1")]
    what: Annotated[str, about("Việc phải làm", "What is to be done")]
    agency: Annotated[AgencyId, about("Cơ quan thực hiện", "Agency that does it")]
    due: Annotated[Day | None, about("Hạn", "Deadline")] = None


class Point(Record, frozen=True, kw_only=True):
    """One point of an opinion."""

    id: Annotated[ItemId, about("Mã nội dung, ví dụ p1", "Id of the point, such as p1")]
    text: Annotated[str, about("Nội dung góp ý", "What the point says")]
    field: Annotated[Slug | None, about("Lĩnh vực", "Field it belongs to")] = None
    evidence: Annotated[
        tuple[str, ...],
        about("Căn cứ, tài liệu chứng minh (lời hoặc tệp)", "Evidence: text or file path", asked_by_rule=True),
    ] = ()
    discuss: Annotated[Flag | None, about("Cần trao đổi trước khi trình", "Needs discussion before submission")] = None


class PointExplanation(Record, frozen=True, kw_only=True):
    """What is explained about one point."""

    point: Annotated[PointRef, about("<mã ý kiến>#<mã nội dung>", "<opinion id>#<point id>")]
    text: Annotated[str, about("Nội dung giải trình", "The explanation")]


class View(Record, frozen=True, kw_only=True):
    """What became of one opinion, or of one of its points."""

    opinion: Annotated[DocumentId, about("Mã văn bản ý kiến", "Id of the opinion")]
    point: Annotated[str | None, about("Mã nội dung; bỏ trống: cả ý kiến", "Point id; absent: the whole opinion")] = (
        None
    )
    response: Annotated[
        Literal["accepted", "partly", "declined", "noted"], about("Tiếp thu hay không", "What became of it")
    ]
    explanation: Annotated[str, about("Giải trình", "Explanation")] = ""


# --- the register and its agencies -----------------------------------------------------------------------------------


class Directive(Record, frozen=True, kw_only=True):
    """The directive in force."""

    number: Annotated[str, about("Số, ký hiệu", "Number")] = ""
    date: Annotated[Day | None, about("Ngày ban hành", "Date of issue")] = None
    issuer: Annotated[str, about("Cơ quan ban hành", "Issuer")] = ""
    url: Annotated[str, about("Địa chỉ toàn văn", "Address of the full text")] = ""


class Deadlines(Record, frozen=True, kw_only=True):
    """Deadlines in working days; each may be left out."""

    objection: Annotated[WorkingDayCount, about("Phản ánh phân công", "To object to an assignment")] = 3
    adjustment: Annotated[WorkingDayCount, about("Điều chỉnh sau phản ánh", "To answer an objection")] = 5
    plan: Annotated[WorkingDayCount, about("Lập kế hoạch", "To make the plan")] = 5
    dossier: Annotated[WorkingDayCount, about("Cung cấp hồ sơ", "To supply papers")] = 2
    opinion_notice: Annotated[
        WorkingDayCount, about("Thời gian ít nhất để cho ý kiến", "Least time to give an opinion")
    ] = 3
    urging: Annotated[WorkingDayCount, about("Khoảng cách giữa các lần đôn đốc", "Between two reminders")] = 5
    follow_up: Annotated[
        WorkingDayCount, about("Xử lý ý kiến của sở, ngành", "To follow up a superior agency's opinion")
    ] = 5
    decision: Annotated[WorkingDayCount, about("Quyết định sau khi trình", "To decide a submission")] = 10
    due_soon: Annotated[WorkingDayCount, about("Báo sắp đến hạn", "How near counts as due soon")] = 3
    recording: Annotated[WorkingDayCount, about("Ghi vào sổ", "To record a document")] = 10


class Holidays(Record, frozen=True, kw_only=True):
    """Which days are not worked. Saturdays and Sundays are off; `off` and `worked` win over the country's list."""

    country: Annotated[
        Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2}$")], about("Mã quốc gia hai chữ", "Two-letter country code")
    ] = "VN"
    off: Annotated[tuple[Day, ...], about("Ngày nghỉ thêm", "Further days off")] = ()
    worked: Annotated[tuple[Day, ...], about("Ngày làm bù", "Days worked instead")] = ()


class PaperSettings(Record, frozen=True, kw_only=True):
    """Which papers the register takes, and whether its site carries them."""

    types: Annotated[
        tuple[Slug, ...],
        AT_LEAST_ONE,
        about("Các loại tệp được nhận, theo đuôi tên", "Types of file that are taken, by the name's ending", unique=""),
    ] = ("pdf", "docx", "xlsx", "odt", "ods", "jpg", "png", "tiff", "zip", "p7s")
    max_size: Annotated[
        Annotated[int, msgspec.Meta(ge=1, le=2048)], about("Dung lượng lớn nhất (MiB)", "Largest size, in MiB")
    ] = 50
    publish: Annotated[
        Flag,
        about(
            "Trang công bố có kèm tệp không; false: chỉ ghi tên và mã băm",
            "Whether the site carries the files; false: only their titles and digests",
        ),
    ] = "true"


class Settings(Record, frozen=True, kw_only=True):
    """register.yml: the authority, its language, deadlines, holidays, rule settings."""

    title: Annotated[str, about("Tên sổ theo dõi", "Name of the register")]
    authority: Annotated[AgencyId, about("Cơ quan giao việc và quyết định", "Agency that assigns and decides")]
    language: Annotated[Literal["vi", "en"], about("Ngôn ngữ", "Language of site and documents")] = "vi"
    timezone: Annotated[str, about("Múi giờ, quyết định “hôm nay”", "Time zone; decides what “today” is")] = (
        "Asia/Ho_Chi_Minh"
    )
    directive: Annotated[Directive, about("Văn bản chỉ đạo đang áp dụng", "Directive in force")] = Directive()
    registrars: Annotated[tuple[Email, ...], about("Người được ghi thay mọi cơ quan", "May record for any agency")] = ()
    deadlines: Annotated[Deadlines, about("Các thời hạn, tính bằng ngày làm việc", "Deadlines in working days")] = (
        Deadlines()
    )
    holidays: Annotated[Holidays, about("Ngày nghỉ, ngày làm bù", "Days off and days worked instead")] = Holidays()
    papers: Annotated[PaperSettings, about("Tệp tài liệu: loại, dung lượng, công bố", "Papers: types, size, site")] = (
        PaperSettings()
    )
    as_of: Annotated[Day | None, about("Ngày mà sổ dừng lại", "The day at which the register stands still")] = None
    rules: Annotated[dict[str, Literal["off", "error", "breach"]], about("Thiết lập quy tắc", "Settings of rules")] = (
        msgspec.field(default_factory=dict)
    )


class AgencyRecord(Record, frozen=True, kw_only=True):
    """agencies/<id>.yml: one agency."""

    name: Annotated[str, about("Tên đầy đủ", "Full name")]
    short: Annotated[str, about("Ký hiệu trong số văn bản", "Symbol used in document numbers")]
    kind: Annotated[
        Literal["authority", "department", "commune", "superior", "other"],
        about("Loại cơ quan", "Kind of agency"),
    ]
    fields: Annotated[tuple[Slug, ...], about("Lĩnh vực phụ trách", "What the agency is for", unique="")] = ()
    parent: Annotated[AgencyId | None, about("Cơ quan cấp trên trực tiếp", "Parent agency")] = None
    since: Annotated[Day | None, about("Hoạt động từ ngày", "Active since")] = None
    until: Annotated[Day | None, about("Hoạt động đến hết ngày", "Active until, inclusive")] = None
    succeeded_by: Annotated[AgencyId | None, about("Cơ quan kế thừa", "Agency that succeeds it")] = None
    contact: Annotated[str, about("Địa chỉ liên hệ", "How to reach it")] = ""
    members: Annotated[
        tuple[Member, ...], about("Người được ghi cho cơ quan", "Who may write for it", unique="email")
    ] = ()


class TaskAssignment(Record, frozen=True, kw_only=True):
    """task.yml: the assignment of a task (§1)."""

    title: Annotated[str, about("Tên nhiệm vụ", "Title of the task")]
    summary: Annotated[str, about("Tóm tắt", "Summary")] = ""
    field: Annotated[Slug | None, about("Lĩnh vực", "Field")] = None
    lead: Annotated[
        AgencyId | tuple[AgencyId, ...] | None, about("Cơ quan chủ trì (một)", "Lead agency (one)", asked_by_rule=True)
    ] = None
    coordinating: Annotated[
        tuple[AgencyId, ...], about("Các cơ quan phối hợp", "Coordinating agencies", unique="")
    ] = ()
    due: Annotated[Day | None, about("Hạn hoàn thành", "Deadline")] = None
    number: Annotated[str, about("Số, ký hiệu văn bản giao việc", "Number of the assigning document")] = ""
    date: Annotated[Day, about("Ngày giao", "Date of assignment")]
    from_: Annotated[AgencyId, about("Cơ quan giao việc", "Agency that assigns")] = msgspec.field(name="from")
    signed_by: Annotated[str, about("Chức vụ người ký", "Role of the signer")] = ""
    files: Files = ()
    related: Annotated[tuple[str, ...], about("Nhiệm vụ liên quan", "Ids of related tasks", unique="")] = ()


# --- documents -------------------------------------------------------------------------------------------------------


class Document(Record, tag_field="kind", frozen=True, kw_only=True):
    """What every document may say. `kind`, `from` and `date` repeat the file's name."""

    TITLE: ClassVar[Text]

    from_: Annotated[AgencyId, about("Cơ quan ban hành", "Issuing agency")] = msgspec.field(name="from")
    to: Annotated[tuple[AgencyId, ...], about("Nơi nhận", "Addressees", unique="")] = ()
    date: Annotated[Day, about("Ngày văn bản", "Date of the document")]
    number: Annotated[str, about("Số, ký hiệu", "Number")] = ""
    received: Annotated[Day | None, about("Ngày đến nơi nhận, khi muộn hơn", "When it arrived, if later")] = None
    subject: Annotated[str, about("Trích yếu", "Subject")] = ""
    signed_by: Annotated[str, about("Chức vụ người ký", "Role of the signer")] = ""
    urgency: Annotated[
        Literal["urgent", "very-urgent", "immediate"] | None,
        about("Độ khẩn: khẩn, thượng khẩn, hỏa tốc", "Urgency"),
    ] = None
    files: Files = ()
    note: Annotated[str, about("Ghi chú", "Note")] = ""
    waive: Annotated[tuple[Waiver, ...], about("Quy tắc được miễn, kèm lý do", "Rules waived, with reasons")] = ()


class Objection(Document, tag="objection", frozen=True, kw_only=True):
    """An agency finds the assignment unsuitable (§1)."""

    TITLE = Text("phản ánh phân công", "objection")

    reason: Annotated[str, about("Lý do", "Why")]
    proposes: Annotated[Proposal | None, about("Đề nghị", "What it proposes")] = None


class Adjustment(Document, tag="adjustment", frozen=True, kw_only=True):
    """The authority changes the assignment, or declines to (§1). Effective from its date."""

    TITLE = Text("điều chỉnh phân công", "adjustment")

    answers: Annotated[DocumentId | None, about("Phản ánh được trả lời", "The objection it answers")] = None
    outcome: Annotated[Literal["accepted", "declined", "own-motion"], about("Kết quả", "Outcome")]
    lead: Annotated[AgencyId | tuple[AgencyId, ...] | None, about("Cơ quan chủ trì mới", "New lead")] = None
    coordinating: Annotated[
        tuple[AgencyId, ...] | None,
        about("Cơ quan phối hợp mới (cả danh sách)", "New coordinating agencies", unique=""),
    ] = None
    due: Annotated[Day | None, about("Hạn mới", "New deadline")] = None


class Plan(Document, tag="plan", frozen=True, kw_only=True):
    """The lead's plan (§2). The newest plan's steps count."""

    TITLE = Text("kế hoạch", "plan")

    steps: Annotated[tuple[Step, ...], AT_LEAST_ONE, about("Các bước", "Steps", unique="id")]


class Progress(Document, tag="progress", frozen=True, kw_only=True):
    """What an agency has done (§4)."""

    TITLE = Text("báo cáo tiến độ", "progress report")

    text: Annotated[str, about("Nội dung", "What was done")]
    step: Annotated[str | None, about("<mã kế hoạch>#<mã bước>", "<plan id>#<step id>")] = None
    done: Annotated[Flag | None, about("Đã hoàn thành", "Whether the step is done")] = None


class Request(Document, tag="request", frozen=True, kw_only=True):
    """A request for opinions, with its dossier (§2, §3)."""

    TITLE = Text("văn bản xin ý kiến", "request for opinion")

    to: Annotated[tuple[AgencyId, ...], AT_LEAST_ONE, about("Cơ quan được xin ý kiến", "Agencies asked", unique="")]
    due: Annotated[Day, about("Hạn trả lời", "Deadline to answer")]
    questions: Annotated[tuple[str, ...], AT_LEAST_ONE, about("Nội dung xin ý kiến", "What is asked")]
    dossier: Dossier = ()
    drafted_by: Annotated[AgencyId | None, about("Cơ quan tham mưu", "Agency that drafted it", asked_by_rule=True)] = (
        None
    )
    purpose: Annotated[Literal["opinion", "appraisal"], about("Góp ý hay thẩm định", "Opinion or appraisal")] = (
        "opinion"
    )


class Extension(Document, tag="extension", frozen=True, kw_only=True):
    """A new deadline for some of the agencies asked."""

    TITLE = Text("gia hạn", "extension")

    answers: Annotated[DocumentId, about("Văn bản xin ý kiến", "The request")]
    to: Annotated[
        tuple[AgencyId, ...], AT_LEAST_ONE, about("Cơ quan được gia hạn", "Agencies whose deadline moves", unique="")
    ]
    due: Annotated[Day, about("Hạn mới", "New deadline")]


class DossierRequest(Document, tag="dossier-request", frozen=True, kw_only=True):
    """An agency that was asked demands papers of the lead (§4)."""

    TITLE = Text("yêu cầu cung cấp hồ sơ", "request for papers")

    answers: Annotated[DocumentId, about("Văn bản xin ý kiến", "The request")]
    needs: Annotated[tuple[str, ...], AT_LEAST_ONE, about("Hồ sơ cần cung cấp", "Papers needed")]


class DossierSupply(Document, tag="dossier-supply", frozen=True, kw_only=True):
    """The lead supplies the papers (§4)."""

    TITLE = Text("cung cấp hồ sơ", "supply of papers")

    answers: Annotated[DocumentId, about("Văn bản yêu cầu", "The request for papers")]
    dossier: Dossier = ()


class Opinion(Document, tag="opinion", frozen=True, kw_only=True):
    """An agency's opinion (§4): in writing, with evidence, on time."""

    TITLE = Text("ý kiến tham gia", "opinion")

    answers: Annotated[DocumentId, about("Văn bản xin ý kiến", "The request")]
    position: Annotated[
        Literal["agree", "agree-with-comments", "disagree", "no-comment"], about("Quan điểm", "Position")
    ]
    points: Annotated[tuple[Point, ...], about("Nội dung góp ý", "Points", unique="id")] = ()


class Reminder(Document, tag="reminder", frozen=True, kw_only=True):
    """The lead or the authority urges agencies (§2)."""

    TITLE = Text("văn bản đôn đốc", "reminder")

    to: Annotated[tuple[AgencyId, ...], AT_LEAST_ONE, about("Cơ quan được đôn đốc", "Agencies urged", unique="")]
    about: Annotated[
        tuple[DocumentId, ...],
        AT_LEAST_ONE,
        about("Về văn bản nào (xin ý kiến, chuyển, kế hoạch)", "Requests, forwards or plans"),
    ]


class Forward(Document, tag="forward", frozen=True, kw_only=True):
    """A superior agency's opinion is passed to the agencies it concerns (§3)."""

    TITLE = Text("chuyển văn bản để giải trình", "forward")

    forwards: Annotated[DocumentId, about("Ý kiến của sở, ngành", "The superior agency's opinion")]
    to: Annotated[
        tuple[AgencyId, ...], AT_LEAST_ONE, about("Cơ quan giải trình", "Agencies that shall explain", unique="")
    ]
    due: Annotated[Day, about("Hạn giải trình", "Deadline to explain")]
    points: Annotated[tuple[str, ...], about("Mã các nội dung; bỏ trống: tất cả", "Point ids; absent: all")] = ()


class Explanation(Document, tag="explanation", frozen=True, kw_only=True):
    """Points are explained in writing (§3)."""

    TITLE = Text("văn bản giải trình", "explanation")

    answers: Annotated[DocumentId, about("Văn bản chuyển hoặc ý kiến", "The forward or opinion")]
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
    form: Annotated[Literal["direct", "conference"] | None, about("Hình thức", "Form")] = None


class Report(Document, tag="report", frozen=True, kw_only=True):
    """The explanation report: what became of every opinion (§2, §5)."""

    TITLE = Text("báo cáo giải trình", "explanation report")

    views: Annotated[tuple[View, ...], about("Tiếp thu, giải trình từng ý kiến", "Response to each opinion")]
    silent: Annotated[
        tuple[AgencyId, ...], about("Cơ quan không trả lời", "Agencies that did not answer", unique="")
    ] = ()


class Submission(Document, tag="submission", frozen=True, kw_only=True):
    """The lead submits file, draft and report for decision (§5)."""

    TITLE = Text("tờ trình", "submission")

    report: Annotated[DocumentId | None, about("Báo cáo giải trình", "The report", asked_by_rule=True)] = None
    draft: Annotated[str, about("Tệp dự thảo", "File of the draft", asked_by_rule=True)] = ""
    dossier: Dossier = ()


class Decision(Document, tag="decision", frozen=True, kw_only=True):
    """The authority decides (§5)."""

    TITLE = Text("quyết định", "decision")

    answers: Annotated[DocumentId, about("Tờ trình", "The submission")]
    outcome: Annotated[Literal["approved", "returned", "rejected"], about("Kết quả", "Outcome")]
    form: Annotated[
        Literal["decision", "conference"] | None, about("Quyết định hay hội nghị", "Decision or conference")
    ] = None


class Withdrawal(Document, tag="withdrawal", frozen=True, kw_only=True):
    """The task ends without a decision."""

    TITLE = Text("dừng nhiệm vụ", "withdrawal")

    reason: Annotated[str, about("Lý do", "Why")]


class Correction(Document, tag="correction", frozen=True, kw_only=True):
    """Says which record is corrected and why; goes with the edit of that record."""

    TITLE = Text("đính chính", "correction")

    corrects: Annotated[str, about("Mã văn bản, hoặc task", "A document id, or `task`")]
    reason: Annotated[str, about("Lý do", "Why")]


DOCUMENT_TYPES: dict[str, type[Document]] = {
    str(cls.__struct_config__.tag): cls
    for cls in (
        Objection,
        Adjustment,
        Plan,
        Progress,
        Request,
        Extension,
        DossierRequest,
        DossierSupply,
        Opinion,
        Reminder,
        Forward,
        Explanation,
        Meeting,
        Report,
        Submission,
        Decision,
        Withdrawal,
        Correction,
    )
}
"""Every kind of document, in the order in which a task usually meets them."""


def kind_of(document: Document) -> str:
    """The kind as written in file names: `dossier-request`."""
    return str(document.__struct_config__.tag)


ANSWERED_KINDS: dict[str, tuple[str, ...]] = {
    "adjustment": ("objection",),
    "extension": ("request",),
    "dossier-request": ("request",),
    "dossier-supply": ("dossier-request",),
    "opinion": ("request",),
    "explanation": ("forward", "opinion"),
    "decision": ("submission",),
}
"""Which kinds of document the `answers` of a kind may name."""
