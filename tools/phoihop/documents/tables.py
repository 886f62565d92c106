"""The register as tables: tasks, documents, obligations and opinions, a row each, for programs and spreadsheets.

A column's key is what programs rely on (`data/*.csv`, `phoihop export`); its heading is for people. Values are raw:
days, agency ids, the record's own words for a status. Who shows them to people words them (`documents.spreadsheet`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from phoihop.cases.model import OBLIGATIONS, STAGES, STATUSES, TIMELINESS, Case
from phoihop.cases.opinions import OpinionRow, opinion_rows
from phoihop.language import Text
from phoihop.records.types import DOCUMENT_TYPES, Opinion
from phoihop.records.words import POSITIONS, RESPONSES

Value: TypeAlias = str | date | tuple[str, ...] | None
Row: TypeAlias = Sequence[Value]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, its heading, what its values are, and how wide it is on a sheet (in characters).

    `words` gives, for a value that is one of a few, what people call it.
    """

    key: str
    heading: Text
    kind: Literal["text", "day", "agency", "agencies", "document", "field", "one-of"] = "text"
    width: int = 14
    words: Mapping[Any, Text] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table over cases: its columns, and the rows of one case."""

    title: Text
    columns: tuple[Column, ...]
    rows_of: Callable[[Case], Iterable[Row]]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)

    def rows(self, cases: Iterable[Case]) -> Iterator[Row]:
        return (row for case in cases for row in self.rows_of(case))


def _task_rows(case: Case) -> Iterator[Row]:
    yield (
        case.id,
        case.title,
        case.assignment.field,
        case.lead,
        case.coordinating,
        case.assignment.date,
        case.due,
        case.stage,
        case.timeliness,
        case.awaiting,
        case.ended_on,
    )


def _document_rows(case: Case) -> Iterator[Row]:
    for entry in case.documents:
        document = entry.document
        sent = (entry.kind, document.from_, document.to, document.date)
        yield (case.id, entry.id, *sent, document.number or None, document.subject or None)


def _obligation_rows(case: Case) -> Iterator[Row]:
    for owed in case.obligations:
        yield (
            case.id,
            owed.kind,
            owed.debtor,
            owed.creditor,
            owed.since,
            owed.due,
            owed.status,
            owed.source,
            owed.discharged_by,
            owed.discharged_on,
        )


def _opinion_rows(case: Case) -> Iterator[Row]:
    """A row a point; one for an opinion without points, and one for an agency that has not answered."""
    for row in opinion_rows(case):
        asked = (case.id, row.request.id, row.agency, row.obligation.due, row.obligation.status)
        yield from ((*asked, *answer) for answer in _answers(row))


def _answers(row: OpinionRow) -> Iterator[Row]:
    if row.opinion is None:
        yield (None,) * 8
        return
    document = row.opinion.document
    position = document.position if isinstance(document, Opinion) else None
    for each in row.points:
        point = (each.point.id, each.point.text, each.point.field) if each.point else (None, None, None)
        answer = (each.view.response, each.view.explanation) if each.view else (None, None)
        yield (row.opinion.id, row.opinion.counts_on, position, *point, *answer)


_TASK = Column("task", Text("Nhiệm vụ", "Task"), width=11)
_DUE = Column("due", Text("Hạn", "Deadline"), "day", width=11)
_STATUS = Column("status", Text("Tình trạng", "Status"), "one-of", words=STATUSES)
_FIELD = Column("field", Text("Lĩnh vực", "Field"), "field", width=16)
_KINDS = {kind: document.TITLE for kind, document in DOCUMENT_TYPES.items()}

TABLES: dict[str, Table] = {
    "tasks": Table(
        Text("Nhiệm vụ", "Tasks"),
        (
            Column("id", Text("Mã", "Id"), width=11),
            Column("title", Text("Tên nhiệm vụ", "Title"), width=48),
            _FIELD,
            Column("lead", Text("Cơ quan chủ trì", "Lead agency"), "agency"),
            Column("coordinating", Text("Cơ quan phối hợp", "Coordinating agencies"), "agencies", width=24),
            Column("date", Text("Ngày giao", "Assigned on"), "day", width=11),
            _DUE,
            Column("stage", Text("Giai đoạn", "Stage"), "one-of", words=STAGES, width=18),
            Column("timeliness", Text("Tiến độ", "Timeliness"), "one-of", words=TIMELINESS, width=18),
            Column("awaiting", Text("Đang chờ", "Awaited"), "agencies", width=20),
            Column("ended", Text("Kết thúc ngày", "Ended on"), "day"),
        ),
        _task_rows,
    ),
    "documents": Table(
        Text("Văn bản", "Documents"),
        (
            _TASK,
            Column("id", Text("Mã", "Id"), "document", width=18),
            Column("kind", Text("Loại văn bản", "Kind"), "one-of", words=_KINDS, width=24),
            Column("from", Text("Nơi gửi", "From"), "agency"),
            Column("to", Text("Nơi nhận", "To"), "agencies", width=24),
            Column("date", Text("Ngày", "Date"), "day", width=11),
            Column("number", Text("Số, ký hiệu", "Number")),
            Column("subject", Text("Trích yếu", "Subject"), width=50),
        ),
        _document_rows,
    ),
    "obligations": Table(
        Text("Việc phải làm", "Obligations"),
        (
            _TASK,
            Column("kind", Text("Việc phải làm", "Obligation"), "one-of", words=OBLIGATIONS, width=24),
            Column("debtor", Text("Cơ quan thực hiện", "Owed by"), "agency", width=18),
            Column("creditor", Text("Nơi nhận", "Owed to"), "agency"),
            Column("since", Text("Từ ngày", "Since"), "day", width=11),
            _DUE,
            _STATUS,
            Column("source", Text("Phát sinh từ", "Arose with"), "document", width=18),
            Column("discharged_by", Text("Hoàn thành bằng", "Discharged by"), "document", width=18),
            Column("discharged_on", Text("Hoàn thành ngày", "Discharged on"), "day"),
        ),
        _obligation_rows,
    ),
    "opinions": Table(
        Text("Ý kiến", "Opinions"),
        (
            _TASK,
            Column("request", Text("Văn bản xin ý kiến", "Request"), "document", width=18),
            Column("agency", Text("Cơ quan được xin ý kiến", "Agency asked"), "agency", width=18),
            _DUE,
            _STATUS,
            Column("opinion", Text("Văn bản ý kiến", "Opinion"), "document", width=18),
            Column("date", Text("Ngày", "Date"), "day", width=11),
            Column("position", Text("Quan điểm", "Position"), "one-of", words=POSITIONS, width=20),
            Column("point", Text("Mã nội dung", "Point"), width=11),
            Column("text", Text("Nội dung góp ý", "What the point says"), width=50),
            _FIELD,
            Column("response", Text("Tiếp thu", "Response"), "one-of", words=RESPONSES, width=18),
            Column("explanation", Text("Giải trình", "Explanation"), width=40),
        ),
        _opinion_rows,
    ),
}
"""What can be exported, by name."""
