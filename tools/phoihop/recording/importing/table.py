"""A table in a sheet: which row is its head, what its columns mean, its rows as answers; all that is wrong, by cell.

A sheet that was made from the template says all that itself. An office's own has a title above its head, a column of
running numbers, headings of its own: what they are taken for is then a proposal, to be confirmed by whoever imports.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from phoihop.language import Explained, Message, say
from phoihop.plain_letters import plain
from phoihop.recording.answers import AnswerContext, read_in_part
from phoihop.recording.choices import Occasion, Unfit, agency_choices
from phoihop.recording.importing.columns import SheetColumn, columns_of
from phoihop.recording.importing.sheet import DayCell, ErrorCell, NoSheet, cell_name, read_cells
from phoihop.records.fit import nearest, typed_day
from phoihop.records.record import Record
from phoihop.records.yaml_door import Tree
from phoihop.words.sentences import joined

_HEAD_WITHIN = 20
"""Rows in which the head is looked for."""

_RUNNING = frozenset(("stt", "tt", "so tt", "so thu tu", "no", "no.", "#"))
"""Headings, in plain letters, of a column that only counts."""

_WITH_ITS_DAY = re.compile(r"(?:.*?\s)?(\S*\d\S*/\S+?),?\s+ngày\s+(\S+)", re.IGNORECASE | re.DOTALL)
"""A number as offices write it in one cell: “Thông báo số 148/TB-UBND ngày 10/3/2021”."""

Cells = Sequence[Sequence[str]]


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


class BadCells(Explained):
    """Nothing was written. `errors` say which cells are wrong, in the order of the sheet."""

    def __init__(self, errors: Sequence[CellError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda error: error.row))
        super().__init__(joined(error.message for error in self.errors))


@dataclass(frozen=True, slots=True)
class Layout:
    """Which row of a sheet is the head, counted from 0, what its columns mean, by place, and what is left out.

    `proposed` are the columns, and `passed_over` the rows, of which that is only guessed.
    """

    head: int
    columns: Mapping[int, SheetColumn]
    left_out: tuple[int, ...] = ()
    proposed: frozenset[int] = frozenset()
    passed_over: tuple[int, ...] = ()

    @property
    def is_certain(self) -> bool:
        return not (self.head or self.proposed or self.passed_over)

    def place(self, name: str) -> int:
        return next((place for place, column in self.columns.items() if column.name == name), 0)


def layout_of(
    cells: Cells, columns: Sequence[SheetColumn], named: Mapping[str, str], given: Mapping[str, Tree]
) -> Layout:
    """What the columns of a sheet are, by their headings or as they are `named`: a heading, or the letter of a column,
    and the key; none to leave it out. `given` are keys that need no column. Raises `BadCells`.
    """
    known = {plain(name): each for each in columns for name in (each.name, each.heading.vi, each.heading.en)}
    usual = {plain(name): each for each in columns for name in each.also}
    wished = {plain(heading): name for heading, name in named.items()}
    by_name = {each.name: each for each in columns}
    head = _head(cells, {*known, *usual, *wished})
    found: dict[int, SheetColumn] = {}
    left_out: list[int] = []
    proposed: set[int] = set()
    errors: list[CellError] = []
    headings = cells[head] if cells else ()
    for place, heading in enumerate(headings):
        wanted = _heading(heading)
        letter = plain(cell_name(0, place).removesuffix("1"))
        name = wished.get(wanted, wished.get(letter)) if wanted or letter in wished else None
        column = by_name.get(name or "") or (None if name == "" else known.get(wanted) or usual.get(wanted))
        if column is not None and column in found.values():
            message = say("có hai cột “{heading}”", "there are two columns “{heading}”", heading=heading)
            errors.append(CellError(head, place, message))
        elif column is not None:
            found[place] = column
            proposed |= {place} if name is None and wanted not in known else set()
        elif any(row[place] for row in cells[head:] if place < len(row)):
            left_out.append(place)
            proposed |= {place} if name is None and wanted not in _RUNNING else set()
    names = {*given, *(column.name for column in found.values())}
    # Where there is a column for numbers, it may say the day with each.
    names |= {"date"} if "number" in names else set()
    if missing := [each for each in columns if each.needed and each.name not in names]:
        unknown = sorted(place for place in proposed.intersection(left_out) if headings[place])
        errors += (CellError(head, place, _unknown(headings[place], known, columns)) for place in unknown)
        errors.sort(key=lambda error: error.column)
        message = say(
            "thiếu cột: {columns}; lấy mẫu bằng phoihop import --template TỆP.xlsx",
            "columns are missing: {columns}; get a template by phoihop import --template FILE.xlsx",
            columns=tuple(each.heading for each in missing),
        )
        errors.append(CellError(head, 0, message))
    if errors:
        raise BadCells(errors)
    own = bool(head or proposed)
    rows = tuple(number for number in range(head + 1, len(cells)) if own and _is_no_row(cells[number], headings))
    return Layout(head, found, tuple(left_out), frozenset(proposed), rows)


def _head(cells: Cells, known: set[str]) -> int:
    """The row that has most of the headings; the first where none has any."""
    matches = [sum(_heading(cell) in known for cell in row) for row in cells[:_HEAD_WITHIN]]
    return matches.index(max(matches)) if matches else 0


def _heading(cell: str) -> str:
    return plain(" ".join(cell.replace("*", " ").split()))


def _is_no_row(row: Sequence[str], headings: Sequence[str]) -> bool:
    """A heading of rows, in one cell alone, or the numbers of the columns: (1) (2) (3)."""
    running = [place for place, heading in enumerate(headings) if plain(heading.strip()) in _RUNNING]
    held = [cell for place, cell in enumerate(row) if cell and place not in running]
    return len(held) == 1 or (len(held) > 1 and all(re.fullmatch(r"\(?\d{1,2}\)?", cell) for cell in held))


def _unknown(heading: str, known: Mapping[str, SheetColumn], columns: Sequence[SheetColumn]) -> Message:
    if meant := nearest(plain(heading), list(known)):
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
        columns=tuple(each.heading for each in columns),
    )


# --- rows -------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class SheetRow:
    """A row: its number in the sheet, counted from 0, the answers in it by their keys, and what is wrong by key."""

    number: int
    layout: Layout
    answers: dict[str, Tree]
    wrong: dict[str, Message]

    def errors(self) -> Iterator[CellError]:
        by_name = {column.name: (place, column) for place, column in self.layout.columns.items()}
        told = [(*by_name.get(name.partition(".")[0], (0, None)), message) for name, message in self.wrong.items()]
        for place, column, message in sorted(told, key=lambda each: each[0]):
            yield CellError(self.number, place, message, Message(column.expected) if column else None)

    def refused(self, name: str, message: Message, rule: str | None = None) -> CellError:
        """What is wrong with a cell that could be read."""
        return CellError(self.number, self.layout.place(name.partition(".")[0]), message, rule=rule)


def rows_of(
    cells: Cells, layout: Layout, columns: Sequence[SheetColumn], occasion: Occasion, given: Mapping[str, str]
) -> list[SheetRow]:
    """The rows below the head, but for empty ones. Raises `BadCells` where there is none, or one is too long."""
    rows: list[SheetRow] = []
    beyond: list[CellError] = []
    width = max((place for place, heading in enumerate(cells[layout.head] if cells else ()) if heading), default=-1) + 1
    for number in range(layout.head + 1, len(cells)):
        if any(cells[number]) and number not in layout.passed_over:
            row = SheetRow(number, layout, {}, {})
            own = {
                column.name: cells[number][place]
                for place, column in layout.columns.items()
                if place < len(cells[number]) and cells[number][place]
            }
            for column in columns:
                _take(row, column, own.get(column.name) or given.get(column.name, ""), occasion)
            for column in columns:
                if column.needed and not row.answers.get(column.name) and column.name not in row.wrong:
                    _tell_empty(row, column.name)
            rows.append(row)
            beyond += _beyond(number, cells[number], width, layout)
    if not rows:
        beyond.append(CellError(layout.head + 1, 0, say("không có dòng nào", "there is no row")))
    if beyond:
        raise BadCells([*beyond, *(error for row in rows for error in row.errors())])
    return rows


def _tell_empty(row: SheetRow, name: str) -> None:
    if name == "date" and name not in (column.name for column in row.layout.columns.values()):
        row.wrong["number"] = say(
            "không có ngày văn bản; ghi trong ô này, như “148/UBND-VP ngày 22/3/2021”, hoặc cho mọi dòng bằng --set "
            "date=22/3/2021",
            "it says no day of the document; write it here, as “148/UBND-VP ngày 22/3/2021”, or for every row by "
            "--set date=22/3/2021",
        )
    else:
        row.wrong[name] = say("để trống", "it is empty")


def _beyond(number: int, row: Sequence[str], width: int, layout: Layout) -> Iterator[CellError]:
    """What stands right of the last heading: a comma without quotes moved everything by one."""
    for place, words in enumerate(row[width:], width):
        if words and place not in layout.left_out:
            message = say(
                "“{words}” nằm ngoài các cột có tên; ô có dấu phẩy phải đặt trong ngoặc kép",
                "“{words}” stands right of the last heading; put a cell with a comma in quotes",
                words=words,
            )
            yield CellError(number, place, message)
            return


def _take(row: SheetRow, column: SheetColumn, words: str, occasion: Occasion) -> None:
    key = column.key
    if isinstance(words, ErrorCell):
        row.wrong[column.name] = say(
            "ô này là lỗi công thức; ghi giá trị", "this cell is an error of a formula; write the value"
        )
    elif isinstance(words, DayCell) and key.nature != "day":
        row.wrong[column.name] = say(
            "bảng tính đã đổi ô này thành ngày {words}; định dạng ô là văn bản rồi ghi lại",
            "the spreadsheet took this cell for the day {words}; format it as text and write it again",
            words=str(words),
        )
    elif not words:
        return
    elif key.nature == "agency":
        try:
            read = _agencies(words, occasion, several=key.is_list)
            row.answers[column.name] = [*read] if key.is_list else read[0]
        except Unfit as reason:
            row.wrong[column.name] = reason.message
    elif key.is_list:
        # What is written in words has commas and, where it has parts, semicolons of its own.
        between = r"\n" if key.part else r"[;\n]" if key.nature in ("text", "evidence", "path") else r"[,;\n]"
        row.answers[column.name] = [item.strip() for item in re.split(between, words) if item.strip()]
    elif key.id == "number" and (match := _WITH_ITS_DAY.fullmatch(words)) and typed_day(match[2]):
        row.answers["number"] = match[1]
        row.answers.setdefault("date", match[2])
    else:
        row.answers[column.name] = words


def _agencies(words: str, occasion: Occasion, *, several: bool) -> list[str]:
    """The agencies that are named, whole: in a sheet of many rows nobody sees which one half a name was taken for."""
    known: dict[str, set[str]] = {}
    for choice in agency_choices(occasion):
        for name in choice.called:
            known.setdefault(plain(name), set()).add(choice.value)
    parts = [words]
    if plain(words) not in known and several:
        # A name may have a comma in it: first by semicolons and lines, then, where that is no name, by commas.
        groups = re.split(r"[;\n]", words)
        parts = [part for group in groups for part in ([group] if plain(group.strip()) in known else group.split(","))]
    found: list[str] = []
    for part in filter(None, map(str.strip, parts)):
        meant = sorted(known.get(plain(part), ()))
        if not meant:
            raise Unfit.because("không có cơ quan “{words}”", "there is no agency “{words}”", words=part)
        if len(meant) > 1:
            raise Unfit.because(
                "“{words}” có thể là {agencies}; ghi mã",
                "“{words}” may be {agencies}; write the id",
                words=part,
                agencies=(*meant,),
            )
        found += meant
    return found


# --- the items of one list of a record, such as the points of an opinion ----------------------------------------------


def items_in(words: str, part: type[Record], reading: AnswerContext) -> list[Tree]:
    """The rows of the file that is meant, as answers. Raises `Unfit`, which tells all that is wrong by cell."""
    file = reading.papers.find(words)
    if file is None:
        raise Unfit.because("không thấy tệp “{path}”", "there is no file “{path}”", path=words)
    try:
        return _items(read_cells(file), part, reading)
    except NoSheet as wrong:
        raise Unfit.because("{file}: {why}", "{file}: {why}", file=file.name, why=wrong.message) from None
    except BadCells as wrong:
        told = (
            say("{file} {cell}: {why}", "{file} {cell}: {why}", file=file.name, cell=each.cell, why=each.message)
            for each in wrong.errors
        )
        raise Unfit(joined(told, "\n")) from None


def _items(cells: list[list[str]], part: type[Record], reading: AnswerContext) -> list[Tree]:
    columns = columns_of(part)
    rows = rows_of(cells, layout_of(cells, columns, {}, {}), columns, reading.occasion, {})
    for row in rows:
        opinion, mark, point = str(row.answers.get("opinion", "")).partition("#")
        if mark and not row.answers.get("point"):
            # As options name it: tckh#p1.
            row.answers |= {"opinion": opinion, "point": point}
        for column in columns:
            said = row.answers.get(column.name)
            for each in said if isinstance(said, list) else [said]:
                try:
                    if isinstance(each, str):
                        read_in_part(part, column.key, each, reading)
                except Unfit as wrong:
                    row.wrong[column.name] = wrong.message
    if errors := [error for row in rows for error in row.errors()]:
        raise BadCells(errors)
    return [{**row.answers} for row in rows]
