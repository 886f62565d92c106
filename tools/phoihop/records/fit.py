"""Puts a tree of texts into a record's type, and says of everything that does not fit where and why.

A tree that fits takes msgspec's fast way. Only where that refuses is the tree walked beside the type's description,
so that every problem of the file is told, not the first alone, with the key that was probably meant.
"""

import difflib
import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

import msgspec
from msgspec import inspect

from phoihop.language import Fact, Message, Text, say
from phoihop.records.formats import keys_beyond, of_a_later_format
from phoihop.records.record import FIRST_YEAR, FORMAT, LAST_YEAR, Record, meaning_of, struct_of
from phoihop.records.types import DOCUMENT_TYPES, Document
from phoihop.records.yaml_door import Tree

KeyPath = tuple[str | int, ...]
Misfit = tuple[KeyPath, Message]

R = TypeVar("R", bound=Record)

MOST_COMPARED = 40
"""Words that one unknown word is compared with, letter by letter, to find what was meant."""
LONGEST_COMPARED = 100
"""Letters of a word that may be a misspelt one."""

_AS_PEOPLE_WRITE = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_AS_RECORDED = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")

MISSING = Text(
    "thiếu khóa “{key}”{where} ({meaning}); thêm “{key}: …”",
    "the key “{key}” is missing{where} ({meaning}); add “{key}: …”",
)


def fit(tree: Tree | None, record_type: type[R], known: int = FORMAT) -> tuple[R | None, list[Misfit]]:
    """The record, or None with all that does not fit (key path and message).

    `known` is the register's format: what came with a later one is told as one misfit, by its first key.
    """
    misfits: list[Misfit]
    if known < FORMAT and (beyond := list(keys_beyond(tree, record_type, known))):
        return None, [(beyond[0], of_a_later_format([_spelled(key) for key in beyond], known))]
    if isinstance(tree, dict) and (not issubclass(record_type, Document) or "kind" in tree):
        try:
            record = msgspec.convert(tree, record_type, strict=False)
        except msgspec.ValidationError as error:
            misfits = list(_misfits(tree, struct_of(record_type), ()))
            unexplained = say("không khớp định dạng: {why}", "does not fit the format: {why}", why=str(error))
            return None, misfits or [((), unexplained)]
        misfits = list(_bare_files(record))
        return (None if misfits else record), misfits
    if tree is None:
        return None, [((), say("tệp trống; ghi các khóa cần có", "the file is empty; write the keys it needs"))]
    return None, list(_misfits(tree, struct_of(record_type), ()))


def value_at(tree: Tree | None, key: KeyPath) -> Tree | None:
    """What stands in a tree under a key; None where the tree does not reach so far."""
    for part in key:
        if isinstance(tree, dict) and isinstance(part, str):
            tree = tree.get(part)
        elif isinstance(tree, list) and isinstance(part, int) and part < len(tree):
            tree = tree[part]
        else:
            return None
    return tree


def nearest(wrong: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant.

    Of many words only those are compared that begin or end most like it: a task may have a thousand documents, and
    each may name wrongly. What is longer than any id or key is no slip of the pen, and takes long to compare.
    """
    if len(wrong) > LONGEST_COMPARED:
        return None
    written = wrong.casefold()
    known = [each for each in known if len(each) <= LONGEST_COMPARED]
    close = difflib.get_close_matches(written, _worth_comparing(written, known), n=1, cutoff=0.6)
    return close[0] if close else None


def perhaps(wrong: str, known: Iterable[str]) -> str:
    """“ (meant?)”, to stand after a word that is not known; nothing where none is like it."""
    meant = nearest(wrong, known)
    return f" ({meant}?)" if meant else ""


def _worth_comparing(word: str, known: list[str]) -> list[str]:
    """All words where they are few, else those with the longest beginning, and the longest end, in common with it."""
    if len(known) <= MOST_COMPARED:
        return known
    begin = _neighbours(word, sorted(known))
    end = _neighbours(word[::-1], sorted(each[::-1] for each in known))
    return list(dict.fromkeys((*begin, *(each[::-1] for each in end))))


def _neighbours(word: str, words: list[str]) -> list[str]:
    """Those next to a word's place in a sorted list, which have the longest beginning in common with it."""
    place = bisect(words, word)
    return words[max(0, place - MOST_COMPARED // 4) : place + MOST_COMPARED // 4]


def _bare_files(record: Record) -> Iterator[Misfit]:
    """A document's own file must be somewhere: under `files/`, or elsewhere with its digest.

    The papers of a dossier are left to the rules of the directive's sections, which ask for them.
    """
    for index, paper in enumerate(getattr(record, "files", ())):
        if not paper.path and not paper.held:
            message = say(
                "tài liệu chưa có tệp; thêm “path: files/…”, hoặc “held” và “sha256” nếu lưu nơi khác",
                "the paper has no file; add “path: files/…”, or “held” and “sha256” if it is kept elsewhere",
            )
            yield ("files", index), message
        elif not paper.path and paper.sha256 is None:
            message = say(
                "tài liệu lưu nơi khác phải có “sha256” (mã băm của tệp)",
                "a paper kept elsewhere needs “sha256”, its file's digest",
            )
            yield ("files", index, "held"), message


def _misfits(value: Tree, info: inspect.Type, path: KeyPath) -> Iterator[Misfit]:
    unique: str | None = None
    while isinstance(info, inspect.Metadata):
        if info.extra and info.extra.get("unique") is not None:
            unique = info.extra["unique"]
        info = info.type
    if isinstance(info, inspect.UnionType):
        info = _branch(value, info)
        if isinstance(info, inspect.Metadata):
            yield from _misfits(value, info, path)
            return
    match info:
        case inspect.StructType():
            yield from _struct_misfits(value, info, path)
        case inspect.VarTupleType():
            yield from _list_misfits(value, info, path, unique)
        case inspect.DictType():
            yield from _mapping_misfits(value, info, path)
        case _:
            if wrong := _scalar_misfit(value, info, _key(path)):
                yield path, wrong


def _branch(value: Tree, union: inspect.UnionType) -> inspect.Type:
    """The member of a union that a value was meant for: by its shape."""
    members = [each for each in union.types if not isinstance(each, inspect.NoneType)]
    lists = [each for each in members if isinstance(each, inspect.VarTupleType)]
    if isinstance(value, list) and lists:
        return lists[0]
    return next((each for each in members if each not in lists), members[0])


def _struct_misfits(value: Tree, info: inspect.StructType, path: KeyPath) -> Iterator[Misfit]:
    if not isinstance(value, dict):
        yield path, _no_mapping(path)
        return
    fields = {field.encode_name: field for field in info.fields}
    known = [*fields, "kind"] if issubclass(info.cls, Document) else list(fields)
    meant_keys = set()
    for key, item in value.items():
        if key in fields:
            yield from _misfits(item, fields[key].type, (*path, key))
        elif key == "kind" and issubclass(info.cls, Document):
            if item != info.tag:
                yield (*path, key), _not_one_of("kind", str(item), list(DOCUMENT_TYPES))
        else:
            meant_keys.add(nearest(key, [name for name in known if name not in value]))
            yield (*path, key), _unknown_key(key, known)
    # A misspelt key is told once, not a second time as missing.
    missing = [field for field in info.fields if field.required and field.encode_name not in {*value, *meant_keys}]
    if issubclass(info.cls, Document) and "kind" not in {*value, *meant_keys}:
        yield path, _missing("kind", Text("loại văn bản", "kind of document"))
    for field in missing:
        meaning = meaning_of(field.type)
        yield path, _missing(field.encode_name, meaning["about"] if meaning else None, path)


def _missing(key: str, meaning: Text | None, path: KeyPath = ()) -> Message:
    where = Text(f" trong {_spelled(path)}", f" in {_spelled(path)}") if path else ""
    return Message(MISSING, {"key": key, "meaning": meaning or "", "where": where})


def _unknown_key(key: str, known: list[str]) -> Message:
    if meant := nearest(key, known):
        return say(
            "khóa “{key}” không có trong định dạng; có lẽ là “{meant}”",
            "the key “{key}” is not in the format; “{meant}” is probably meant",
            key=key,
            meant=meant,
        )
    return say(
        "khóa “{key}” không có trong định dạng; các khóa được dùng: {known}",
        "the key “{key}” is not in the format; the keys are: {known}",
        key=key,
        known=tuple(sorted(known)),
    )


def _list_misfits(value: Tree, info: inspect.VarTupleType, path: KeyPath, unique: str | None) -> Iterator[Misfit]:
    if not isinstance(value, list):
        wanted = say(
            "“{key}” phải là danh sách; viết mỗi mục một dòng, bắt đầu bằng “- ”",
            "“{key}” must be a list; write each item on its own line, with “- ” before it",
            key=_key(path),
        )
        yield path, wanted
        return
    if len(value) < (info.min_length or 0):
        yield path, say("“{key}” phải có ít nhất một mục", "“{key}” needs at least one item", key=_key(path))
    seen: set[str] = set()
    for index, item in enumerate(value):
        yield from _misfits(item, info.item_type, (*path, index))
        name = item.get(unique) if unique and isinstance(item, dict) else item
        if unique is None or not isinstance(name, str):
            continue
        if name in seen:
            twice = say(
                "“{name}” đã có trong “{key}”; mỗi mục chỉ ghi một lần",
                "“{name}” stands twice in “{key}”; name each only once",
                name=name,
                key=_key(path),
            )
            yield ((*path, index, unique) if unique else (*path, index)), twice
        seen.add(name)


def _mapping_misfits(value: Tree, info: inspect.DictType, path: KeyPath) -> Iterator[Misfit]:
    if not isinstance(value, dict):
        yield path, _no_mapping(path)
        return
    for key, item in value.items():
        yield from _misfits(item, info.value_type, (*path, key))


def _scalar_misfit(value: Tree, info: inspect.Type, key: str) -> Message | None:
    if not isinstance(value, str):
        return say(
            "“{key}” phải là một giá trị, không phải danh sách hay nhóm",
            "“{key}” must be one value, not a list or a mapping",
            key=key,
        )
    match info:
        case inspect.DateType():
            return _date_misfit(value, key)
        case inspect.LiteralType(values=values) if value not in values:
            return _not_one_of(key, value, [str(each) for each in values])
        case inspect.IntType(ge=ge, le=le):
            least, most = ge or 0, le or 10**9
            if not re.fullmatch(r"\d{1,9}", value) or not least <= int(value) <= most:
                return say(
                    "“{key}” phải là số nguyên từ {least} đến {most}; đang ghi “{value}”",
                    "“{key}” must be a whole number from {least} to {most}; it says “{value}”",
                    key=key,
                    least=least,
                    most=most,
                    value=value,
                )
        case inspect.StrType(pattern=str(pattern)) if not re.search(pattern, value):
            return say(
                "“{key}” không đúng dạng: {wanted}; đang ghi “{value}”",
                "“{key}” has the wrong form: {wanted}; it says “{value}”",
                key=key,
                wanted=_FORMS.get(pattern, Text(pattern, pattern)),
                value=value,
            )
    return None


_FORMS = {
    r"^[a-z0-9][a-z0-9-]*\Z": Text(
        "chữ thường không dấu, số và dấu gạch nối, ví dụ dat-dai",
        "lower-case letters, digits and hyphens, such as land",
    ),
    r"^tasks/": Text("đường dẫn trong sổ, bắt đầu bằng tasks/", "a path in the register that starts with tasks/"),
    r"^[0-9a-f]{64}\Z": Text("64 chữ số thập lục phân", "64 hexadecimal digits"),
    r"^[0-9a-fA-F]{64}\Z": Text("64 chữ số thập lục phân", "64 hexadecimal digits"),
    r"^[^@\s<>]+@[^@\s<>]+\Z": Text("địa chỉ thư điện tử", "an e-mail address"),
    r"^[0-9]{4}(-W[0-9]{2}|-[0-9]{2}|-Q[1-4])?\Z": Text(
        "năm, quý, tháng hoặc tuần, ví dụ 2021, 2021-Q2, 2021-03, 2021-W12",
        "a year, quarter, month or week, such as 2021, 2021-Q2, 2021-03, 2021-W12",
    ),
    r"^[^\s#]+\Z": Text("một mã không có khoảng trắng và dấu #", "an id without spaces and #"),
    r"^[A-Z]{2}\Z": Text("mã quốc gia hai chữ hoa, ví dụ VN", "a two-letter country code, such as VN"),
}


def typed_day(words: str) -> date | None:
    """A day as people type it, on a command line or in a cell; None where it is none.

    22/3/2021, 22-3-2021, 22.3.2021 or 2021-03-22; records themselves hold one form only.
    """
    match = _AS_PEOPLE_WRITE.fullmatch(words.strip()) or _AS_RECORDED.fullmatch(words.strip())
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    except ValueError:
        return None


def _date_misfit(value: str, key: str) -> Message | None:
    try:
        day = msgspec.convert(value, date)
    except msgspec.ValidationError:
        if meant := typed_day(value):
            return say(
                "“{key}” phải ghi dạng NĂM-THÁNG-NGÀY: {meant}; đang ghi “{value}”",
                "“{key}” must be written YEAR-MONTH-DAY: {meant}; it says “{value}”",
                key=key,
                meant=meant.isoformat(),
                value=value,
            )
        return say(
            "“{key}” phải là ngày có thật, dạng NĂM-THÁNG-NGÀY, ví dụ 2021-03-22; đang ghi “{value}”",
            "“{key}” must be a real day, written YEAR-MONTH-DAY, such as 2021-03-22; it says “{value}”",
            key=key,
            value=value,
        )
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    return say(
        "năm của “{key}” phải từ {first} đến {last}; đang ghi “{value}”",
        "the year of “{key}” must be from {first} to {last}; it says “{value}”",
        key=key,
        first=FIRST_YEAR,
        last=LAST_YEAR,
        value=value,
    )


def _not_one_of(key: str, value: str, allowed: list[str]) -> Message:
    facts: dict[str, Fact] = {"key": key, "value": value, "allowed": tuple(allowed)}
    if meant := nearest(value, allowed):
        return say(
            "“{key}” không nhận giá trị “{value}”; có lẽ là “{meant}” (các giá trị: {allowed})",
            "“{key}” can't be “{value}”; “{meant}” is probably meant (one of: {allowed})",
            meant=meant,
            **facts,
        )
    return say(
        "“{key}” không nhận giá trị “{value}”; ghi một trong: {allowed}",
        "“{key}” can't be “{value}”; write one of: {allowed}",
        **facts,
    )


def _key(path: KeyPath) -> str:
    """The name of the last key on a path: an item is called by its list."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _spelled(path: KeyPath) -> str:
    """A path as people read it: points[2].evidence, counted from one."""
    spelled = ""
    for part in path:
        spelled += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if spelled else part
    return spelled


def _no_mapping(path: KeyPath) -> Message:
    where = say("“{path}”", "“{path}”", path=_spelled(path)) if path else Text("tệp", "the file")
    return say("{where} phải gồm các dòng “khóa: giá trị”", "{where} must be made of “key: value” lines", where=where)
