"""task.yml: the assignment of a task."""

from datetime import date as Day  # noqa: N812  # `date` is a key of the format, so the type needs a name of its own
from typing import Annotated, Literal

import msgspec

from phoihop.language import Text
from phoihop.records.parts import Files
from phoihop.records.record import AgencyId, Deadline, Field, Record, Role, TaskId, about
from phoihop.records.words import FREQUENCIES, PRODUCTS, PUBLISHED, SOURCES


class Source(Record, frozen=True, kw_only=True):
    """Where a task comes from."""

    kind: Annotated[
        Literal["conclusion", "superior", "plan", "petition", "own"],
        about("Loại nguồn giao", "Kind of source", words=SOURCES),
    ]
    number: Annotated[str, about("Số, ký hiệu", "Number")] = ""
    date: Annotated[Day | None, about("Ngày", "Date")] = None
    issuer: Annotated[str, about("Cơ quan ban hành", "Issuer")] = ""


class Recurrence(Record, frozen=True, kw_only=True):
    """How often standing work is reported on, and until when."""

    every: Annotated[
        Literal["week", "month", "quarter", "year"],
        about("Kỳ báo cáo", "How often a report is owed", label=Text("mỗi", "every"), words=FREQUENCIES),
    ]
    until: Annotated[
        Deadline | None, about("Đến hết ngày; bỏ trống: không thời hạn", "Until, inclusive; absent: without end")
    ] = None


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
    product: Annotated[
        Literal["decision", "action"],
        about(
            "Sản phẩm: quyết định (trình rồi quyết định), hay việc thực hiện (báo cáo rồi xác nhận hoàn thành)",
            "Product: a decision (ends by submission and decision), or an action (ends by completion and acceptance)",
            since=2,
            label=Text("sản phẩm", "product"),
            words=PRODUCTS,
        ),
    ] = "decision"
    source: Annotated[
        Source | None,
        about("Nguồn giao nhiệm vụ", "Where the task comes from", since=2, label=Text("nguồn giao", "source")),
    ] = None
    parent: Annotated[
        TaskId | None,
        about(
            "Nhiệm vụ lớn mà nhiệm vụ này là một phần",
            "The task that this one is part of",
            since=2,
            label=Text("nhiệm vụ lớn", "parent task"),
        ),
    ] = None
    overseen_by: Annotated[
        Role,
        about(
            "Chức vụ lãnh đạo phụ trách, ví dụ Phó Chủ tịch phụ trách kinh tế",
            "Role of the leader in charge, such as “Vice chair for the economy”",
            since=2,
            label=Text("lãnh đạo phụ trách", "overseen by"),
        ),
    ] = ""
    recurs: Annotated[
        Recurrence | None,
        about(
            "Nhiệm vụ thường xuyên: báo cáo theo kỳ, không ghi “due”",
            "Standing work: a report for each period, and no `due`",
            since=2,
            label=Text("nhiệm vụ thường xuyên", "standing work"),
        ),
    ] = None
    publish: Annotated[
        Literal["now", "after-decision", "never"] | None,
        about(
            "Công bố khi nào; bỏ trống: như register.yml",
            "When it is published; absent: as in register.yml",
            since=2,
            label=Text("công bố", "publication"),
            words=PUBLISHED,
        ),
    ] = None
