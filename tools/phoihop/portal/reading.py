"""Reads one register's published data, checked against the forms that its site publishes; refuses what does not fit.

A register is taken whole or not at all: each refusal names the file, the place in it, and what was expected there.
What a newer phoihop may have added (codes, keys, columns) is no reason to refuse: a code that is not known is “other”,
and both are told.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

import msgspec

from phoihop.changes.head import HEAD_FORMAT
from phoihop.documents.columns import LONGEST_CODE, OTHER, Column, PublishedForm, columns_of, value_of
from phoihop.documents.json_forms import PublishedFinding
from phoihop.documents.published_forms import (
    CSV_LINES,
    DATA_FORMAT,
    JSON_FILES,
    PublishedHead,
    RegisterIndex,
    text_of_cell,
)
from phoihop.documents.tables import DocumentLine, ObligationLine, OpinionLine, TaskLine
from phoihop.language import Explained, Message, Text, say

FOLDER = "data/"
FILES: tuple[str, ...] = tuple(FOLDER + name for name in (*JSON_FILES, *CSV_LINES))
"""What a portal reads of a site."""

LONGEST_CELL = 1024 * 1024
MOST_NAMED = 5

_KNOWN_FORMATS = {"register.json": DATA_FORMAT, "head.json": HEAD_FORMAT}

T = TypeVar("T")
L = TypeVar("L", bound=PublishedForm)
P = TypeVar("P", bound=PublishedForm)


class UnfitData(Explained):
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
    notes: tuple[Message, ...] = ()
    """What of the data is newer than this portal, or not known to it."""


def read_published(read: Callable[[str], bytes]) -> Published:
    """The register whose files `read` gives by path ("data/head.json"). Raises `UnfitData`, and what `read` raises."""
    reading = Reading(read)
    published = Published(
        index=reading.json("register.json", RegisterIndex),
        head=reading.json("head.json", PublishedHead),
        tasks=reading.lines("tasks.csv", TaskLine),
        documents=reading.lines("documents.csv", DocumentLine),
        obligations=reading.lines("obligations.csv", ObligationLine),
        opinions=reading.lines("opinions.csv", OpinionLine),
        findings=reading.json("findings.json", tuple[PublishedFinding, ...]),
    )
    _look_together(published)
    return replace(published, notes=tuple(reading.notes()))


class Reading:
    """One register being read, with what its data has that this portal does not know."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self._newer: list[Message] = []
        self._codes: dict[tuple[str, str], Counter[str]] = {}
        self._keys: dict[str, dict[str, None]] = {}

    def json(self, name: str, form: type[T]) -> T:
        content = self._read(FOLDER + name)
        try:
            told = msgspec.json.decode(content)
            if name in _KNOWN_FORMATS and isinstance(told, dict):
                self._look_at_format(name, told.get("format"), _KNOWN_FORMATS[name])
            return cast("T", self._taken(name, msgspec.convert(told, form), told))
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise _unfit(name, *_explained(str(error))) from None

    def lines(self, name: str, form: type[L]) -> tuple[L, ...]:
        content = self._read(FOLDER + name)
        csv.field_size_limit(LONGEST_CELL)
        try:
            rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
            head = next(rows, [])
            columns = columns_of(form)
            missing = [
                column.key
                for column in columns
                # A newer format may have taken one away that may be empty.
                if column.required
                and column.key not in head
                and not (self._newer and (column.optional or column.is_list))
            ]
            if missing or len(set(head)) < len(head):
                lacks = ", ".join(missing) or "?"
                raise _unfit(name, "1", Text(f"thiếu hoặc trùng cột: {lacks}", f"missing or doubled columns: {lacks}"))
            self._pass_over(name, head, columns)
            return tuple(self._typed(name, form, head, rows))
        except UnicodeDecodeError as error:
            raise _unfit(name, f"byte {error.start}", Text("cần UTF-8", "expected UTF-8")) from None
        except csv.Error as error:
            raise _unfit(name, "", Text(f"không phải CSV hợp lệ: {error}", f"no valid CSV: {error}")) from None

    def _typed(self, name: str, form: type[L], head: list[str], rows: Any) -> Iterable[L]:
        places = [(head.index(column.key), column) for column in columns_of(form) if column.key in head]
        gone = {each.key: value_of(each, "") for each in columns_of(form) if each.required and each.key not in head}
        for row in rows:
            if len(row) != len(head):
                why = Text(f"cần {len(head)} ô, gặp {len(row)}", f"expected {len(head)} cells, found {len(row)}")
                raise _unfit(name, str(rows.line_num), why)
            cells = {column.key: value_of(column, text_of_cell(row[place])) for place, column in places}
            try:
                yield self._known(name, msgspec.convert(gone | cells, form))
            except msgspec.ValidationError as error:
                key, why = _explained(str(error))
                raise _unfit(name, f"{rows.line_num}, {key}", why) from None

    def _taken(self, name: str, value: Any, told: Any) -> Any:
        """A value of a JSON file with the codes that are known; what else it was told is noted."""
        match value:
            case PublishedForm():
                columns = columns_of(type(value))
                self._pass_over(name, told, columns)
                parts = {column.attribute: getattr(value, column.attribute) for column in columns}
                changed = {
                    column.attribute: self._taken(name, parts[column.attribute], told.get(column.key, ()))
                    for column in columns
                    if isinstance(parts[column.attribute], PublishedForm | tuple)
                }
                return self._known(name, msgspec.structs.replace(value, **changed) if changed else value)
            case tuple():
                return tuple(self._taken(name, *pair) for pair in zip(value, told, strict=True))
        return value

    def _known(self, name: str, line: P) -> P:
        """A line with the codes that are known: any other is “other”, and counted."""
        changed = {}
        for column in columns_of(type(line)):
            if column.words:
                code = getattr(line, column.attribute)
                if code is not None and code not in column.words:
                    self._codes.setdefault((name, column.key), Counter())[code] += 1
                    changed[column.attribute] = OTHER
        return msgspec.structs.replace(line, **changed) if changed else line

    def _pass_over(self, name: str, keys: Iterable[str], columns: Iterable[Column]) -> None:
        strange = set(keys) - {column.key for column in columns}
        self._keys.setdefault(name, {}).update(dict.fromkeys(sorted(strange)))

    def _look_at_format(self, name: str, found: object, known: int) -> None:
        if type(found) is int and found > known:
            self._newer.append(
                say(
                    "{file}: dạng dữ liệu {found}, mới hơn dạng {known} mà cổng này biết; chỉ đọc phần đã biết, nên "
                    "cập nhật phoihop ở cổng",
                    "{file}: data of format {found}, newer than the {known} known here; read as far as known: update "
                    "phoihop here",
                    file=FOLDER + name,
                    found=found,
                    known=known,
                )
            )

    def notes(self) -> Iterator[Message]:
        """What is newer than this portal, or not known to it."""
        yield from self._newer
        for (name, key), codes in self._codes.items():
            yield say(
                "{file}, {key}: cổng này chưa biết {codes}; {n} chỗ, hiện là “khác”",
                "{file}, {key}: {codes} not known here; {n} shown as “other”",
                file=FOLDER + name,
                key=key,
                codes=_few(codes),
                n=codes.total(),
            )
        for name, keys in self._keys.items():
            if keys:
                yield say(
                    "{file}: bỏ qua những gì cổng này chưa biết: {keys}",
                    "{file}: passed over, not known here: {keys}",
                    file=FOLDER + name,
                    keys=_few(keys),
                )


def _few(names: Iterable[str]) -> tuple[str, ...]:
    """Names out of a file, as many and as much of them as may be told."""
    listed = [" ".join(name.split())[:LONGEST_CODE] for name in names]
    return tuple(listed[:MOST_NAMED]) + (("…",) if len(listed) > MOST_NAMED else ())


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


def _unfit(name: str, place: str, why: Text) -> UnfitData:
    text = Text("{file}{where}: {why}", "{file}{where}: {why}")
    is_line = name.endswith(".csv") and place[:1].isdigit()
    where = Text(f", dòng {place}" if is_line else f", {place}", f", line {place}" if is_line else f", {place}")
    return UnfitData(Message(text, {"file": FOLDER + name, "where": where if place else "", "why": _short(why)}))


def _short(why: Text) -> Text:
    """What a hostile file makes an error say stays on one line, and short."""
    return Text(*(" ".join(each.split())[:300] for each in (why.vi, why.en)))


_EXPLANATIONS: tuple[tuple[str, str, str], ...] = (
    (r"Object missing required field `(.*)`", "thiếu khóa “{0}”", "key “{0}” is missing"),
    (r"Expected `str` matching regex '(.*)'", "cần chữ theo mẫu {0}", "expected text of the form {0}"),
    (r"Expected `str` of length >= 1", "không được để trống", "may not be empty"),
    (r"Expected `(.*)` of length <= (.*)", "dài quá {1}", "longer than {1}"),
    (r"Expected `(.*)` >= (.*)", "cần số từ {1} trở lên", "expected {1} or more"),
    (r"Expected `(.*)` <= (.*)", "cần số không quá {1}", "expected no more than {1}"),
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
