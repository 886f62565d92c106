"""register.yml and agencies/<id>.yml as types: the authority's own settings, and who takes part."""

from datetime import date as Day  # noqa: N812  # `date` is a key of the format, so the type needs a name of its own
from typing import Annotated, Literal

import msgspec

from phoihop.records.record import (
    AT_LEAST_ONE,
    AgencyId,
    Email,
    Field,
    Flag,
    Record,
    Role,
    Slug,
    WorkingDayCount,
    about,
)


class Member(Record, frozen=True, kw_only=True):
    """Who may write for an agency: a role and its institutional address."""

    role: Annotated[Role, about("Chức danh, vai trò", "Role")]
    email: Annotated[Email, about("Thư điện tử công vụ", "Institutional e-mail address")]
    aliases: Annotated[tuple[Email, ...], about("Địa chỉ khác, ví dụ của nơi lưu mã", "Further addresses")] = ()
    key: Annotated[str, about("Khóa công khai SSH để ký", "SSH public key for signing")] = ""


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
    fields: Annotated[tuple[Field, ...], about("Lĩnh vực phụ trách", "What the agency is for", unique="")] = ()
    parent: Annotated[AgencyId | None, about("Cơ quan cấp trên trực tiếp", "Parent agency")] = None
    since: Annotated[Day | None, about("Hoạt động từ ngày", "Active since")] = None
    until: Annotated[Day | None, about("Hoạt động đến hết ngày", "Active until, inclusive")] = None
    succeeded_by: Annotated[AgencyId | None, about("Cơ quan kế thừa", "Agency that succeeds it")] = None
    contact: Annotated[str, about("Địa chỉ liên hệ", "How to reach it")] = ""
    members: Annotated[
        tuple[Member, ...], about("Người được ghi cho cơ quan", "Who may write for it", unique="email")
    ] = ()
