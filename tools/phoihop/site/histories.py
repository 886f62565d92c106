"""What Git knows of each task, newest first, as a build keeps it: packed by task, and told by the name of its past."""

from datetime import date, datetime
from operator import attrgetter
from pathlib import Path
from typing import Any

import msgspec

from phoihop.changes.events import Event, task_histories
from phoihop.changes.happenings import Action
from phoihop.language import Message
from phoihop.records.differences import KeyChange
from phoihop.site.packed import Packed, packed

Histories = Packed[tuple[Event, ...]]
"""By task id."""


class _Told(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An event. Its moment comes back in UTC."""

    commit: str
    moment: datetime
    day: date
    author: str
    path: str
    task: str | None
    record: str
    agency: str | None
    action: Action
    changes: tuple[tuple[str, str | None, str | None, tuple[str, ...], Any, Any], ...]
    corrections: tuple[str, ...]


class KeptHistories(msgspec.Struct, frozen=True, array_like=True):
    """`past` names what they were read from; `missing` says why there are none."""

    past: bytes
    tasks: dict[str, msgspec.Raw] = {}
    missing: Message | None = None

    def histories(self) -> Histories | Message:
        return self.missing or Packed(self.tasks, _unpacked)


def read_histories(root: Path, cache: Path | None, past: bytes = b"") -> KeptHistories:
    """The histories of a register. `cache` is the user's folder for what runs keep."""
    found = task_histories(root, cache)
    if isinstance(found, Message):
        return KeptHistories(past, missing=found)
    return KeptHistories(past, {task: packed([_plain(each) for each in events]) for task, events in found.items()})


def packed_histories(root: Path, cache: Path | None, past: bytes) -> bytes:
    """The same as a message to another process."""
    return msgspec.msgpack.encode(read_histories(root, cache, past))


def kept_histories(kept: msgspec.Raw | bytes, past: bytes) -> KeptHistories | None:
    """What was kept of this past."""
    try:
        found = msgspec.msgpack.decode(kept, type=KeptHistories | None)
    except msgspec.DecodeError:
        return None
    return found if found and found.past == past else None


_decode = msgspec.msgpack.Decoder(tuple[_Told, ...]).decode
_changes_of = attrgetter("key", "before", "after", "path", "was", "now")


def _plain(event: Event) -> _Told:
    values = {name: getattr(event, name) for name in _Told.__struct_fields__}
    return _Told(**values | {"changes": tuple(map(_changes_of, event.changes))})


def _unpacked(part: msgspec.Raw) -> tuple[Event, ...]:
    return tuple(
        Event(**msgspec.structs.asdict(each) | {"changes": tuple(KeyChange(*change) for change in each.changes)})
        for each in _decode(part)
    )
