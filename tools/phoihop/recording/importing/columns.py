"""The columns of an import: keys of an assignment, each with its heading, and which column of a sheet is which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from phoihop.language import Message, Text, say
from phoihop.plain_letters import plain
from phoihop.recording.importing.sheet import cell_name
from phoihop.recording.keys import Key, key_named
from phoihop.records.fit import nearest
from phoihop.records.types import TaskAssignment


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its key, its heading, and what is expected in it. Without the `needed` ones there is no task."""

    name: str
    heading: Text
    expected: Text
    needed: bool = False
    width: int = 16

    @property
    def key(self) -> Key:
        return key_named(TaskAssignment, self.name)


_DAY = Text("ngày, ví dụ 22/3/2021", "a day, such as 22/3/2021")
_AGENCY = Text("mã, ký hiệu hoặc tên một cơ quan", "the id, symbol or name of one agency")

COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn(
        "title", Text("Tên nhiệm vụ", "Title"), Text("tên nhiệm vụ", "the task's title"), needed=True, width=48
    ),
    SheetColumn("lead", Text("Cơ quan chủ trì", "Lead agency"), _AGENCY, needed=True, width=22),
    SheetColumn(
        "coordinating",
        Text("Cơ quan phối hợp", "Coordinating agencies"),
        Text(
            "mã, ký hiệu hoặc tên các cơ quan, cách nhau bằng dấu phẩy hoặc chấm phẩy",
            "ids, symbols or names of agencies, with commas or semicolons between",
        ),
        width=30,
    ),
    SheetColumn("date", Text("Ngày giao", "Assigned on"), _DAY, needed=True, width=12),
    SheetColumn("due", Text("Hạn", "Deadline"), _DAY, width=12),
    SheetColumn("number", Text("Số, ký hiệu", "Number"), Text("ví dụ 148/UBND-VP", "such as 148/UBND-VP")),
    SheetColumn("signed_by", Text("Người ký", "Signed by"), Text("chức vụ người ký", "the signer's role")),
    SheetColumn("field", Text("Lĩnh vực", "Field"), Text("ví dụ đất đai", "such as dat-dai")),
    SheetColumn(
        "summary", Text("Tóm tắt", "Summary"), Text("vài dòng về nhiệm vụ", "a few lines on the task"), width=48
    ),
    SheetColumn(
        "related",
        Text("Nhiệm vụ liên quan", "Related tasks"),
        Text("mã các nhiệm vụ, ví dụ 2021-0012", "ids of tasks, such as 2021-0012"),
    ),
)


class BadHead(Exception):
    """The head does not say which column is which. `errors` are by column, counted from 0."""

    def __init__(self, errors: Sequence[tuple[int, Message]]) -> None:
        super().__init__("; ".join(f"{cell_name(0, place)}: {message.text.en}" for place, message in errors))
        self.errors = tuple(errors)


def columns_by_place(head: Sequence[str]) -> Mapping[int, SheetColumn]:
    """Which column of a sheet is which, by its heading in either language, or by its key. Raises `BadHead`."""
    known = {plain(name): each for each in COLUMNS for name in (each.name, each.heading.vi, each.heading.en)}
    found: dict[int, SheetColumn] = {}
    errors: list[tuple[int, Message]] = []
    for place, heading in enumerate(head):
        wanted = plain(" ".join(heading.replace("*", " ").split()))
        column = known.get(wanted)
        if column is None and wanted:
            errors.append((place, _unknown(heading, nearest(wanted, list(known)), known)))
        elif column in found.values():
            message = say("có hai cột “{heading}”", "there are two columns “{heading}”", heading=heading)
            errors.append((place, message))
        elif column:
            found[place] = column
    if missing := [each for each in COLUMNS if each.needed and each not in found.values()]:
        message = say(
            "thiếu cột: {columns}; lấy mẫu bằng phoihop import --template TỆP.xlsx",
            "columns are missing: {columns}; get a template by phoihop import --template FILE.xlsx",
            columns=tuple(each.heading for each in missing),
        )
        errors.append((0, message))
    if errors:
        raise BadHead(errors)
    return found


def _unknown(heading: str, meant: str | None, known: Mapping[str, SheetColumn]) -> Message:
    if meant:
        return say(
            "không có cột “{heading}”; có lẽ là “{meant}”",
            "there is no column “{heading}”; “{meant}” is probably meant",
            heading=heading,
            meant=known[meant].heading,
        )
    return say(
        "không có cột “{heading}”; các cột là: {columns}",
        "there is no column “{heading}”; the columns are: {columns}",
        heading=heading,
        columns=tuple(each.heading for each in COLUMNS),
    )
