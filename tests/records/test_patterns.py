"""A key of a given form fits it with its whole text: a line end after it is none, in a record or in published data."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec import inspect
from phoihop.documents.published_forms import CSV_LINES, JSON_FILES
from phoihop.language import LANGUAGES, word
from phoihop.records.erasures import Erasures
from phoihop.records.fit import fit
from phoihop.records.record import Record
from phoihop.records.settings import AgencyRecord, Settings
from phoihop.records.types import DOCUMENT_TYPES, TaskAssignment

RECORDS: list[type[Record]] = [*DOCUMENT_TYPES.values(), TaskAssignment, AgencyRecord, Settings, Erasures]
PUBLISHED: list[Any] = [*CSV_LINES.values(), *JSON_FILES.values()]
OF_A_FORM = ("x", "2021", "2021-0001", "VN", "a@b.vn", "0" * 64, "tasks/")
Path = tuple[str | int, ...]


def plain(info: inspect.Type) -> Any:
    """A value that fits a type."""
    match info:
        case inspect.Metadata(type=inner):
            return plain(inner)
        case inspect.UnionType(types=types):
            return plain(next(each for each in types if not isinstance(each, inspect.NoneType)))
        case inspect.VarTupleType(item_type=item):
            return [plain(item)]
        case inspect.StructType(fields=fields, tag=tag, tag_field=tag_field):
            tagged = {tag_field: tag} if tag_field else {}
            return tagged | {each.encode_name: plain(each.type) for each in fields if each.required}
        case inspect.DateType():
            return "2021-03-10"
        case inspect.LiteralType(values=values):
            return values[0]
        case inspect.IntType():
            return 1
        case inspect.DictType():
            return {}
        case inspect.StrType(pattern=pattern):
            return next(each for each in OF_A_FORM if re.search(pattern or "", each))
    raise TypeError(info)


def with_line_ends(info: inspect.Type) -> Iterator[tuple[Path, Any]]:
    """Every key of a given form in turn: where it stands, and the whole, which fits but for a line end after it."""
    match info:
        case inspect.Metadata(type=inner):
            yield from with_line_ends(inner)
        case inspect.UnionType(types=types):
            for each in types:
                yield from with_line_ends(each)
        case inspect.VarTupleType(item_type=item):
            yield from (((0, *path), [value]) for path, value in with_line_ends(item))
        case inspect.DictType(value_type=item):
            yield from ((("x", *path), {"x": value}) for path, value in with_line_ends(item))
        case inspect.StructType(fields=fields):
            for field in fields:
                for path, value in with_line_ends(field.type):
                    yield (field.encode_name, *path), plain(info) | {field.encode_name: value}
        case inspect.StrType(pattern=str(pattern)) if pattern.startswith("^") and not pattern.endswith("/"):
            yield (), f"{plain(info)}\n"


@pytest.mark.parametrize("record", RECORDS, ids=lambda each: each.__name__)
def test_no_record_takes_a_line_end_for_the_end_of_an_id_an_address_or_a_digest(record: type[Record]) -> None:
    for path, tree in with_line_ends(inspect.type_info(record)):
        found, misfits = fit(tree, record)
        assert found is None
        assert path in [where for where, _ in misfits]
        for _, message in misfits:
            # What is wanted is told in words, not as the pattern.
            assert not [language for language in LANGUAGES if r"\Z" in word(message, language)]


def test_there_are_keys_of_a_given_form() -> None:
    found = {path for record in RECORDS for path, _ in with_line_ends(inspect.type_info(record))}
    assert {("contact",), ("members", 0, "email"), ("points", 0, "id"), ("period",)} & found
    assert ("erasures", 0, "sha256") in found
    assert len(found) >= 10


@pytest.mark.parametrize("form", PUBLISHED, ids=str)
def test_no_published_line_does_either(form: Any) -> None:
    trees = list(with_line_ends(inspect.type_info(form)))
    assert trees
    for path, tree in trees:
        with pytest.raises(msgspec.ValidationError, match="regex"):
            msgspec.convert(tree, form)
        assert path
