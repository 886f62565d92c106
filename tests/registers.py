"""Hypothesis strategies for registers: records that fit the format, made from its own types, and damaged ones."""

from datetime import date
from functools import cache
from typing import Any

import msgspec
import yaml
from hypothesis import strategies as st
from msgspec import inspect
from phoihop.records.record import Record
from phoihop.records.settings import AgencyRecord, Settings
from phoihop.records.types import DOCUMENT_TYPES, TaskAssignment
from phoihop.rules.examples import REGISTER
from phoihop.words.labels import names_agencies

AGENCIES = ["ubnd", "tnmt", "tckh", "ktht", "an-do", "so-tnmt", "dien-luc"]
DAYS = st.dates(date(2021, 3, 1), date(2021, 5, 31)).map(date.isoformat)
VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặ ĐỨƯ 0123456789-/.,:#", min_size=1, max_size=30).map(
    lambda text: text.strip(" ") or "đ"
)
PATTERNS = {
    r"^[a-z0-9][a-z0-9-]*\Z": st.sampled_from(["dat-dai", "tai-chinh"]),
    r"^[0-9a-fA-F]{64}\Z": st.just("0" * 64),
    r"^[^@\s<>]+@[^@\s<>]+\Z": st.just("vanthu@binhluc.example"),
    r"^[^\s#]+\Z": st.sampled_from(["p1", "p2", "b1"]),
    r"^[A-Z]{2}\Z": st.just("VN"),
    r"^[0-9]{4}(-W[0-9]{2}|-[0-9]{2}|-Q[1-4])?\Z": st.sampled_from(["2021", "2021-03", "2021-Q2", "2021-W12"]),
}


def _values(info: inspect.Type, key: str) -> st.SearchStrategy[Any]:
    match info:
        case inspect.Metadata(type=inner):
            return _values(inner, key)
        case inspect.UnionType(types=types):
            return st.one_of([_values(each, key) for each in types if not isinstance(each, inspect.NoneType)])
        case inspect.VarTupleType(item_type=item, min_length=least):
            return st.lists(_values(item, key), min_size=least or 0, max_size=3, unique_by=repr)
        case inspect.StructType(cls=cls):
            return trees(cls)
        case inspect.DateType():
            return DAYS
        case inspect.LiteralType(values=values):
            return st.sampled_from([str(value) for value in values])
        case inspect.IntType(ge=least, le=most):
            return st.integers(int(least or 0), min(int(most or 100), 100)).map(str)
        case inspect.StrType(pattern=str(pattern)):
            return PATTERNS[pattern]
        case inspect.DictType():
            return st.just({})
    return st.sampled_from(AGENCIES) if names_agencies(key) else VIETNAMESE


@cache
def trees(record: type[msgspec.Struct]) -> st.SearchStrategy[dict[str, Any]]:
    """What a file of this type may say: required keys, and any of the others."""
    info = inspect.type_info(record)
    assert isinstance(info, inspect.StructType)
    fields = {field.encode_name: (_values(field.type, field.encode_name), field.required) for field in info.fields}
    return st.fixed_dictionaries(
        {key: values for key, (values, required) in fields.items() if required},
        optional={key: values for key, (values, required) in fields.items() if not required},
    )


def _written(tree: dict[str, Any]) -> bytes:
    return yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode()


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, bytes]:
    """A document of any kind that fits the format and its own name: its path and text."""
    kind = draw(st.sampled_from(list(DOCUMENT_TYPES)))
    tree = {"kind": kind, **draw(trees(DOCUMENT_TYPES[kind]))}
    name = f"{tree['date']}.{kind}.{tree['from']}.yml"
    return f"tasks/2021/000{draw(st.integers(1, 2))}/{name}", _written(tree)


def records(record: type[Record], path: str) -> st.SearchStrategy[tuple[str, bytes]]:
    return trees(record).map(lambda tree: (path, _written(tree)))


@st.composite
def registers(draw: st.DrawFn) -> dict[str, bytes]:
    """A register's files by path, each of which can be read; what they say of each other is anything."""
    files = {path: text.encode() for path, text in REGISTER.items() if path.startswith(("agencies/", "register"))}
    files |= dict([draw(records(TaskAssignment, f"tasks/2021/000{number}/task.yml")) for number in (1, 2)])
    files |= dict(draw(st.lists(documents(), max_size=12)))
    if draw(st.booleans()):
        files |= dict([draw(records(AgencyRecord, "agencies/tckh.yml"))])
    return files


JUNK = st.binary(max_size=20) | st.sampled_from(
    [b"[", b"{", b"\n- ", b": ", b"&a ", b"*a", b"!!x ", b"---\n", b"\t", b"\0", b"\xff", "Đ\u0300\u202e".encode()]
)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, bytes]:
    """A register some of whose files are cut, torn or overwritten, lie in a wrong place, or are gone."""
    files = draw(registers())
    if draw(st.booleans()):
        files |= dict([draw(records(Settings, "register.yml"))])
    for path in draw(st.lists(st.sampled_from(sorted(files)), max_size=4, unique=True)):
        content = files.pop(path)
        at = draw(st.integers(0, len(content)))
        match draw(st.sampled_from(["torn", "cut", "moved", "gone"])):
            case "torn":
                files[path] = content[:at] + draw(JUNK) + content[at + draw(st.integers(0, 30)) :]
            case "cut":
                files[path] = content[:at]
            case "moved":
                files[
                    path.replace("2021", "2022", 1).replace(".yml", draw(st.sampled_from(["", ".yaml", "-2.yml"])))
                ] = content
            case "gone" if path == "register.yml":
                files[path] = b""
    return files
