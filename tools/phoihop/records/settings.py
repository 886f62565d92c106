"""register.yml and agencies/<id>.yml as types: the authority's own settings, and who takes part."""

from datetime import date as Day  # noqa: N812  # `date` is a key of the format, so the type needs a name of its own
from typing import Annotated, Literal

import msgspec

from phoihop.language import Text
from phoihop.records.record import (
    AT_LEAST_ONE,
    FORMAT,
    AgencyId,
    Email,
    Field,
    Flag,
    Record,
    Role,
    Slug,
    WorkingDayCount,
    about,
    whole,
)
from phoihop.records.words import AGENCY_KIND, PUBLISHED, YES_OR_NO

RuleSetting = Literal["off", "error", "breach"]
Format = Annotated[int, msgspec.Meta(ge=1, le=FORMAT)]


class Member(Record, frozen=True, kw_only=True):
    """Who may write for an agency: a role and its institutional address."""

    role: Annotated[Role, about("Chức danh, vai trò", "Role")]
    email: Annotated[Email, about("Thư điện tử công vụ", "Institutional e-mail address")]
    aliases: Annotated[tuple[Email, ...], about("Địa chỉ khác, ví dụ của máy chủ Git", "Further addresses")] = ()
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
    dossier: Annotated[WorkingDayCount, about("Cung cấp hồ sơ", "To supply papers", label=Text("hồ sơ", "dossier"))] = 2
    opinion_notice: Annotated[
        WorkingDayCount, about("Thời gian ít nhất để cho ý kiến", "Least time to give an opinion")
    ] = 3
    urging: Annotated[WorkingDayCount, about("Khoảng cách giữa các lần đôn đốc", "Between two reminders")] = 5
    follow_up: Annotated[
        WorkingDayCount, about("Xử lý ý kiến của cơ quan cấp trên", "To follow up a superior agency's opinion")
    ] = 5
    answer: Annotated[
        WorkingDayCount, about("Giải trình với cơ quan cấp trên", "To answer a superior agency", since=2)
    ] = 10
    periodic: Annotated[
        WorkingDayCount, about("Báo cáo định kỳ sau khi hết kỳ", "To report on a period after its end", since=2)
    ] = 3
    decision: Annotated[WorkingDayCount, about("Quyết định sau khi trình", "To decide a submission")] = 10
    due_soon: Annotated[WorkingDayCount, about("Báo sắp đến hạn", "How near counts as due soon")] = 3
    recording: Annotated[WorkingDayCount, about("Ghi vào sổ", "To record a document")] = 10


class Year(Record, frozen=True, kw_only=True):
    """A year's whole calendar: beside Saturdays and Sundays, these days are off; these, of any week day, are worked."""

    off: Annotated[tuple[Day, ...], about("Ngày nghỉ trong tuần", "Days off", unique="")] = ()
    worked: Annotated[tuple[Day, ...], about("Ngày làm bù", "Days worked instead", unique="")] = ()


class Holidays(Record, frozen=True, kw_only=True):
    """Which days are not worked. Saturdays and Sundays are off; `off` and `worked` win over the country's list.

    A year that stands in `years` has its whole calendar there: no list of a country is asked then.
    """

    country: Annotated[Annotated[str, whole("[A-Z]{2}")], about("Mã quốc gia hai chữ", "Two-letter country code")] = (
        "VN"
    )
    off: Annotated[tuple[Day, ...], about("Ngày nghỉ thêm", "Further days off")] = ()
    worked: Annotated[tuple[Day, ...], about("Ngày làm bù", "Days worked instead")] = ()
    years: Annotated[
        dict[str, Year], about("Lịch đầy đủ của từng năm", "The whole calendar of a year, by year", since=2)
    ] = msgspec.field(default_factory=dict)


class Upgrade(Record, frozen=True, kw_only=True):
    """When the register took up a later format: documents of earlier days are judged by the rules of the earlier."""

    format: Annotated[Annotated[int, msgspec.Meta(ge=2, le=FORMAT)], about("Định dạng mới", "The later format")]
    from_: Annotated[Day, about("Từ ngày", "From this day on")] = msgspec.field(name="from")


class PolicyChange(Record, frozen=True, kw_only=True):
    """What is in force from a day on; what it does not name stays as it was."""

    from_: Annotated[Day, about("Áp dụng từ ngày", "In force from")] = msgspec.field(name="from")
    deadlines: Annotated[
        dict[str, WorkingDayCount],
        about(
            "Thời hạn mới, tính bằng ngày làm việc",
            "New deadlines, in working days",
            label=Text("thời hạn", "time limit"),
        ),
    ] = msgspec.field(default_factory=dict)
    rules: Annotated[dict[str, RuleSetting], about("Thiết lập mới của quy tắc", "New settings of rules")] = (
        msgspec.field(default_factory=dict)
    )
    directive: Annotated[Directive | None, about("Văn bản chỉ đạo mới", "New directive")] = None


Mebibytes = Annotated[int, msgspec.Meta(ge=1, le=2048)]


class PaperSettings(Record, frozen=True, kw_only=True):
    """Which papers the register takes, and whether its site carries them."""

    types: Annotated[
        tuple[Slug, ...],
        AT_LEAST_ONE,
        about("Các loại tệp được nhận, theo đuôi tên", "Types of file that are taken, by the name's ending", unique=""),
    ] = ("pdf", "docx", "xlsx", "odt", "ods", "jpg", "png", "tiff", "zip", "p7s")
    size: Annotated[Mebibytes, about("Dung lượng lớn nhất (MiB)", "Largest size, in MiB")] = 50
    max_size: Annotated[
        Mebibytes | None, about("Tên cũ của size; sổ đã ghi vẫn dùng được", "What size was called; still read")
    ] = None
    publish: Annotated[
        Flag,
        about(
            "Trang công bố có kèm tệp không; false: chỉ ghi tên và mã băm",
            "Whether the site carries the files; false: only their titles and digests",
            words=YES_OR_NO,
        ),
    ] = "true"

    @property
    def largest(self) -> int:
        """In MiB, by either name."""
        return self.max_size or self.size


class NamedField(Record, frozen=True, kw_only=True):
    """A field of work by its name, in the register's language."""

    id: Annotated[Field, about("Mã lĩnh vực, ví dụ dat-dai", "Id of the field, such as dat-dai")]
    name: Annotated[str, about("Tên lĩnh vực", "Name of the field", label=Text("tên", "title"))]


class Settings(Record, frozen=True, kw_only=True):
    """register.yml: the authority, its language, deadlines, holidays, rule settings."""

    title: Annotated[str, about("Tên sổ theo dõi", "Name of the register")]
    format: Annotated[Format, about("Phiên bản định dạng của sổ", "Version of the record format")] = 1
    upgrades: Annotated[
        tuple[Upgrade, ...],
        about("Các lần nâng cấp định dạng", "When later formats were taken up", unique="format", since=2),
    ] = ()
    authority: Annotated[AgencyId, about("Cơ quan giao nhiệm vụ và quyết định", "Agency that assigns and decides")]
    language: Annotated[Literal["vi", "en"], about("Ngôn ngữ", "Language of site and documents")] = "vi"
    timezone: Annotated[
        str,
        about(
            "Múi giờ, quyết định “hôm nay”", "Time zone; decides what “today” is", label=Text("múi giờ", "time zone")
        ),
    ] = "Asia/Ho_Chi_Minh"
    directive: Annotated[Directive, about("Văn bản chỉ đạo đang áp dụng", "Directive in force")] = Directive()
    registrars: Annotated[
        tuple[Email, ...],
        about("Người được ghi thay mọi cơ quan", "May record for any agency", label=Text("người ghi sổ", "registrar")),
    ] = ()
    deadlines: Annotated[Deadlines, about("Các thời hạn, tính bằng ngày làm việc", "Deadlines in working days")] = (
        Deadlines()
    )
    holidays: Annotated[Holidays, about("Ngày nghỉ, ngày làm bù", "Days off and days worked instead")] = Holidays()
    papers: Annotated[PaperSettings, about("Tệp tài liệu: loại, dung lượng, công bố", "Papers: types, size, site")] = (
        PaperSettings()
    )
    publish: Annotated[
        Literal["now", "after-decision", "never"],
        about(
            "Công bố nhiệm vụ khi nào, nếu nhiệm vụ không ghi gì khác",
            "When a task is published that says nothing else itself",
            since=2,
            words=PUBLISHED,
        ),
    ] = "now"
    fields: Annotated[
        tuple[NamedField, ...],
        about("Tên các lĩnh vực", "The fields of work by their names", unique="id", since=2),
    ] = ()
    superior_name: Annotated[
        str,
        about(
            "Tên gọi chung của cơ quan cấp trên, ví dụ sở, ngành của tỉnh",
            "What superior bodies are called, such as “provincial departments”",
            since=2,
            label=Text("tên gọi cơ quan cấp trên", "name for superior bodies"),
        ),
    ] = ""
    repository: Annotated[
        str,
        about(
            "Địa chỉ web của kho Git", "Web address of the Git repository", since=2, label=Text("kho Git", "repository")
        ),
    ] = ""
    contact: Annotated[str, about("Nơi nhận phản ánh sai sót", "Where a reader reports a mistake", since=2)] = ""
    as_of: Annotated[Day | None, about("Ngày mà sổ dừng lại", "The day at which the register stands still")] = None
    rules: Annotated[dict[str, RuleSetting], about("Thiết lập quy tắc", "Settings of rules")] = msgspec.field(
        default_factory=dict
    )
    changes: Annotated[
        tuple[PolicyChange, ...],
        about("Thay đổi thời hạn, quy tắc theo ngày", "What changes from a day on", unique="from", since=2),
    ] = ()
    open: Annotated[
        tuple[str, ...],
        about(
            "Thư mục cạnh sổ, không thuộc thiết lập của sổ, ví dụ tools/**",
            "Folders beside the register that are nobody's policy, such as tools/**",
            unique="",
            since=2,
        ),
    ] = ()


class AgencyRecord(Record, frozen=True, kw_only=True):
    """agencies/<id>.yml: one agency."""

    name: Annotated[str, about("Tên đầy đủ", "Full name")]
    short: Annotated[
        str, about("Ký hiệu trong số văn bản", "Symbol used in document numbers", label=Text("ký hiệu", "symbol"))
    ]
    symbol: Annotated[
        str,
        about(
            "Ký hiệu trong số văn bản; bỏ trống: như “short”",
            "What its document numbers bear; absent: as `short`",
            since=2,
            label=Text("ký hiệu văn bản", "number symbol"),
        ),
    ] = ""
    code: Annotated[
        str,
        about(
            "Mã định danh điện tử theo Quyết định 20/2020/QĐ-TTg, ví dụ H42.15",
            "Identifier by Decision 20/2020 of the Prime Minister, such as H42.15",
            since=2,
            label=Text("mã định danh", "identifier"),
        ),
    ] = ""
    kind: Annotated[
        Literal["authority", "department", "commune", "superior", "other"],
        about("Loại cơ quan", "Kind of agency", words=AGENCY_KIND),
    ]
    may_lead: Annotated[
        Flag | None,
        about(
            "Cơ quan khác nhưng được chủ trì nhiệm vụ, như công an, quân sự",
            "Another body that leads tasks all the same, such as police or army",
            since=2,
            label=Text("được chủ trì", "may lead"),
        ),
    ] = None
    fields: Annotated[
        tuple[Field, ...],
        about("Lĩnh vực phụ trách", "What the agency is for", unique="", label=Text("lĩnh vực phụ trách", "field")),
    ] = ()
    parent: Annotated[AgencyId | None, about("Cơ quan cấp trên trực tiếp", "Parent agency")] = None
    since: Annotated[Day | None, about("Hoạt động từ ngày", "Active since")] = None
    until: Annotated[Day | None, about("Hoạt động đến hết ngày", "Active until, inclusive")] = None
    succeeded_by: Annotated[AgencyId | None, about("Cơ quan kế thừa", "Agency that succeeds it")] = None
    contact: Annotated[str, about("Địa chỉ liên hệ", "How to reach it", label=Text("địa chỉ liên hệ", "contact"))] = ""
    members: Annotated[
        tuple[Member, ...],
        about(
            "Người được ghi cho cơ quan", "Who may write for it", unique="email", label=Text("người được ghi", "member")
        ),
    ] = ()

    @property
    def can_lead(self) -> bool:
        """Whether the authority can give it work (§1): its departments and communes, and other bodies that say so."""
        return self.kind in ("department", "commune") or (self.kind == "other" and self.may_lead == "true")
