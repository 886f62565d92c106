"""What Git knows of each task, newest first, as a build keeps it: packed by task, and told by the name of its past."""

from pathlib import Path

import msgspec

from phoihop.changes.events import Event, task_histories
from phoihop.language import Message
from phoihop.site.packed import Packed, packed

Histories = Packed[tuple[Event, ...]]
"""By task id. Moments come back in UTC."""

_decode = msgspec.msgpack.Decoder(tuple[Event, ...]).decode


class KeptHistories(msgspec.Struct, frozen=True, array_like=True):
    """`past` names what they were read from; `missing` says why there are none."""

    past: bytes
    tasks: dict[str, msgspec.Raw] = {}
    missing: Message | None = None

    def histories(self) -> Histories | Message:
        return self.missing or Packed(self.tasks, _decode)


def read_histories(root: Path, cache: Path | None, past: bytes = b"") -> KeptHistories:
    """The histories of a register. `cache` is the user's folder for what runs keep."""
    found = task_histories(root, cache)
    if isinstance(found, Message):
        return KeptHistories(past, missing=found)
    return KeptHistories(past, {task: packed(events) for task, events in found.items()})


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
