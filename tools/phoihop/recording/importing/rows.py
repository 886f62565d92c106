"""Rows of a sheet as assignments in the making: read cell by cell, everything wrong told by its cell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from phoihop.language import Message, say
from phoihop.plain_letters import plain
from phoihop.recording.choices import Occasion, Unfit, agency_choices
from phoihop.recording.draft import Draft
from phoihop.recording.importing.columns import SheetColumn, columns_by_place
from phoihop.recording.importing.sheet import DayCell, ErrorCell, cell_name
from phoihop.records.yaml_door import Tree


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong with a cell, or with its row: what can stand there (`expected`), or the rule that refuses it."""

    row: int
    column: int
    message: Message
    expected: Message | None = None
    rule: str | None = None

    @property
    def cell(self) -> str:
        return cell_name(self.row, self.column)


class Refused(Exception):
    """Nothing was written. `errors` say which cells are wrong, in the order of the sheet."""

    def __init__(self, errors: Sequence[CellError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda error: (error.row, error.column)))
        super().__init__("; ".join(f"{error.cell}: {error.message.text.en}" for error in self.errors))


@dataclass(frozen=True, slots=True)
class Row:
    """A row that could be read: its number in the sheet, counted from 0, and the answers in it."""

    number: int
    draft: Draft


def rows_of(cells: Sequence[Sequence[str]], occasion: Occasion) -> list[Row]:
    """The rows of a sheet, its head first. Empty rows are passed over. Raises `BadHead` and `Refused`."""
    columns = columns_by_place(cells[0] if cells else ())
    rows: list[Row] = []
    errors: list[CellError] = []
    for number, row in enumerate(cells[1:], 1):
        if any(row):
            errors += _beyond(number, row, len(cells[0]))
            draft, wrong = _draft(row, columns, occasion)
            errors += (CellError(number, place, message, expected) for place, message, expected in wrong)
            rows.append(Row(number, draft))
    if not rows:
        errors.append(CellError(1, 0, say("không có nhiệm vụ nào", "there is no task")))
    if errors:
        raise Refused(errors)
    return rows


def _beyond(number: int, row: Sequence[str], width: int) -> Iterator[CellError]:
    """What stands right of the last heading: a comma without quotes moved everything by one."""
    for place, words in enumerate(row[width:], width):
        if words:
            message = say(
                "“{words}” nằm ngoài các cột có tên; ô có dấu phẩy phải đặt trong ngoặc kép",
                "“{words}” stands right of the last heading; put a cell with a comma in quotes",
                words=words,
            )
            yield CellError(number, place, message)
            return


def _misread(words: str, column: SheetColumn) -> Message | None:
    """What a spreadsheet made of a cell, where that is not what was typed."""
    if isinstance(words, ErrorCell):
        return say("ô này là lỗi công thức; ghi giá trị", "this cell is an error of a formula; write the value")
    if isinstance(words, DayCell) and column.key.nature != "day":
        return say(
            "bảng tính đã đổi ô này thành ngày {words}; định dạng ô là văn bản rồi ghi lại",
            "the spreadsheet took this cell for the day {words}; format it as text and write it again",
            words=str(words),
        )
    return None


def _draft(
    row: Sequence[str], columns: Mapping[int, SheetColumn], occasion: Occasion
) -> tuple[Draft, list[tuple[int, Message, Message]]]:
    """A row's assignment, and what is wrong: in which column, why, and what is expected there."""
    answers: dict[str, Tree] = {}
    wrong: dict[str, Message] = {}
    for place, column in columns.items():
        words = row[place] if place < len(row) else ""
        if misread := _misread(words, column):
            wrong[column.name] = misread
        elif not words:
            if column.needed:
                wrong[column.name] = say("để trống", "it is empty")
        elif column.key.nature == "agency":
            try:
                read = _agencies(words, occasion, several=column.key.is_list)
                answers[column.name] = [*read] if column.key.is_list else read[0]
            except Unfit as reason:
                wrong[column.name] = reason.message
        else:
            answers[column.name] = [*_items(words)] if column.key.is_list else words
    draft = Draft("task", occasion, answers)
    wrong |= {name.partition(".")[0]: message for name, message in draft.refused.items()}
    found = {column.name: (place, column) for place, column in columns.items()}
    return draft, [(found[name][0], why, Message(found[name][1].expected)) for name, why in wrong.items()]


def _agencies(words: str, occasion: Occasion, *, several: bool) -> list[str]:
    """The agencies that are named, whole: in a sheet of many rows nobody sees which one half a name was taken for."""
    known: dict[str, set[str]] = {}
    for choice in agency_choices(occasion):
        for name in (choice.value, *choice.names):
            known.setdefault(plain(name), set()).add(choice.value)
    if plain(words) in known or not several:
        parts = [words]
    else:
        # A name may have a comma in it: first by semicolons and lines, then, where that is no name, by commas.
        parts = [
            part
            for group in re.split(r"[;\n]", words)
            for part in ([group] if plain(group.strip()) in known else group.split(","))
        ]
    found: list[str] = []
    for part in (part.strip() for part in parts):
        if part and plain(part) not in known:
            raise Unfit(say("không có cơ quan “{words}”", "there is no agency “{words}”", words=part))
        if part:
            meant = sorted(known[plain(part)])
            if len(meant) > 1:
                raise Unfit(_several(part, meant))
            found += meant
    return found


def _several(words: str, meant: Sequence[str]) -> Message:
    return say(
        "“{words}” có thể là {agencies}; ghi mã",
        "“{words}” may be {agencies}; write the id",
        words=words,
        agencies=(*meant,),
    )


def _items(words: str) -> list[str]:
    return [item.strip() for item in re.split(r"[,;\n]", words) if item.strip()]
