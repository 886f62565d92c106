"""Every piece of text in a record, with the key that holds it: for rules that look at words, wherever they stand."""

import re
from collections.abc import Iterator

import msgspec

from phoihop.records.fit import KeyPath
from phoihop.records.record import Record, once
from phoihop.records.task_folder import TaskFolder


@once
def all_text(said: Record | TaskFolder) -> str:
    """All that a record says, or those of a task, in one piece: a quick way to see that something is nowhere in it."""
    return msgspec.json.encode(said.records if isinstance(said, TaskFolder) else said).decode()


def may_hold(folder: TaskFolder, sign: re.Pattern[str]) -> Iterator[tuple[str, Record]]:
    """The records of a task that have a sign in them somewhere, by id."""
    if sign.search(all_text(folder)):
        yield from ((id_, record) for id_, record in folder.records.items() if sign.search(all_text(record)))


def texts_in(value: object, key: KeyPath = ()) -> Iterator[tuple[str, KeyPath]]:
    match value:
        case str():
            if value:
                yield value, key
        case tuple():
            for index, item in enumerate(value):
                yield from texts_in(item, (*key, index))
        case msgspec.Struct():
            for name, written in zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True):
                yield from texts_in(getattr(value, name), (*key, written))
