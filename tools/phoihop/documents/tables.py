"""The register as tables: tasks, documents, obligations and opinions, a line each, for programs and spreadsheets.

Each struct is one table, and each key of it one column: its key and type, its headings, and how its value is got. That
is the whole declaration of a column (`documents.columns`). Values are raw: days, agency ids, the record's own words for
a status. Who shows them to people words them (`documents.spreadsheet`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812  # `date` is a column, so the type needs a name of its own
from typing import Annotated, Any, Generic, TypeAlias, TypeVar

import msgspec

from phoihop.cases.model import Case
from phoihop.cases.opinions import OpinionRow, PointRow, opinion_rows
from phoihop.documents.columns import (
    AgencyId,
    Column,
    Count,
    DocumentKind,
    FieldId,
    ObligationKind,
    Position,
    PublishedForm,
    RecordId,
    Response,
    Stage,
    Status,
    TaskId,
    Timeliness,
    Value,
    Words,
    column,
    columns_of,
    getters_of,
    plain,
    plain_line,
)
from phoihop.language import Text
from phoihop.records.types import Opinion

Row: TypeAlias = tuple[Value, ...]
L = TypeVar("L", bound=PublishedForm)


class TaskLine(PublishedForm, frozen=True, kw_only=True):
    """A line of data/tasks.csv."""

    id: Annotated[TaskId, column("Mã", "Id", width=11, elsewhere="task")]
    title: Annotated[Words, column("Tên nhiệm vụ", "Title", width=48)]
    field: Annotated[FieldId | None, column("Lĩnh vực", "Field", lambda case: case.assignment.field, width=16)]
    lead: Annotated[AgencyId | None, column("Cơ quan chủ trì", "Lead agency", brief=Text("Chủ trì", "Lead"))]
    coordinating: Annotated[tuple[AgencyId, ...], column("Cơ quan phối hợp", "Coordinating agencies", width=24)]
    date: Annotated[
        Day, column("Ngày giao", "Assigned on", lambda case: case.assignment.date, width=11, elsewhere="assigned")
    ]
    due: Annotated[Day | None, column("Hạn", "Deadline", width=11)]
    stage: Annotated[Stage, column("Giai đoạn", "Stage", width=18)]
    timeliness: Annotated[Timeliness | None, column("Tiến độ", "Timeliness", width=18)]
    awaiting: Annotated[tuple[AgencyId, ...], column("Đang chờ", "Awaited", width=20)]
    ended: Annotated[Day | None, column("Kết thúc ngày", "Ended on", lambda case: case.ended_on)]
    field_name: Annotated[
        str | None,
        column(
            "Tên lĩnh vực", "Name of the field", lambda case: _field_name(case, case.assignment.field), on_sheets=False
        ),
    ] = None
    days_late: Annotated[
        Count | None, column("Số ngày làm việc quá hạn", "Working days late", lambda case: case.days_late)
    ] = None


class DocumentLine(PublishedForm, frozen=True, kw_only=True):
    """A line of data/documents.csv."""

    task: Annotated[TaskId, column("Nhiệm vụ", "Task", lambda case, entry: case.id, width=11)]
    id: Annotated[RecordId, column("Mã", "Id", width=18, elsewhere="document")]
    kind: Annotated[DocumentKind, column("Loại văn bản", "Kind", width=24)]
    sender: Annotated[AgencyId, column("Nơi gửi", "From", lambda case, entry: entry.document.from_)] = msgspec.field(
        name="from"
    )
    to: Annotated[
        tuple[AgencyId, ...],
        column("Nơi nhận", "To", lambda case, entry: entry.document.to, width=24, elsewhere="recipients"),
    ]
    date: Annotated[Day, column("Ngày", "Date", lambda case, entry: entry.document.date, width=11)]
    number: Annotated[str | None, column("Số, ký hiệu", "Number", lambda case, entry: entry.document.number)]
    subject: Annotated[str | None, column("Trích yếu", "Subject", lambda case, entry: entry.document.subject, width=50)]


class ObligationLine(PublishedForm, frozen=True, kw_only=True):
    """A line of data/obligations.csv."""

    task: Annotated[TaskId, column("Nhiệm vụ", "Task", lambda case, owed: case.id, width=11)]
    kind: Annotated[ObligationKind, column("Việc phải làm", "Obligation", width=24)]
    debtor: Annotated[AgencyId, column("Cơ quan thực hiện", "Owed by", width=18)]
    creditor: Annotated[AgencyId, column("Nơi nhận", "Owed to")]
    since: Annotated[Day, column("Từ ngày", "Since", width=11)]
    due: Annotated[Day | None, column("Hạn", "Deadline", width=11)]
    status: Annotated[Status, column("Tình trạng", "Status")]
    source: Annotated[RecordId, column("Phát sinh từ", "Arose with", width=18)]
    discharged_by: Annotated[RecordId | None, column("Hoàn thành bằng", "Discharged by", width=18)]
    discharged_on: Annotated[Day | None, column("Hoàn thành ngày", "Discharged on")]
    days_late: Annotated[Count | None, column("Số ngày làm việc quá hạn", "Working days late")] = None


class OpinionLine(PublishedForm, frozen=True, kw_only=True):
    """A line of data/opinions.csv: one point of an opinion, or an opinion without points, or one that did not come."""

    task: Annotated[TaskId, column("Nhiệm vụ", "Task", lambda case, asked, said: case.id, width=11)]
    request: Annotated[
        RecordId, column("Văn bản xin ý kiến", "Request", lambda case, asked, said: asked.request.id, width=18)
    ]
    agency: Annotated[
        AgencyId, column("Cơ quan được xin ý kiến", "Agency asked", lambda case, asked, said: asked.agency, width=18)
    ]
    due: Annotated[Day | None, column("Hạn", "Deadline", lambda case, asked, said: asked.obligation.due, width=11)]
    status: Annotated[Status, column("Tình trạng", "Status", lambda case, asked, said: asked.obligation.status)]
    opinion: Annotated[
        RecordId | None,
        column("Văn bản ý kiến", "Opinion", lambda case, asked, said: said.opinion and said.opinion.id, width=18),
    ]
    date: Annotated[
        Day | None,
        column("Ngày", "Date", lambda case, asked, said: said.opinion and said.opinion.counts_on, width=11),
    ]
    position: Annotated[
        Position | None, column("Quan điểm", "Position", lambda case, asked, said: _position(asked), width=20)
    ]
    point: Annotated[
        str | None, column("Mã nội dung", "Point", lambda case, asked, said: said.point and said.point.id, width=11)
    ]
    text: Annotated[
        str | None,
        column(
            "Nội dung góp ý",
            "What the point says",
            lambda case, asked, said: said.point and said.point.text,
            width=50,
        ),
    ]
    field: Annotated[
        FieldId | None, column("Lĩnh vực", "Field", lambda case, asked, said: said.point and said.point.field, width=16)
    ]
    response: Annotated[
        Response | None,
        column("Tiếp thu", "Response", lambda case, asked, said: said.view and said.view.response, width=18),
    ]
    explanation: Annotated[
        str | None,
        column("Giải trình", "Explanation", lambda case, asked, said: said.view and said.view.explanation, width=40),
    ]
    field_name: Annotated[
        str | None,
        column(
            "Tên lĩnh vực",
            "Name of the field",
            lambda case, asked, said: _field_name(case, said.point and said.point.field),
            on_sheets=False,
        ),
    ] = None


def _field_name(case: Case, field: str | None) -> str | None:
    """What the register calls a field of work, in its language."""
    register = case.course.register
    return register.field_text(field).in_language(register.language) if field else None


@dataclass(frozen=True, slots=True)
class Table(Generic[L]):
    """A table over cases: the form of its lines, and what each line of one case is made of, as its columns take it."""

    title: Text
    form: type[L]
    made_of: Callable[[Case], Iterable[tuple[Any, ...]]]

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(self.form)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)

    def row(self, *made_of: Any) -> Row:
        """The values of a line, in the columns' order; an empty text is none."""
        values = [get(*made_of) for get in getters_of(self.form)]
        return tuple([None if value == "" else value for value in values])

    def line(self, row: Iterable[Value]) -> L:
        """A row as a line. Nothing is checked: a record may say anything."""
        return self.form(**{column.attribute: value for column, value in zip(self.columns, row, strict=True)})

    def plain(self, *made_of: Any) -> L:
        """A line as it is kept between runs (`columns.plain_line`); it has the attributes of a line."""
        line: L = plain_line(self.form)(*self.row(*made_of))
        return line

    def told(self, row: Iterable[Value], keys: Collection[str]) -> dict[str, Any]:
        """Some values of a row as JSON has them, in the columns' order."""
        pairs = zip(self.columns, row, strict=True)
        return {column.key: plain(value) for column, value in pairs if column.key in keys}

    def rows_of(self, case: Case) -> Iterator[Row]:
        return (self.row(*each) for each in self.made_of(case))

    def rows(self, cases: Iterable[Case]) -> Iterator[Row]:
        return (row for case in cases for row in self.rows_of(case))


def _points(case: Case) -> Iterator[tuple[Case, OpinionRow, PointRow]]:
    """One for each point; one for an opinion without points, and one for an agency that has not answered."""
    nothing = PointRow(None, None, None, ())
    return ((case, asked, said) for asked in opinion_rows(case) for said in asked.points or (nothing,))


def _position(asked: OpinionRow) -> str | None:
    document = asked.opinion and asked.opinion.document
    return document.position if isinstance(document, Opinion) else None


TASKS = Table(Text("Nhiệm vụ", "Tasks"), TaskLine, lambda case: [(case,)])
DOCUMENTS = Table(Text("Văn bản", "Documents"), DocumentLine, lambda case: [(case, each) for each in case.documents])
OBLIGATIONS = Table(
    Text("Việc phải làm", "Obligations"), ObligationLine, lambda case: [(case, owed) for owed in case.obligations]
)
OPINIONS = Table(Text("Ý kiến", "Opinions"), OpinionLine, _points)

TABLES: dict[str, Table[Any]] = {
    "tasks": TASKS,
    "documents": DOCUMENTS,
    "obligations": OBLIGATIONS,
    "opinions": OPINIONS,
}
"""What can be exported, by name."""
