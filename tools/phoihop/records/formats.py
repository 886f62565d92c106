"""What came with which version of the record format: the keys of a record that a register of an earlier one has not."""

from collections.abc import Iterator
from functools import cache
from typing import Literal

from phoihop.language import Message, say
from phoihop.records.record import Record, fields_of, meaning_of, part_in
from phoihop.records.yaml_door import Tree

MOST_NAMED = 5


def of_a_later_format(names: list[str], known: int) -> Message:
    """That keys, or a kind of document, came with a later format than the register has."""
    return say(
        "sổ này theo định dạng {known}, mà {names} thuộc định dạng mới hơn; chạy “phoihop upgrade” rồi dùng",
        "this register is of format {known}, and {names} came with a later one; run “phoihop upgrade” first",
        known=known,
        names=tuple(f"“{name}”" for name in names[:MOST_NAMED]) + (("…",) if len(names) > MOST_NAMED else ()),
    )


def keys_beyond(tree: Tree | None, record_type: type[Record], known: int) -> Iterator[tuple[str | int, ...]]:
    """The places of the keys that came with a later format."""
    later = _later_keys(record_type, known)
    if not later or not isinstance(tree, dict):
        return
    for key, item in tree.items():
        match later.get(key):
            case True:
                yield (key,)
            case type() as part:
                for index, each in enumerate(item) if isinstance(item, list) else ((None, item),):
                    place = (key,) if index is None else (key, index)
                    yield from ((*place, *inner) for inner in keys_beyond(each, part, known))


@cache
def _later_keys(record_type: type[Record], known: int) -> dict[str, type[Record] | Literal[True]]:
    """The keys of a type that came later than the format `known` (True); keys with such a key in a part: the part."""
    found: dict[str, type[Record] | Literal[True]] = {}
    for field in fields_of(record_type):
        meaning = meaning_of(field.type)
        if meaning and meaning["since"] > known:
            found[field.encode_name] = True
        elif (part := part_in(field.type)) and _later_keys(part, known):
            found[field.encode_name] = part
    return found
