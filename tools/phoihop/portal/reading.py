"""Reads one register's published data, checked against the forms that its site publishes; refuses what does not fit.

A register is taken whole or not at all: each refusal names the file, the place in it, and what was expected there.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from phoihop.changes.head import HEAD_FORMAT
from phoihop.documents.published_forms import (
    CSV_LINES,
    DATA_FORMAT,
    JSON_FILES,
    DocumentLine,
    ObligationLine,
    OpinionLine,
    PublishedFinding,
    PublishedForm,
    PublishedHead,
    RegisterIndex,
    TaskLine,
    columns_of,
    may_be_empty,
    text_of_cell,
)
from phoihop.language import Explained, Message, Text

FOLDER = "data/"
FILES: tuple[str, ...] = tuple(FOLDER + name for name in (*JSON_FILES, *CSV_LINES))
"""What a portal reads of a site."""

LONGEST_CELL = 1024 * 1024

_KNOWN_FORMATS = {"register.json": DATA_FORMAT, "head.json": HEAD_FORMAT}

T = TypeVar("T")
L = TypeVar("L", bound=PublishedForm)


class Unfit(Explained):
    """A register's data can't be used. `message` names the file and the place, and what was expected."""


@dataclass(frozen=True, slots=True)
class Published:
    """What one register publishes, all of it fitting its forms and each other."""

    index: RegisterIndex
    head: PublishedHead
    tasks: tuple[TaskLine, ...]
    documents: tuple[DocumentLine, ...]
    obligations: tuple[ObligationLine, ...]
    opinions: tuple[OpinionLine, ...]
    findings: tuple[PublishedFinding, ...]


def read_published(read: Callable[[str], bytes]) -> Published:
    """The register whose files `read` gives by path ("data/head.json"). Raises `Unfit`, and whatever `read` raises."""
    published = Published(
        index=_json(read, "register.json", RegisterIndex),
        head=_json(read, "head.json", PublishedHead),
        tasks=_lines(read, "tasks.csv", TaskLine),
        documents=_lines(read, "documents.csv", DocumentLine),
        obligations=_lines(read, "obligations.csv", ObligationLine),
        opinions=_lines(read, "opinions.csv", OpinionLine),
        findings=_json(read, "findings.json", tuple[PublishedFinding, ...]),
    )
    _look_together(published)
    return published


def _json(read: Callable[[str], bytes], name: str, form: type[T]) -> T:
    content = read(FOLDER + name)
    if name in _KNOWN_FORMATS:
        _look_at_format(name, content, _KNOWN_FORMATS[name])
    try:
        return msgspec.json.decode(content, type=form)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise _unfit(name, *_explained(str(error))) from None


def _look_at_format(name: str, content: bytes, known: int) -> None:
    """Says of data of another age that it is that, before it says what does not fit."""
    try:
        told = msgspec.json.decode(content)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return
    found = told.get("format") if isinstance(told, dict) else None
    if found is None and isinstance(told, dict):
        raise _unfit(
            name, "format", Text("thiếu khóa này; dựng lại trang bằng bản phoihop mới", "missing; build the site anew")
        )
    if type(found) is int and found != known:
        why = Text(
            f"cần {known}, gặp {found}; cập nhật phoihop ở cổng hoặc dựng lại trang của sổ",
            f"expected {known}, found {found}; update phoihop here, or build the register's site anew",
        )
        raise _unfit(name, "format", why)


def _lines(read: Callable[[str], bytes], name: str, form: type[L]) -> tuple[L, ...]:
    content = read(FOLDER + name)
    csv.field_size_limit(LONGEST_CELL)
    try:
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        head = next(rows, [])
        missing = [column for column in columns_of(form) if column not in head]
        if missing or len(set(head)) < len(head):
            lacks = ", ".join(missing) or "?"
            raise _unfit(name, "1", Text(f"thiếu hoặc trùng cột: {lacks}", f"missing or doubled columns: {lacks}"))
        return tuple(_typed_lines(name, form, head, rows))
    except UnicodeDecodeError as error:
        raise _unfit(name, f"byte {error.start}", Text("cần UTF-8", "expected UTF-8")) from None
    except csv.Error as error:
        raise _unfit(name, "", Text(f"không phải CSV hợp lệ: {error}", f"no valid CSV: {error}")) from None


def _typed_lines(name: str, form: type[L], head: list[str], rows: Any) -> Iterable[L]:
    empty = may_be_empty(form)
    places = [(head.index(column), column, column in empty) for column in columns_of(form)]
    for row in rows:
        if len(row) != len(head):
            why = Text(f"cần {len(head)} ô, gặp {len(row)}", f"expected {len(head)} cells, found {len(row)}")
            raise _unfit(name, str(rows.line_num), why)
        cells = {
            column: None if nothing and not row[place] else text_of_cell(row[place])
            for place, column, nothing in places
        }
        try:
            yield msgspec.convert(cells, form)
        except msgspec.ValidationError as error:
            key, why = _explained(str(error))
            raise _unfit(name, f"{rows.line_num}, {key}", why) from None


def _look_together(published: Published) -> None:
    """The files must speak of the same tasks and agencies: else they come from different builds."""
    ids = [task.id for task in published.tasks]
    agencies = [agency.id for agency in published.index.agencies]
    for name, all_ids in (("tasks.csv", ids), ("register.json", agencies)):
        if len(set(all_ids)) < len(all_ids):
            raise _unfit(name, "id", Text("một mã có hai lần", "an id stands there twice"))
    known = set(ids)
    if known != {task.id for task in published.index.tasks}:
        why = Text(
            "không cùng các nhiệm vụ với tasks.csv; dựng và chép lại cả trang",
            "not the same tasks as in tasks.csv; build the site anew and copy all of it",
        )
        raise _unfit("register.json", "tasks", why)
    for name, lines in (
        ("documents.csv", published.documents),
        ("obligations.csv", published.obligations),
        ("opinions.csv", published.opinions),
    ):
        for line in lines:
            if line.task not in known:
                why = Text(
                    f"nhiệm vụ {line.task} không có trong tasks.csv; dựng và chép lại cả trang",
                    f"task {line.task} is not in tasks.csv; build the site anew and copy all of it",
                )
                raise _unfit(name, "task", why)


def _unfit(name: str, place: str, why: Text) -> Unfit:
    text = Text("{file}{where}: {why}", "{file}{where}: {why}")
    is_line = name.endswith(".csv") and place[:1].isdigit()
    where = Text(f", dòng {place}" if is_line else f", {place}", f", line {place}" if is_line else f", {place}")
    return Unfit(Message(text, {"file": FOLDER + name, "where": where if place else "", "why": _short(why)}))


def _short(why: Text) -> Text:
    """What a hostile file makes an error say stays on one line, and short."""
    return Text(*(" ".join(each.split())[:300] for each in (why.vi, why.en)))


_EXPLANATIONS: tuple[tuple[str, str, str], ...] = (
    (r"Object missing required field `(.*)`", "thiếu khóa “{0}”", "key “{0}” is missing"),
    (r"Expected `str` matching regex '(.*)'", "cần chữ theo mẫu {0}", "expected text of the form {0}"),
    (r"Expected `str` of length >= 1", "không được để trống", "may not be empty"),
    (r"Expected `(.*)` of length <= (.*)", "dài quá {1}", "longer than {1}"),
    (r"Expected `(.*)` >= (.*)", "cần số từ {1} trở lên", "expected {1} or more"),
    (r"Expected `(.*)`, got `(.*)`", "cần {0}, gặp {1}", "expected {0}, found {1}"),
    (r"Expected `(.*)`", "cần {0}", "expected {0}"),
    (r"Invalid enum value (.*)", "giá trị {0} không có trong danh mục", "value {0} is none of those allowed"),
    (r"Invalid RFC3339 encoded date.*|Invalid date.*", "cần ngày dạng 2021-03-10", "expected a day such as 2021-03-10"),
    (r"Input data was truncated", "JSON bị cụt", "damaged JSON: it ends too early"),
    (r"JSON is malformed: (.*)", "JSON hỏng: {0}", "damaged JSON: {0}"),
)


def _explained(error: str) -> tuple[str, Text]:
    """Where msgspec found something, and what, in both languages."""
    match = re.fullmatch(r"(?s)(.*?)(?: - at `\$\.?(.*)`)?", error)
    what, place = (match[1], match[2] or "") if match else (error, "")
    for pattern, vi, en in _EXPLANATIONS:
        if found := re.fullmatch(pattern, what, re.DOTALL):
            return place, Text(vi.format(*found.groups()), en.format(*found.groups()))
    return place, Text(what, what)
