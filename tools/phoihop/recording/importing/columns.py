"""What the columns of a sheet can mean: keys of an assignment, a document or a part of one, with headings."""

from dataclasses import dataclass

from phoihop.language import Text, capitalized
from phoihop.recording.keys import Key, key_named, keys_of
from phoihop.records.record import Record
from phoihop.records.types import TaskAssignment
from phoihop.words.labels import label_of


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its key, its heading, and what is expected in it. Without the `needed` ones there is no record.

    `also` are headings that offices use for it.
    """

    key: Key
    heading: Text
    expected: Text
    needed: bool = False
    width: int = 16
    also: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.key.id


def _of_task(
    name: str, heading: Text, expected: Text, *also: str, needed: bool = False, width: int = 16
) -> SheetColumn:
    return SheetColumn(key_named(TaskAssignment, name), heading, expected, needed, width, also)


_DAY = Text("ngày, ví dụ 22/3/2021", "a day, such as 22/3/2021")
_AGENCY = Text("mã, ký hiệu hoặc tên một cơ quan", "the id, symbol or name of one agency")
_AGENCIES = Text(
    "mã, ký hiệu hoặc tên các cơ quan, cách nhau bằng dấu phẩy hoặc chấm phẩy",
    "ids, symbols or names of agencies, with commas or semicolons between",
)

TASK_COLUMNS: tuple[SheetColumn, ...] = (
    _of_task(
        "title",
        Text("Tên nhiệm vụ", "Title"),
        Text("tên nhiệm vụ", "the task's title"),
        *("Nhiệm vụ", "Nội dung nhiệm vụ", "Nhiệm vụ được giao", "Nội dung công việc", "Công việc", "Nội dung", "Task"),
        needed=True,
        width=48,
    ),
    _of_task(
        "lead",
        Text("Cơ quan chủ trì", "Lead agency"),
        _AGENCY,
        *("Chủ trì", "Đơn vị chủ trì", "Cơ quan thực hiện", "Đơn vị thực hiện", "Đơn vị được giao", "Lead"),
        needed=True,
        width=22,
    ),
    _of_task(
        "coordinating",
        Text("Cơ quan phối hợp", "Coordinating agencies"),
        _AGENCIES,
        *("Phối hợp", "Đơn vị phối hợp"),
        width=30,
    ),
    _of_task(
        "date",
        Text("Ngày giao", "Assigned on"),
        _DAY,
        *("Ngày giao việc", "Ngày giao nhiệm vụ", "Ngày văn bản", "Ngày ban hành", "Ngày tháng", "Date"),
        needed=True,
        width=12,
    ),
    _of_task(
        "due",
        Text("Hạn", "Deadline"),
        _DAY,
        *(
            "Thời hạn",
            "Hạn hoàn thành",
            "Thời hạn hoàn thành",
            "Thời gian hoàn thành",
            "Hạn xử lý",
            "Hạn báo cáo",
            "Due",
        ),
        width=12,
    ),
    _of_task(
        "number",
        Text("Số, ký hiệu", "Number"),
        Text("ví dụ 148/UBND-VP", "such as 148/UBND-VP"),
        *("Số ký hiệu", "Số văn bản", "Số hiệu", "Văn bản giao", "Văn bản giao nhiệm vụ", "Văn bản chỉ đạo"),
    ),
    _of_task("signed_by", Text("Người ký", "Signed by"), Text("chức vụ người ký", "the signer's role")),
    _of_task("field", Text("Lĩnh vực", "Field"), Text("ví dụ đất đai", "such as dat-dai")),
    _of_task("summary", Text("Tóm tắt", "Summary"), Text("vài dòng về nhiệm vụ", "a few lines on the task"), width=48),
    _of_task(
        "related",
        Text("Nhiệm vụ liên quan", "Related tasks"),
        Text("mã các nhiệm vụ, ví dụ 2021-0012", "ids of tasks, such as 2021-0012"),
    ),
)
HALF_DONE = frozenset(("tinh trang", "trang thai", "tien do", "ket qua", "ket qua thuc hien", "tien do thuc hien"))
"""Headings, in plain letters, of columns that say how far a task has come: that is told by its documents."""

_LONG = frozenset(("title", "text", "summary", "explanation", "reason", "what", "outcome"))


def columns_of(record: type[Record]) -> tuple[SheetColumn, ...]:
    """A column for each key of a record, or of a part of one."""
    return tuple(_column(key) for key in keys_of(record) if key.id not in ("id", "waive"))


def _column(key: Key) -> SheetColumn:
    # Of two keys of one name, the one in a group is called by what it means.
    label = (label_of(key.name) if len(key.path) == 1 else None) or key.meaning
    expected = key.meaning
    if key.nature == "agency":
        expected = _AGENCIES if key.is_list else _AGENCY
    heading = Text(capitalized(label.vi), capitalized(label.en))
    needed = key.is_required or key.is_asked_by_rule
    return SheetColumn(key, heading, _DAY if key.nature == "day" else expected, needed, 48 if key.name in _LONG else 18)
