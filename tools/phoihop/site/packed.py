"""What is known of tasks, packed until it is asked for: unpacked, all of a large register fills much memory, and that
in every process that looks at it.
"""

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from typing import TypeVar

import msgspec

T = TypeVar("T")

NOTHING = msgspec.Raw(b"\xc0")
"""None, packed."""


def packed(part: object) -> msgspec.Raw:
    return msgspec.Raw(msgspec.msgpack.encode(part))


def unpacked(part: msgspec.Raw, of: type[dict[str, T]]) -> dict[str, T]:
    """What a record keeps packed; nothing where another version of this tool had it in another form."""
    try:
        return msgspec.msgpack.decode(part, type=of)
    except msgspec.DecodeError:
        return {}


class Packed(Mapping[str, T]):
    """Something by task id: each is unpacked when it is asked for, and stays so only where all are."""

    def __init__(self, parts: Mapping[str, msgspec.Raw], unpack: Callable[[msgspec.Raw], T]) -> None:
        self._parts, self._unpack = parts, unpack
        self._every: dict[str, T] | None = None

    def __getitem__(self, task: str) -> T:
        return self._unpack(self._parts[task]) if self._every is None else self._every[task]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def __contains__(self, task: object) -> bool:
        return task in self._parts

    def values(self) -> ValuesView[T]:
        return self._all().values()

    def items(self) -> ItemsView[str, T]:
        return self._all().items()

    def part(self, task: str) -> bytes:
        """It as it is packed; nothing where there is none."""
        return bytes(self._parts.get(task, b""))

    def _all(self) -> dict[str, T]:
        if self._every is None:
            self._every = {task: self._unpack(part) for task, part in self._parts.items()}
        return self._every
